// A list of travellers: read here, sent row by row to the stream of checks, alerts in a table.
//
// Each row is one check with its own trace; a list never notifies anybody. The rows go in groups:
// what was answered stays when the line breaks, and the rest can be gone on with.
import { language } from "../api.js";
import { ready } from "../forms.js";
import { CELL_CHARACTERS_MAX, NotText, csvOf, rowsOf, textOf } from "./csv.js";

const list = document.getElementById("list");
const WORDS = list.dataset;
const part = (selector) => list.querySelector(selector);
const run = part("#list-run");
const bar = part("progress");
const [stop, goOn, download] = ["[data-stop]", "[data-go-on]", "[data-download]"].map(part);

const ROWS_AT_ONCE = 100;
const SHOWN_MAX = 500;
const KNOWN = new Set([
  "row", "name", "birth_date", "nationality", "sex",
  "document_number", "document_country", "document_type",
]);
const NEEDED = ["name", "document_number"];
// A traveller is checked without these rather than not at all.
const MAY_MISS = ["nationality", "sex", "document_country", "document_type"];
const LENGTHS = { name: 300 };
const LENGTH_MAX = 100;
const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
const STOPPING = /^(unavailable|input\.(rate|spread|purpose|case)|denied)/;
const ALERT_COLUMNS = ["row", "rank", "score", "record", "reference", "reasons"];
const MEGABYTE = 2 ** 20;

const filled = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** What stops a list, in words. */
class Stopped extends Error {}
/** The hub was not reached. */
class LineLost extends Error {}

let job = null;

const complain = (text) => {
  const told = part("[data-told]");
  told.textContent = text;
  told.hidden = !text;
};

/** Check a file; the one before it is given up. */
export const check = async (file) => {
  complain("");
  const most = Number(WORDS.bytesMax);
  if (file.size > most) {
    const size = (file.size / MEGABYTE).toFixed(1);
    complain(filled(WORDS.tooLarge, { size, most: Math.floor(most / MEGABYTE) }));
    return;
  }
  if (job) job.isStopped = true;
  job = {
    file, rows: rowsOf(counted(file)), bytes: 0, waiting: [], header: null, isStopped: false,
    read: 0, alerted: 0, rejected: 0, lastRow: 0, alerts: [], shown: { alerts: 0, rejects: 0 },
  };
  for (const table of list.querySelectorAll("tbody")) table.replaceChildren();
  for (const each of [part("#alerts"), part("#rejects"), part("[data-more]"), download]) each.hidden = true;
  await work(job);
};

async function* counted(file) {
  const mine = job;
  for await (const text of textOf(file)) {
    (mine ?? job).bytes += text.length; // about: a letter of Arabic has two bytes
    yield text;
  }
}

const work = async (now) => {
  run.hidden = false;
  stop.hidden = false;
  goOn.hidden = true;
  now.isStopped = false;
  try {
    await readHeader(now);
    while (!now.isStopped && (await sendNext(now))) progress(now);
    progress(now);
    tell(now, now.isStopped ? filled(WORDS.stopped, { row: now.lastRow }) : done(now));
    goOn.hidden = !now.isStopped;
  } catch (error) {
    if (now !== job) return;
    if (error instanceof LineLost) tell(now, filled(WORDS.lost, { row: now.lastRow }));
    else if (error instanceof Stopped) complain(error.message);
    else if (error instanceof NotText) complain(WORDS.notText);
    else throw error;
    goOn.hidden = !(error instanceof LineLost || (error instanceof Stopped && now.header));
  } finally {
    if (now === job) {
      stop.hidden = true;
      download.hidden = !now.alerts.length;
    }
  }
};

const readHeader = async (now) => {
  if (now.header) return;
  const { value, done: isEmpty } = await now.rows.next();
  if (isEmpty || value.cells[0]?.trimStart().startsWith("{")) throw new Stopped(WORDS.noRows);
  const names = value.cells.map((each, place) =>
    (place ? each : each.replace(/^\ufeff/, "")).trim().toLowerCase() || `#${place + 1}`);
  const twice = names.find((each, place) => names.indexOf(each) !== place);
  if (twice) throw new Stopped(filled(WORDS.twice, { column: twice }));
  if (!NEEDED.some((each) => names.includes(each))) throw new Stopped(WORDS.noColumn);
  now.header = names;
  now.unknown = names.filter((each) => !KNOWN.has(each));
};

// ── rows ──────────────────────────────────────────────────────────────────────────────────────

/** Send the next rows and take in what came back; false when there are none left. */
const sendNext = async (now) => {
  while (now.waiting.length < ROWS_AT_ONCE) {
    const { value, done: isEnd } = await now.rows.next();
    if (isEnd) break;
    now.read += 1;
    const row = readRow(now, value);
    if (row) now.waiting.push(row);
  }
  if (!now.waiting.length) return false;
  const answers = await asked(now.waiting.map((each) => each.question));
  for (const told of answers) {
    if (told.problem && STOPPING.test(told.problem.code)) throw new Stopped(told.problem.detail);
    const row = now.waiting.shift();
    if (told.problem) await again(now, row, told.problem);
    else take(now, row, told.answer);
    now.lastRow = row.name;
  }
  return true;
};

