// Passkeys in the browser (WebAuthn level 3): the hub's options in, the authenticator's answer out.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const readOptions = (options) => {
  const known = (each) => ({ ...each, id: bytes(each.id) });
  const read = { ...options, challenge: bytes(options.challenge) };
  if (options.user) read.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) read.excludeCredentials = options.excludeCredentials.map(known);
  if (options.allowCredentials) read.allowCredentials = options.allowCredentials.map(known);
  return read;
};

const writeAnswer = (made) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"]) {
    if (made.response[name]) response[name] = text(made.response[name]);
  }
  return { id: made.id, rawId: text(made.rawId), type: made.type, response };
};

export const isThere = () => Boolean(window.PublicKeyCredential);

/** Let the person's authenticator answer a challenge. */
export const use = async (options) =>
  writeAnswer(await navigator.credentials.get({ publicKey: readOptions(options) }));

/** Let the person's authenticator make a new passkey. */
export const make = async (options) =>
  writeAnswer(await navigator.credentials.create({ publicKey: readOptions(options) }));
