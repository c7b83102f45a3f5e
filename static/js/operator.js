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
  // An answer that arrives swaps its part of the page: what was typed since it was asked for is put back, and saved.
  const asked = new WeakMap();
  const state = (field) => (["radio", "checkbox"].includes(field.type) ? field.checked : field.value);
  function typed(root) {
    const fields = root.querySelectorAll("input[id]:not([type=hidden], [type=file]), select[id], textarea[id]");
    return new Map([...fields].map((field) => [field.id, state(field)]));
  }
  document.addEventListener("htmx:beforeRequest", ({ detail }) => asked.set(detail.xhr, typed(detail.target)));
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const before = asked.get(detail.xhr);
    if (before) asked.set(detail.xhr, [...typed(detail.target)].filter(([id, value]) => before.get(id) !== value));
  });
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    const since = asked.get(detail.xhr);
    asked.delete(detail.xhr);
    let last = null;
    for (const [id, value] of Array.isArray(since) ? since : []) {
      const field = document.getElementById(id);
      if (!field || state(field) === value) continue;
      if (typeof value === "boolean") field.checked = value;
      else field.value = value;
      last = field;
    }
    last?.dispatchEvent(new Event("change", { bubbles: true }));
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
