// The forms of a session whose address or body follows from what is chosen in them.

// Who is given a post comes; who does not come has none.
for (const row of document.querySelectorAll("[data-delegate]")) {
  const comes = row.querySelector("input[name$='.id']");
  const posts = row.querySelectorAll("input[name$='.posts']");
  row.addEventListener("change", (event) => {
    if (event.target === comes && !comes.checked) for (const each of posts) each.checked = false;
    else if ([...posts].some((each) => each.checked)) comes.checked = true;
  });
}

// The years of a member become {"FRA": [2026]}.
const dues = document.querySelector("form[data-dues]");
dues?.addEventListener("change", () => {
  const years = [...dues.querySelectorAll("[name=year]:checked")].map((each) => Number(each.value));
  const member = dues.elements.member.value;
  dues.elements.unpaid.value = member ? JSON.stringify({ [member]: years }) : "";
});

// The officer is part of the address.
const observer = document.querySelector("form[data-observer]");
const address = observer?.dataset.api;
observer?.elements.officer.addEventListener("input", (event) => {
  observer.dataset.api = address + encodeURIComponent(event.target.value.trim());
});
