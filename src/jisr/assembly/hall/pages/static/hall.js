// The hall display: what comes over the live connection is shown; nothing is computed here.
import { follow } from "./live.js";

const hall = document.body;
const LANGUAGE = document.documentElement.lang;
const BESIDE = hall.dataset.beside;
const SOON_SECONDS = 30;
const MANY_ITEMS = 9;
const LONG_TITLE = 110;
const SIGNS = { for: "+", against: "−", abstain: "○" };
const at = (id) => document.getElementById(id);
const tiles = [...at("tiles").children];
let ahead = 0; // milliseconds by which the hub's clock is ahead of this one
let now = null; // the vote on show

const two = (number) => String(number).padStart(2, "0");
const best = (texts, language) => texts[language] ?? texts.en ?? Object.values(texts)[0] ?? "";
const grouped = (hash) => hash.replace(/(.{4})(?=.)/g, "$1 ");

/** Show, of the elements that carry an attribute, those whose value is wanted. */
const only = (name, ...wanted) => {
  for (const each of document.querySelectorAll(`[data-${name}]`)) {
    each.hidden = !wanted.includes(each.getAttribute(`data-${name}`));
  }
};

const signs = (vote) => {
  const found = { o: SIGNS.abstain, "+": "✓" };
  for (const { key, mark } of vote?.choices ?? []) found[mark] ??= SIGNS[key] ?? mark.toUpperCase();
  return found;
};

const mark = (element, tile, sign) => {
  element.dataset.tile = tile;
  if (sign) element.dataset.sign = sign;
  else delete element.dataset.sign;
};

const fill = (vote, isFirst) => {
  const shown = signs(vote);
  tiles.forEach((tile, index) => {
    const next = vote?.tiles[index] ?? ".";
    if (tile.dataset.tile === next) return;
    mark(tile, next, shown[next]);
    tile.classList.toggle("is-new", !isFirst && next === "+");
  });
};

const entitle = (first, second) => {
  at("title-first").textContent = first;
  at("title-second").textContent = second;
  const isLong = Math.max(first.length, second.length) > LONG_TITLE;
  at("title-first").parentElement.classList.toggle("is-long", isLong);
};

/** The two texts of a piece of the page; one that is alike in both languages stands there once. */
const texts = (piece) => {
  const [first, second] = [...piece.querySelectorAll(".first, .second")].map((each) => each.textContent);
  return [first, second ?? first];
};

const said = (id) => entitle(...texts(at(id).content));

const item = (first, second, value, swatch) => {
  const row = at("item").content.cloneNode(true).firstElementChild;
  row.querySelector(".first").textContent = first;
  row.querySelector(".second").textContent = second === first ? "" : second;
  row.querySelector("dd").textContent = value;
  if (swatch) {
    row.classList.add("item-choice");
    row.querySelector(".item-mark").append(swatch);
  }
  return row;
};

const swatch = (tile, sign) => {
  const made = document.createElement("span");
  made.className = "swatch";
  mark(made, tile, sign);
  return made;
};

/** The items as the chair reads them; before that the totals in the same order. */
const items = (vote) => {
  if (vote.items.length) return vote.items;
  if (!vote.totals) return [];
  const { votes, abstentions, invalid, expressed } = vote.totals;
  const choices = vote.choices.filter(({ key }) => key in votes);
  return [
    ["entitled", vote.entitled], ["abstentions", abstentions], ["invalid", invalid],
    ["expressed", expressed], ...choices.map(({ key }) => [key, votes[key]]),
  ];
};

const list = (vote) => {
  const rows = items(vote).filter(([, value]) => value !== null);
  const shown = signs(vote);
  at("items").replaceChildren(...rows.map(([key, value]) => {
    const choice = vote.choices.find((each) => each.key === key);
    if (choice) {
      const { name, mark: tile } = choice;
      return item(best(name, LANGUAGE), best(name, BESIDE), value, swatch(tile, shown[tile]));
    }
    return item(...texts(document.querySelector(`template[data-item="${key}"]`).content), value);
  }));
  at("items").hidden = rows.length === 0;
  at("items").classList.toggle("is-many", rows.length > MANY_ITEMS);
};

