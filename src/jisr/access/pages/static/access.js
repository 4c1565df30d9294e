// Keys: what needs the person to be there asks for the passkey first; a new passkey is made; an
// invitation is shown once.
import { send } from "../api.js";
import { say, sentence } from "../forms.js";
import { isThere, make, use } from "../passkeys.js";

const WORDS = document.getElementById("access")?.dataset ?? {};
const PATH = "/v1/sign-in/passkey/";
const MISSING = "denied.confirmation";

const confirm = async () => {
  const begun = await send("POST", `${PATH}confirmations`);
  const answer = await use(begun.options);
  await send("PUT", `${PATH}confirmations`, { ceremony: begun.ceremony, answer });
};

// The hub says when it wants to know that the person is there; once confirmed, the form goes again.
document.addEventListener("jisr:refused", async (event) => {
  const form = event.target;
  if (form.dataset.confirmed === undefined || event.detail.code !== MISSING) return;
  if (!isThere()) {
    say(form, WORDS.unable);
    return;
  }
  say(form, WORDS.confirming, "calm");
  try {
    await confirm();
  } catch (error) {
    say(form, sentence(error));
    return;
  }
  form.removeAttribute("data-ask"); // it was answered already
  form.requestSubmit();
});

document.addEventListener("jisr:sent", (event) => {
  const form = event.target;
  if (form.dataset.invitation === undefined) return;
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  told.className = "notice notice-calm";
  const code = document.createElement("bdi");
  code.className = "mono";
  code.dir = "ltr";
  code.textContent = event.detail.invitation;
  told.append(code, " ", WORDS.invited);
  form.replaceChildren(told);
});

const making = document.getElementById("make-passkey");
making?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!isThere()) {
    say(making, WORDS.unable);
    return;
  }
  const begin = () => send("POST", `${PATH}registrations`, {});
  try {
    const begun = await begin().catch(async (error) => {
      if (error.code !== MISSING) throw error;
      await confirm();
      return begin();
    });
    const answer = await make(begun.options);
    const name = making.elements.name.value.trim();
    await send("PUT", `${PATH}registrations`, { ceremony: begun.ceremony, answer, name });
    location.reload();
  } catch (error) {
    say(making, sentence(error));
  }
});
