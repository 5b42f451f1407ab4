// Keys and fingerprints: joins the forms of our pages to the sign-in library's own script, and says in words when a key does not answer.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const forms = [...document.querySelectorAll("form[data-passkey]")];
  if (!forms.length || !window.PublicKeyCredential || !window.allauth) return;
  const kinds = window.allauth.webauthn.forms;
  for (const form of forms) {
    const button = form.querySelector("button");
    const ids = { login: button.id, authenticate: button.id, add: button.id, data: "js_data" };
    ids.credential = form.querySelector("[name=credential]").id;
    ids.passwordless = form.querySelector("[name=passwordless]")?.id;
    kinds[form.dataset.passkey || "loginForm"]({ ids });
    form.hidden = false;
  }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const form = forms[0];
    const said = form.querySelector(".error") ?? Object.assign(document.createElement("p"), { className: "error" });
    said.setAttribute("role", "alert");
    said.textContent = form.dataset.failed;
    form.append(said);
  });
});
