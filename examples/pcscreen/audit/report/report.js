"use strict";
(() => {
  const element = (id) => document.getElementById(id);
  const read = (id) => {
    const data = JSON.parse(element(id).textContent);
    element(id).remove(); // the text is as large as all the rows
    return data;
  };
  const findings = read("findings");
  const rows = read("rows");
  rows.pop(); // the end mark
  const [file, line, company, customer, country, verdict, found] = [0, 1, 2, 3, 4, 5, 6];
  const order = -1; // of the input
  rows.forEach((row, place) => { row[order] = place; });
  const files = new Set(rows.map((row) => row[file]));
  const perPage = 50;

  // A finding is a violation, an advisory or why a customer is undecided.
  const kindOf = (finding) => finding.code ? "refused" : finding.rule ? "advised" : "undecided";
  const nameOf = (finding) => finding.rule || String(finding.code || "undecided");
  const searched = findings.map((f) => [nameOf(f), f.basis, f.field, f.message].join("\n").toLowerCase());
  const numbers = new Intl.NumberFormat("en");
  const byText = new Intl.Collator("en", {numeric: true}).compare;

  let shown = rows;
  let page = 0;
  let sortedBy = order;
  let descending = false;

  // A term is in a row if it is in its names, its country, a value, a suggestion or a finding.
  const matcher = (term) => {
    const inFinding = searched.map((text) => text.includes(term));
    return (row) => {
      if ([row[company], row[customer], row[file]].some((name) => name.toLowerCase().includes(term))) return true;
      if (row[country].toLowerCase() === term || String(row[line]) === term) return true;
      if (typeof row[found] === "string") return row[found].toLowerCase().includes(term);
      return row[found].some((part) => typeof part === "number" ? inFinding[part] : part.toLowerCase().includes(term));
    };
  };

  const conditions = () => {
    const all = element("search").value.toLowerCase().split(/\s+/).filter(Boolean).map(matcher);
    const wantedVerdict = element("verdict").value;
    if (wantedVerdict) all.push((row) => row[verdict] === wantedVerdict);
    const wantedCountry = element("country").value;
    if (wantedCountry) all.push((row) => row[verdict] !== "unreadable" && (row[country] || "–") === wantedCountry);
    const wantedFinding = element("finding").value;
    if (wantedFinding) {
      const places = findings.map((f) => nameOf(f) === wantedFinding);
      all.push((row) => typeof row[found] !== "string" && row[found].some((part) => places[part]));
    }
    return all;
  };

  const severity = {refused: 0, undecided: 1, unreadable: 2, accepted: 3};
  const countOf = (row) => typeof row[found] === "string" ? 1 : row[found].filter((part) => typeof part === "number").length;
  const compare = {
    [order]: (a, b) => a[order] - b[order],
    [company]: (a, b) => byText(a[company] || a[customer], b[company] || b[customer]),
    [country]: (a, b) => a[country] < b[country] ? -1 : a[country] > b[country] ? 1 : 0,
    [verdict]: (a, b) => severity[a[verdict]] - severity[b[verdict]],
    [found]: (a, b) => countOf(b) - countOf(a),
  };

  const update = () => {
    const all = conditions();
    shown = all.length ? rows.filter((row) => all.every((holds) => holds(row))) : rows.slice();
    const by = compare[sortedBy];
    if (sortedBy !== order || descending) {
      shown.sort((a, b) => (descending ? -1 : 1) * by(a, b) || a[order] - b[order]);
    }
    page = 0;
    render();
  };

  const make = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (name) made.className = name;
    return made;
  };

  const renderFinding = (finding, value, suggestion) => {
    const item = make("li");
    item.append(make("span", nameOf(finding), "name " + kindOf(finding)), " ", make("code", finding.field, "quiet"));
    item.append(make("br"), finding.message);
    if (finding.rule) item.append(" ", make("span", "(" + finding.basis + ")", "quiet"));
    item.title = finding.source;
    if (value) item.append(make("br"), "As typed: ", make("bdi", value, "value"));
    if (suggestion !== undefined) item.append(make("br"), "Suggestion: ", make("bdi", suggestion, "suggestion"));
    return item;
  };

  const renderRow = (row) => {
    const tr = make("tr");
    const id = make("td");
    id.append(make("bdi", row[company] || row[customer] || "–"));
    if (row[company] && row[customer]) id.append(make("br"), make("bdi", row[customer], "quiet"));
    const place = make("td", numbers.format(row[line]));
    if (files.size > 1) place.append(make("br"), make("bdi", row[file], "quiet"));
    tr.append(place, id, make("td", row[country] || "–"));
    const cell = make("td");
    cell.append(make("span", row[verdict], row[verdict]));
    const list = make("ul");
    if (typeof row[found] === "string") {
      list.append(make("li", row[found]));
    } else {
      row[found].forEach((part, i) => {
        if (typeof part !== "number") return;
        const [value, suggestion] = row[found].slice(i + 1, i + 3);
        list.append(renderFinding(findings[part], typeof value === "string" ? value : "",
          typeof value === "string" && typeof suggestion === "string" ? suggestion : undefined));
      });
    }
    const last = make("td");
    last.append(list);
    tr.append(cell, last);
    return tr;
  };

  const render = () => {
    const pages = Math.max(Math.ceil(shown.length / perPage), 1);
    page = Math.min(Math.max(page, 0), pages - 1);
    const body = element("customers").tBodies[0];
    body.replaceChildren(...shown.slice(page * perPage, (page + 1) * perPage).map(renderRow));
    element("count").textContent = shown.length === rows.length
      ? numbers.format(rows.length) + " customers with findings"
      : numbers.format(shown.length) + " of " + numbers.format(rows.length) + " customers with findings";
    element("page").textContent = "Page " + numbers.format(page + 1) + " of " + numbers.format(pages);
    for (const button of element("pages").querySelectorAll("button")) {
      const back = button.dataset.page === "first" || button.dataset.page === "previous";
      button.disabled = back ? page === 0 : page === pages - 1;
    }
  };

  let waiting;
  element("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, 120);
  });
  for (const id of ["verdict", "country", "finding"]) element(id).addEventListener("change", update);
  element("filters").addEventListener("submit", (event) => event.preventDefault());
  element("filters").addEventListener("reset", () => setTimeout(update)); // after the fields are reset

  element("pages").addEventListener("click", (event) => {
    const to = {first: 0, previous: page - 1, next: page + 1, last: Infinity}[event.target.dataset.page];
    if (to === undefined) return;
    page = to;
    render();
    element("customers").scrollIntoView({block: "start"});
  });

  element("customers").tHead.addEventListener("click", (event) => {
    if (event.target.dataset.sort === undefined) return;
    const column = Number(event.target.dataset.sort);
    descending = column === sortedBy && !descending;
    sortedBy = column;
    for (const head of element("customers").tHead.rows[0].cells) head.removeAttribute("aria-sort");
    event.target.parentElement.setAttribute("aria-sort", descending ? "descending" : "ascending");
    update();
  });

  document.addEventListener("click", (event) => {
    const {finding, country: code} = event.target.dataset;
    if (finding === undefined && code === undefined) return;
    element("filters").reset();
    if (finding !== undefined) element("finding").value = finding;
    else element("country").value = code || "–";
    update();
    element("fix").scrollIntoView();
  });

  render();
})();