const readRow = (now, { line, cells, isBroken }) => {
  if (isBroken) return reject(now, line, "", WORDS.quotes);
  if (cells.length !== now.header.length && (cells.length < now.header.length || cells.slice(now.header.length).some(Boolean))) {
    return reject(now, line, "", WORDS.cells);
  }
  const question = { kind: "person" };
  let name = String(line);
  for (const [place, column] of now.header.entries()) {
    const cell = cells[place].trim();
    if (!cell || !KNOWN.has(column)) continue;
    if (column === "row") name = cell.slice(0, LENGTH_MAX);
    else if (cell.length > CELL_CHARACTERS_MAX || cell.length > (LENGTHS[column] ?? LENGTH_MAX)) {
      const why = filled(WORDS.long, { limit: LENGTHS[column] ?? LENGTH_MAX });
      if (!MAY_MISS.includes(column)) return reject(now, line, column, why);
      note(now, line, column, filled(WORDS.leftOut, { why }));
    } else if (column === "birth_date" && !DATE.test(cell)) return reject(now, line, column, WORDS.date);
    else question[column] = cell;
  }
  if (!NEEDED.some((each) => question[each])) return reject(now, line, "", WORDS.nothing);
  return { line, name, question };
};

/** Ask again without the one cell that cannot be read, where a traveller may miss it. */
const again = async (now, row, problem) => {
  const given = MAY_MISS.filter((each) => row.question[each]);
  const tries = [...given.map((each) => [each]), ...(given.length > 1 ? [given] : [])];
  for (const columns of tries) {
    const rest = Object.entries(row.question).filter(([name]) => !columns.includes(name));
    const [told] = await asked([Object.fromEntries(rest)]);
    if (!told.answer) continue;
    note(now, row.line, columns.join(", "), filled(WORDS.leftOut, { why: problem.detail }));
    take(now, row, told.answer);
    return;
  }
  const isNumber = row.question.document_number && !row.question.name;
  reject(now, row.line, isNumber ? "document_number" : "", problem.detail);
};

const asked = async (questions) => {
  let answer;
  try {
    answer = await fetch("/v1/checks/stream", {
      method: "POST",
      headers: {
        "Accept-Language": language,
        "Content-Type": "application/x-ndjson",
        "Jisr-CSRF": document.querySelector('meta[name="csrf"]').content,
      },
      body: questions.map((each) => `${JSON.stringify(each)}\n`).join(""),
    });
  } catch {
    throw new LineLost();
  }
  if (!answer.ok) {
    const said = await answer.json().catch(() => ({}));
    throw new Stopped(said.detail ?? document.body.dataset.broken);
  }
  const lines = await answer.text().catch(() => { throw new LineLost(); });
  const told = lines.split("\n").filter(Boolean).map((each) => JSON.parse(each));
  if (told.length !== questions.length && !told.at(-1)?.problem) throw new LineLost();
  return told;
};

// ── what came of it ───────────────────────────────────────────────────────────────────────────

const take = (now, row, { trace, hits }) => {
  if (hits.length) now.alerted += 1;
  hits.forEach((hit, place) => {
    const reasons = hit.reasons.map((each) => each.text).join("; ");
    now.alerts.push([row.name, place + 1, hit.score, hit.record, hit.reference, reasons]);
    const shown = rowIn(now, "alerts", "#alert-row");
    if (!shown) return;
    shown.querySelector("th").textContent = row.name;
    shown.querySelector("bdi").textContent = hit.reference || hit.record;
    shown.querySelectorAll("td")[1].textContent = reasons;
    shown.querySelector("[name=trace]").value = trace;
    shown.querySelector("[name=record]").value = hit.record;
    ready(shown);
  });
};

const reject = (now, line, column, reason) => {
  now.rejected += 1;
  note(now, line, column, reason);
  return null;
};

const note = (now, line, column, reason) => {
  const shown = rowIn(now, "rejects", "#reject-row");
  if (!shown) return;
  shown.querySelector("th").textContent = line;
  shown.dataset.line = line;
  const others = [...shown.parentElement.rows]; // the hub finds some after this page found later ones
  const next = others.find((each) => each !== shown && Number(each.dataset.line) > line);
  if (next) next.before(shown);
  shown.querySelector("bdi").textContent = column;
  shown.querySelectorAll("td")[1].textContent = reason;
};

const rowIn = (now, place, template) => {
  part(`#${place}`).hidden = false;
  if (now.shown[place] === SHOWN_MAX) {
    part("[data-more]").hidden = false;
    return null;
  }
  now.shown[place] += 1;
  const row = part(template).content.cloneNode(true).firstElementChild;
  part(`#${place}-table tbody`).append(row);
  return row;
};

const counts = (now) => ({ rows: now.read, alerts: now.alerted, rejects: now.rejected });

const done = (now) => {
  const unknown = now.unknown.length
    ? ` ${filled(WORDS.unknown, { columns: now.unknown.join(", ") })}` : "";
  return filled(WORDS.done, counts(now)) + unknown;
};

const progress = (now) => {
  if (now !== job) return;
  bar.max = Math.max(now.file.size, 1);
  bar.value = Math.min(now.bytes, bar.max);
  part(".progress .small").textContent = filled(WORDS.progress, counts(now));
};

const tell = (now, text) => {
  if (now !== job) return;
  if (!now.isStopped && now.header) bar.value = now.waiting.length ? bar.value : bar.max;
  part("[data-list-said]").textContent = text;
};

stop.addEventListener("click", () => (job.isStopped = true));
goOn.addEventListener("click", () => work(job));
download.addEventListener("click", () => {
  const file = new Blob([csvOf([ALERT_COLUMNS, ...job.alerts])], { type: "text/csv" });
  const link = Object.assign(document.createElement("a"), {
    href: URL.createObjectURL(file), download: "alerts.csv",
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
});
list.addEventListener("jisr:sent", (event) => {
  const link = Object.assign(document.createElement("a"), {
    href: `/hits/${encodeURIComponent(event.detail.id)}`, textContent: WORDS.opened, target: "_blank",
  });
  link.rel = "noopener";
  event.target.replaceWith(link);
  link.focus();
});
