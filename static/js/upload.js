/* Uploads with progress and cancel. The server answers with the box in its next state (HTML), which replaces this one. */
(() => {
  "use strict";
  const { words, fill, sessionEnded, start } = window.tuoyu;
  let running = 0, held = null; // a form sent while a file is still on its way waits for the file, else the file would be lost

  function refuse(box, text) {
    const line = box.querySelector("[data-refusal]");
    line.querySelector("span").textContent = text;
    line.hidden = false;
  }

  function acceptable(form, file, box) {
    const limit = Number(form.dataset.limitMb);
    const kinds = form.querySelector("input[type=file]").accept.split(",").map((kind) => kind.trim().toLowerCase()).filter(Boolean);
    if (kinds.length && !kinds.some((kind) => file.name.toLowerCase().endsWith(kind))) {
      refuse(box, fill(words().wrongKind, { name: file.name, kinds: kinds.map((kind) => kind.slice(1).toUpperCase()).join(", ") }));
      return false;
    }
    if (limit && file.size > limit * 1e6) {
      refuse(box, fill(words().tooBig, { name: file.name, limit }));
      return false;
    }
    return true;
  }

  function send(form, file) {
    const box = document.getElementById(form.dataset.upload);
    box.querySelector("[data-refusal]").hidden = true;
    if (!acceptable(form, file, box)) return;
    const line = box.querySelector(".ty-uploading"), bar = line.querySelector("progress"), says = line.querySelector("[data-progress]");
    const data = new FormData(form);
    data.set(form.querySelector("input[type=file]").name, file);
    const request = new XMLHttpRequest(), began = Date.now();
    line.hidden = false;
    line.querySelector("[data-name]").textContent = file.name;
    line.querySelector("[data-cancel]").onclick = () => request.abort();
    request.upload.onprogress = (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.floor((100 * event.loaded) / event.total);
      const seconds = Math.ceil(((Date.now() - began) / 1000 / event.loaded) * (event.total - event.loaded));
      bar.value = percent;
      says.textContent = Date.now() - began > 1500 ? fill(words().uploading, { percent, seconds }) : fill(words().uploadingStart, { percent });
    };
    request.onload = () => ended(finish(request, box, line, file));
    request.onerror = () => { line.hidden = true; refuse(box, fill(words().uploadFailed, { name: file.name })); ended(false); };
    request.onabort = () => { line.hidden = true; form.reset(); box.querySelector("input[type=file]")?.focus(); ended(false); };
    request.open("POST", form.getAttribute("action"));
    request.setRequestHeader("HX-Request", "true");
    running += 1;
    request.send(data);
  }

  function ended(arrived) {
    running -= 1;
    if (!arrived) held = null; // what went wrong is to be read first
    if (running || !held) return;
    const { form, submitter } = held;
    held = null;
    form.requestSubmit(submitter);
  }

  window.addEventListener("submit", (event) => { // on the window: before forms.js locks the form
    if (!running || event.target.matches("form[data-upload]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held = { form: event.target, submitter: event.submitter };
  }, true);

  /** Draws the answer; whether the file was taken. */
  function finish(request, box, line, file) {
    line.hidden = true;
    if (request.status === 401) { sessionEnded(); return false; }
    const answer = new DOMParser().parseFromString(request.responseText, "text/html").getElementById(box.id);
    if (!answer) { refuse(box, fill(words().uploadFailed, { name: file.name })); return false; }
    (document.getElementById(box.id) ?? box).replaceWith(answer); // the list around it may have been drawn anew meanwhile
    if (window.htmx) window.htmx.process(answer);
    prepare(answer);
    start(answer);
    answer.dispatchEvent(new CustomEvent("ty:uploaded", { bubbles: true }));
    return request.status < 400;
  }

  function prepare(root) {
    const forms = [...(root.querySelectorAll?.("form[data-upload]") ?? [])];
    for (const form of forms) {
      const input = form.querySelector("input[type=file]");
      input.addEventListener("change", () => { if (input.files[0]) send(form, input.files[0]); });
      form.addEventListener("submit", (event) => { event.preventDefault(); if (input.files[0]) send(form, input.files[0]); });
      const drop = form.closest("[data-drop]");
      drop?.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("is-over"); });
      drop?.addEventListener("dragleave", () => drop.classList.remove("is-over"));
      drop?.addEventListener("drop", (event) => {
        event.preventDefault();
        drop.classList.remove("is-over");
        if (event.dataTransfer.files[0]) send(form, event.dataTransfer.files[0]);
      });
    }
  }

  document.addEventListener("htmx:afterSettle", (event) => prepare(event.detail.elt));
  prepare(document);
})();
