// What every page does: forms, clocks, the parts that htmx brings, and a line that is lost.
import { send } from "./api.js";
import { start, tick } from "./clocks.js";
import { ready, say, sentence } from "./forms.js";

const WORDS = document.body.dataset;
const told = document.getElementById("told");

const announce = (text) => {
  if (told) told.textContent = text;
};

const prepare = (part) => {
  ready(part);
  tick();
  for (const button of part.querySelectorAll("[data-copy]:not([data-ready])")) {
    button.dataset.ready = "";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      announce(WORDS.copied);
    });
  }
  for (const button of part.querySelectorAll("[data-print]:not([data-ready])")) {
    button.dataset.ready = "";
    button.addEventListener("click", () => window.print());
  }
  for (const button of part.querySelectorAll("[data-open]:not([data-ready])")) {
    button.dataset.ready = "";
    button.addEventListener("click", () => document.getElementById(button.dataset.open).showModal());
  }
};

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["Jisr-CSRF"] = document.querySelector('meta[name="csrf"]').content;
});
document.addEventListener("htmx:afterSwap", (event) => prepare(event.detail.target));
for (const lost of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(lost, (event) => {
    const form = event.target.closest?.("form");
    if (form) say(form, WORDS.unreachable);
    else announce(WORDS.unreachable);
  });
}
window.addEventListener("offline", () => announce(WORDS.unreachable));
window.addEventListener("online", () => announce(WORDS.online));

document.querySelector("[data-sign-out]")?.addEventListener("click", async () => {
  try {
    await send("DELETE", "/v1/sign-in/session");
    sessionStorage.clear();
    location.assign("/sign-in");
  } catch (error) {
    announce(sentence(error));
  }
});

prepare(document);
start();
