// The table of customers with findings, as page and report show it: filtered,
// sorted, a page at a time; printed and saved whole.
import { element, save } from "./elements.js";
import { csvRow } from "./guard.js";
import { count, countryName, fieldName, findingName, t, translate } from "./texts.js";

const perPage = 50;
const pause = 120; // milliseconds without a key before the rows are searched
const verdicts = ["refused", "undecided", "unreadable", "accepted"]; // the gravest first

/**
 * A row is {file, row, record, isLine, company, id, country, verdict, findings},
 * and error where it could not be read; where the row is a line, of JSON, others
 * may stand in it. A finding is {what, value, suggestion}, where what,
 * which customers share, is {name, kind, field, text, basis, source}: a code or
 * a rule, and its kind refused, undecided or advised.
 */
export function customerTable(place) {
  let rows = [];
  let files = 1;
  let shown = [];
  let page = 0;
  let sortedBy = "verdict";
  let descending = false;
  let timer = 0;
  let searched = new WeakMap(); // finding → what a search finds it by

  const search = element("input", { type: "search", autocomplete: "off", spellcheck: "false", dir: "auto", oninput: () => { clearTimeout(timer); timer = setTimeout(update, pause); } });
  const verdict = element("select", { onchange: update });
  const country = element("select", { onchange: update });
  const finding = element("select", { onchange: update });
  const matches = element("p", { class: "quiet", role: "status" });
  const body = element("tbody", { role: "rowgroup" });
  const pageNumber = element("span", { class: "quiet" });
  const button = (key, onclick, attributes = {}) => element("button", { type: "button", class: "plain", "data-t": key, onclick, ...attributes });
  const back = [button("table.first", () => turn(0)), button("table.previous", () => turn(page - 1))];
  const forth = [button("table.next", () => turn(page + 1)), button("table.last", () => turn(Infinity))];
  const download = button("table.download", () => save(new Blob([csv(shown)], { type: "text/csv" }), "findings.csv"), { "data-action": "download" });
  const print = button("table.print", () => window.print(), { "data-action": "print" });

  const columns = {
    row: (a, b) => a.order - b.order,
    customer: byText(({ company, id }) => company || id || ""),
    country: byText((row) => row.country),
    verdict: (a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict),
    findings: (a, b) => b.findings.length - a.findings.length,
  };
  const heads = Object.keys(columns).map((name) => element("th", { role: "columnheader", scope: "col", "data-column": name },
    element("button", { type: "button", "data-t": `table.${name}`, onclick: () => sort(name) })));

  const label = (key, control) => element("label", {}, element("span", { "data-t": key }), control);
  const filters = element("form", { class: "filters", role: "search", "data-t-aria-label": "table.filters", onsubmit: (event) => event.preventDefault(), onreset: () => setTimeout(update) },
    label("table.search", search), label("table.verdict", verdict), label("table.country", country), label("table.finding", finding),
    element("button", { type: "reset", class: "plain", "data-t": "table.clear" }));
  const table = element("table", { role: "table", class: "customers" },
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, heads)), body);
  place.replaceChildren(filters, element("div", { class: "table-head" }, matches, download, print), table,
    element("nav", { class: "pager", "data-t-aria-label": "table.pages" }, back, pageNumber, forth));
  translate(place);
  window.addEventListener("beforeprint", () => draw(shown));
  window.addEventListener("afterprint", render);

  function sort(name) {
    descending = name === sortedBy && !descending;
    sortedBy = name;
    update();
  }

  function turn(to) {
    page = to;
    render();
    table.scrollIntoView({ block: "start" });
  }

  // A word is in a row if it is in its names, a value, a suggestion or a finding.
  function has(row, word) {
    if ([row.company, row.id, row.file, row.error].some((text) => text?.toLowerCase().includes(word))) return true;
    if (row.country.toLowerCase() === word || String(row.row) === word) return true;
    return row.findings.some(({ what, value, suggestion }) => {
      if (!searched.has(what)) searched.set(what, [what.name, findingName(what.name), fieldName(what.field), what.field, what.text].join("\n").toLowerCase());
      return searched.get(what).includes(word) || value?.toLowerCase().includes(word) || suggestion?.toLowerCase().includes(word);
    });
  }

  function update() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = rows.filter((row) => (!verdict.value || row.verdict === verdict.value)
      && (!country.value || row.verdict !== "unreadable" && (row.country || "–") === country.value)
      && (!finding.value || row.findings.some(({ what }) => what.name === finding.value))
      && words.every((word) => has(row, word)));
    const by = columns[sortedBy];
    shown.sort((a, b) => (descending ? -1 : 1) * by(a, b) || a.order - b.order);
    page = 0;
    render();
    place.dispatchEvent(new CustomEvent("filter"));
  }

  function render() {
    const pages = Math.max(1, Math.ceil(shown.length / perPage));
    page = Math.min(Math.max(page, 0), pages - 1);
    draw(shown.slice(page * perPage, (page + 1) * perPage));
    matches.textContent = shown.length === rows.length ? t("table.all", { n: rows.length }) : t("table.some", { n: rows.length, shown: shown.length });
    pageNumber.textContent = t("table.page", { page: page + 1, pages });
    for (const button of back) button.disabled = page === 0;
    for (const button of forth) button.disabled = page === pages - 1;
    for (const button of [download, print]) button.disabled = shown.length === 0;
    for (const head of heads) {
      if (head.dataset.column === sortedBy) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  function draw(some) {
    body.replaceChildren(...some.map((row) => drawn(row, files > 1)));
  }

  function offer(select, values, text) {
    const chosen = select.value;
    select.replaceChildren(element("option", { value: "" }, t("table.any")), ...values.map((value) => element("option", { value }, text(value))));
    select.value = values.includes(chosen) ? chosen : "";
  }

  return {
    /** show replaces the rows; filters and order stay. */
    show(all) {
      rows = all;
      rows.forEach((row, i) => { row.order = i; });
      files = new Set(rows.map(({ file }) => file)).size;
      searched = new WeakMap();
      const known = { verdicts: new Set(), countries: new Set(), findings: new Set() };
      for (const row of rows) {
        known.verdicts.add(row.verdict);
        if (row.verdict !== "unreadable") known.countries.add(row.country || "–");
        for (const { what } of row.findings) if (what.kind !== "undecided") known.findings.add(what.name);
      }
      offer(verdict, verdicts.filter((name) => known.verdicts.has(name)), (name) => t(name === "accepted" ? "verdict.advised" : `verdict.${name}`));
      offer(country, [...known.countries].sort(), (code) => code === "–" ? countryName("") : `${code} ${countryName(code)}`);
      offer(finding, [...known.findings].sort(), (name) => [name, findingName(name)].join(" ").replace(/^[a-zA-Z.]+ (?=.)/, ""));
      update();
    },
    /** filter sets some of the filters, and clears the others. */
    filter(chosen) {
      search.value = chosen.search ?? "";
      verdict.value = chosen.verdict ?? "";
      country.value = chosen.country ?? "";
      finding.value = chosen.finding ?? "";
      for (const select of [verdict, country, finding]) if (select.selectedIndex < 0) select.value = "";
      update();
    },
    /** filters are those that are set. */
    filters: () => Object.fromEntries(Object.entries({ search, verdict, country, finding }).map(([name, { value }]) => [name, value]).filter(([, value]) => value)),
  };
}

function byText(text) {
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return (a, b) => compare(text(a), text(b));
}

const signs = { refused: "✕", undecided: "?", unreadable: "✕", advised: "!" };

/** stateOf is a verdict, where accepted customers with a remark are advised. */
const stateOf = ({ verdict }) => verdict === "accepted" ? "advised" : verdict;

function drawn(row, withFile) {
  const state = stateOf(row);
  const cell = (key, attributes, ...children) => element("td", { role: "cell", ...attributes }, // narrow screens show rows as blocks
    element("span", { class: "cell-name", "aria-hidden": "true" }, t(key)), ...children);
  return element("tr", { role: "row", class: state },
    cell("table.row", { class: "row" }, ...placeOf({ row: row.row, record: row.isLine && row.record, file: withFile && row.file })),
    cell("table.customer", { class: "customer" }, element("bdi", { class: "name" }, row.company || row.id || "–"), row.company && row.id && element("bdi", { class: "id" }, row.id)),
    cell("table.country", { class: "country" }, row.country || "–"),
    cell("table.verdict", { class: "state" }, element("span", { class: "sign", "aria-hidden": "true" }, signs[state]), ` ${t(`verdict.${state}`)}`),
    cell("table.findings", { class: "found" }, row.error
      ? element("p", { dir: "auto" }, row.error)
      : byField(row.findings).map(drawnField)));
}

/** placeOf says where a customer stands; record and file are left out where they are false. */
export const placeOf = ({ row, record, file }) => [count(row),
  record && element("span", { class: "record" }, t("table.record", { n: record })), file && element("bdi", { class: "file" }, file)];

/** byField puts the findings on one field together. */
function byField(findings) {
  const fields = new Map();
  for (const finding of findings) {
    const { field } = finding.what;
    if (!fields.has(field)) fields.set(field, []);
    fields.get(field).push(finding);
  }
  return [...fields.values()];
}

function drawnField(findings) {
  const [{ what: { field }, value }] = findings;
  const suggestions = new Set(findings.map(({ suggestion }) => suggestion).filter(Boolean));
  return element("div", { class: "field-found" },
    element("p", { class: "values" }, element("strong", {}, fieldName(field)), value && element("bdi", { class: "value" }, value),
      ...[...suggestions].map((text) => element("span", {}, `${t("table.suggestion")} `, element("bdi", { class: "suggestion" }, text), " ", copyButton(text)))),
    element("ul", {}, ...findings.map(({ what: { name, kind, text, basis, source } }) => element("li", { class: kind, title: source },
      element("span", { class: "what" }, kind === "refused" ? name : kind === "undecided" ? t("verdict.undecided") : t(`basis.${basis}`)),
      " ", element("span", { dir: "auto" }, text)))));
}

function copyButton(text) {
  return element("button", { type: "button", class: "copy", "aria-label": t("table.copyThat", { text }), onclick: async ({ currentTarget: button }) => {
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else { // without encryption, browsers have only the old way
      getSelection().selectAllChildren(button.previousElementSibling);
      document.execCommand("copy");
    }
    button.textContent = t("table.copied");
    setTimeout(() => { button.textContent = t("table.copy"); }, 2000);
  } }, t("table.copy"));
}

/** csv has a line for each finding of the rows, with the columns of the audit's own output, and the record where rows know theirs. */
export function csv(rows) {
  const withRecord = rows.some((row) => row.record);
  const lines = [["file", "row", ...(withRecord ? ["record"] : []), "id", "company", "country", "verdict", "code", "rule", "field", "value", "suggestion", "message", "basis", "source"]];
  for (const { file, row, record, id, company, country, verdict, findings, error } of rows) {
    const customer = [file, row, ...(withRecord ? [record ?? ""] : []), id ?? "", company ?? "", country, verdict];
    if (error) lines.push([...customer, "", "", "", "", "", error, "", ""]);
    for (const { what, value, suggestion } of findings) {
      lines.push([...customer, what.kind === "refused" ? Number(what.name) : "", what.kind === "advised" ? what.name : "",
        what.field, value ?? "", suggestion ?? "", what.text, what.basis ?? "", what.source ?? ""]);
    }
  }
  return "\ufeff" + lines.map(csvRow).join("");
}
