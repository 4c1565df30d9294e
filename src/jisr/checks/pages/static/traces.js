// Shows the terms of a trace once the API has opened, and sealed, them. They are written as text,
// never as markup; marks that turn the writing are shown by their numbers.
const form = document.getElementById("terms");
const opened = document.getElementById("opened");
const MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/;

const made = (name, text = "", className = "") => {
  const element = document.createElement(name);
  element.textContent = text;
  if (className) element.className = className;
  return element;
};

const number = (mark) => `U+${mark.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

const written = (text) => {
  const name = made("bdi", "", "name");
  if (!MARKS.test(text)) {
    name.textContent = text;
    return [name];
  }
  for (const each of text) {
    name.append(MARKS.test(each) ? made("span", number(each), "name-mark") : each);
  }
  return [name, " ", made("span", form.dataset.marked, "badge badge-warn")];
};

const fact = (title, ...content) => {
  const line = made("div", "", "fact");
  const value = made("dd");
  value.append(...content);
  line.append(made("dt", title), value);
  return line;
};

const recordLink = ({ record, version }) => {
  const link = made("a", record, "mono");
  link.href = `/records/${record}`;
  link.dir = "ltr";
  const item = made("li");
  item.append(link, ` · ${form.dataset.numbered} ${version}`);
  return item;
};

const recordsOf = (records) => {
  if (!records.length) return [form.dataset.nothing];
  const list = made("ul");
  list.append(...records.map(recordLink));
  return [list];
};

form?.addEventListener("jisr:sent", (event) => {
  const { query, records } = event.detail;
  if (query === null) {
    opened.replaceChildren(made("p", form.dataset.erased, "notice notice-calm"));
  } else {
    const labels = new Map(JSON.parse(form.dataset.labels));
    const facts = made("dl", "", "facts");
    const names = new Set([...labels.keys(), ...Object.keys(query)]);
    for (const name of [...names].filter((each) => each in query)) {
      facts.append(fact(labels.get(name) ?? name, ...written([query[name]].flat().join(" · "))));
    }
    facts.append(fact(form.dataset.records, ...recordsOf(records)));
    opened.replaceChildren(made("p", form.dataset.opened, "soft"), facts);
  }
  form.remove();
});
