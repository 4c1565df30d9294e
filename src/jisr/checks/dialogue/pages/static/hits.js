// The pages of hits: keys in the inbox, news by themselves, what is signed, files, how to be told.
import { statementBytes } from "./statement.js";

const EVERY_MILLISECONDS = 5000;
const told = document.getElementById("told");

// ── news: only while somebody can see the page ──────────────────────────────────────────────────

const poll = () => {
  for (const part of document.querySelectorAll("#inbox, #news")) window.htmx.trigger(part, "jisr:poll");
};

setInterval(() => {
  if (!document.hidden) poll();
}, EVERY_MILLISECONDS);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) poll();
});

let waiting = Number(document.getElementById("inbox")?.dataset.waiting ?? 0);
document.addEventListener("htmx:afterSwap", () => {
  const inbox = document.getElementById("inbox");
  if (!inbox) return;
  const now = Number(inbox.dataset.waiting);
  if (now > waiting && told) told.textContent = inbox.dataset.told;
  waiting = now;
});

// Somebody else spoke first: what changed is shown at once, where he looks; what was typed stays.
let refused = null;
document.addEventListener("jisr:refused", (event) => {
  if (event.detail.status !== 412 && event.detail.status !== 409) return;
  refused = event.detail.status === 412 ? event.target : null;
  const place = document.getElementById("news-place");
  if (place) event.target.before(place);
  poll();
});

// Where only the hub spoke (it told, reminded, escalated), nothing that he decides has changed.
document.addEventListener("htmx:afterSwap", () => {
  const news = document.getElementById("news");
  if (news?.dataset.goesOn === undefined) return;
  for (const form of document.querySelectorAll("form[data-version]")) {
    form.dataset.version = news.dataset.version;
  }
  const again = refused;
  refused = null;
  again?.requestSubmit();
});

// ── keys ────────────────────────────────────────────────────────────────────────────────────────

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const step = { j: 1, k: -1 }[event.key.toLowerCase()];
  if (!step) return;
  const rows = [...document.querySelectorAll(".row-link")];
  const at = rows.indexOf(document.activeElement);
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  if (next) {
    next.focus();
    event.preventDefault();
  }
});

// ── what is signed, and what is sent ────────────────────────────────────────────────────────────

document.addEventListener("jisr:signing", (event) => {
  const { hit, version, bureau, word } = event.target.dataset;
  if (word) event.detail.message = statementBytes({ hit, version, bureau, word }, event.detail.body ?? {});
});

const KINDS = new Set(["image/jpeg", "image/png", "text/plain"]);
for (const form of document.querySelectorAll("form[data-file]")) {
  const field = form.querySelector("input[type=file]");
  field.addEventListener("change", () => {
    const file = field.files[0];
    const { most, tooLarge, wrongKind } = form.dataset;
    const isLarge = file && file.size > Number(most);
    field.setCustomValidity(isLarge ? tooLarge : file && !KINDS.has(file.type) ? wrongKind : "");
    field.reportValidity();
  });
}

// ── how to be told ──────────────────────────────────────────────────────────────────────────────

for (const form of document.querySelectorAll("form[data-channels]")) {
  const choose = () => {
    const chosen = form.querySelector("input[name=channel]:checked")?.value;
    for (const part of form.querySelectorAll("[data-channel]")) {
      part.hidden = part.dataset.channel !== chosen;
      for (const field of part.querySelectorAll("input")) field.disabled = part.hidden;
    }
  };
  form.addEventListener("change", choose);
  choose();
}

// ── the officer's own comparison: kept by the check desk in this tab, never by the hub ──────────

const line = (parent, className, ...texts) => {
  const row = document.createElement("p");
  row.className = className;
  for (const text of texts) {
    const piece = document.createElement("bdi");
    piece.textContent = text;
    row.append(piece);
  }
  parent.append(row);
};

for (const place of document.querySelectorAll("[data-compared]")) {
  const kept = sessionStorage.getItem(`jisr-compared:${place.dataset.compared}`);
  if (!kept) continue;
  const { asked, found, rows } = JSON.parse(kept);
  const title = document.createElement("h3");
  title.textContent = place.dataset.title;
  place.append(title);
  line(place, "compared-row", place.dataset.asked, String(asked));
  line(place, "compared-row", place.dataset.found, String(found));
  for (const each of rows ?? []) line(place, "compared-row small", String(each.words), String(each.weight ?? ""));
  place.hidden = false;
}
