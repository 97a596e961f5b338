// The audit of files: each goes to the service as it is, and what comes back is
// counted, drawn and listed.
import { element } from "./elements.js";
import { count, countryName, fieldName, findingName, share, spoken, t, translate } from "./texts.js";
import { customerTable } from "./table.js";
import { startFixes } from "./fixes.js";
import { formOf, told } from "./upload.js";
import * as link from "./link.js";

const largest = 64 * 1024 * 1024; // bytes of a file, as the service takes them
const kept = 200_000; // customers that are listed; all are counted
const redraw = 250; // milliseconds between two drawings
const longest = 12; // bars of a chart
const decisive = ["billingProfile.defaultAddress.country", "companyProfile.organizationRegistrationNumber", "billingProfile.defaultAddress.phoneNumber"];

const byID = (id) => document.getElementById(id);

export function startAudit(asked) {
  const drop = byID("drop");
  const input = byID("file");
  const table = customerTable(byID("table"));
  const fixes = startFixes((corrected) => { inputs = corrected; run(); });
  let rules = null;
  let inputs = []; // {file, name, mapping, sheet, sheets, columns, isCut}: the files, and how they are read
  let totals = emptyTotals();
  let running = null; // the AbortController of the audit under way
  let judged = null; // {policy, since} by which the results were
  let wanted = Object.fromEntries(["verdict", "country", "finding"].map((name) => [name, asked[`only-${name}`]])); // filters of the address

  input.addEventListener("change", () => begin(input.files));
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", (event) => { if (!drop.contains(event.relatedTarget)) drop.classList.remove("over"); });
  drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); begin(event.dataTransfer.files); });
  for (const type of ["dragover", "drop"]) {
    window.addEventListener(type, (event) => event.preventDefault()); // a file that misses the place must not replace the page
  }
  byID("example").addEventListener("click", async () => {
    const response = await fetch("/assets/customers.csv");
    begin([new File([await response.blob()], "customers.csv")]);
  });
  byID("cancel").addEventListener("click", () => running?.abort());
  byID("again").addEventListener("click", run);
  byID("table").addEventListener("filter", () => {
    const { verdict, country, finding } = table.filters();
    link.keep({ "only-verdict": verdict, "only-country": country, "only-finding": finding });
  });

  function begin(files) {
    if (!files.length) return;
    const seen = new Map(); // name → files of it so far
    inputs = [...files].map((file) => {
      const n = (seen.get(file.name) ?? 0) + 1;
      seen.set(file.name, n);
      return { file, name: n === 1 ? file.name : file.name.replace(/(?=\.[^.]*$)|$/, ` (${n})`), mapping: {} };
    });
    input.value = ""; // so that the same file can be chosen again
    run();
  }

  async function run() {
    running?.abort();
    const control = running = new AbortController();
    const began = performance.now();
    const { policy } = judged = rules;
    const size = inputs.reduce((sum, { file }) => sum + file.size, 0);
    const names = new Intl.ListFormat(spoken()).format(inputs.map(({ name }) => name));
    let before = 0; // bytes of the files that are done
    let drawn = began;
    totals = emptyTotals();
    byID("run").hidden = byID("cancel").hidden = false;
    byID("results").hidden = true;
    byID("run-name").textContent = names;
    byID("run-text").textContent = "";
    byID("run-status").textContent = t("audit.running", { names });
    byID("run-errors").replaceChildren();
    byID("columns").replaceChildren();
    byID("progress").value = 0;
    byID("run").scrollIntoView({ block: "nearest" });
    for (const input of inputs) {
      let read = 0; // customers of this file
      try {
        input.columns = null;
        input.isCut = false;
        if (input.file.size > largest) throw new Error(t("file.tooLarge"));
        for await (const line of screen(input, policy, control.signal)) {
          if (running !== control) return; // other files were chosen meanwhile
          if (line.columns) {
            input.columns = line.columns;
            input.sheets ??= [line.columns.sheet, ...line.columns.others ?? []]; // a sheet that was chosen comes alone
          }
          if (line.problem) throw new Error(told(line.problem));
          if (line.customer) {
            read++;
            add(totals, line, input);
          }
          if (performance.now() - drawn > redraw) {
            drawn = performance.now();
            showProgress((before + (line.read ?? 0)) / size, began);
            await new Promise((resolve) => setTimeout(resolve)); // so that the page is drawn
          }
        }
      } catch (error) {
        if (running !== control) return;
        if (error.name === "AbortError") break;
        input.columns ??= error.columns;
        const wanted = error.columns?.inDoubt; // a field without which the file says nothing
        input.isCut = read > 0;
        const text = wanted ? t("columns.wanted", { field: fieldName(wanted) })
          : [error.message, input.isCut && t("audit.cut", { n: read })].filter(Boolean).join(" ");
        byID("run-errors").append(element("p", { class: "alert" }, ...text.startsWith(input.file.name) ? [] : [element("bdi", {}, input.name), ": "], text));
      }
      before += input.file.size;
    }
    showProgress(1, began, control.signal.aborted || inputs.some(({ isCut }) => isCut) ? "stopped" : "done");
    byID("cancel").hidden = true;
    showColumns();
    showResults();
    (totals.records ? byID("results") : byID("run")).scrollIntoView({ block: "start" });
  }

  /** screen sends a file and yields the lines of the answer. */
  async function* screen(input, policy, signal) {
    const form = formOf(input);
    let response;
    while (!response || response.status === 503) {
      if (response) await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get("Retry-After") ?? 1)));
      response = await fetch(`/v1/screen?policy=${encodeURIComponent(policy)}`, { method: "POST", headers: { "Accept-Language": spoken() }, body: form, signal });
    }
    if (!response.ok) {
      const problem = await response.json();
      throw Object.assign(new Error(told(problem)), { columns: problem.columns });
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines) yield JSON.parse(line);
    }
  }

  function showProgress(done, began, state = "") {
    const seconds = (performance.now() - began) / 1000;
    if (state !== "stopped") byID("progress").value = done;
    const values = { n: totals.records, seconds: new Intl.NumberFormat(spoken(), { maximumFractionDigits: seconds < 10 ? 1 : 0 }).format(Math.max(seconds, .1)) };
    byID("run-text").textContent = state ? t(`audit.${state}`, values)
      : t("audit.rate", { ...values, rate: Math.round(totals.records / seconds), left: Math.ceil(done ? seconds / done - seconds : 0) });
    if (state) {
      byID("run-status").textContent = [byID("run-text").textContent,
        ...["refused", "undecided", "unreadable"].map((verdict) => `${t(`verdict.${verdict}`)}: ${count(totals[verdict])}`)].join(" ");
    }
  }

  // The columns of a spreadsheet, with a choice for what was not found.
  function showColumns() {
    byID("columns").replaceChildren(...inputs.filter(({ columns }) => columns).map((input) => {
      const { header, fields, missing, inDoubt, sheet } = input.columns;
      const option = (field, value, text) => element("option", { value, selected: field !== inDoubt && value === columnOf(input, field) }, text);
      const select = (field) => element("select", { "data-field": field, "aria-invalid": field === inDoubt && "true" },
        element("option", { value: "" }, t(field === inDoubt ? "columns.choose" : "columns.none")),
        ...header.map((name) => option(field, name, name)),
        field === decisive[0] && element("optgroup", { label: t("columns.same") },
          ...[...byID("country").options].filter(({ value }) => value).map(({ value, text }) => option(field, `=${value}`, text))));
      const isDecisive = (field) => decisive.includes(field) && (field === inDoubt || missing.includes(field));
      const given = Object.keys(input.mapping).filter((field) => input.mapping[field].startsWith("="));
      const choices = [...new Set([inDoubt, ...missing, ...given, ...fields].filter(Boolean))];
      return element("details", { open: inDoubt !== undefined || choices.some(isDecisive) },
        element("summary", {}, element("bdi", {}, input.name), `: ${t("columns.found", { n: fields.filter(Boolean).length, columns: header.length })}`),
        element("form", { class: "mapping", onsubmit: (event) => { event.preventDefault(); choose(event.target, input); run(); } },
          element("p", { class: "quiet" }, t("columns.hint")),
          element("div", { class: "fields" },
            input.sheets?.length > 1 && element("label", {}, t("columns.sheet"), element("select", { name: "sheet" },
              ...input.sheets.map((name) => element("option", { value: name, selected: name === sheet }, name)))),
            ...choices.map((field) => element("label", {}, element("span", {}, fieldName(field), " ", isDecisive(field) && element("span", { class: "mark required" }, t("columns.decisive"))), select(field)))),
          element("p", { class: "actions" }, element("button", {}, t("columns.read")))));
    }));
  }

  /** choose reads which sheet a file is read from, and which fields from another column than the service did. */
  function choose(form, input) {
    const { inDoubt } = input.columns;
    if (form.elements.sheet && form.elements.sheet.value !== input.columns.sheet) {
      input.mapping = {}; // another sheet has other columns
      input.sheet = form.elements.sheet.value;
      return;
    }
    for (const { dataset: { field }, value } of form.querySelectorAll("[data-field]")) {
      if (field === inDoubt ? value : value !== columnOf(input, field)) input.mapping[field] = value;
    }
  }

  /** columnOf is the column that a field is read from, "" for none; "=" and a value that is the same for every customer. */
  function columnOf({ mapping, columns: { header, fields } }, field) {
    return mapping[field] ?? header[fields.indexOf(field)] ?? "";
  }

  /** doubts are codes that stand for a column that was not found, perhaps, and not for what customers lack. */
  function doubts() {
    return inputs.filter(({ columns }) => columns && !columns.inDoubt).flatMap(({ name, columns: { missing } }) =>
      [[decisive[1], "600049"], [decisive[2], "600051"]].filter(([field, code]) => missing.includes(field) && totals.codes.has(code))
        .map(([field, code]) => element("p", { class: "alert", dir: "auto" }, t("columns.doubt", { file: name, field: fieldName(field), code }))));
  }

  function showResults() {
    byID("results").hidden = totals.records === 0;
    if (totals.records === 0) return;
    showRules();
    byID("doubts").replaceChildren(...doubts());
    const tile = (name, value, style = "") => element("div", { class: style }, element("dt", {}, name),
      element("dd", {}, count(value), style && element("small", {}, ` ${share(value, totals.records)}`)));
    const parts = ["refused", "undecided", "unreadable", "advised", "clean"];
    byID("tiles").replaceChildren(tile(t("audit.records"), totals.records),
      ...parts.map((part) => tile(t(part === "clean" ? "verdict.accepted" : `verdict.${part}`), totals[part], part)));
    byID("whole").replaceChildren(bar(parts.map((part) => [totals[part] / totals.records, part])));
    const bars = (counts, name, filter, style) => chart(t(`audit.by.${name}`), [...counts].sort(([, a], [, b]) => b - a)
      .map(([key, value]) => ({ name: filter(key).text, filter: filter(key).filter, parts: [[value, style]], value })));
    byID("charts").replaceChildren(...[
      bars(totals.codes, "code", (code) => ({ text: `${code} ${findingName(code)}`, filter: { finding: code } }), "refused"),
      chart(t("audit.by.country"), [...totals.countries].filter(([, { refused, undecided }]) => refused + undecided)
        .sort(([, a], [, b]) => b.refused + b.undecided - a.refused - a.undecided)
        .map(([code, { refused, undecided }]) => ({ name: countryName(code), filter: { country: code || "–" },
          parts: [[refused, "refused"], [undecided, "undecided"]], value: refused + undecided }))),
      bars(totals.rules, "rule", (rule) => ({ text: findingName(rule), filter: { finding: rule } }), "advised"),
    ].filter(Boolean));
    byID("listed").hidden = totals.found === totals.rows.length;
    byID("listed").textContent = t("audit.listed", { n: totals.found, listed: totals.rows.length });
    table.show(totals.rows);
    if (Object.values(wanted).some(Boolean)) table.filter(wanted);
    wanted = {};
    translate(byID("results"));
    fixes.show(inputs, totals.rows.filter(({ input }) => !input.isCut), judged.policy);
  }

  /** showRules names the rules by which the results were judged, and says where others are chosen. */
  function showRules() {
    const month = (since) => new Date(since).toLocaleDateString(spoken(), { year: "numeric", month: "long", timeZone: "UTC" });
    byID("rules").textContent = t("audit.rules", { policy: judged.policy, month: month(judged.since) });
    const isStale = judged.policy !== rules.policy;
    byID("stale").hidden = !isStale;
    byID("results").classList.toggle("old", isStale);
    byID("stale-text").textContent = t("audit.stale", { month: month(judged.since) });
    byID("again").textContent = t("audit.again", { month: month(rules.since) });
  }

  // chart draws bars, shares of all customers, each beside its name and its number.
  function chart(title, values) {
    if (values.length === 0) return null;
    const items = values.slice(0, longest).map(({ name, filter, parts, value }) => element("li", {},
      element("button", { type: "button", class: "name", dir: "auto", onclick: () => { table.filter(filter); byID("findings").scrollIntoView(); } }, name),
      element("span", { class: "value" }, `${count(value)} · ${share(value, totals.records)}`),
      bar(parts.map(([n, style]) => [n / totals.records, style]))));
    const more = values.length - items.length;
    return element("figure", { class: "chart panel" }, element("figcaption", {}, title), element("p", { class: "quiet" }, t("audit.ofAll", { n: totals.records })),
      element("ul", {}, ...items, more > 0 && element("li", { class: "quiet" }, t("audit.more", { n: more }))));
  }

  return {
    use(policyRules) {
      rules = policyRules;
      if (judged && totals.records) showRules();
    },
    /** speak says in another language what there is: the service judges again, since the sentences are its own. */
    speak() {
      if (inputs.length) run();
    },
  };
}

