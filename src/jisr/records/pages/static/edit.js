// The form of a record: rows that come and go, help while it is filled in, and two people at once.
import { bodyOf, ready } from "../forms.js";

const form = document.getElementById("record-form");
const WAIT_MILLISECONDS = 300;

const ask = async (path, body) => {
  const answer = await fetch(path, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "HX-Request": "true",
      "Accept-Language": document.documentElement.lang,
      "Jisr-CSRF": document.querySelector('meta[name="csrf"]').content,
    },
    body: JSON.stringify(body),
  });
  const part = document.createElement("template");
  part.innerHTML = await answer.text();
  return { ok: answer.ok, part: part.content };
};

// ── rows ────────────────────────────────────────────────────────────────────────────────────

const fieldsOf = (row) => row.querySelectorAll("input, select, textarea");
const isFilled = (row) => [...fieldsOf(row)].some((each) => each.type !== "hidden"
  && each.tagName !== "SELECT" && each.value.trim() !== "");

const showRows = (part) => {
  for (const row of part.querySelectorAll("[data-row]")) {
    if (row.hidden && isFilled(row)) row.hidden = false;
    for (const each of fieldsOf(row)) each.disabled = row.hidden;
  }
  for (const rows of part.querySelectorAll("[data-rows]")) {
    rows.querySelector("[data-add]").hidden = !rows.querySelector("[data-row][hidden]");
  }
};

const addRow = (rows) => {
  const row = rows.querySelector("[data-row][hidden]");
  row.hidden = false;
  showRows(rows);
  row.querySelector("input:not([type=hidden])").focus();
};

const removeRow = (row) => {
  for (const each of fieldsOf(row)) if (each.tagName !== "SELECT") each.value = "";
  row.hidden = true;
  const rows = row.closest("[data-rows]");
  showRows(rows);
  rows.querySelector("[data-add]").focus();
  form.dispatchEvent(new Event("input", { bubbles: true }));
};

// A row in which the one thing is missing that makes it something is not sent.
const withoutEmptyRows = (work) => {
  const left = [];
  for (const main of form.querySelectorAll("[data-main]")) {
    if (main.value.trim()) continue;
    for (const each of fieldsOf(main.closest("[data-row]"))) {
      if (!each.disabled) left.push(each);
    }
  }
  for (const each of left) each.disabled = true;
  try {
    return work();
  } finally {
    for (const each of left) each.disabled = false;
  }
};

// ── help while it is filled in ──────────────────────────────────────────────────────────────

let waiting = 0;
let asked = 0;

const help = async () => {
  const mine = ++asked;
  let told;
  try {
    told = await ask("/records/preview", bodyOf(form));
  } catch {
    return; // the line is lost: what is sent later is judged anyway
  }
  if (mine !== asked || !told.ok) return;
  const shown = new Map([...told.part.children].map((each) => [each.dataset.for, each]));
  for (const place of form.querySelectorAll("[data-live]")) {
    const text = shown.get(place.dataset.live)?.innerHTML ?? "";
    if (place.innerHTML !== text) place.innerHTML = text;
  }
};

const helpSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(help, WAIT_MILLISECONDS);
};

const takeText = (button) => {
  const field = form.elements[button.dataset.takeText];
  field.value = button.dataset.text;
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

// ── two people at once ──────────────────────────────────────────────────────────────────────

const merge = async () => {
  const body = { version: Number(form.dataset.version), draft: withoutEmptyRows(() => bodyOf(form)) };
  const told = await ask(`/records/${form.dataset.record}/merge`, body);
  const place = document.getElementById("merge");
  place.replaceChildren(told.part);
  const merged = place.querySelector("[data-merged]");
  if (merged) {
    form.dataset.version = merged.dataset.version;
    form.querySelector("[data-told]").textContent = "";
  }
  place.focus();
  place.scrollIntoView({ block: "start" });
};

const takePart = (button) => {
  const row = button.closest("[data-clash]");
  const part = form.querySelector(`[data-section="${button.dataset.take}"]`);
  part.replaceChildren(row.querySelector("template").content.cloneNode(true));
  ready(part);
  showRows(part);
  row.remove();
  form.dispatchEvent(new Event("input", { bubbles: true }));
  (part.querySelector("input:not([type=hidden]), select, textarea") ?? part).focus();
};

// ── what a person does ──────────────────────────────────────────────────────────────────────

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[type=button]");
  if (!button) return;
  if ("add" in button.dataset) addRow(button.closest("[data-rows]"));
  else if ("remove" in button.dataset) removeRow(button.closest("[data-row]"));
  else if ("takeText" in button.dataset) takeText(button);
  else if ("take" in button.dataset) takePart(button);
});

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.tagName !== "INPUT" || event.isComposing) return;
  event.preventDefault(); // Enter never publishes: it takes a proposal, or nothing
  const live = event.target.value.trim() === ""
    && form.querySelector(`[data-take-text="${event.target.name}"][data-first]`);
  if (live) takeText(live);
});

form.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-filter]")) {
    const wanted = event.target.value.trim().toLocaleLowerCase();
    for (const each of event.target.closest("[data-filtered]").querySelectorAll(".box")) {
      each.hidden = !each.textContent.toLocaleLowerCase().includes(wanted)
        && !each.querySelector("input").checked;
    }
    return;
  }
  helpSoon();
});
form.addEventListener("change", helpSoon);

// The row is emptied before the form is read (forms.js reads it when the event bubbles).
form.addEventListener("submit", () => {
  const empty = [...form.querySelectorAll("[data-main]")].filter((each) => !each.value.trim());
  const left = empty.flatMap((each) => [...fieldsOf(each.closest("[data-row]"))]).filter((each) => !each.disabled);
  for (const each of left) each.disabled = true;
  setTimeout(() => { for (const each of left) each.disabled = false; });
}, { capture: true });

form.addEventListener("jisr:refused", (event) => {
  if (event.detail?.status === 412 && form.dataset.record) merge();
});

showRows(form);
help();
