// Verifies a proof bundle of the ledger in the browser: the bundle and the log's key go in, steps
// come out, nothing else is asked. The twin of ledger/bundle.py, over WebCrypto. What is hashed are
// the bytes that the bundle holds, never a text that was written anew.

const FORMAT = "jisr-proof/v1";
const ACT_TAG = "jisr-act/v1\n";
const DOCUMENT_TAG = "jisr-document/v1\n";
const HASH_BYTES = 32;
const SIGNATURE_BYTES = 64;
const KEY_ID_BYTES = 4;
const LOG_KEY = 1;
const HASHES_MAX = 64;
const SIGNATURES_MAX = 256;
const SIZE_MAX = 2n ** 63n - 1n;
const FIELDS = [
  "act", "act_salt", "checkpoint", "document", "document_salt", "format", "header", "inclusion", "index",
];
const HEX = /^(?:[0-9a-f]{2})*$/;
const NUMBER = /^(?:0|[1-9][0-9]{0,18})$/;
const CONTROL = /[\x00-\x09\x0b-\x1f]/;
const HEADER =
  /^\{"act":"([0-9a-f]{64})","algorithm":"sha-256","document":"([0-9a-f]{64})","entry":"([0-9a-f]{32})","format":"jisr-entry\/v1","network":"([^"\\]{1,255})"\}$/u;

/** What the checks are called, in the order in which they are made. */
export const STEPS = ["bundle", "key", "checkpoint", "network", "inclusion", "act", "document"];

/** Which parts of a bundle `changed` changes one byte of. */
export const PARTS = ["checkpoint", "header", "inclusion", "act", "document"];

/** It is not in its one accepted form. */
export class Malformed extends Error {}

/** The browser cannot do what is needed: Ed25519, or any cryptography outside a secure page. */
export class Unable extends Error {}

const utf8 = (text) => new TextEncoder().encode(text);

export const hex = (bytes) => [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");

const fromHex = (text, length) => {
  if (typeof text !== "string" || !HEX.test(text)) throw new Malformed("hex");
  const bytes = Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  if (length !== undefined && bytes.length !== length) throw new Malformed("length");
  return bytes;
};

const fromBase64 = (text) => {
  let found;
  try {
    found = atob(text);
  } catch {
    throw new Malformed("base64");
  }
  if (btoa(found) !== text) throw new Malformed("base64");
  return Uint8Array.from(found, (each) => each.charCodeAt(0));
};

const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  parts.reduce((at, each) => (whole.set(each, at), at + each.length), 0);
  return whole;
};

const same = (one, other) => one.length === other.length && one.every((each, at) => each === other[at]);

const number = (text) => {
  if (typeof text !== "string" || !NUMBER.test(text) || BigInt(text) > SIZE_MAX) throw new Malformed("number");
  return BigInt(text);
};

const sha256 = async (...parts) => {
  if (!globalThis.crypto?.subtle) throw new Unable("subtle");
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
};

/** The leaf that a header makes (RFC 9162, section 2.1.1). */
export const leafHash = (header) => sha256(Uint8Array.of(0), utf8(header));

const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

/** Read a bundle; any other form than the one that the hub writes is refused. */
export const readBundle = (text) => {
  let bundle;
  try {
    bundle = JSON.parse(text);
  } catch {
    throw new Malformed("json");
  }
  if (bundle === null || Object.keys(bundle).sort().join() !== FIELDS.join()) throw new Malformed("fields");
  const { format, inclusion, document, document_salt: salt } = bundle;
  const texts = [bundle.checkpoint, bundle.header, bundle.act, bundle.act_salt, ...(document === null ? [] : [document])];
  if (format !== FORMAT || texts.some((each) => typeof each !== "string")) throw new Malformed("fields");
  if (!Array.isArray(inclusion) || inclusion.length > HASHES_MAX) throw new Malformed("inclusion");
  if ((document === null) !== (salt === null)) throw new Malformed("document");
  inclusion.forEach((each) => fromHex(each, HASH_BYTES));
  fromHex(bundle.act_salt, HASH_BYTES);
  if (salt !== null) fromHex(salt, HASH_BYTES);
  number(bundle.index);
  return bundle;
};

/** Read a key as it is published: `name+key id+base64` (c2sp.org/signed-note). */
export const readKey = async (text) => {
  const [, name, id, material] = /^([^+\s]{1,255})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  if (!name) throw new Malformed("key");
  const bytes = fromBase64(material);
  if (bytes.length !== 1 + HASH_BYTES || bytes[0] !== LOG_KEY) throw new Malformed("key");
  const named = await sha256(utf8(`${name}\n`), bytes);
  if (hex(named.slice(0, KEY_ID_BYTES)) !== id) throw new Malformed("key");
  return { name, id, public: bytes.slice(1) };
};