function emptyTotals() {
  return { records: 0, refused: 0, undecided: 0, unreadable: 0, advised: 0, clean: 0, found: 0,
    codes: new Map(), countries: new Map(), rules: new Map(), rows: [], shared: new Map() };
}

/** add counts a customer, and lists one with findings. */
function add(totals, { customer }, input) {
  totals.records++;
  const { row, record, company, id, country = "", violations = [], undecided, advisories = [], sentences, values, remedy, error } = customer;
  const verdict = customer.verdict ?? "unreadable";
  totals[verdict === "accepted" ? advisories.length ? "advised" : "clean" : verdict]++;
  const counted = totals.countries.get(country) ?? { refused: 0, undecided: 0 };
  totals.countries.set(country, counted);
  if (verdict in counted) counted[verdict]++;
  const finding = (what, suggestion) => { // what many customers share is kept once
    const key = JSON.stringify(what);
    if (!totals.shared.has(key)) totals.shared.set(key, what);
    return { what: totals.shared.get(key), value: values[what.field], suggestion };
  };
  const findings = [
    ...violations.map(({ code, field }) => finding({ name: String(code), kind: "refused", field, text: sentences[field] })),
    ...(undecided ? [finding({ name: "undecided", kind: "undecided", field: undecided.field, text: [sentences[undecided.field], remedy].filter(Boolean).join(" ") })] : []),
    ...advisories.map(({ rule, field, message, basis, source, suggestion }) => finding({ name: rule, kind: "advised", field, text: message, basis, source }, suggestion)),
  ];
  for (const { what: { name, kind } } of findings) {
    const counts = { refused: totals.codes, advised: totals.rules }[kind];
    counts?.set(name, (counts.get(name) ?? 0) + 1);
  }
  if (!findings.length && !error) return;
  totals.found++;
  if (totals.rows.length < kept) totals.rows.push({ input, file: input.name, row, record, isLine: !input.columns, company, id, country, verdict, findings, error });
}

/** bar draws shares of one whole, one after the other. */
function bar(shares) {
  const svg = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  };
  const drawing = svg("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
  let x = 0;
  for (const [share, style] of shares) {
    if (share === 0) continue;
    drawing.append(svg("rect", { class: style, x, width: Math.max(share * 100, .4), height: 10 }));
    x += share * 100;
  }
  return drawing;
}
