/* What every page has: dialogs, side sheet, menus, toasts, confirmation by a typed word, copying, printing.
   Everything works without this file; it only spares page loads. */
(() => {
  "use strict";
  const words = () => document.getElementById("words")?.dataset ?? {};
  const fill = (text, values) => (text ?? "").replace(/%\((\w+)\)s/g, (_all, key) => values[key] ?? "").replace(/%%/g, "%");

  function remember(cookie, value) {
    document.cookie = `${cookie}=${value};path=/;max-age=31536000;samesite=lax`;
  }

  function toast(text, tone = "info") {
    const box = document.createElement("div");
    box.className = `ty-toast ty-toast-${tone}`;
    box.dataset.toast = "";
    const line = document.createElement("strong");
    line.className = "ty-toast-words";
    line.textContent = text;
    box.append(line);
    document.getElementById("toasts")?.append(box);
    retire(box);
  }

  function retire(box) {
    const close = box.querySelector("[data-close]");
    if (close) close.hidden = false;
    let timer = setTimeout(() => box.remove(), 8000);
    box.addEventListener("mouseenter", () => clearTimeout(timer));
    box.addEventListener("focusin", () => clearTimeout(timer));
    box.addEventListener("mouseleave", () => { timer = setTimeout(() => box.remove(), 6000); });
  }

  async function openSheet(link) {
    const sheet = document.getElementById("side-sheet");
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (answer.status === 401) return sessionEnded();
    if (!answer.ok) { location.href = link.href; return; }
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    const content = parsed.querySelector("main") ?? parsed.body;
    sheet.querySelector("[data-title]").textContent = link.dataset.sheetTitle || link.textContent.trim();
    sheet.querySelector("[data-body]").replaceChildren(...content.childNodes);
    if (window.htmx) window.htmx.process(sheet);
    sheet.showModal();
  }

  function sessionEnded() {
    const box = document.getElementById("session-ended");
    if (box && !box.open) box.showModal();
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-dialog], [data-close], [data-sheet], [data-print], [data-copy], [data-rail], [data-reveal], [data-phrase], [data-more]");
    if (!target) return closeMenus(event);
    const data = target.dataset;
    if ("dialog" in data) {
      const dialog = document.getElementById(data.dialog);
      if (dialog?.showModal) { event.preventDefault(); dialog.showModal(); }
    } else if ("close" in data) {
      (target.closest("dialog") ? target.closest("dialog").close() : target.closest("[data-toast]")?.remove());
    } else if ("sheet" in data && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openSheet(target);
    } else if ("print" in data) {
      event.preventDefault();
      print();
    } else if ("copy" in data) {
      navigator.clipboard?.writeText(data.copy).then(() => toast(words().copied, "ok"));
    } else if ("rail" in data) {
      const narrow = document.body.classList.toggle("ty-rail");
      remember("side_rail", narrow ? "1" : "0");
    } else if ("more" in data) {
      target.setAttribute("aria-expanded", String(target.closest(".ty-action-bar").classList.toggle("is-open")));
    } else if ("reveal" in data) {
      reveal(target);
    } else if ("phrase" in data) {
      const area = document.getElementById(data.phrase);
      const phrase = target.textContent.trim();
      area.value = area.value.trim() ? `${area.value.trim()} ${phrase}` : phrase;
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  function reveal(button) {
    const input = document.getElementById(button.dataset.reveal);
    const label = button.querySelector("span");
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    [label.textContent, button.dataset.hide] = [button.dataset.hide, label.textContent];
    input.focus();
  }

  function closeMenus(event) {
    for (const menu of document.querySelectorAll("details.ty-menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.ty-menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.("details.ty-menu[open]")) return;
    for (const menu of document.querySelectorAll("details.ty-menu[open]")) if (menu !== event.target) menu.open = false;
  }, true);

  document.addEventListener("input", (event) => {
    const wanted = event.target.dataset?.typed;
    if (wanted === undefined) return;
    event.target.setCustomValidity(event.target.value.trim() === wanted ? "" : fill(words().wrongWord, { word: wanted }));
  });

  document.addEventListener("change", (event) => {
    if ("singleKeys" in (event.target.dataset ?? {})) {
      remember("single_keys", event.target.checked ? "1" : "0");
      document.dispatchEvent(new CustomEvent("ty:keys", { detail: event.target.checked }));
    }
  });

  document.addEventListener("session-ended", sessionEnded);
  document.addEventListener("htmx:beforeRequest", () => document.body.classList.add("is-loading"));
  document.addEventListener("htmx:afterRequest", (event) => {
    document.body.classList.remove("is-loading");
    if (event.detail.xhr?.status === 401) sessionEnded();
  });
  document.addEventListener("htmx:sendError", () => toast(words().failed, "danger"));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) toast(words().failed, "danger");
  });

  // htmx keeps the focus of elements with an id; buttons of a verdict are known by name and value.
  let focused = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const box = event.detail.target, active = document.activeElement;
    focused = box?.id && active?.name && !active.id && box.contains(active)
      ? { box: box.id, button: `[name="${CSS.escape(active.name)}"][value="${CSS.escape(active.value)}"]` } : null;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const box = event.detail.elt;
    start(box);
    const wanted = box.querySelector?.("[data-focus], [data-focus-swap]")
      ?? (focused && document.getElementById(focused.box)?.querySelector(focused.button));
    wanted?.focus();
    focused = null;
  });

  function start(root) {
    for (const each of root.querySelectorAll?.("[data-rail], .ty-reveal, [data-tools]") ?? []) each.hidden = false;
    for (const each of root.querySelectorAll?.("[data-toast]") ?? []) retire(each);
    for (const input of root.querySelectorAll?.("[data-typed]") ?? []) input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  start(document);
  document.querySelector("[data-focus]")?.focus();
  window.tuoyu = { words, fill, toast, sessionEnded, start };

  // <details data-fold>: open on a wide screen and without this file; folded on a phone until somebody asks for it.
  const asked = new Set();
  const folds = (box) => box?.matches?.("details[data-fold]");

  function fold(root) {
    if (!matchMedia("(max-width: 767.98px)").matches) return;
    for (const box of root.querySelectorAll?.("details[data-fold]") ?? []) {
      const named = /[?&]rule=/.test(location.search) && box.querySelector("[aria-current]");
      box.open = asked.has(box.id) || `#${box.id}` === location.hash || Boolean(named);
    }
  }

  document.addEventListener("click", (event) => {
    const summary = event.target.closest("summary");
    if (folds(summary?.parentElement)) asked[summary.parentElement.open ? "delete" : "add"](summary.parentElement.id);
    const link = event.target.closest('a[href^="#"]');
    const box = link && document.getElementById(link.hash.slice(1));
    if (folds(box)) { box.open = true; asked.add(box.id); }
  });
  document.addEventListener("htmx:oobAfterSwap", (event) => fold(event.detail.target.parentElement ?? document));
  document.addEventListener("htmx:afterSettle", (event) => fold(event.detail.elt));
  fold(document);
})();
