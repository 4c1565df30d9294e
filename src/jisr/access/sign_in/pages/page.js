"use strict";
// Passkeys in the browser: asks the hub what to ask, hands the answer back. Nothing is loaded from
// elsewhere, nothing is stored here.
(() => {
  const page = document.body.dataset;
  const told = document.getElementById("told");
  const csrf = document.querySelector("meta[name=csrf]").content;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const send = async (method, path, body) => {
    const answer = await fetch("/v1/sign-in/" + path, {
      method,
      headers: {
        "Content-Type": "application/json",
        "Accept-Language": page.language,
        "Jisr-CSRF": csrf,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const said = answer.status === 204 ? null : await answer.json();
    if (!answer.ok) throw new Error(said.detail);
    return said;
  };

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

  const use = async (path) => {
    const begun = await send("POST", path);
    const used = await navigator.credentials.get({ publicKey: readOptions(begun.options) });
    await send("PUT", path, { ceremony: begun.ceremony, answer: writeAnswer(used) });
  };

  const make = async (form) => {
    const invitation = form.elements.invitation ? form.elements.invitation.value.trim() : "";
    const name = form.elements.name.value.trim();
    const path = "passkey/registrations";
    const begun = await send("POST", path, { invitation });
    const made = await navigator.credentials.create({ publicKey: readOptions(begun.options) });
    const answer = writeAnswer(made);
    await send("PUT", path, { ceremony: begun.ceremony, answer, name, invitation });
  };

  const again = () => location.replace("/sign-in?lang=" + page.language);

  const run = async (work, then) => {
    told.textContent = "";
    if (!window.PublicKeyCredential) {
      told.textContent = page.unable;
      return;
    }
    try {
      await work();
      then();
    } catch (error) {
      told.textContent = error instanceof DOMException ? page.cancelled : error.message;
    }
  };

  const on = (id, event, work, then = again) => {
    const found = document.getElementById(id);
    if (!found) return;
    found.addEventListener(event, (happening) => {
      happening.preventDefault();
      run(() => work(found), then);
    });
  };

  on("enter", "click", () => use("passkey/sessions"));
  on("confirm", "click", () => use("passkey/confirmations"), () => {
    told.textContent = page.done;
  });
  on("make", "submit", make);
  on("leave", "click", () => send("DELETE", "session"));
  on("local", "submit", (form) =>
    send("POST", "local", {
      officer: form.elements.officer.value.trim(),
      password: form.elements.password.value,
    }));
})();
