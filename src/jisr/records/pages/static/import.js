// A file of records: it is sent whole, and the page follows what becomes of it.
import { sendFile } from "../api.js";
import { say, sentence } from "../forms.js";

const form = document.getElementById("import-form");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const file = form.elements.file.files[0];
  if (!file) return;
  if (file.size > Number(form.dataset.bytes)) {
    say(form, form.dataset.large);
    return;
  }
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  form.setAttribute("aria-busy", "true");
  say(form, form.dataset.sending, "calm");
  try {
    const what = form.elements.what.value;
    await sendFile("POST", `/v1/records/imports${what && `?what=${encodeURIComponent(what)}`}`, file, {
      sign: true,
      headers: {
        "Jisr-Purpose": form.elements.purpose.value,
        "Jisr-File-Name": encodeURIComponent(file.name),
      },
    });
    location.reload();
  } catch (error) {
    say(form, sentence(error));
    button.disabled = false;
  } finally {
    form.removeAttribute("aria-busy");
  }
});
