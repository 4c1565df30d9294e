// The check desk: a box that gathers what a scanner types, keys instead of a mouse, the last checks.
//
// Nothing that is typed here is kept: not in the address, not in this tab's memory. The history
// below holds times, kinds and outcomes, and goes with the page.
const form = document.getElementById("desk");
const box = document.getElementById("box");
const chosen = document.getElementById("chosen");
const understood = document.getElementById("understood");
const details = document.getElementById("details");
const answer = document.getElementById("answer");
const hints = document.getElementById("hints");
const told = document.getElementById("desk-told");
const WORDS = form.dataset;
const isTouched = matchMedia("(hover: none) and (pointer: coarse)");

const ZONE_LINES = { 30: 3, 36: 2, 44: 2 };
const SAME_MILLISECONDS = 1000; // a second Enter of the same scan, or a key that bounced
const HISTORY_MAX = 12;

const say = (text) => {
  told.textContent = "";
  requestAnimationFrame(() => (told.textContent = text));
};

// ── the box ───────────────────────────────────────────────────────────────────────────────────

let last = { text: "", at: 0 };
let isAnswered = false; // what stands in the box was checked: what is typed next is a new question

/** How many lines a machine-readable zone still lacks; 0 for anything else. */
const linesMissing = (text) => {
  const lines = text.split("\n").map((each) => each.replace(/\s/g, "")).filter(Boolean);
  if (!lines.length || !lines.some((each) => each.includes("<"))) return 0;
  if (lines.some((each) => each.length !== lines[0].length || !/^[A-Za-z0-9<]+$/.test(each))) return 0;
  return Math.max((ZONE_LINES[lines[0].length] ?? 0) - lines.length, 0);
};

const newLine = () => {
  box.setRangeText("\n", box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
};

const submit = () => form.requestSubmit();

/** Enter ends a line of a scanned zone until it is whole; anything else is sent. */
const enter = () => {
  if (linesMissing(box.value) && !box.value.endsWith("\n")) newLine();
  else submit();
};

/** Why the box is not sent now, or nothing. */
const hindrance = () => {
  if (!box.value.trim()) return WORDS.emptyBox;
  const isSame = signature() === last.text && Date.now() - last.at < SAME_MILLISECONDS;
  return isSame ? WORDS.same : "";
};

// What was chosen counts, not the choices that stand there and come a moment after the text.
const signature = () =>
  JSON.stringify([...new FormData(form)].filter(([name]) => name !== "reading"));

form.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target !== form) return;
  const why = hindrance();
  if (why) {
    event.preventDefault();
    say(why);
    box.focus();
    return;
  }
  last = { text: signature(), at: Date.now() };
});

box.addEventListener("input", () => {
  if (box.value.trim() && !isAnswered) return;
  chosen.value = "";
  if (isAnswered) forgetDetails();
  isAnswered = false;
});

/** Nothing of one traveller is asked of the next. */
const forgetDetails = () => {
  for (const field of details.querySelectorAll("input, select")) field.value = "";
};

box.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    enter();
  } else if (event.key === "ArrowDown" && !event.altKey && isLastLine()) {
    if (toFirst()) event.preventDefault();
  }
});

const isLastLine = () => !box.value.slice(box.selectionEnd).includes("\n");

const toFirst = () => {
  const first = answer.querySelector("[data-hit]") ?? understood.querySelector("input:checked");
  first?.focus();
  return Boolean(first);
};

// ── what was understood, and the answer ───────────────────────────────────────────────────────

understood.addEventListener("change", (event) => {
  chosen.value = event.target.value;
  for (const each of understood.querySelectorAll("[data-reading]")) {
    each.hidden = each.dataset.reading !== chosen.value;
  }
  askMaker(event.target);
});

const askMaker = (part) => {
  if (!part?.matches("[data-needs-make]")) return;
  details.open = true;
  document.getElementById("field-make").focus();
};

const answered = () => {
  const outcome = answer.querySelector("[data-announce]");
  hints.hidden = true;
  understood.querySelector("[data-unread]")?.remove();
  if (!outcome) return; // a refusal that the site tells by itself
  say(outcome.dataset.announce);
  isAnswered = Boolean(outcome.dataset.kind);
  last.at = Date.now();
  if (isAnswered) remember(outcome.dataset);
  if (outcome.dataset.needsMake !== undefined) askMaker(outcome);
  else if (isTouched.matches) {
    box.blur(); // the keyboard on the screen would cover the answer
    answer.scrollIntoView({ block: "start" });
  } else if (document.activeElement === document.body || form.contains(document.activeElement)) {
    box.focus();
    // The next scan or name takes its place; what was refused is corrected.
    if (outcome.dataset.kind || box.value.includes("<")) box.select();
    outcome.scrollIntoView({ block: "nearest" });
  }
};

