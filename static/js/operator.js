/* The operator's pages: the facility switch, and a conflict told where it happened. */
(() => {
  "use strict";
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });
  document.addEventListener("ty:conflict", (event) => {
    const box = document.querySelector("[data-conflict]"), { html, version } = event.detail;
    if (!box || !html) return;
    box.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    // The writer has seen both: saving again is a decision, not an accident.
    const base = event.target.querySelector("input[name=version]");
    if (base && version !== undefined) base.value = version;
    box.querySelector("[data-focus]")?.focus();
  });
})();
