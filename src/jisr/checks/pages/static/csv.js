// Reads CSV (RFC 4180) while it comes: comma, semicolon or tab, quotes, any line end.
const SEPARATORS = [",", ";", "\t"];
export const CELL_CHARACTERS_MAX = 10_000;

/** The file is not UTF-8. */
export class NotText extends Error {}

/** Yield the file's text in pieces; throw `NotText` if it is not UTF-8. */
export async function* textOf(file) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const text = decoder.decode(value, { stream: !done });
      if (text.includes("\0")) throw new NotText(); // UTF-16 looks like this
      if (text) yield text;
      if (done) return;
    }
  } catch (error) {
    throw error instanceof TypeError ? new NotText() : error;
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Yield {line, cells, isBroken} for every row that is not blank; `line` is where it begins. */
export async function* rowsOf(pieces) {
  const state = { separator: "", rest: "", cells: [], cell: "", mode: "start", line: 1, begins: 1 };
  for await (const piece of pieces) {
    state.rest += piece;
    if (!state.separator && !hasLine(state.rest)) continue;
    state.separator ||= separatorOf(state.rest);
    yield* taken(state, false);
  }
  state.separator ||= separatorOf(state.rest);
  yield* taken(state, true);
}

const hasLine = (text) => /[\r\n]/.test(text.trimStart());

const separatorOf = (text) => {
  const [header] = text.trimStart().split(/[\r\n]/, 1);
  const count = (separator) => header.split(separator).length;
  return SEPARATORS.reduce((best, each) => (count(each) > count(best) ? each : best));
};

// One sign after the other; a quote or a line end whose second sign may still come is left over.
function* taken(state, isEnd) {
  const text = state.rest;
  let place = 0;
  for (; place < text.length; place += 1) {
    const sign = text[place];
    const isLastSign = place === text.length - 1 && !isEnd;
    if (isLastSign && (sign === "\r" || (sign === '"' && state.mode === "quoted"))) break;
    if (state.mode === "quoted") {
      if (sign !== '"') {
        state.cell += sign;
        if (sign === "\n") state.line += 1;
      } else if (text[place + 1] === '"') {
        state.cell += '"';
        place += 1;
      } else state.mode = "closed";
    } else if (sign === state.separator) {
      nextCell(state);
    } else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && text[place + 1] === "\n") place += 1;
      state.line += 1;
      const row = nextRow(state);
      if (row) yield row;
    } else if (sign === '"' && state.mode === "start") {
      state.mode = "quoted";
    } else {
      if (state.mode === "closed" || sign === '"') state.isBroken = true;
      state.cell += sign;
      state.mode = state.mode === "closed" ? "closed" : "plain";
    }
  }
  state.rest = text.slice(place);
  if (!isEnd) return;
  if (state.mode === "quoted") state.isBroken = true;
  const row = nextRow(state);
  if (row) yield row;
}

const nextCell = (state) => {
  state.cells.push(state.cell);
  state.cell = "";
  state.mode = "start";
};

const nextRow = (state) => {
  nextCell(state);
  const row = { line: state.begins, cells: state.cells, isBroken: Boolean(state.isBroken) };
  state.cells = [];
  state.isBroken = false;
  state.begins = state.line;
  return row.cells.length === 1 && !row.cells[0].trim() ? null : row;
};

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** A cell that a spreadsheet shows and never computes (OWASP, CSV Injection). */
const neutral = (cell) => (FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell);

const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Rows as the text of a CSV file. */
export const csvOf = (rows) =>
  rows.map((row) => row.map((each) => quoted(neutral(String(each)))).join(",")).join("\r\n") + "\r\n";
