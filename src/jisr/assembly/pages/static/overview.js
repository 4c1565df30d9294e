// The overview follows the session: counts at once, everything else when a vote opened or moved.
import { follow } from "../hall/live.js";
import { tick } from "../clocks.js";

const standing = document.getElementById("standing");
const told = document.getElementById("told");
const lost = document.getElementById("line");
let known = "";

const renew = async () => {
  const answer = await fetch("/assembly", { headers: { "HX-Request": "true", "Jisr-Quiet": "1" } });
  if (!answer.ok) return;
  const hasFocus = standing.contains(document.activeElement);
  const href = hasFocus ? document.activeElement.getAttribute("href") : "";
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  standing.replaceChildren(...made.body.childNodes);
  if (href) standing.querySelector(`a[href="${CSS.escape(href)}"]`)?.focus();
  tick();
  told.textContent = standing.querySelector("[data-vote] h3")?.textContent ?? "";
};

const state = ({ votes }) => {
  const now = votes.map(({ id, state: stage, version }) => `${id} ${stage} ${version}`).join();
  const isFirst = known === "";
  const isOther = known !== now;
  known = now || "none";
  for (const { id, received } of votes) {
    const shown = standing.querySelector(`[data-vote="${id}"] [data-received]`);
    if (shown) shown.textContent = received;
  }
  if (isOther && !isFirst) renew();
};

follow(standing.dataset.session, {
  state,
  line: (what) => {
    lost.hidden = what === "back";
    if (what === "back") renew();
  },
});
