// What pages gain from a browser that runs scripts. Without it every page still works.
"use strict";
(() => {
  const store = "ententes:draft:";
  const skipped = new Set(["csrfmiddlewaretoken", "once", "next"]);

  const typed = (form) => {
    const kept = {};
    for (const field of form.elements) {
      if (!field.name || skipped.has(field.name) || ["hidden", "file", "password", "submit"].includes(field.type)) continue;
      if (["checkbox", "radio"].includes(field.type)) { if (field.checked) (kept[field.name] ??= []).push(field.value); }
      else if (field.value) (kept[field.name] ??= []).push(field.value);
    }
    return kept;
  };

  const give = (form, kept) => {
    for (const field of form.elements) {
      if (!field.name || skipped.has(field.name) || !(field.name in kept)) continue;
      if (["checkbox", "radio"].includes(field.type)) field.checked = kept[field.name].includes(field.value);
      else if (!["hidden", "file"].includes(field.type)) field.value = kept[field.name].shift() ?? field.value;
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const write = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* storage refused: nothing is kept */ } };

  const offer = (form, key, kept) => {
    const box = document.createElement("div");
    box.className = "message message-info";
    box.setAttribute("role", "status");
    const words = Object.assign(document.createElement("p"), { textContent: form.dataset.found + " " });
    for (const [text, act] of [[form.dataset.take, () => give(form, kept)], [form.dataset.drop, () => localStorage.removeItem(key)]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-quiet", textContent: text });
      button.addEventListener("click", () => { act(); box.remove(); form.querySelector("textarea, input:not([type=hidden])")?.focus(); });
      words.append(button);
    }
    box.append(words);
    form.prepend(box);
  };

  const keepDraft = (form) => {
    const key = store + form.dataset.draft;
    const before = JSON.stringify(typed(form));
    const kept = read(key);
    if (kept && JSON.stringify(kept.typed) !== before) offer(form, key, kept.typed);
    let waiting;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => write(key, { typed: typed(form) }), 400);
    });
    form.addEventListener("submit", () => { clearTimeout(waiting); write(key, { typed: typed(form), sent: true }); });
  };

  const guard = (form) => {
    const before = JSON.stringify(typed(form));
    let leaving = false;
    form.addEventListener("submit", () => { leaving = true; });
    addEventListener("beforeunload", (event) => {
      if (!leaving && form.isConnected && JSON.stringify(typed(form)) !== before) event.preventDefault();
    });
  };

  // A file dropped on the frame around a file field is the file of that field.
  const catchDrop = (frame) => {
    const field = frame.querySelector("input[type=file]");
    const over = (event) => { event.preventDefault(); frame.classList.toggle("over", event.type === "dragover"); };
    for (const name of ["dragover", "dragleave", "drop"]) frame.addEventListener(name, over);
    frame.addEventListener("drop", (event) => { if (event.dataTransfer.files.length) { field.files = event.dataTransfer.files; field.focus(); } });
  };

  const prepare = (root) => {
    // A draft that was sent is only forgotten once a page says that it was recorded: an expired session loses nothing.
    if (document.querySelector("[data-recorded]")) {
      for (const key of Object.keys(localStorage)) if (key.startsWith(store) && read(key)?.sent) localStorage.removeItem(key);
    }
    const all = (selector) => [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];
    all("form[data-draft]").forEach(keepDraft);
    all("form[data-guard]").forEach(guard);
    all("[data-focus]").forEach((found) => found.focus());
    all("[data-drop]").forEach(catchDrop);
    all("[data-print]").forEach((found) => { found.hidden = false; found.addEventListener("click", () => print()); });
  };

  addEventListener("DOMContentLoaded", () => prepare(document));
  addEventListener("htmx:load", (event) => { if (event.target !== document.body) prepare(event.target); });

  addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target.querySelector?.(".upload");
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.querySelector("progress").value = (100 * event.detail.loaded) / event.detail.total;
  });

  addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
})();
