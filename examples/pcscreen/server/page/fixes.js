// The corrected file: suggestions, before and after side by side, are confirmed
// one by one or all of a rule, and the service writes the file with them.
import { element, save } from "./elements.js";
import { formOf, told } from "./upload.js";
import { placeOf } from "./table.js";
import { count, fieldName, findingName, spoken, t } from "./texts.js";

const drawnAtFirst = 25; // suggestions of a rule

const byID = (id) => document.getElementById(id);

/** startFixes calls check with the inputs, those that were corrected among them, when that is asked for. */
export function startFixes(check) {
  let inputs = [];
  let corrected = []; // the inputs, as they were saved
  let policy = "";
  let groups = new Map(); // rule → its suggestions, each {input, row, record, company, field, before, after, cell}
  const confirmed = new Map(); // cell → the suggestion that was confirmed for it

  byID("fix-save").addEventListener("click", saveAll);
  byID("fix-check").addEventListener("click", () => check(corrected));

  function show(files, rows, by) {
    [inputs, policy, groups] = [files, by, new Map()];
    confirmed.clear();
    for (const { input, row, record, company, id, findings } of rows) {
      for (const { what: { name, field }, value, suggestion } of findings) {
        if (!suggestion) continue;
        if (!groups.has(name)) groups.set(name, []);
        groups.get(name).push({ input, row, record, company: company || id || "", field, before: value ?? "", after: suggestion, cell: `${inputs.indexOf(input)} ${record} ${field}` });
      }
    }
    byID("fixes").hidden = groups.size === 0;
    byID("fix-list").replaceChildren(...[...groups].map(([rule, suggestions]) => drawnGroup(rule, suggestions)));
    byID("fix-status").textContent = "";
    byID("fix-check").hidden = true;
    counted();
  }

  function drawnGroup(rule, suggestions) {
    const body = element("tbody", { role: "rowgroup" });
    const draw = (n) => body.replaceChildren(...suggestions.slice(0, n).map(drawnSuggestion));
    const more = element("button", { type: "button", class: "plain", onclick: () => { draw(suggestions.length); more.remove(); counted(); } },
      t("fixes.all", { n: suggestions.length }));
    draw(drawnAtFirst);
    const head = (key) => element("th", { role: "columnheader", scope: "col" }, t(key));
    return element("fieldset", { class: "fix-group" },
      element("legend", {}, element("label", {}, element("input", { type: "checkbox", "data-rule": rule, onchange: (event) => {
        for (const suggestion of suggestions) confirm(suggestion, event.target.checked);
        counted();
      } }), ` ${findingName(rule)} (${count(suggestions.length)})`)),
      element("table", { role: "table" }, element("thead", { role: "rowgroup" }, element("tr", { role: "row" },
        head("fixes.take"), head("table.row"), head("table.customer"), head("fixes.field"), head("fixes.before"), head("fixes.after"))), body),
      suggestions.length > drawnAtFirst && more);
  }

  function drawnSuggestion(suggestion) {
    const { input, row, record, company, field, before, after } = suggestion;
    const cell = (key, ...children) => element("td", { role: "cell" }, element("span", { class: "cell-name", "aria-hidden": "true" }, t(key)), ...children);
    const box = element("input", { type: "checkbox", "aria-label": t("fixes.takeThat", { row: count(row), before, after }),
      onchange: () => { confirm(suggestion, box.checked); counted(); } });
    box.suggestion = suggestion;
    return element("tr", { role: "row" }, cell("fixes.take", box), cell("table.row", ...placeOf({ row, record: !input.columns && record, file: inputs.length > 1 && input.name })),
      cell("table.customer", element("bdi", {}, company)), cell("fixes.field", fieldName(field)),
      cell("fixes.before", element("bdi", { class: "value" }, before)), cell("fixes.after", element("bdi", { class: "suggestion" }, after)));
  }

  // Of several suggestions for one cell one can be confirmed.
  function confirm(suggestion, isTaken) {
    if (isTaken) confirmed.set(suggestion.cell, suggestion);
    else if (confirmed.get(suggestion.cell) === suggestion) confirmed.delete(suggestion.cell);
  }

  function counted() {
    for (const box of byID("fix-list").querySelectorAll("tbody input")) box.checked = confirmed.get(box.suggestion.cell) === box.suggestion;
    for (const box of byID("fix-list").querySelectorAll("[data-rule]")) {
      const taken = groups.get(box.dataset.rule).filter((suggestion) => confirmed.get(suggestion.cell) === suggestion).length;
      box.checked = taken === groups.get(box.dataset.rule).length;
      box.indeterminate = taken > 0 && !box.checked;
    }
    byID("fix-save").textContent = t("fixes.save", { n: confirmed.size });
    byID("fix-save").disabled = confirmed.size === 0;
  }

  async function saveAll() {
    byID("fix-save").disabled = true;
    byID("fix-status").textContent = "";
    byID("fix-check").hidden = true;
    corrected = [...inputs];
    try {
      for (const [i, input] of inputs.entries()) {
        const fixes = [...confirmed.values()].filter((fix) => fix.input === input).map(({ record, field, after }) => ({ record, field, value: after }));
        if (!fixes.length) continue;
        const form = formOf(input);
        form.append("fixes", JSON.stringify(fixes));
        const response = await fetch(`/v1/fix?policy=${encodeURIComponent(policy)}`, { method: "POST", headers: { "Accept-Language": spoken() }, body: form });
        if (!response.ok) throw new Error(told(await response.json()));
        const made = new File([await response.blob()], input.name.replace(/(?=\.[^.]*$)|$/, "-corrected"),
          { type: "application/octet-stream" }); // of others a browser makes up the ending
        corrected[i] = { ...input, file: made, name: made.name };
        save(made, made.name);
      }
      byID("fix-status").textContent = t("fixes.saved", { n: confirmed.size });
      byID("fix-check").hidden = false;
    } catch (error) {
      byID("fix-status").textContent = t("fixes.failed", { error: error.message });
    }
    byID("fix-save").disabled = false;
  }

  return { show };
}
