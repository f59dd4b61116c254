"use strict";
(() => {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
    opened = [];
  });
})();
(() => {
  const field = document.getElementById("filter");
  const rows = [...document.querySelectorAll("#documents-table tbody tr")];
  if (rows.length < 10) return;
  const status = document.getElementById("filtered");
  field.closest("p").hidden = false;
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    const shown = rows.filter((row) => !row.hidden).length;
    status.textContent = wanted ? `${shown} of ${rows.length} documents` : "";
  });
  addEventListener("hashchange", () => {
    field.value = "";
    field.dispatchEvent(new Event("input"));
  });
})();
