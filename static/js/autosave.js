/* <form data-autosave="URL" data-draft="KEY">: saves 1 s after a pause and on leaving a field, and says so.

   The answer is JSON {"version": n, "saved_at": "14:32"}; 409 means that somebody else saved first; 401 and a redirect
   to the sign-in page mean that the session ended; 422 {"errors": {...}} means saved as far as possible.
   When nothing can be sent, what was typed is kept in this browser: only fields without data-private, never
   passwords or files, and it is put back and removed when the page is opened again. */
(() => {
  "use strict";
  const PAUSE = 1000;
  const prefix = "tuoyu-draft:";
  const { words, fill, sessionEnded } = window.tuoyu;

  function start(form) {
    const key = prefix + (form.dataset.draft || location.pathname);
    const says = document.querySelector(form.dataset.saysIn || "[data-saved]");
    let timer = 0, running = false, again = false, waiting = null;

    function say(text, state) {
      if (!says) return;
      says.className = `ty-saved is-${state}`;
      const line = says.querySelector("span") ?? says;
      line.textContent = text;
    }

    function keepable(field) {
      return field.name && !field.closest("[data-private]") && !("private" in field.dataset)
        && !["hidden", "password", "file", "submit", "button"].includes(field.type);
    }

    function keep() {
      const values = {};
      for (const field of form.elements) {
        if (!keepable(field)) continue;
        if (field.type === "checkbox") (values[field.name] ??= []).push(...(field.checked ? [field.value] : []));
        else if (field.type !== "radio" || field.checked) values[field.name] = [field.value];
      }
      try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), values })); } catch { /* full or forbidden */ }
      const hasPrivate = [...form.elements].some((field) => field.name && field.type !== "hidden" && !keepable(field) && field.value);
      return hasPrivate ? words().offlinePrivate : words().offline;
    }

    function restore() {
      let draft;
      try { draft = JSON.parse(localStorage.getItem(key) ?? "null"); } catch { return; }
      if (!draft || Date.now() - draft.at > 7 * 86400e3) { localStorage.removeItem(key); return; }
      for (const field of form.elements) {
        const values = keepable(field) ? draft.values[field.name] : undefined;
        if (!values) continue;
        if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
        else field.value = values[0];
      }
      localStorage.removeItem(key);
      say(fill(words().restored, { time: new Date(draft.at).toTimeString().slice(0, 5) }), "kept");
      schedule(0);
    }

    function schedule(pause = PAUSE) { clearTimeout(timer); timer = setTimeout(save, pause); }

    async function save() {
      clearTimeout(timer);
      if (running) { again = true; return; }
      running = true;
      say(words().saving, "saving");
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST", body: dataOf(form), redirect: "manual", headers: { "HX-Request": "true", Accept: "application/json" },
        });
        await read(answer);
      } catch { say(keep(), "failed"); }
      running = false;
      if (waiting) return resume();
      if (again) { again = false; schedule(0); }
    }

    function resume() {
      const by = waiting;
      waiting = null;
      delete form.dataset.busy; // forms.js locked it when the post was held back
      form.requestSubmit(by === form ? undefined : by);
    }

    async function read(answer) {
      if (answer.status === 401 || answer.type === "opaqueredirect" || answer.status === 403) { say(keep(), "failed"); sessionEnded(); return; }
      if (answer.status === 409) {
        say(words().conflict, "failed");
        form.dispatchEvent(new CustomEvent("ty:conflict", { bubbles: true, detail: await answer.json().catch(() => ({})) }));
        return;
      }
      if (!answer.ok && answer.status !== 422) { keep(); say(words().notSaved, "failed"); return; }
      const body = await answer.json();
      const version = form.querySelector("input[name=version]");
      if (version && body.version !== undefined) version.value = body.version;
      localStorage.removeItem(key);
      say(fill(words().wasSaved, { time: body.saved_at }), "saved");
      form.dispatchEvent(new CustomEvent("ty:saved", { bubbles: true, detail: body }));
    }

    form.addEventListener("input", () => schedule());
    form.addEventListener("change", () => schedule(0));
    // A post that overtook its own automatic save would meet it as somebody else's change: let that one come back first.
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (!running) return;
      event.preventDefault();
      again = false;
      waiting = event.submitter ?? form;
    });
    window.addEventListener("online", () => { if (localStorage.getItem(key)) save(); });
    restore();
  }

  function dataOf(form) {
    const data = new FormData(form);
    for (const field of form.querySelectorAll("input[type=file]")) data.delete(field.name);
    return data;
  }

  for (const form of document.querySelectorAll("form[data-autosave]")) start(form);
})();
