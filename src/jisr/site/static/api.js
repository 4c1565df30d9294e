// Calls of the documented API with the officer's cookie, and the officer's signature where one must be.
import { use } from "./passkeys.js";

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
export const language = document.documentElement.lang;

/** What a refused call says: `message` is the problem's detail in the reader's language. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? "");
    this.status = status;
    this.code = problem.code ?? "";
  }
}

/** The hub could not be reached: nothing is known of what became of the call. */
export class Unreachable extends Error {}

const hex = async (bytes) => {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((each) => each.toString(16).padStart(2, "0")).join("");
};

const base64url = (text) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const request = async (method, path, headers, body) => {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: { "Accept-Language": language, "Jisr-CSRF": meta("csrf"), ...headers },
      body,
    });
  } catch {
    throw new Unreachable();
  }
  const isText = (answer.headers.get("content-type") ?? "").includes("json");
  const said = isText ? await answer.json() : null;
  if (!answer.ok) throw new Refused(answer.status, said ?? {});
  return said;
};

/** The header that carries the officer's signature over a change, made with a passkey. */
const signature = async (method, path, version, body) => {
  const asked = { method, path: path.split("?")[0], content: await hex(body), version };
  const begun = await request(
    "POST", "/v1/sign-in/statements", { "Content-Type": "application/json" }, JSON.stringify(asked),
  );
  const answer = await use(begun.options);
  return base64url(JSON.stringify({ statement: begun.statement.nonce, signature: answer }));
};

const conditions = ({ key = "", version = "" }) => ({
  ...(key && { "Idempotency-Key": key }),
  ...(version && { "If-Match": `"${version}"` }),
});

/**
 * Send a change. `key` makes a second try the same change; `version` is the one that is replaced.
 * With `sign` the officer's passkey signs it (in a demo nobody must): the body, or `message`.
 */
export const send = async (method, path, content, options = {}) => {
  const headers = { "Content-Type": "application/json", ...conditions(options) };
  const body = content === undefined ? "" : JSON.stringify(content);
  if (options.sign && meta("signing") === "required") {
    const bytes = options.message ?? new TextEncoder().encode(body);
    headers["Jisr-Signature"] = await signature(method, path, headers["If-Match"] ?? "", bytes);
  }
  return request(method, path, headers, content === undefined ? undefined : body);
};

/** Send the bytes of a file as they are, with `headers`; with `sign` a passkey signs them. */
export const sendFile = async (method, path, file, options = {}) => {
  const type = { "Content-Type": file.type || "application/octet-stream" };
  const headers = { ...type, ...conditions(options), ...options.headers };
  if (options.sign && meta("signing") === "required") {
    const bytes = await file.arrayBuffer();
    headers["Jisr-Signature"] = await signature(method, path, headers["If-Match"] ?? "", bytes);
  }
  return request(method, path, headers, file);
};
