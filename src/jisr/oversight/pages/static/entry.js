// The page of one entry: its proof is fetched, verified here, step by step, and can be kept.
import { PARTS, changed, outcome, verify } from "./verify.js";

const form = document.getElementById("verify");
const steps = document.getElementById("steps");
const verdict = document.getElementById("verdict");
const change = document.getElementById("change");

/** Put a value beside its name; what is not there yet is empty. */
const fill = (item, values) => {
  for (const cell of item.querySelectorAll("[data-value]")) cell.textContent = values[cell.dataset.value] ?? "";
  for (const row of item.querySelectorAll(".fact")) row.hidden = !row.querySelector("[data-value]")?.textContent;
};

const show = ({ step, state, values }) => {
  const item = steps.querySelector(`[data-step="${step}"]`);
  item.dataset.state = state;
  item.querySelector("[data-said]").textContent = item.dataset[state] ?? steps.dataset[state];
  fill(item, values);
};

const conclude = (name) => {
  for (const each of verdict.children) each.hidden = each.dataset.outcome !== name;
};

/** Name the first step that failed, and lead to it. */
const pointAtFailure = (made) => {
  const failed = made.find(({ state }) => state === "broken");
  if (!failed) return;
  const link = verdict.querySelector("[data-failed]");
  const item = steps.querySelector(`[data-step="${failed.step}"]`);
  link.textContent = item.querySelector("h3").textContent;
  link.href = `#${item.id}`;
};

const clear = () => {
  conclude("");
  steps.hidden = false;
  for (const item of steps.children) {
    item.dataset.state = "waiting";
    item.querySelector("[data-said]").textContent = "";
    fill(item, {});
  }
};

/** The proof could not be fetched; the message says why in the reader's language. */
class Missing extends Error {}

const fetched = async () => {
  const { unreachable, broken } = document.body.dataset;
  const holdsDocument = form.elements.document?.checked ?? false;
  const headers = { "Accept-Language": document.documentElement.lang, Accept: "application/json" };
  let answer;
  try {
    answer = await fetch(`${form.dataset.proof}?document=${holdsDocument}`, { headers });
  } catch {
    throw new Missing(unreachable);
  }
  if (answer.ok) return answer.text();
  const problem = await answer.json().catch(() => ({}));
  throw new Missing(problem.detail ?? broken);
};

/** Change one byte where the person asked for it, and say which. */
const spoilt = (text) => {
  const part = form.elements.part?.value;
  const found = PARTS.includes(part) ? changed(text, part) : null;
  if (change) {
    change.hidden = !found;
    if (found) fill(change, { at: String(found.at + 1), from: found.from, to: found.to });
  }
  return found?.text ?? text;
};

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  clear();
  try {
    const text = spoilt(await fetched());
    const made = await verify(text, form.elements.key.value, show);
    pointAtFailure(made);
    conclude(outcome(made));
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    steps.hidden = true;
    conclude("unreachable");
    verdict.querySelector('[data-outcome="unreachable"] [data-why]').textContent = error.message;
  } finally {
    button.disabled = false;
  }
});
