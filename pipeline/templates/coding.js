"use strict";
(() => {
  const content = JSON.parse(document.getElementById("content").textContent);
  const { rows, themes, names, draw, coder, version } = content;
  const $ = (id) => document.getElementById(id);
  const boxes = [...document.querySelectorAll("#choices input")];
  const store = `themeline ${draw} ${coder}`;
  const most = 500; // changes that can be undone
  const columns = ["path", "start", "end", "text", "coder", "codes", "codebook_version", "origin", "memo", "draw", "segment_id"];
  let decisions = {}; // item: {codes, none, memo}; a segment without codes and without none is not yet coded
  let undo = [];
  let at = 0;
  let saved = "{}"; // what the last file held
  let keeps = true; // whether this browser remembers
  let beforeMemo = null; // the state before the memo that is being written

  const of = (item) => decisions[item] ?? { codes: [], none: false, memo: "" };
  const decided = (item) => of(item).none || of(item).codes.length > 0;
  const said = ({ codes, none, memo }) => codes.length > 0 || none || memo !== "";
  const written = (of_all, wanted) => JSON.stringify(Object.fromEntries(Object.entries(of_all).filter(([, own]) => wanted(own)).sort()));
  const snapshot = () => written(decisions, said);
  const inFile = (of_all) => written(of_all, ({ codes, none }) => codes.length > 0 || none); // a memo alone is in no saved file
  const nDecided = () => rows.filter((row) => decided(row.item)).length;
  const say = (words) => { $("said").textContent = words; };
  const status = (item) => (of(item).none ? "none" : of(item).codes.map((theme) => names[theme]).join(", ") || "not yet coded");

  function keep() {
    try {
      localStorage.setItem(store, JSON.stringify({ decisions, saved }));
    } catch {
      keeps = false;
    }
    showKept();
  }

  function recall() {
    try {
      const kept = JSON.parse(localStorage.getItem(store) ?? "{}");
      decisions = kept.decisions ?? {};
      saved = kept.saved ?? "{}";
    } catch {
      keeps = false;
    }
  }

  function showKept() {
    const where = keeps
      ? "Every change is kept in this browser on this machine."
      : "This browser keeps nothing between visits: save a file before you close the page.";
    $("kept").textContent = `${where} ${snapshot() === saved ? "" : "There are changes that no saved file has."}`;
  }

  function change(item, made) {
    undo.push(snapshot());
    undo = undo.slice(-most);
    decisions[item] = { ...of(item), ...made };
    keep();
    show();
  }

  function toggle(item, theme) {
    const codes = of(item).codes;
    const next = themes.filter((name) => codes.includes(name) !== (name === theme));
    change(item, { codes: next, none: false });
    say(`${names[theme]} ${next.includes(theme) ? "given" : "taken away"}: ${status(item)}`);
  }

  function toggleNone(item) {
    change(item, { codes: [], none: !of(item).none });
    say(of(item).none ? "None of the themes" : "Not yet coded");
  }

  function show() {
    const row = rows[at];
    const own = of(row.item);
    document.title = `${at + 1} of ${rows.length}: coding by ${coder}`;
    for (const name of ["text", "before", "after"]) $(name).textContent = row[name];
    for (const name of ["before", "after"]) $(`${name}-line`).hidden = !row[name];
    $("source").textContent = [row.document, row.date, row.place].filter(Boolean).join(" · ");
    $("section").textContent = row.section ? `Under: ${row.section}` : "";
    $("where").textContent = `Segment ${at + 1} of ${rows.length}`;
    $("state").textContent = decided(row.item) ? "" : "(not yet coded)";
    for (const box of boxes) box.checked = box.id === "none" ? own.none : own.codes.includes(box.value);
    if ($("memo").value !== own.memo) $("memo").value = own.memo;
    $("previous").disabled = at === 0;
    $("next").disabled = at === rows.length - 1;
    $("undo").disabled = undo.length === 0;
    $("progress").value = nDecided();
    $("done").textContent = `${nDecided()} of ${rows.length} coded`;
    list();
  }

  function list() {
    const words = $("words").value.trim().toLowerCase();
    const kinds = {
      all: () => true,
      open: (item) => !decided(item),
      coded: (item) => of(item).codes.length > 0,
      none: (item) => of(item).none,
      memo: (item) => of(item).memo !== "",
    };
    const wanted = rows.map((row, number) => [row, number]).filter(([row]) => kinds[$("which").value](row.item) && row.text.toLowerCase().includes(words));
    $("listed").textContent = `${wanted.length} of ${rows.length}`;
    $("list").replaceChildren(...wanted.map(([row, number]) => entry(row, number)));
  }

  function entry(row, number) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `${number + 1}. ${row.text.slice(0, 90)}${row.text.length > 90 ? "…" : ""} [${status(row.item)}]`;
    if (number === at) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => { move(number); $("segment").focus(); });
    const line = document.createElement("li");
    line.append(button);
    return line;
  }

  function move(to) {
    if (to < 0 || to >= rows.length) return say(to < 0 ? "This is the first segment." : "This is the last segment.");
    keepMemo();
    if (document.activeElement === $("memo")) $("memo").blur();
    at = to;
    show();
    $("segment").scrollIntoView({ block: "nearest" });
    return say(`Segment ${at + 1} of ${rows.length}: ${status(rows[at].item)}`);
  }

  function firstUncoded() {
    const first = rows.findIndex((row) => !decided(row.item));
    if (first < 0) return say("Every segment is coded. Save a file and send it back.");
    return move(first);
  }

  // What is typed is kept at once; one undo takes back all that was typed since the field was entered.
  function typeMemo() {
    beforeMemo ??= snapshot();
    decisions[rows[at].item] = { ...of(rows[at].item), memo: $("memo").value };
    keep();
  }

  function keepMemo() {
    if (beforeMemo === null) return;
    undo.push(beforeMemo);
    undo = undo.slice(-most);
    beforeMemo = null;
    show();
  }

  function takeBack() {
    keepMemo();
    if (undo.length === 0) return say("There is nothing to undo.");
    decisions = JSON.parse(undo.pop());
    keep();
    show();
    return say("The last change is undone.");
  }

  // A cell that a spreadsheet would take for a formula gets an apostrophe, as in all files of the project.
  const guarded = (cell) => (/^'*[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell);
  const unguarded = (cell) => (cell.startsWith("'") && guarded(cell.slice(1)) === cell ? cell.slice(1) : cell);
  const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

  function toCsv() {
    const made = rows.filter((row) => decided(row.item)).map((row) => {
      const own = of(row.item);
      const cells = { ...row, coder, draw, codes: own.codes.join(";"), codebook_version: version, memo: own.memo };
      return columns.map((name) => quoted(guarded(String(cells[name])))).join(",");
    });
    return `\ufeff${[columns.join(","), ...made].join("\n")}\n`;
  }

  function save() {
    keepMemo();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([toCsv()], { type: "text/csv" }));
    link.download = `codes_${coder.replaceAll(" ", "-")}_${draw}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    saved = inFile(decisions);
    keep();
    const left = rows.filter((row) => !decided(row.item) && of(row.item).memo).length;
    say(`${nDecided()} of ${rows.length} segments saved to ${link.download}.${left ? ` ${left} with a memo but no decision are not in it.` : ""}`);
  }

  function fromCsv(text) {
    const records = [];
    let record = [];
    const cells = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/y;
    for (const body = text.replace(/^\ufeff/, ""); cells.lastIndex < body.length;) {
      const [, cell, end] = cells.exec(body) ?? [];
      if (cell === undefined) return [];
      record.push(unguarded(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
      if (end !== ",") records.push(record.splice(0));
    }
    if (record.length) records.push([...record, ""]); // the last cell was empty, and no line end follows
    const [heads = [], ...lines] = records;
    return lines.filter((line) => line.length === heads.length).map((line) => Object.fromEntries(heads.map((name, n) => [name, line[n]])));
  }

  function load(text, name) {
    const read = fromCsv(text);
    const items = new Map(rows.map((row) => [row.segment_id, row.item]));
    const wrong = [
      [() => read.length === 0 || columns.some((column) => !(column in read[0])), "is not a file that this page has saved"],
      [() => read.some((row) => row.draw !== draw), `is of another draw than ${draw}`],
      [() => read.some((row) => row.coder !== coder), `is by another coder than ${coder}`],
      [() => read.some((row) => !items.has(row.segment_id)), "has segments that are not in this page"],
      [() => read.some((row) => row.codes.split(";").some((code) => code && !themes.includes(code))), "has codes that the codebook lacks"],
    ].find(([is]) => is());
    if (wrong) return say(`${name} ${wrong[1]}. Nothing was changed.`);
    undo.push(snapshot());
    const held = {};
    for (const row of read) {
      const codes = themes.filter((theme) => row.codes.split(";").includes(theme));
      held[items.get(row.segment_id)] = { codes, none: codes.length === 0, memo: row.memo };
    }
    const other = Object.keys(held).filter((item) => said(of(item)) && JSON.stringify(of(item)) !== JSON.stringify(held[item])).length;
    decisions = { ...decisions, ...held };
    saved = inFile(held);
    keep();
    firstUncoded();
    show();
    const changed = other ? ` ${other} were otherwise here, and are now as in the file; u takes that back.` : "";
    return say(`${read.length} segments read from ${name}; ${nDecided()} of ${rows.length} are coded.${changed}`);
  }

  function onKey(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      return save();
    }
    if (event.key === "Escape" && event.target === $("memo")) return $("segment").focus();
    const typing = event.target.matches("textarea, select, input:not([type=checkbox])");
    if (event.ctrlKey || event.metaKey || event.altKey || typing || $("keys").open || !$("single").checked) return undefined;
    const item = rows[at].item;
    const actions = {
      j: () => move(at + 1), ArrowRight: () => move(at + 1), k: () => move(at - 1), ArrowLeft: () => move(at - 1),
      0: () => toggleNone(item), n: () => toggleNone(item), m: () => $("memo").focus(), f: firstUncoded, u: takeBack, "?": () => $("keys").showModal(),
    };
    themes.slice(0, 9).forEach((theme, n) => { actions[n + 1] = () => toggle(item, theme); });
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
    if (!action) return undefined;
    event.preventDefault();
    return action();
  }

  for (const box of boxes) box.addEventListener("change", () => (box.id === "none" ? toggleNone(rows[at].item) : toggle(rows[at].item, box.value)));
  const pressed = { previous: () => move(at - 1), next: () => move(at + 1), uncoded: firstUncoded, save, undo: takeBack, help: () => $("keys").showModal() };
  for (const [id, action] of Object.entries(pressed)) $(id).addEventListener("click", action);
  $("memo").addEventListener("input", typeMemo);
  $("memo").addEventListener("change", keepMemo);
  $("which").addEventListener("change", list);
  $("words").addEventListener("input", list);
  $("load").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) load(await file.text(), file.name);
    event.target.value = "";
  });
  addEventListener("keydown", onKey);
  addEventListener("beforeunload", (event) => {
    if (!keeps && snapshot() !== saved) event.preventDefault();
  });
  recall();
  keep();
  at = Math.max(0, rows.findIndex((row) => !decided(row.item)));
  show();
})();
