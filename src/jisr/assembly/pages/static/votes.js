// What a delegate signs in a roll-call, and the chair against a count: the one spelling (RFC 8785).
const CALL_TAG = "jisr.assembly.call/1\n";
const OVERRIDE_TAG = "jisr.assembly.override/1\n";
const MINUTE = 60_000;

const spelled = (tag, fields) => {
  // Every name is ASCII, so the order of the alphabet is the order that the spelling asks for.
  const names = Object.keys(fields).sort();
  const told = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(fields[name])}`);
  return new TextEncoder().encode(`${tag}{${told.join(",")}}`);
};

/** The bytes that a delegate's key signs: the statement of the page with the choice in it. */
export const callBytes = (statement, { choice, version }) => spelled(CALL_TAG, { ...statement, choice, version });

/** The bytes that who presides signs to overrule a count. */
export const overrulingBytes = (statement, { outcome, reason }) => (
  spelled(OVERRIDE_TAG, { ...statement, outcome, reason })
);

document.addEventListener("jisr:signing", (event) => {
  const form = event.target;
  const body = event.detail.body ?? {};
  if (form.dataset.call !== undefined) {
    const statement = JSON.parse(form.closest("[data-statement]").dataset.statement);
    event.detail.message = callBytes(statement, body);
  } else if (form.dataset.overruling) {
    event.detail.message = overrulingBytes(JSON.parse(form.dataset.overruling), body);
  }
});

// A vote that closes by itself is given an instant, counted from when the chair chooses.
for (const form of document.querySelectorAll("form:has([data-closes])")) {
  const minutes = form.elements.minutes;
  const count = () => {
    const at = new Date(Date.now() + Number(minutes.value) * MINUTE);
    form.querySelector("[data-closes]").value = minutes.value ? at.toISOString() : "";
  };
  minutes.addEventListener("change", count);
  form.addEventListener("click", count);
}
