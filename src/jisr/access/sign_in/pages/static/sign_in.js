// The page on which people sign in: passkeys, a demo's password, a new passkey by invitation.
import { Refused, send } from "../api.js";
import { isThere, make, use } from "../passkeys.js";
import { sentence } from "../forms.js";

const WORDS = document.getElementById("sign-in").dataset;
const told = document.getElementById("sign-in-told");
const PATH = "/v1/sign-in/";

const tell = (text, tone) => {
  told.textContent = text;
  told.className = text ? `notice notice-${tone}` : "";
};

const useAt = async (path) => {
  const begun = await send("POST", PATH + path);
  await send("PUT", PATH + path, { ceremony: begun.ceremony, answer: await use(begun.options) });
};

const makeBy = async (form) => {
  const path = PATH + "passkey/registrations";
  const invitation = form.elements.invitation?.value.trim() ?? "";
  const name = form.elements.name.value.trim();
  const begun = await send("POST", path, { invitation });
  const answer = await make(begun.options);
  await send("PUT", path, { ceremony: begun.ceremony, answer, name, invitation });
};

const enter = () => location.replace(WORDS.back);
const again = () => location.replace("/sign-in");

const on = (id, event, work, then, needsPasskey = true) => {
  const found = document.getElementById(id);
  found?.addEventListener(event, async (happening) => {
    happening.preventDefault();
    tell("", "calm");
    if (needsPasskey && !isThere()) {
      tell(WORDS.unable, "alarm");
      return;
    }
    try {
      await work(found);
      then();
    } catch (error) {
      // Here a refusal is no session that ended: the hub says what was wrong.
      tell(error instanceof Refused ? error.message : sentence(error), "alarm");
    }
  });
};

on("enter", "click", () => useAt("passkey/sessions"), enter);
on("confirm", "click", () => useAt("passkey/confirmations"), () => tell(WORDS.confirmed, "good"));
on("make", "submit", makeBy, again);
on("leave", "click", () => send("DELETE", PATH + "session"), again, false);
on("local", "submit", (form) => send("POST", PATH + "local", {
  officer: form.elements.officer.value.trim(), password: form.elements.password.value,
}), enter, false);