form.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === answer) answered();
});
answer.addEventListener("htmx:afterSwap", answered);

// ── a lost line ───────────────────────────────────────────────────────────────────────────────

for (const lost of ["htmx:sendError", "htmx:timeout"]) {
  form.addEventListener(lost, (event) => {
    event.stopPropagation(); // here it is said with what to do next
    if (event.target === form) lineLost();
    else unread();
  });
}

const unread = () => {
  const said = document.createElement("p");
  said.className = "reading-said";
  said.dataset.unread = "";
  said.textContent = WORDS.unread;
  understood.replaceChildren(said);
};

const lineLost = () => {
  last.at = 0;
  answer.replaceChildren(document.getElementById("lost").content.cloneNode(true));
  hints.hidden = true;
  const retry = answer.querySelector("[data-retry]");
  retry.addEventListener("click", submit);
  retry.focus();
};

// ── the last checks ───────────────────────────────────────────────────────────────────────────

const remember = ({ kind, said, tone, trace = "", at }) => {
  const rows = document.querySelector("#history tbody");
  const row = document.getElementById("history-row").content.cloneNode(true).firstElementChild;
  const moment = at ? new Date(at) : new Date();
  row.querySelector("th").textContent = `${moment.toISOString().slice(11, 19)} UTC`;
  row.querySelector("td").textContent = kind;
  const badge = row.querySelector(".badge");
  badge.textContent = said;
  badge.classList.add(`badge-${tone}`);
  row.querySelector("bdi").textContent = trace.slice(0, 12);
  row.querySelector("bdi").title = trace;
  rows.prepend(row);
  while (rows.rows.length > HISTORY_MAX) rows.rows[HISTORY_MAX].remove();
  document.getElementById("history").hidden = false;
};

// A hit that is taken up: its page shows the comparison from this tab's own memory.
answer.addEventListener("jisr:sent", (event) => {
  const compared = event.target.dataset.compared;
  if (compared) sessionStorage.setItem(`jisr-compared:${event.detail.id}`, compared);
});

// ── keys ──────────────────────────────────────────────────────────────────────────────────────

const isTyping = (element) => element.matches("input:not([type=radio]), textarea, select, [contenteditable]");

const clear = () => {
  box.value = "";
  chosen.value = "";
  isAnswered = false;
  forgetDetails();
  understood.replaceChildren();
  answer.replaceChildren();
  hints.hidden = false;
  last = { text: "", at: 0 };
  box.focus();
};

const step = (way) => {
  const hits = [...answer.querySelectorAll("[data-hit]")];
  const here = hits.indexOf(document.activeElement);
  if (here < 0) return false;
  const next = here + way;
  if (next < 0) box.focus();
  else hits[Math.min(next, hits.length - 1)].focus();
  return true;
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey) return;
  const here = document.activeElement;
  if (event.altKey && event.key === "ArrowDown") {
    details.open = !details.open;
    (details.open ? document.getElementById("field-birth_date") : box).focus();
    event.preventDefault();
  } else if (event.altKey) {
    return;
  } else if (event.key.length === 1 && event.key !== " " && !isTyping(here)) {
    box.focus(); // wherever a scanner types, it types into the box
    box.select();
    if (event.key === "/") event.preventDefault();
  } else if (event.key === "Escape") {
    if (document.querySelector("dialog[open], [popover]:popover-open")) return;
    if (here === box) clear();
    else box.focus();
  } else if (event.key === "ArrowDown" && step(1)) {
    event.preventDefault();
  } else if (event.key === "ArrowUp" && step(-1)) {
    event.preventDefault();
  } else if (event.key === "Enter" && here.matches("[data-hit]")) {
    here.querySelector("form[data-api]").requestSubmit();
    event.preventDefault();
  } else if (event.key === "Enter" && understood.contains(here)) {
    submit();
    event.preventDefault();
  }
});

// ── lists ─────────────────────────────────────────────────────────────────────────────────────

const list = document.getElementById("list");
const withLists = () => import("./list.js");
list.querySelector("input[type=file]").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (file) (await withLists()).check(file);
});
// A file may be dropped anywhere on the page; without this the browser would leave the page.
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", async (event) => {
  if (!event.dataTransfer?.files.length || event.target.matches("input[type=file]")) return;
  event.preventDefault();
  list.scrollIntoView({ block: "start" });
  (await withLists()).check(event.dataTransfer.files[0]);
});
