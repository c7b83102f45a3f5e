/* A complaint: pictures that are too large are said before they are sent, so that nothing is uploaded for nothing. */
(() => {
  "use strict";
  const form = document.querySelector("[data-complain]");
  if (!form) return;
  const input = form.querySelector("input[type=file]"), told = form.querySelector("[data-too-large]");
  const limit = Number(form.dataset.limitMb) * 1e6;
  const large = () => [...input.files].some((file) => file.size > limit);
  input.addEventListener("change", () => { told.hidden = !large(); });
  // On the window, so that it is said before the form is locked for sending.
  window.addEventListener("submit", (event) => {
    if (event.target !== form || !large()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    told.hidden = false;
    input.focus();
  }, true);
})();
