/* The document viewer: one page at a time, zoom in steps, turn, whole screen. Without it all pages stand in a column. */
(() => {
  "use strict";
  const { fill } = window.tuoyu;
  const PERCENT = [50, 75, 100, 125, 150, 200, 300];
  const USUAL = 2;

  function prepare(viewer) {
    if (viewer.dataset.ready) return;
    viewer.dataset.ready = "1";
    const pages = [...viewer.querySelectorAll("[data-sheet-page]")];
    const ground = viewer.querySelector(".ty-viewer-ground");
    const says = viewer.querySelector("[data-page-words]");
    const zoomSays = viewer.querySelector("[data-zoom]");
    let page = 0, zoom = USUAL, turn = 0;
    if (!pages.length) { viewer.querySelector("[data-tools]")?.remove(); return; }

    function show() {
      pages.forEach((each, at) => { each.hidden = at !== page; });
      const base = pages[page];
      base.className = `ty-sheet ty-turn-${turn}`;
      ground.classList.remove(...PERCENT.map((percent) => `ty-at-${percent}`));
      ground.classList.add(`ty-at-${PERCENT[zoom]}`);
      if (zoomSays) zoomSays.textContent = `${PERCENT[zoom]}%`;
      if (says) says.textContent = fill(says.dataset.words, { n: page + 1, all: pages.length });
    }

    const act = {
      previous: () => { page = Math.max(page - 1, 0); ground.scrollTop = 0; },
      next: () => { page = Math.min(page + 1, pages.length - 1); ground.scrollTop = 0; },
      smaller: () => { zoom = Math.max(zoom - 1, 0); },
      larger: () => { zoom = Math.min(zoom + 1, PERCENT.length - 1); },
      rotate: () => { turn = (turn + 1) % 4; },
      whole: () => { if (document.fullscreenElement) document.exitFullscreen(); else viewer.requestFullscreen?.(); },
    };
    viewer.addEventListener("click", (event) => {
      const name = event.target.closest("[data-act]")?.dataset.act;
      if (!name) return;
      act[name]();
      show();
    });
    show();
  }

  const prepareAll = (root) => {
    if (root.matches?.("[data-viewer]")) prepare(root);
    for (const viewer of root.querySelectorAll?.("[data-viewer]") ?? []) prepare(viewer);
  };
  // Narrow review pages show one half at a time; opening a file shows the half with the document.
  function show(half) {
    const panes = document.querySelector("[data-panes]");
    if (!panes) return;
    panes.dataset.shown = half;
    for (const button of document.querySelectorAll("[data-pane]")) button.setAttribute("aria-pressed", String(button.dataset.pane === half));
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pane]");
    if (button) show(button.dataset.pane);
    else if (event.target.closest("[data-view]")) show("first");
  });
  show("first");

  document.addEventListener("htmx:afterSettle", (event) => prepareAll(event.detail.elt));
  prepareAll(document);
})();
