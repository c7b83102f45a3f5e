/* Forms that post once, filters that apply by themselves, conditional fieldsets. */
(() => {
  "use strict";

  function lock(form, submitter) {
    if (form.dataset.busy) return false;
    form.dataset.busy = "1";
    const button = submitter ?? form.querySelector("[type=submit], button:not([type])");
    if (button) { button.classList.add("is-busy"); button.setAttribute("aria-busy", "true"); }
    return true;
  }

  function unlock(form) {
    delete form.dataset.busy;
    for (const button of form.querySelectorAll(".is-busy")) { button.classList.remove("is-busy"); button.removeAttribute("aria-busy"); }
  }

  function key(form) {
    const field = form.querySelector("input[name=idempotency_key]");
    if (field && !field.value) field.value = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post" || form.getAttribute("target") === "_blank") return;
    key(form);
    if (form.matches("[data-upload]")) return;
    if (lock(form, event.submitter)) {
      setTimeout(() => unlock(form), 15000); // a download leaves the page where it is
    } else {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true); // before htmx sees it
  document.addEventListener("htmx:afterRequest", (event) => { if (event.target.matches?.("form")) unlock(event.target); });
  // Where the answer is quicker than the finger, the second click of a double click meets the form that came back.
  document.addEventListener("click", (event) => {
    const button = event.detail > 1 ? event.target.closest?.("button, [type=submit]") : null;
    if (button?.form?.getAttribute("method") === "post" && button.type === "submit") event.preventDefault();
  }, true);
  // A page from the back-forward cache comes back with its buttons locked.
  window.addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form[data-busy]")) unlock(form); });

  function address(form) {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
    const text = query.toString();
    const page = new URL(form.getAttribute("action") || location.pathname, location.href).pathname;
    return page + (text ? `?${text}` : "");
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form[data-filter]");
    if (!form) return;
    const target = form.dataset.filter, url = address(form);
    if (!target || !window.htmx || !document.getElementById(target)) { location.href = url; return; }
    const name = event.target.name;
    window.htmx.ajax("GET", url, { target: `#${target}`, select: `#${target}`, swap: "outerHTML" }).then(() => {
      history.pushState({ htmx: true }, "", url);
      // A download of the list stands outside of what was swapped: it takes the filters along.
      for (const link of document.querySelectorAll("a[data-filtered]")) {
        const { searchParams } = new URL(url, location.href);
        if (link.dataset.filtered) searchParams.set("form", link.dataset.filtered);
        link.search = searchParams;
      }
      document.querySelector(`form[data-filter] [name="${CSS.escape(name)}"]`)?.focus();
    });
  });

  // <fieldset data-shown-if="meals=own,delivered">: shown while one of the values is chosen; hidden ones are not sent.
  function conditions(root) {
    for (const box of root.querySelectorAll?.("[data-shown-if]") ?? []) {
      const [name, values] = box.dataset.shownIf.split("=");
      const form = box.closest("form");
      const chosen = form ? new FormData(form).getAll(name) : [];
      const shown = values.split(",").some((value) => chosen.includes(value));
      box.hidden = !shown;
      if ("disabled" in box) box.disabled = !shown;
    }
  }
  document.addEventListener("change", (event) => { if (event.target.form) conditions(event.target.form); });
  document.addEventListener("htmx:afterSettle", (event) => conditions(event.detail.elt));
  conditions(document);
})();
