// The audit of a file: batches of it go to the service, and what comes back
// is counted, drawn and listed.
import { batches } from "./records.js";
import { countryName, whyUndecided } from "./countries.js";
import { element } from "./elements.js";
import { csvRow } from "./guard.js";

const pageSize = 50; // rows of the table at a time
const kept = 200_000; // advisories that are listed, and other findings; all are counted
const atOnce = 2; // requests under way
const redraw = 250; // milliseconds between two drawings
const longest = 12; // bars of a chart

const byID = (id) => document.getElementById(id);
const number = new Intl.NumberFormat();

export function startAudit() {
  const drop = byID("drop");
  const file = byID("file");
  let rules = null;
  let totals = emptyTotals();
  let running = null; // the AbortController of the audit under way
  let matching = [];
  let page = 0;

  file.addEventListener("change", () => { if (file.files.length) run(file.files[0]); });
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", (event) => { if (!drop.contains(event.relatedTarget)) drop.classList.remove("over"); });
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) run(event.dataTransfer.files[0]);
  });
  for (const type of ["dragover", "drop"]) {
    window.addEventListener(type, (event) => event.preventDefault()); // a file that misses the place must not replace the page
  }
  byID("cancel").addEventListener("click", () => running?.abort());
  byID("filters").addEventListener("submit", (event) => event.preventDefault());
  byID("filters").addEventListener("input", () => { page = 0; showFindings(); });
  byID("previous").addEventListener("click", () => { page--; showFindings(); });
  byID("next").addEventListener("click", () => { page++; showFindings(); });
  byID("download").addEventListener("click", download);

  async function run(chosen) {
    running?.abort();
    const control = running = new AbortController();
    const policy = rules.policy;
    totals = emptyTotals();
    page = 0;
    byID("search").value = "";
    byID("run").hidden = false;
    byID("run-error").hidden = true;
    byID("cancel").hidden = false;
    byID("run-name").textContent = chosen.name;
    byID("run-text").textContent = "";
    byID("matches").setAttribute("aria-live", "off"); // it changes too often to be read out
    byID("progress").value = 0;
    byID("run-status").textContent = `Auditing ${chosen.name}.`;
    byID("results").hidden = true;
    const began = performance.now();
    let drawn = 0;
    let fault = "";
    try {
      const waiting = [];
      const next = async () => {
        const { batch, answers } = await waiting.shift();
        const found = await answers;
        count(totals, found, batch);
        if (running === control && performance.now() - drawn > redraw) {
          drawn = performance.now();
          showProgress(batch.bytes / chosen.size, began);
          showResults();
        }
      };
      for await (const batch of batches(chosen)) {
        const answers = screen(batch, policy, control.signal);
        answers.catch(() => {}); // is thrown where it is waited for
        waiting.push({ batch, answers });
        if (waiting.length >= atOnce) await next();
      }
      while (waiting.length) await next();
      if (totals.records === 0) fault = "No customer was found in this file. A CSV file needs a header line and one line for each customer.";
    } catch (error) {
      fault = error.name === "AbortError" ? "" : `The audit ended early: ${error.message}. What was screened until then is shown.`;
      control.abort();
    }
    if (running !== control) return; // another file was chosen meanwhile
    showProgress(1, began, control.signal.aborted ? "stopped" : "done");
    showResults();
    byID("cancel").hidden = true;
    byID("matches").setAttribute("aria-live", "polite");
    byID("run-error").textContent = fault;
    byID("run-error").hidden = !fault;
    file.value = ""; // so that the same file can be chosen again
  }

  // screen sends one batch and reads its answers.
  async function screen(batch, policy, signal) {
    for (;;) {
      const response = await fetch(`/v1/screen?policy=${encodeURIComponent(policy)}`,
        { method: "POST", headers: { "Content-Type": batch.type }, body: batch.text, signal });
      if (response.status === 503) {
        await response.body.cancel();
        await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get("Retry-After") ?? 1)));
        continue;
      }
      if (!response.ok) throw new Error((await response.json()).detail);
      return (await response.text()).trimEnd().split("\n").filter(Boolean).map((line) => JSON.parse(line));
    }
  }

  function showProgress(share, began, state = "") {
    const seconds = (performance.now() - began) / 1000;
    const rate = totals.records / Math.max(seconds, .001);
    const bar = byID("progress");
    if (state !== "stopped") bar.value = share;
    const left = share > 0 ? seconds / share - seconds : 0;
    const records = `${number.format(totals.records)} ${totals.records === 1 ? "record" : "records"}`;
    const text = state
      ? `${records} in ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s, ${state}`
      : `${records}, ${number.format(Math.round(rate))} a second, ${Math.ceil(left)} s left`;
    byID("run-text").textContent = text;
    if (state) {
      byID("run-status").textContent = `The audit is ${state}: ${records}, ${number.format(totals.refused)} refused, ` +
        `${number.format(totals.undecided)} undecided, ${number.format(totals.unreadable)} unreadable.`;
    }
  }

  function showResults() {
    if (totals.records === 0) return;
    byID("results").hidden = false;
    const tile = (name, value, style = "") => element("div", { class: style }, element("dt", {}, name), element("dd", {}, number.format(value)));
    byID("tiles").replaceChildren(
      tile("records", totals.records),
      tile("accepted", totals.accepted, "accepted"),
      tile("refused", totals.refused, "refused"),
      tile("undecided", totals.undecided, "undecided"),
      tile("with an advisory", totals.advised, "advisory"),
      tile("unreadable", totals.unreadable));
    byID("charts").replaceChildren(...[
      chart("Refused, by code", bars(totals.codes, totals.records, (code) => `${code} ${texts[code] ?? ""}`), "refused"),
      chart("Refused, by country", [...totals.countries].filter(([, country]) => country.refused)
        .sort(([, a], [, b]) => b.refused - a.refused)
        .map(([code, { refused, records }]) => ({ name: countryName(code), value: refused, of: records })), "refused"),
      chart("Advisories, by rule", bars(totals.rules, totals.records), "advisory"),
    ].filter(Boolean));
    options(byID("filter-kind"), ["", ...[...totals.codes.keys()].map(String).sort(), ...[undecided, unreadable].filter((kind) => totals[kind]),
      advisories, ...[...totals.rules.keys()].sort(), everything], (kind) => ({ "": "refused, undecided and unreadable" })[kind] ?? kind);
    options(byID("filter-country"), ["", ...[...totals.countries.keys()].filter(Boolean).sort()], (code) => code ? `${code} ${countryName(code)}` : "all");
    showFindings();
  }

  function options(select, values, text) {
    const chosen = select.value;
    if (select.options.length === values.length && [...select.options].every(({ value }, i) => value === values[i])) return;
    select.replaceChildren(...values.map((value) => element("option", { value }, text(value))));
    select.value = values.includes(chosen) ? chosen : "";
  }

  function showFindings() {
    const words = byID("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const kind = byID("filter-kind").value;
    const country = byID("filter-country").value;
    const listed = listOf(kind);
    matching = listed.filter((finding) => {
      if (!groups.has(kind) && String(finding.kind) !== kind || country && finding.country !== country) return false;
      if (!words.length) return true;
      const text = `${finding.row} ${finding.company} ${finding.id} ${finding.country} ${finding.kind} ${finding.field} ${finding.text} ${finding.suggestion}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    const pages = Math.max(1, Math.ceil(matching.length / pageSize));
    page = Math.min(Math.max(page, 0), pages - 1);
    byID("rows").replaceChildren(...matching.slice(page * pageSize, (page + 1) * pageSize).map(row));
    const unlisted = totals.unlisted ? ` Beyond ${number.format(kept)} of a kind, findings are counted but not listed.` : "";
    byID("matches").textContent = (matching.length || listed.length ? `${number.format(matching.length)} of ${number.format(listed.length)} findings.`
      : totals.advisories.length && !kind ? "Nothing is refused. The advisories are found under their kind." : "Nothing to fix.") + unlisted;
    byID("page-number").textContent = `Page ${number.format(page + 1)} of ${number.format(pages)}`;
    byID("previous").disabled = page === 0;
    byID("next").disabled = page === pages - 1;
    byID("download").disabled = matching.length === 0;
  }

  function listOf(kind) {
    if (kind === everything) return [...totals.refusals, ...totals.advisories].sort((a, b) => a.row - b.row);
    return kind === advisories || totals.rules.has(kind) ? totals.advisories : totals.refusals;
  }

  function row(finding) {
    const isCode = typeof finding.kind === "number";
    const [style, kind] = isCode ? ["code", `✕ ${finding.kind}`]
      : { [undecided]: ["undecided", "? undecided"], [unreadable]: ["kind", "✕ unreadable"] }[finding.kind] ?? ["kind", `Advisory, ${finding.basis}`];
    const cell = (attributes, ...children) => element("td", { role: "cell", ...attributes }, ...children); // narrow screens show rows as blocks
    return element("tr", { role: "row" },
      cell({ class: "numeric", "data-label": "Row" }, number.format(finding.row)),
      cell({ dir: "auto" }, finding.company || finding.id),
      cell({}, finding.country),
      cell({}, element("span", { class: style }, kind),
        element("span", { class: "text", dir: "auto" }, finding.text)),
      cell({ class: "path" }, ...breakable(finding.field)),
      cell({ dir: "auto" }, finding.suggestion && element("code", {}, finding.suggestion)));
  }

  function download() {
    const lines = [["file", "row", "company", "id", "country", "code", "rule", "field", "text", "suggestion"],
      ...matching.map(({ row, company, id, country, kind, field, text, suggestion }) =>
        [byID("run-name").textContent, row, company, id, country, typeof kind === "number" ? kind : "", typeof kind === "number" ? "" : kind, field, text, suggestion])];
    const csv = "\ufeff" + lines.map(csvRow).join("");
    const url = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
    element("a", { href: url, download: "findings.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  return { use(policyRules) { rules = policyRules; } };
}

const undecided = "undecided";
const unreadable = "unreadable";
const advisories = "advisories";
const everything = "everything";
const groups = new Set(["", advisories, everything]); // of kinds, in the filter
const texts = { // short, beside the API's own, which the table shows
  600002: "number not supported", 600049: "number missing", 600050: "number invalid", 600051: "phone missing",
};

function emptyTotals() {
  return { records: 0, accepted: 0, refused: 0, undecided: 0, advised: 0, unreadable: 0, unlisted: 0,
    codes: new Map(), countries: new Map(), rules: new Map(), refusals: [], advisories: [] };
}

// count adds the answers of one batch.
function count(totals, answers, batch) {
  const titles = Math.max(batch.rows.length - answers.length, 0); // rows above the header
  for (const answer of answers) {
    totals.records++;
    const row = batch.rows[titles + answer.record - 1] ?? answer.row;
    if (answer.error !== undefined) {
      totals.unreadable++;
      list(totals, totals.refusals, { row, company: answer.company ?? "", id: "", country: "", kind: unreadable, field: "", text: atLine(answer.error, batch), suggestion: "" });
      continue;
    }
    const country = increase(totals.countries, answer.country, { records: 0, refused: 0 });
    country.records++;
    totals[answer.verdict]++;
    if (answer.verdict === "refused") country.refused++;
    if (answer.advisories.length) totals.advised++;
    const found = { row, company: answer.company ?? "", id: answer.id ?? "", country: answer.country };
    if (answer.undecided) {
      list(totals, totals.refusals, { ...found, kind: undecided, field: answer.undecided.field, text: whyUndecided(answer.undecided) + (answer.remedy ? ` (${answer.remedy})` : ""), suggestion: "" });
    }
    for (const { code, field, description } of answer.violations) {
      totals.codes.set(code, (totals.codes.get(code) ?? 0) + 1);
      list(totals, totals.refusals, { ...found, kind: code, field, text: description, suggestion: "" });
    }
    for (const { rule, field, message, basis, suggestion } of answer.advisories) {
      totals.rules.set(rule, (totals.rules.get(rule) ?? 0) + 1);
      list(totals, totals.advisories, { ...found, kind: rule, field, text: message, basis, suggestion: suggestion ?? "" });
    }
  }
}

function increase(map, key, empty) {
  if (!map.has(key)) map.set(key, empty);
  return map.get(key);
}

function list(totals, kind, finding) {
  if (kind.length < kept) kind.push(finding);
  else totals.unlisted++;
}

// atLine names the line of the file, where the service knows that of the batch.
function atLine(text, batch) {
  if (!batch.exact) return text.replace(/^line \d+, column \d+: /, "");
  return text.replace(/^line (\d+)/, (_, line) => `line ${batch.line + Number(line) - 1 - batch.headLines}`);
}

function bars(counts, of, text = String) {
  return [...counts].sort(([, a], [, b]) => b - a).map(([key, value]) => ({ name: text(key), value, of }));
}

/** breakable lets a path break after its dots. */
function breakable(path) {
  return path.split(/(?<=\.)/).flatMap((part) => [part, element("wbr")]);
}

/** chart draws bars, each beside its name and its number, so that a list is read where nothing is seen. */
function chart(title, values, style) {
  if (values.length === 0) return null;
  const widest = values[0].value;
  const shown = values.slice(0, longest);
  const more = values.length - shown.length;
  const items = shown.map(({ name, value, of }) => {
    const li = element("li", {}, element("span", { class: "name", dir: "auto" }, ...breakable(name)),
      element("span", { class: "value" }, `${number.format(value)} of ${number.format(of)}`));
    li.append(bar(value / widest, style));
    return li;
  });
  if (more) items.push(element("li", {}, element("span", { class: "name quiet" }, `and ${number.format(more)} more`)));
  return element("figure", { class: "chart panel" }, element("figcaption", {}, title), element("ul", {}, ...items));
}

function bar(share, style) {
  const svgElement = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  };
  const drawing = svgElement("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
  drawing.append(svgElement("rect", { class: style, width: Math.max(share * 100, .6), height: 10 }));
  return drawing;
}