const readSignature = (line) => {
  const [, name, encoded] = /^— ([^+\s]{1,255}) (\S+)$/u.exec(line) ?? [];
  if (!name) throw new Malformed("signature");
  const blob = fromBase64(encoded);
  if (blob.length <= KEY_ID_BYTES) throw new Malformed("signature");
  return { name, id: hex(blob.slice(0, KEY_ID_BYTES)), value: blob.slice(KEY_ID_BYTES) };
};

/** Read a signed note with the checkpoint in it; nothing is verified yet. */
export const readCheckpoint = (note) => {
  const end = note.lastIndexOf("\n\n");
  if (end < 1 || !note.endsWith("\n") || CONTROL.test(note)) throw new Malformed("note");
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split("\n");
  if (lines.length > SIGNATURES_MAX) throw new Malformed("note");
  const body = text.split("\n");
  if (body.length !== 4) throw new Malformed("checkpoint");
  const [origin, size, root] = body;
  const checkpoint = { origin, size: number(size), root: fromBase64(root) };
  if (!origin || checkpoint.root.length !== HASH_BYTES) throw new Malformed("checkpoint");
  return { ...checkpoint, text, signatures: lines.map(readSignature) };
};

/** Whether the key signed the text of a note; a wrong signature in its name spoils the note. */
export const isSigned = async (checkpoint, key) => {
  const claimed = checkpoint.signatures.filter((each) => each.name === key.name && each.id === key.id);
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", key.public, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    throw new Unable("ed25519");
  }
  let holds = claimed.length > 0;
  for (const each of claimed) {
    const fits = each.value.length === SIGNATURE_BYTES;
    holds &&= fits && (await crypto.subtle.verify({ name: "Ed25519" }, imported, each.value, utf8(checkpoint.text)));
  }
  return holds;
};

const pastLeftEdges = (node, last) => {
  while (node > 0n && !(node & 1n)) [node, last] = [node >> 1n, last >> 1n];
  return [node, last];
};

