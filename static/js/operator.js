/* The operator's pages: the facility switch, and a conflict told where it happened. */
(() => {
  "use strict";
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });
  // Education, years and training belong to the person: a new head does not inherit them.
  document.addEventListener("change", (event) => {
    const form = event.target.form, former = form?.querySelector("input[name=former_head]");
    if (event.target.name !== "head_name" || !former?.value || event.target.value.trim() === former.value) return;
    former.value = "";
    for (const field of form.querySelectorAll("[name=head_education], [name=head_trained], [name=head_years]")) {
      if (field.type === "radio") field.checked = false;
      else field.value = "";
    }
    form.querySelector("[data-new-head]").hidden = false;
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
