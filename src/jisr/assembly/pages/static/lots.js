// A delegation's part in drawing lots: the value is chosen here, stays on this machine until it is
// revealed, and only its hash goes out first (docs/algorithms/counting.md).
const TAG = "jisr.assembly.lots.commit/1";
const VALUE_BYTES = 32;

const hex = (bytes) => [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
const bytesOf = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const place = (draw, member) => `jisr-lot:${draw}:${member}`;

const withLength = (part) => {
  const framed = new Uint8Array(4 + part.length);
  new DataView(framed.buffer).setUint32(0, part.length);
  framed.set(part, 4);
  return framed;
};

/** The hash that goes out before the value: `counting.lots.commitment` says the same. */
export const commitment = async (draw, member, value) => {
  const texts = [TAG, draw, member].map((each) => new TextEncoder().encode(each));
  const framed = [...texts, value].map(withLength);
  const whole = await new Blob(framed).arrayBuffer();
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", whole)));
};

for (const form of document.querySelectorAll("[data-lot]")) {
  const { lot, lotMember } = form.dataset;
  const key = place(lot, lotMember);
  const kept = localStorage.getItem(key);
  const value = kept ? bytesOf(kept) : crypto.getRandomValues(new Uint8Array(VALUE_BYTES));
  form.elements.hash.value = await commitment(lot, lotMember, value);
  // Kept before it is sent: a value that is lost after its hash was published cannot be revealed.
  form.addEventListener("submit", () => localStorage.setItem(key, hex(value)), { capture: true });
}

for (const form of document.querySelectorAll("[data-lot-reveal]")) {
  const kept = localStorage.getItem(place(form.dataset.lotReveal, form.dataset.lotMember));
  if (kept && !form.elements.value.value) form.elements.value.value = kept;
}
