/* Written reports: a figure explains itself, a figure is put where the caret stands, Ctrl+S saves, and nothing typed is left
   behind by accident. Without this file figures are typed in braces and explained below the section. */
(() => {
  "use strict";
  const guarded = () => document.querySelector("form[data-guarded]");
  const leaving = () => document.querySelector("form[data-guarded][data-dirty]");

  function insert(button) {
    const area = document.getElementById(button.dataset.into);
    if (!area) return;
    area.setRangeText(button.dataset.insert, area.selectionStart, area.selectionEnd, "end");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // A mark before every line that is chosen; where all have it, it is taken away. An empty line takes none.
  function mark(button) {
    const area = document.getElementById(button.dataset.into), sign = button.dataset.line;
    if (!area) return;
    const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const next = area.value.indexOf("\n", Math.max(from, area.selectionEnd - (area.selectionEnd > area.selectionStart ? 1 : 0)));
    const to = next < 0 ? area.value.length : next;
    const lines = area.value.slice(from, to).split("\n");
    const marked = lines.every((line) => !line.trim() || line.startsWith(sign));
    const bare = (line) => line.replace(/^(## |- )/, "");
    const alone = lines.length === 1 && !lines[0].trim();
    const text = lines.map((line) => (alone || line.trim() ? (marked && !alone ? bare(line) : sign + bare(line)) : line)).join("\n");
    area.setRangeText(text, from, to, "end");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function explain(mark) {
    const box = document.getElementById(mark.dataset.figure);
    if (!box) return;
    box.hidden = !box.hidden;
    for (const each of document.querySelectorAll(`[data-figure="${CSS.escape(mark.dataset.figure)}"]`)) each.setAttribute("aria-expanded", String(!box.hidden));
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-insert], [data-line], [data-figure]");
    if (!target) return;
    if ("insert" in target.dataset) insert(target); else if ("line" in target.dataset) mark(target); else explain(target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const form = guarded();
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  });

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-guarded]");
    if (form) form.dataset.dirty = "";
  });
  // A post takes the text along; one that did not arrive leaves it unsaved.
  document.addEventListener("submit", (event) => { if (event.target.matches("[data-guarded]")) delete event.target.dataset.dirty; });
  for (const name of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(name, (event) => { const form = event.target.closest?.("form[data-guarded]"); if (form) form.dataset.dirty = ""; });
  }
  const shown = (root) => { for (const tools of root.querySelectorAll("[data-with-script]")) tools.hidden = false; };
  document.addEventListener("htmx:afterSettle", (event) => shown(event.detail.elt.parentNode ?? document));
  shown(document);
  // On a phone the sections are one line that scrolls: the one that is open is in view.
  for (const here of document.querySelectorAll(".ty-report-contents [aria-current]")) here.closest("ol").scrollLeft = here.offsetLeft - 16;
  window.addEventListener("beforeunload", (event) => { if (leaving()) event.preventDefault(); });
})();