const explain = (vote) => {
  const used = new Set(vote?.tiles ?? ".");
  const isOpen = !vote || vote.state === "open";
  for (const each of at("legend").querySelectorAll("[data-choice]")) each.remove();
  const first = at("legend").firstElementChild;
  for (const each of at("legend").querySelectorAll("[data-mark]")) {
    const isOther = each.dataset.key === (isOpen ? "silent" : "waiting");
    each.hidden = isOther || !used.has(each.dataset.mark);
    const sign = signs(vote)[each.dataset.mark];
    mark(each.querySelector(".swatch"), each.dataset.mark, sign);
  }
  for (const { mark: tile, name } of (vote?.choices ?? []).filter((each) => used.has(each.mark))) {
    const line = document.createElement("li");
    line.dataset.choice = tile;
    const text = at("item").content.cloneNode(true).querySelector(".both");
    text.querySelector(".first").textContent = best(name, LANGUAGE);
    text.querySelector(".second").textContent = best(name, BESIDE);
    line.append(swatch(tile, signs(vote)[tile]), text);
    first.before(line);
  }
};

const notes = (vote) => {
  const found = [];
  if (!vote.is_verified && vote.totals) found.push("unverified");
  if (vote.method === "secret" && vote.state === "open") found.push("sealed");
  if (vote.method === "consensus" && vote.state === "open") found.push("objection");
  if (vote.is_overruled) found.push("overruled");
  return found;
};

const count = (vote) => {
  const isCounted = vote.method === "roll-call" || vote.method === "secret";
  at("ring").hidden = !isCounted || items(vote).length > 0;
  at("received").textContent = vote.received;
  at("entitled").textContent = vote.entitled;
  const share = vote.entitled ? Math.round((1000 * vote.received) / vote.entitled) : 0;
  at("ring-fill").setAttribute("stroke-dasharray", `${share} 1000`);
};

const empty = (text) => {
  hall.dataset.state = "idle";
  said(text);
  only("method");
  only("note");
  only("stage");
  at("number").textContent = "";
  for (const id of ["outcome", "ring", "items", "hashes"]) at(id).hidden = true;
  fill(null, true);
  explain(null);
};

const show = (vote, isFirst) => {
  hall.dataset.state = vote.state;
  entitle(best(vote.title, LANGUAGE), best(vote.title, BESIDE));
  at("number").textContent = vote.number;
  only("method", vote.method);
  only("note", ...notes(vote));
  only("stage", vote.state);
  only("outcome", vote.outcome);
  at("outcome").hidden = !vote.outcome;
  at("outcome").dataset.outcomeIs = vote.outcome;
  count(vote);
  list(vote);
  fill(vote, isFirst);
  explain(vote);
  at("hashes").hidden = !vote.board;
  if (vote.board) {
    at("manifest").textContent = grouped(vote.board.manifest);
    at("head").textContent = grouped(vote.board.head);
    at("head-line").hidden = !vote.board.head;
  }
};

const tick = () => {
  const instant = new Date(Date.now() + ahead);
  at("clock").textContent = `${two(instant.getUTCHours())}:${two(instant.getUTCMinutes())} UTC`;
  const isRunning = now?.state === "open";
  at("countdown").hidden = !isRunning;
  if (!isRunning) return;
  const until = now.closes_at ? Date.parse(now.closes_at) : 0;
  const seconds = until
    ? Math.max(0, Math.ceil((until - instant) / 1000))
    : Math.max(0, Math.floor((instant - Date.parse(now.opened_at)) / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${hours ? two(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  at("left").textContent = hours ? `${hours}:${rest}` : rest;
  only("running", until ? "left" : "since");
  at("countdown").dataset.is = !until || seconds > SOON_SECONDS ? "running" : seconds ? "soon" : "over";
};

/** What else is open: a screen can stay with it. */
const others = (votes, vote) => {
  const open = votes.filter((each) => each.state === "open" && each.id !== vote?.id);
  for (const each of at("others").querySelectorAll("a")) each.remove();
  at("others").append(...open.map(({ id, number, title }) => {
    const way = new URL(location.href);
    way.searchParams.set("vote", id);
    const link = document.createElement("a");
    link.href = way;
    link.textContent = number;
    link.title = best(title, LANGUAGE);
    return link;
  }));
  at("others").hidden = open.length === 0;
};

const state = ({ votes }) => {
  const vote = votes.find(({ id }) => id && id === hall.dataset.vote) ?? votes[0] ?? null;
  others(votes, vote);
  const isFirst = now?.id !== vote?.id;
  now = vote?.is_closed_sitting ? null : vote;
  if (!vote) empty("idle");
  else if (vote.is_closed_sitting) empty("closed-sitting");
  else if (vote.order !== hall.dataset.order) location.reload(); // they sit in another order now
  else show(vote, isFirst);
  tick();
};

const line = (what) => {
  hall.dataset.line = what;
  only("shown-line", what);
};

at("whole").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});
follow(hall.dataset.session, {
  state,
  line,
  clock: (milliseconds) => {
    ahead = milliseconds;
    if (hall.dataset.line === "waiting") line("back");
    tick();
  },
});
setInterval(tick, 250);
