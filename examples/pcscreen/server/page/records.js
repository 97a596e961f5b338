// Cuts a file into batches of whole records, so that a file of any size is
// screened with little memory and its progress is known. What a record says is
// the service's business: here only its ends are looked for.

const most = 1000; // records of a batch
const widest = 100; // columns that a record is indented by
const largest = 256 * 1024; // characters of a batch, where more than one record is in it

/**
 * batches yields {text, type, line, rows, headLines, exact, bytes}: the body of
 * a request and its Content-Type, the line of the file where its records begin,
 * the row of each (the line of JSON), how many lines of a header are before them,
 * whether they stand there as in the file, and how much of the file has been
 * read. A workbook is one batch, whose rows the service knows.
 */
export async function* batches(file) {
  const begin = new Uint8Array(await file.slice(0, 1024).arrayBuffer());
  if (begin[0] === 0x50 && begin[1] === 0x4b) {
    yield { text: file, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", line: 1, rows: [], headLines: 0, exact: true, bytes: file.size };
    return;
  }
  let bytes = 0;
  const counted = new TransformStream({ transform(chunk, out) { bytes += chunk.byteLength; out.enqueue(chunk); } });
  const decoder = new TextDecoderStream(encodingOf(begin));
  const reader = file.stream().pipeThrough(counted).pipeThrough(decoder).getReader();
  let splitter = null;
  let batch = null;
  let ahead = "";
  let rewrite = null;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      let found;
      if (splitter) {
        found = done ? splitter.end() : splitter.push(rewrite(value));
      } else {
        ahead += value ?? "";
        if (ahead.trim() === "" && !done) continue;
        splitter = /^\s*[[{]/.test(ahead) ? new JSONSplitter() : new CSVSplitter();
        rewrite = splitter instanceof CSVSplitter ? lineFeeds(ahead) : (text) => text;
        found = splitter.push(rewrite(ahead));
        if (done) found = [...found, ...splitter.end()];
      }
      for (const record of found) {
        if (batch && (batch.count >= most || batch.text.length + record.text.length > largest)) {
          yield { ...batch, bytes };
          batch = null;
        }
        batch ??= { text: splitter.head, type: splitter.type, line: record.line, next: record.line, rows: [], headLines: splitter.headLines, exact: true, count: 0 };
        // Records keep their lines and columns, so that the service's errors name them.
        batch.exact &&= record.column <= widest && (batch.count === 0 || record.line > batch.next);
        batch.text += batch.exact ? "\n".repeat(record.line - batch.next) + " ".repeat(record.column - 1) : "\n";
        batch.text += record.text;
        batch.rows.push(record.row ?? record.line);
        batch.next = record.line + record.text.split("\n").length - 1;
        batch.count++;
      }
      if (done) break;
    }
    if (batch) yield { ...batch, bytes };
  } finally {
    await reader.cancel();
  }
}

function encodingOf(begin) {
  if (begin[0] === 0xff && begin[1] === 0xfe) return "utf-16le";
  if (begin[0] === 0xfe && begin[1] === 0xff) return "utf-16be";
  const zero = begin.indexOf(0); // of a line end, a delimiter, a digit or a Latin letter in UTF-16
  if (zero < 0 || begin.slice(zero).every((byte) => byte === 0 || byte === 0x1a)) return "utf-8";
  return zero % 2 ? "utf-16le" : "utf-16be";
}

/** lineFeeds returns what rewrites the line ends of old programs, which the first line shows. */
function lineFeeds(begin) {
  const [end] = /\r\n|[\r\n\u0085]/.exec(begin) ?? [""];
  return end === "\r" || end === "\u0085" ? (text) => text.replaceAll(end, "\n") : (text) => text;
}

const isSpace = (c) => c === " " || c === "\t" || c === "\r" || c === "\n";

/** JSONSplitter finds the values of an array, or the values one after the other, as the service does. */
class JSONSplitter {
  type = "application/x-ndjson";
  head = "";
  headLines = 0;
  #text = "";
  #at = 0; // how far #text has been looked at
  #start = -1; // of the value in #text; -1 between values
  #line = 1;
  #column = 0;
  #lineIsBlank = true;
  #inArray = false;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #before = ""; // the character before, white space left out
  #value = null; // {line, column, beginsLine}

  push(text) {
    this.#text = this.#text.slice(this.#start < 0 ? this.#at : this.#start) + text;
    this.#at -= this.#start < 0 ? this.#at : this.#start;
    if (this.#start > 0) this.#start = 0;
    const found = [];
    for (; this.#at < this.#text.length; this.#at++) this.#read(this.#text[this.#at], found);
    return found;
  }

  end() {
    const found = [];
    if (this.#start >= 0) this.#cut(this.#text.length, found);
    // An array that is still open: the service says so, too.
    if (this.#inArray) found.push({ text: "[", line: this.#line, column: this.#column + 1 });
    return found;
  }

  #cut(end, found) {
    found.push(...pageItems({ text: this.#text.slice(this.#start, end).trimEnd(), line: this.#value.line, column: this.#value.column }));
    this.#start = -1;
  }

  #read(c, found) {
    this.#column++;
    if (this.#start >= 0) {
      const another = c === "{" && this.#lineIsBlank && this.#value.beginsLine && this.#column === this.#value.column &&
        this.#before !== ":" && this.#before !== "[";
      const scalarEnds = this.#depth === 0 && !this.#inString && (isSpace(c) || ",[]{".includes(c));
      if (another || scalarEnds) this.#cut(this.#at, found);
    }
    if (this.#start < 0) {
      if (c === "[" && !this.#inArray) this.#inArray = true;
      else if (c === "]" && this.#inArray) this.#inArray = false;
      else if (!isSpace(c) && c !== ",") {
        this.#start = this.#at;
        this.#value = { line: this.#line, column: this.#column, beginsLine: this.#lineIsBlank };
        this.#depth = 0;
        this.#inString = this.#escaped = false;
        this.#before = "";
      }
    }
    if (this.#start >= 0) this.#inside(c, found);
    if (c === "\n") {
      this.#line++;
      this.#column = 0;
      this.#lineIsBlank = true;
    } else if (!isSpace(c)) {
      this.#lineIsBlank = false;
    }
  }

  #inside(c, found) {
    if (c === "\n") this.#inString = this.#escaped = false; // JSON has no line feed inside a string
    else if (this.#escaped) this.#escaped = false;
    else if (this.#inString) {
      this.#inString = c !== '"';
      this.#escaped = c === "\\";
    } else if (c === '"') this.#inString = true;
    else if (c === "{" || c === "[") this.#depth++;
    else if (c === "}" || c === "]") {
      this.#depth--;
      if (this.#depth <= 0) {
        this.#cut(this.#at + 1, found);
        return;
      }
    }
    if (!isSpace(c)) this.#before = c;
  }
}

/** pageItems takes a page of the API apart, since it can be larger than one record may be. */
function pageItems(value) {
  if (!/"items"\s*:/i.test(value.text)) return [value];
  try {
    const page = JSON.parse(value.text);
    const items = page.items ?? page.Items;
    if (!Array.isArray(items) || page.companyProfile || page.CompanyProfile || page.billingProfile || page.BillingProfile) return [value];
    return items.map((item) => ({ text: JSON.stringify(item), line: value.line, column: Infinity }));
  } catch {
    return [value]; // the service says what is wrong with it
  }
}

/** CSVSplitter finds the lines of a CSV file, with line feeds inside quotes, and keeps the header for every batch. */
class CSVSplitter {
  type = "text/csv; charset=utf-8";
  head = null;
  headLines = 0;
  #text = "";
  #line = 1;
  #row = 0;
  #startLine = 1;
  #quoted = false;
  #justClosed = false; // the character before ended a quoted part
  #fieldBegins = true;
  #at = 0;

  push(text) {
    this.#text += text;
    const found = [];
    let start = 0;
    for (; this.#at < this.#text.length; this.#at++) {
      const c = this.#text[this.#at];
      if (c === "\n") this.#line++;
      if (this.#quoted) {
        this.#quoted = c !== '"';
        this.#justClosed = !this.#quoted;
        continue;
      }
      if (c === '"' && (this.#fieldBegins || this.#justClosed)) {
        this.#quoted = true; // a quoted field begins, or goes on after a doubled quote
      } else if (c === "\n") {
        this.#cut(start, this.#at, found);
        start = this.#at + 1;
      }
      this.#justClosed = false;
      this.#fieldBegins = c === "," || c === ";" || c === "\t" || c === "|" || c === "\n";
    }
    this.#text = this.#text.slice(start);
    this.#at -= start;
    return found;
  }

  end() {
    const found = [];
    this.#cut(0, this.#text.length, found);
    return found;
  }

  #cut(start, end, found) {
    const text = this.#text.slice(start, end).replace(/\r$/, "");
    const line = this.#startLine;
    this.#startLine = this.#line;
    this.#row++;
    if (text.replace(/[\s\0\x1a]/g, "") === "") return;
    if (this.head === null || namesDelimiter.test(this.head)) {
      if (this.head !== null) this.#row--; // a spreadsheet does not show the line that names the delimiter
      this.head = (this.head ?? "") + text + "\n";
      this.headLines += text.split("\n").length;
    } else {
      found.push({ text, line, row: this.#row, column: 1 });
    }
  }
}

const namesDelimiter = /^"?sep=.[^\n]*\n$/i;
