// Keeps a value what it is when a spreadsheet program opens the CSV that it
// stands in. The Go package guard says how, and reads it back.
const taken = /^'*(?:[\p{Z}\p{Cc}"]*[=+\-@＝＋－＠]|[\p{Z}\p{Cc}"\p{Sc}.,(]*\p{Nd}[\p{Nd}\p{Z}\p{Sc}.,:/()%'"+\-]*\p{L}{0,9}[\p{Nd}\p{Z}\p{Sc}.,:/()%'"+\-]*$)/u;

const guarded = (value) => value.split(/([;\t\r\n])/).map((part) => taken.test(part) ? `'${part}` : part).join("");

/** csvRow returns a row of CSV with its line feed: numbers as they are, and texts so that they stay texts. */
export function csvRow(cells) {
  return cells.map((cell) => {
    const text = typeof cell === "number" ? String(cell) : guarded(cell);
    return /[,";\t\r\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }).join(",") + "\n";
}
