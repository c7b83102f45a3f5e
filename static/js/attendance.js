/* The grid of a month: arrow keys move, the space bar ticks, every tick is sent alone; what is refused is taken back. */
(() => {
  "use strict";
  const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  const boxes = (row) => [...row.querySelectorAll("input[type=checkbox]")];

  function next(box, [down, right]) {
    const rows = [...box.closest("tbody").rows], column = boxes(box.closest("tr")).indexOf(box);
    let row = rows.indexOf(box.closest("tr")), at = column;
    for (;;) {
      row += down;
      at += right;
      const found = rows[row] && boxes(rows[row])[at];
      if (!found || !found.disabled) return found;
    }
  }

  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!box.matches?.("[data-grid] input[type=checkbox]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = boxes(box.closest("tr")).filter((each) => !each.disabled);
    const found = STEPS[event.key] ? next(box, STEPS[event.key])
      : event.key === "Home" ? row[0] : event.key === "End" ? row.at(-1) : null;
    if (!STEPS[event.key] && !found) return;
    event.preventDefault();
    found?.focus();
    found?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  const changed = (detail) => detail.requestConfig?.triggeringEvent?.target ?? detail.triggeringEvent?.target;

  document.addEventListener("htmx:configRequest", ({ detail }) => {
    const box = changed(detail);
    if (!box?.matches?.("[data-grid] input[type=checkbox]")) return;
    const child = box.closest("tr").dataset.child;
    detail.parameters = { child, day: box.dataset.day, present: box.checked ? 1 : 0 };
  });

  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const box = changed(detail);
    if (!box?.matches?.("[data-grid] input[type=checkbox]")) return;
    if (!detail.xhr || detail.xhr.status >= 300 || !detail.xhr.status) box.checked = !box.checked;
    else document.getElementById("grid-says")?.replaceChildren();
    box.closest("td").classList.toggle("is-on", box.checked);
  });
})();
