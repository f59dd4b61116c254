"use strict";
(() => {
  const source = document.getElementById("explorer-content");
  if (!source) return;
  const { themes, documents, sections, segments, passages, said } = JSON.parse(source.textContent);
  const $ = (id) => document.getElementById(id);
  const window_size = 50; // rows that are in the page at once
  const longest = 260; // characters of a passage in its row
  const whole = new Intl.NumberFormat("en-GB");
  const field = (name) => $(`explorer-${name}`);

  // What a passage is, by the places in its list
  const segment_of = (passage) => segments[passage[0]];
  const document_of = (passage) => documents[segment_of(passage)[0]];
  const codings_of = (passage) => passage[5];
  const quotes_of = (passage) => passage[6];
  const id_of = ([number, start, end]) => `${documents[number][0]}#${String(start).padStart(8, "0")}-${String(end).padStart(8, "0")}`;
  const themes_of = (passage) => codings_of(passage).map(([theme]) => themes[theme][1]);
  const address_of = (name) => `#quote-${encodeURIComponent(name)}`;
  const name_of = (passage) => (quotes_of(passage).length ? quotes_of(passage)[0][0] : id_of(segment_of(passage)));
  const cited = (passage) => (quotes_of(passage).length ? quotes_of(passage)[0][3] : passage[1]);

  const places = new Map(); // number of the passage by quote_id and by segment_id
  passages.forEach((passage, number) => {
    places.set(id_of(segment_of(passage)), number);
    for (const [quote] of quotes_of(passage)) places.set(quote, number);
  });
  const dates = passages.map((passage) => document_of(passage)[2]);
  const order = passages.map((_, number) => number).sort((a, b) => (dates[a] < dates[b] ? -1 : dates[a] > dates[b] ? 1 : a - b));
  const straight = (text) => (/[‘’“”]|\s\s|[^\S ]/.test(text) ? text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, " ") : text);
  const plain = (text) => straight(text.toLowerCase());
  let texts = null; // in small letters, made when there is time, or when first searched
  const in_small_letters = () => passages.map((passage) => plain(segment_of(passage)[7]));

  const filters = {
    theme: (passage) => themes_of(passage),
    place: (passage) => [document_of(passage)[4]],
    type: (passage) => [document_of(passage)[5]],
    publisher: (passage) => [document_of(passage)[6]],
    speaker: (passage) => [passage[3]],
    voice: (passage) => [passage[2]],
    framing: (passage) => [passage[4]],
    role: (passage) => quotes_of(passage).map(([, , role]) => role),
  };
  const values = Object.fromEntries(Object.entries(filters).map(([name, of]) => [name, passages.map(of)]));
  const years = passages.map((passage) => document_of(passage)[3]);

  function make(tag, text, attributes = {}) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  function offer(name, options, fewest = 2) {
    for (const option of options) field(name).append(make("option", String(option)));
    field(name).closest("p").hidden = options.length < fewest;
  }

  for (const name of Object.keys(filters)) {
    const found = new Set(values[name].flat().filter(Boolean));
    offer(name, name === "theme" ? themes.map(([, title]) => title).filter((title) => found.has(title)) : [...found].sort(), name === "role" ? 1 : 2);
  }
  const known_years = [...new Set(years.filter(Boolean))].sort();
  offer("from", known_years);
  offer("to", known_years);

  let found = order;
  let first = 0;

  function filtered() {
    const words = plain(field("search").value).split(" ").filter(Boolean);
    const wanted = Object.keys(filters).map((name) => [values[name], field(name).value]).filter(([, value]) => value);
    const from = Number(field("from").value), to = Number(field("to").value);
    if (words.length) texts ??= in_small_letters();
    return order.filter((number) => {
      if (from && years[number] < from) return false;
      if (to && (!years[number] || years[number] > to)) return false;
      if (!wanted.every(([of, value]) => of[number].includes(value))) return false;
      return words.every((word) => texts[number].includes(word));
    });
  }

  function row_of(number) {
    const passage = passages[number];
    const text = segment_of(passage)[7].replace(/\s+/g, " ");
    const where = make("th", "", { scope: "row" });
    where.append(make("a", cited(passage), { href: address_of(name_of(passage)) }));
    const row = make("tr");
    row.append(where, make("td", text.length > longest ? `${text.slice(0, longest).replace(/\s\S*$/, "")} […]` : text, { class: "wide" }));
    row.append(make("td", themes_of(passage).join(", ")));
    return row;
  }

  function render() {
    const shown = found.slice(first, first + window_size);
    field("rows").replaceChildren(...shown.map(row_of));
    const range = shown.length ? `; ${whole.format(first + 1)} to ${whole.format(first + shown.length)} are shown` : "";
    field("status").textContent = `${whole.format(found.length)} of ${whole.format(passages.length)} passages${range}.`;
    field("earlier").disabled = first === 0;
    field("later").disabled = first + window_size >= found.length;
  }

  function filter() {
    found = filtered();
    first = 0;
    render();
  }

  function turn(by) {
    first = Math.max(0, first + by);
    render();
    field("region").scrollIntoView({ block: "nearest" });
  }

  // The passage in its paragraph, with the one before and the one after
  function around(place) {
    const [number, , , paragraph] = segments[place];
    let low = place, high = place;
    while (low > 0 && segments[low - 1][0] === number && segments[low - 1][3] >= paragraph - 1 && !segments[low][6]) low -= 1;
    while (high + 1 < segments.length && segments[high + 1][0] === number && segments[high + 1][3] <= paragraph + 1 && !segments[high + 1][6]) high += 1;
    return Array.from({ length: high - low + 1 }, (_, step) => low + step);
  }

  function marked(text, codings) {
    const letters = Array.from(text); // spans count code points
    const kinds = new Uint8Array(letters.length);
    for (const [, , sentence] of codings) if (sentence.length) kinds.fill(1, sentence[0], sentence[1]);
    for (const [, words] of codings) for (const [start, end] of words) kinds.fill(2, start, end);
    const pieces = [];
    for (let start = 0, end = 0; start < letters.length; start = end) {
      while (end < letters.length && kinds[end] === kinds[start]) end += 1;
      const piece = letters.slice(start, end).join("");
      pieces.push(kinds[start] ? make("mark", piece, kinds[start] === 1 ? { class: "telling" } : {}) : document.createTextNode(piece));
    }
    return pieces;
  }

  function context_of(passage) {
    const paragraphs = [];
    const own_name = `${segment_of(passage)[3]} ${segment_of(passage)[5]}`;
    let last = null;
    for (const place of around(passage[0])) {
      const [, , , number, , section] = segments[place]; // a heading has the number of the paragraph before it, and a section of its own
      const name = `${number} ${section}`;
      if (name !== last) paragraphs.push(make("p", "", { class: name === own_name ? "own" : "near" }));
      last = name;
      const paragraph = paragraphs.at(-1);
      if (paragraph.childNodes.length) paragraph.append(" ");
      if (place === passage[0]) {
        const own = make("span", "", { class: "passage" });
        own.append(...marked(segments[place][7], codings_of(passage)));
        paragraph.append(own);
      } else paragraph.append(segments[place][7]);
    }
    return paragraphs;
  }

  function coding_of([theme, , , lines]) {
    const item = make("li", `${themes[theme][1]}. `);
    item.append(lines.map((line) => (typeof line === "string" ? line : `${line[0]}“${said[line[1]]}”`)).join(" "));
    return item;
  }

  function notes_of(passage) {
    const notes = quotes_of(passage).map(([, theme, role]) => `Chosen as a ${role} quote for ${themes[theme][1]}.`);
    if (passage[2] !== "own") notes.push(`Whose words: ${passage[2]}.`);
    if (passage[4]) notes.push(`Read by machine as: ${passage[4]}.`);
    return notes;
  }

  function show(passage) {
    const segment = segment_of(passage);
    const section = segment[5] < 0 ? "" : sections[segment[5]];
    field("title").textContent = cited(passage);
    field("section").textContent = section ? `Under: ${section}` : "";
    field("context").replaceChildren(...context_of(passage));
    field("notes").textContent = notes_of(passage).join(" ");
    field("why").replaceChildren(...codings_of(passage).map(coding_of));
    field("cite").value = `${cited(passage)} [${id_of(segment)}]`;
    field("address").textContent = address_of(name_of(passage));
    field("address").href = location.href.split("#")[0] + address_of(name_of(passage));
    field("document").href = `#document-${documents[segment[0]][0]}`;
    field("copied").textContent = "";
    if (!field("dialog").open) field("dialog").showModal();
    field("dialog").scrollTop = 0;
  }

  function follow() {
    if (!location.hash.startsWith("#quote-")) {
      if (field("dialog").open) field("dialog").close();
      return;
    }
    let name = location.hash.slice("#quote-".length);
    try {
      name = decodeURIComponent(name);
    } catch {
      // it is taken as it stands
    }
    const number = places.get(name);
    field("missing").hidden = number !== undefined;
    if (number === undefined) field("explorer").scrollIntoView();
    else show(passages[number]);
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(field("cite").value);
      field("copied").textContent = "Copied.";
    } catch {
      field("cite").select();
      field("copied").textContent = document.execCommand("copy") ? "Copied." : "Not copied by this browser: the citation is selected, copy it by keyboard.";
    }
  }

  for (const figure of document.querySelectorAll("figure.quote[id]")) {
    if (!places.has(figure.id)) continue;
    const name = figure.querySelector("figcaption")?.firstChild?.textContent.trim() ?? figure.id;
    figure.querySelector("figcaption")?.append(" · ", make("a", "in its paragraph", { href: address_of(figure.id), "aria-label": `In its paragraph: ${name}` }));
  }

  field("search").addEventListener("input", filter);
  for (const name of [...Object.keys(filters), "from", "to"]) field(name).addEventListener("change", filter);
  field("clear").addEventListener("click", () => {
    for (const name of ["search", ...Object.keys(filters), "from", "to"]) field(name).value = "";
    filter();
    field("search").focus();
  });
  field("earlier").addEventListener("click", () => turn(-window_size));
  field("later").addEventListener("click", () => turn(window_size));
  field("rows").addEventListener("click", (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    event.target.closest("tr")?.querySelector("a").click();
  });
  field("copy").addEventListener("click", copy);
  field("close").addEventListener("click", () => field("dialog").close());
  field("dialog").addEventListener("close", () => {
    if (location.hash.startsWith("#quote-")) history.replaceState(null, "", "#explorer");
  });
  addEventListener("hashchange", follow);
  field("app").hidden = false;
  field("off").hidden = true;
  render();
  follow();
  (window.requestIdleCallback ?? setTimeout)(() => { texts ??= in_small_letters(); });
})();
