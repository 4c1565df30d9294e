// The page of the ledger: has it only grown since this browser looked last? Size and root of the
// tree that was seen are kept here, and nothing else.
import { Malformed, Unable, hex, isBeginning, isSigned, readCheckpoint, readKey } from "./verify.js";

const card = document.getElementById("since");
const store = `jisr-ledger:${card?.dataset.origin}`;

const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

const remembered = () => {
  try {
    const { size, root } = JSON.parse(localStorage.getItem(store));
    return { size: BigInt(size), root: bytes(root) };
  } catch {
    return null;
  }
};

const remember = ({ size, root }) => {
  localStorage.setItem(store, JSON.stringify({ size: String(size), root: hex(root) }));
};

const conclude = (name, older, newer) => {
  for (const each of card.querySelectorAll("[data-outcome]")) {
    each.hidden = each.dataset.outcome !== name;
    for (const [slot, found] of [["older", older], ["newer", newer]]) {
      for (const cell of each.querySelectorAll(`[data-value="${slot}"]`)) {
        cell.textContent = found ? Number(found.size).toLocaleString(document.documentElement.lang, { numberingSystem: "latn" }) : "";
      }
    }
  }
};

const grownFrom = async (older, key) => {
  const answer = await fetch(`/v1/ledger/consistency?size=${older.size}`);
  if (answer.status === 404) return null; // the ledger is smaller than what was seen here
  if (!answer.ok) throw new TypeError(answer.statusText);
  const { checkpoint, proof } = await answer.json();
  const newer = readCheckpoint(checkpoint);
  const holds = (await isSigned(newer, key)) && (await isBeginning(older, newer, proof.map(bytes)));
  return holds ? newer : null;
};

const judge = async () => {
  const key = await readKey(card.dataset.key);
  const shown = readCheckpoint(card.dataset.checkpoint);
  const older = remembered();
  if (!(await isSigned(shown, key)) || shown.origin !== key.name) return ["broken", older, shown];
  if (older === null) {
    remember(shown);
    return ["first", null, shown];
  }
  const newer = await grownFrom(older, key);
  if (newer === null) return ["broken", older, shown];
  remember(newer);
  return [newer.size === older.size ? "same" : "grown", older, newer];
};

const run = async () => {
  try {
    conclude(...(await judge()));
  } catch (error) {
    if (error instanceof Unable) conclude("unable");
    else conclude(error instanceof Malformed ? "broken" : "unreachable");
  }
};

card?.querySelector("[data-forget]")?.addEventListener("click", () => {
  localStorage.removeItem(store);
  run();
});
if (card) run();
