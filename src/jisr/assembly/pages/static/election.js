// A moment that a person picks, written in its one spelling: the boxes of this page mean UTC.
for (const hidden of document.querySelectorAll("[data-instant-of]")) {
  const box = document.getElementById(hidden.dataset.instantOf);
  const write = () => {
    hidden.value = box.value ? `${box.value.slice(0, 16)}:00.000Z` : "";
  };
  box.addEventListener("input", write);
  write();
}
