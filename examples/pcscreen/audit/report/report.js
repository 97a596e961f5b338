// The report of an audit: its data stands in the document, and the table that
// the service's page has, too, shows it.
const byID = (id) => document.getElementById(id);
const read = (id) => {
  const data = JSON.parse(byID(id).textContent);
  byID(id).remove(); // the text is as large as all the rows
  return data;
};

speak(read("texts"), "en");
const findings = read("findings").map(({ code, rule, field, words, basis, source }) => ({
  name: rule || String(code || "undecided"), kind: code ? "refused" : rule ? "advised" : "undecided", field, text: words, basis, source,
}));
const rows = read("rows");
rows.pop(); // the end mark
const customers = rows.map(([file, row, company, id, country, verdict, found]) => {
  if (typeof found === "string") return { file, row, company, id, country, verdict, findings: [], error: found };
  const mine = [];
  for (const part of found) { // a finding's place, and then perhaps its value and suggestion
    if (typeof part === "number") mine.push({ what: findings[part] });
    else if (mine.at(-1).value === undefined) mine.at(-1).value = part;
    else mine.at(-1).suggestion = part;
  }
  return { file, row, company, id, country, verdict, findings: mine };
});
const table = customerTable(byID("table"));
table.show(customers);

document.addEventListener("click", ({ target: { dataset: { finding, country } } }) => {
  if (finding === undefined && country === undefined) return;
  table.filter(finding === undefined ? { country: country || "–" } : { finding });
  byID("fix").scrollIntoView();
});
