/* Single keys for lists and reviews. Off in fields and dialogs, and off when the person says so (cookie single_keys=0). */
(() => {
  "use strict";
  let enabled = !/(^|; )single_keys=0/.test(document.cookie);
  document.addEventListener("ty:keys", (event) => { enabled = event.detail; });

  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const current = () => document.activeElement?.closest?.("[data-row]") ?? document.querySelector("[data-row].is-current");

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current());
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    for (const row of all) row.classList.toggle("is-current", row === next);
    if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function material(step) {
    const all = [...document.querySelectorAll("[data-material]")];
    if (!all.length) return;
    const at = all.findIndex((row) => row === document.activeElement?.closest("[data-material]") || row.classList.contains("is-current"));
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    for (const row of all) row.classList.toggle("is-current", row === next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    next.querySelector("[data-view]")?.click();
  }

  function verdict(value) {
    const row = document.activeElement?.closest?.("[data-material]") ?? document.querySelector("[data-material].is-current");
    row?.querySelector(`[data-verdict] button[value="${value}"]`)?.click();
  }

  const act = {
    j: () => move(1),
    k: () => move(-1),
    Enter: () => current()?.querySelector("[data-open]")?.click(),
    e: () => current()?.querySelector("a[data-explain]")?.click(),
    f: () => document.querySelector(".ty-filters select, .ty-filters input:not([type=hidden])")?.focus(),
    "/": () => document.querySelector("[data-search]")?.focus(),
    "?": () => document.getElementById("keys-help")?.showModal(),
    1: () => verdict("ok"),
    2: () => verdict("supplement"),
    n: () => material(1),
    p: () => material(-1),
    "[": () => document.querySelector("[data-viewer] [data-act=previous]")?.click(),
    "]": () => document.querySelector("[data-viewer] [data-act=next]")?.click(),
  };

  document.addEventListener("keydown", (event) => {
    if (!enabled || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "Enter" && event.target.closest("a, button, summary")) return;
    const doing = act[key];
    if (!doing) return;
    event.preventDefault();
    doing();
  });
})();
