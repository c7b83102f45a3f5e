/* "Why this date?": a link that, with script, opens the explanation in the row below. */
(() => {
  "use strict";

  function prepare(root) {
    for (const link of root.querySelectorAll?.("a[data-explain]") ?? []) {
      if (!document.getElementById(link.dataset.explain)) continue;
      link.setAttribute("role", "button");
      link.setAttribute("aria-controls", link.dataset.explain);
      if (!link.hasAttribute("aria-expanded")) link.setAttribute("aria-expanded", "false");
    }
  }

  async function toggle(link) {
    const box = document.getElementById(link.dataset.explain);
    const open = box.hidden;
    if (open && !box.dataset.loaded && !(await load(link, box))) return;
    box.hidden = !open;
    link.setAttribute("aria-expanded", String(open));
    link.closest("tr, li")?.classList.toggle("is-open", open);
  }

  async function load(link, box) {
    const place = box.matches("tr") ? box.cells[0] : box;
    if (!place.childElementCount) {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
      if (answer.status === 401) { window.tuoyu.sessionEnded(); return false; }
      if (!answer.ok) { location.href = link.href; return false; }
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      const why = parsed.querySelector(".ty-why-box, .ty-why");
      place.replaceChildren(...(why ? [why] : parsed.body.childNodes));
    }
    box.dataset.loaded = "1";
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-explain][role=button]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    toggle(link);
  });
  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.("a[data-explain][role=button]");
    if (link && event.key === " ") { event.preventDefault(); toggle(link); }
  });
  document.addEventListener("htmx:afterSettle", (event) => prepare(event.detail.elt));
  prepare(document);
})();
