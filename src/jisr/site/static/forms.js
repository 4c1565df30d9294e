// Forms that change something: what is filled in becomes one call of the API.
//
//   <form data-api="PUT /v1/records/7" data-version="3" data-sign data-then="/records/{id}">
//
// A field's name is its place in the body ("names.0.full"); an empty one is left out. data-type:
// number, boolean, list (values one by one), lines (a line each), json. What a person has typed
// is kept in this tab until it is sent: a session that ends, or a lost line, costs no work.
import { Refused, Unreachable, send, sendFile } from "./api.js";

const WORDS = document.body.dataset;
const DRAFT = "jisr-draft:";
const KEPT_SECONDS = 12 * 3600;

const valueOf = (field) => {
  switch (field.dataset.type) {
    case "number": return Number(field.value);
    case "boolean": return field.checked;
    case "lines": return field.value.split("\n").map((each) => each.trim()).filter(Boolean);
    case "json": return JSON.parse(field.value);
    default: return field.value.trim();
  }
};

const isLeftOut = (field) => {
  if (!field.name || field.disabled || field.type === "file" || field.dataset.local !== undefined) {
    return true;
  }
  if (field.dataset.type === "boolean") return false;
  if (field.type === "checkbox" || field.type === "radio") return !field.checked;
  return field.value.trim() === "" && field.dataset.keep === undefined;
};

const put = (body, name, value, isList) => {
  const parts = name.split(".");
  let place = body;
  parts.forEach((part, index) => {
    const isLast = index === parts.length - 1;
    if (!isLast) {
      place[part] ??= /^\d+$/.test(parts[index + 1]) ? [] : {};
      place = place[part];
    } else if (isList) {
      (place[part] ??= []).push(value);
    } else {
      place[part] = value;
    }
  });
};

const packed = (value) => {
  if (Array.isArray(value)) return value.filter((each) => each !== undefined).map(packed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, packed(each)]));
};

/** What a form says, as the body of a call. */
export const bodyOf = (form) => {
  const body = {};
  for (const field of form.elements) {
    if (field.type === "select-multiple") {
      if (!field.disabled) {
        for (const each of field.selectedOptions) put(body, field.name, each.value, true);
      }
    } else if (!isLeftOut(field)) {
      put(body, field.name, valueOf(field), field.dataset.type === "list");
    }
  }
  return packed(body);
};

const place = (form) => DRAFT + WORDS.officer + ":" + (form.dataset.draft || form.dataset.api);

const keepDraft = (form) => {
  const fields = [...form.elements].filter((each) => each.name && each.type !== "file");
  const values = fields.map((each) =>
    each.type === "checkbox" || each.type === "radio" ? each.checked : each.value);
  const names = fields.map((each) => each.name);
  sessionStorage.setItem(place(form), JSON.stringify({ at: Date.now(), names, values }));
};

const restoreDraft = (form) => {
  const kept = JSON.parse(sessionStorage.getItem(place(form)) ?? "null");
  if (!kept || Date.now() - kept.at > KEPT_SECONDS * 1000) return;
  const fields = [...form.elements].filter((each) => each.name && each.type !== "file");
  if (fields.map((each) => each.name).join() !== kept.names.join()) return;
  fields.forEach((each, index) => {
    if (each.type === "checkbox" || each.type === "radio") each.checked = kept.values[index];
    else each.value = kept.values[index];
  });
  for (const group of form.querySelectorAll(".date-parts")) splitDate(group);
  say(form, WORDS.draft, "calm");
};

/** Forget what was typed into a form: it is sent, or given up. */
export const dropDraft = (form) => sessionStorage.removeItem(place(form));

/** Say something at a form, where a person looks and a screen reader listens. */
export const say = (form, text, tone = "alarm") => {
  let told = form.querySelector("[data-told]");
  if (!told) {
    told = document.createElement("p");
    told.dataset.told = "";
    told.setAttribute("role", "alert");
    form.prepend(told);
  }
  told.className = `notice notice-${tone}`;
  told.textContent = text;
  if (tone === "alarm") told.scrollIntoView({ block: "nearest" });
};

/** The sentence for what went wrong with a call. */
export const sentence = (error) => {
  if (error instanceof Unreachable) return WORDS.unreachable;
  if (error instanceof DOMException) return WORDS.cancelled;
  if (error instanceof Refused && error.status === 401) return WORDS.ended;
  return error.message || WORDS.broken;
};

const filled = (path, answer) =>
  path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(answer?.[name] ?? ""));

/** The body of a form, and how it is signed; a page may say that something else is (jisr:signing). */
const signing = (form, options) => {
  const body = form.dataset.empty === undefined ? bodyOf(form) : undefined;
  const detail = { body, message: null };
  form.dispatchEvent(new CustomEvent("jisr:signing", { detail, bubbles: true }));
  return [body, { ...options, sign: form.dataset.sign !== undefined, message: detail.message }];
};

const submit = async (form, event) => {
  event.preventDefault();
  if (form.dataset.ask && !window.confirm(form.dataset.ask)) return;
  const [method, path] = form.dataset.api.split(" ");
  const file = form.querySelector("input[type=file][data-body]")?.files[0];
  const buttons = form.querySelectorAll("button");
  form.dataset.key ||= crypto.randomUUID();
  form.setAttribute("aria-busy", "true");
  for (const each of buttons) each.disabled = true;
  try {
    const options = { key: form.dataset.key, version: form.dataset.version };
    const answer = file
      ? await sendFile(method, path, file, options)
      : await send(method, path, ...signing(form, options));
    dropDraft(form);
    form.dispatchEvent(new CustomEvent("jisr:sent", { detail: answer, bubbles: true }));
    if (form.dataset.then === undefined) location.reload();
    else if (form.dataset.then) location.assign(filled(form.dataset.then, answer));
  } catch (error) {
    if (!(error instanceof Unreachable)) delete form.dataset.key;
    say(form, sentence(error));
    form.dispatchEvent(new CustomEvent("jisr:refused", { detail: error, bubbles: true }));
  } finally {
    form.removeAttribute("aria-busy");
    for (const each of buttons) each.disabled = false;
  }
};

// A date of which only the year may be known: three inputs for people, one value for the body.
const PARTS = { year: 4, month: 2, day: 2 };

const joinDate = (group) => {
  const said = Object.entries(PARTS).map(([part, length]) => {
    const value = group.querySelector(`[data-part=${part}]`).value.trim();
    return value && value.padStart(length, "0");
  });
  const [year, month, day] = said;
  // A gap stays one, so that the hub says what is wrong instead of guessing what was meant.
  group.querySelector("[data-date]").value = day ? `${year}-${month}-${day}` : month ? `${year}-${month}` : year;
};

const splitDate = (group) => {
  const parts = group.querySelector("[data-date]").value.split("-");
  Object.keys(PARTS).forEach((part, index) => {
    group.querySelector(`[data-part=${part}]`).value = parts[index] ?? "";
  });
};

const readyDates = (part) => {
  for (const group of part.querySelectorAll(".date-parts:not([data-ready])")) {
    group.dataset.ready = "";
    splitDate(group);
    group.addEventListener("input", () => joinDate(group));
  }
};

/** Let every form of a part of the page call the API. */
export const ready = (part) => {
  readyDates(part);
  for (const form of part.querySelectorAll("form[data-api]:not([data-ready])")) {
    form.dataset.ready = "";
    form.addEventListener("submit", (event) => submit(form, event));
    if (form.dataset.draft === undefined) continue;
    restoreDraft(form);
    form.addEventListener("input", () => keepDraft(form));
  }
};
