// The guide: which steps somebody has done. It is kept in this browser, and nobody is told.
const PLACE = "jisr-guide";

const kept = () => {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "{}");
  } catch {
    return {};
  }
};

const doneOf = (tour) => {
  const found = kept()[tour];
  return new Set(Array.isArray(found) ? found : []);
};

const keep = (tour, done) =>
  localStorage.setItem(PLACE, JSON.stringify({ ...kept(), [tour]: [...done] }));

for (const badge of document.querySelectorAll("[data-finished]")) {
  const done = doneOf(badge.dataset.finished);
  badge.hidden = !badge.dataset.steps.split(" ").every((each) => done.has(each));
}

const guide = document.getElementById("guide");
if (guide) {
  const { tour, words } = guide.dataset;
  const boxes = [...guide.querySelectorAll("[data-done]")];
  const bar = guide.querySelector("progress");
  const told = guide.querySelector(".progress .soft");
  told.setAttribute("role", "status");

  const show = () => {
    const done = doneOf(tour);
    for (const box of boxes) {
      box.checked = done.has(box.dataset.done);
      box.closest("[data-step]").toggleAttribute("data-is-done", box.checked);
    }
    bar.value = boxes.filter((each) => each.checked).length;
    told.textContent = words.replace("{done}", bar.value).replace("{all}", boxes.length);
  };

  for (const box of boxes) {
    box.closest("label").hidden = false;
    box.addEventListener("change", () => {
      const done = doneOf(tour);
      if (box.checked) done.add(box.dataset.done);
      else done.delete(box.dataset.done);
      keep(tour, done);
      show();
    });
  }
  show();
}