/** The root to which a proof leads from a leaf; null where it has not the length of a proof. */
export const rootOf = async (leaf, index, size, proof) => {
  if (index >= size) return null;
  let [node, last, reached] = [index, size - 1n, leaf];
  for (const sibling of proof) {
    if (last === 0n) return null;
    if (node & 1n || node === last) {
      reached = await nodeHash(sibling, reached);
      [node, last] = pastLeftEdges(node, last);
    } else {
      reached = await nodeHash(reached, sibling);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n ? reached : null;
};

/** Whether the older tree is the beginning of the newer one (RFC 9162, section 2.1.4.2). */
export const isBeginning = async (older, newer, proof) => {
  if (older.size > newer.size || proof.length > HASHES_MAX + 1) return false;
  if (older.size === newer.size) return proof.length === 0 && same(older.root, newer.root);
  if (older.size === 0n) return proof.length === 0 && same(older.root, await sha256());
  const path = older.size & (older.size - 1n) ? [...proof] : [older.root, ...proof];
  if (path.length === 0) return false;
  let [node, last] = [older.size - 1n, newer.size - 1n];
  while (node & 1n) [node, last] = [node >> 1n, last >> 1n];
  let [oldReached, newReached] = [path[0], path[0]];
  for (const sibling of path.slice(1)) {
    if (last === 0n) return false;
    if (node & 1n || node === last) {
      oldReached = await nodeHash(sibling, oldReached);
      newReached = await nodeHash(sibling, newReached);
      [node, last] = pastLeftEdges(node, last);
    } else {
      newReached = await nodeHash(newReached, sibling);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n && same(oldReached, older.root) && same(newReached, newer.root);
};

const readHeader = (text) => {
  const [, act, document, entry, network] = HEADER.exec(text) ?? [];
  if (!network) throw new Malformed("header");
  return { act, document, entry, network };
};

const commitment = async (tag, salt, content) => hex(await sha256(utf8(tag), fromHex(salt), utf8(content)));

const verdict = (holds) => (holds ? "ok" : "broken");

/** A text to be shown: marks that turn the writing are written by their numbers. */
const plain = (text) =>
  text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);

const inclusionOf = async (bundle, checkpoint) => {
  const leaf = await leafHash(bundle.header);
  const proof = bundle.inclusion.map((each) => fromHex(each));
  const reached = await rootOf(leaf, BigInt(bundle.index), checkpoint.size, proof);
  const root = hex(checkpoint.root);
  return {
    state: verdict(reached !== null && hex(reached) === root),
    values: { leaf: hex(leaf), position: bundle.index, hashes: String(proof.length), reached: reached ? hex(reached) : "", root },
  };
};

const sealedOf = async (tag, salt, content, sealed) => {
  if (content === null) return { state: "noted", values: { sealed } };
  const computed = await commitment(tag, salt, content);
  return { state: verdict(computed === sealed), values: { content: plain(content), computed, sealed } };
};

const checkpointOf = async (bundle, key) => {
  const checkpoint = readCheckpoint(bundle.checkpoint);
  const values = { origin: checkpoint.origin, size: String(checkpoint.size), root: hex(checkpoint.root) };
  try {
    return { checkpoint, state: verdict(await isSigned(checkpoint, key)), values };
  } catch (error) {
    if (!(error instanceof Unable)) throw error;
    return { checkpoint, state: "unable", values };
  }
};

const keyOf = async (text) => {
  const key = await readKey(text.trim());
  return { key, state: "ok", values: { name: key.name, id: key.id } };
};

const networkOf = (bundle, checkpoint, key) => {
  const header = readHeader(bundle.header);
  const holds = header.network === checkpoint.origin && checkpoint.origin === key.name;
  return { header, state: verdict(holds), values: { network: header.network, origin: checkpoint.origin, entry: header.entry } };
};

/**
 * Verify a bundle under the log's published key. Each step comes as `{step, state, values}`; the
 * state is ok, broken, noted (neither for nor against), unable (this browser cannot check it) or
 * unreached (what it rests on does not hold). The bundle proves its entry when every state is ok
 * or noted. `report` is called with each step as soon as it is made.
 */
export const verify = async (bundleText, keyText, report = () => {}) => {
  const made = [];
  const tell = (step, state, values = {}) => {
    made.push({ step, state, values });
    report(made.at(-1));
  };
  const attempt = async (step, check) => {
    let found;
    try {
      found = await check();
    } catch (error) {
      if (!(error instanceof Malformed || error instanceof Unable)) throw error;
      found = { state: error instanceof Unable ? "unable" : "broken" };
    }
    tell(step, found.state, found.values);
    return found;
  };
  const rest = () => {
    for (const step of STEPS.slice(made.length)) tell(step, "unreached");
    return made;
  };
  const { bundle } = await attempt("bundle", async () => ({ state: "ok", bundle: readBundle(bundleText) }));
  if (!bundle) return rest();
  const { key } = await attempt("key", () => keyOf(keyText));
  if (!key) return rest();
  // Without Ed25519 the hashes can still be checked; whose root it is then stays unproven.
  const signed = await attempt("checkpoint", () => checkpointOf(bundle, key));
  if (signed.state === "broken" || !signed.checkpoint) return rest();
  const { header } = await attempt("network", async () => networkOf(bundle, signed.checkpoint, key));
  if (!header) return rest();
  await attempt("inclusion", () => inclusionOf(bundle, signed.checkpoint));
  await attempt("act", () => sealedOf(ACT_TAG, bundle.act_salt, bundle.act, header.act));
  await attempt("document", () => sealedOf(DOCUMENT_TAG, bundle.document_salt, bundle.document, header.document));
  return made;
};

/** Whether the steps prove the entry: "ok", "broken", or "unable" where one could not be checked. */
export const outcome = (steps) => {
  const states = new Set(steps.map(({ state }) => state));
  if (states.has("broken")) return "broken";
  return states.has("unable") ? "unable" : "ok";
};

const turned = (character) => (character === "0" ? "1" : "0");

const counted = (digit) => (digit === "9" ? "8" : String(Number(digit) + 1));

const replaced = (text, at, character) => text.slice(0, at) + character + text.slice(at + 1);

/** The first letter or digit of the second half: one that a person sees change. */
const inMiddle = (text) => {
  const half = Math.floor(text.length / 2);
  const found = text.slice(half).search(/[0-9A-Za-z]/);
  return found < 0 ? half : half + found;
};

const PLACES = {
  checkpoint: (text) => text.indexOf("\n") + 1,
  header: (text) => text.indexOf('"entry":"') + '"entry":"'.length,
  act: inMiddle,
  document: inMiddle,
};

/** A bundle with one character of a part changed, as who forges would: `{text, at, from, to}`. */
export const changed = (bundleText, part) => {
  const bundle = JSON.parse(bundleText);
  const isList = part === "inclusion";
  const before = isList ? bundle.inclusion[0] : bundle[part];
  if (!before) return null;
  const at = isList ? 0 : PLACES[part](before);
  const from = before[at];
  const to = part === "checkpoint" ? counted(from) : turned(from);
  const after = replaced(before, at, to);
  bundle[part] = isList ? [after, ...bundle.inclusion.slice(1)] : after;
  return { text: JSON.stringify(bundle), at, from, to };
};
