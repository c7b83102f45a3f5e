// The bulk bar of the queue: how many claims are chosen, their sum and both shares; without script the form works all the same.
(() => {
  const yuan = (fen) => (Math.floor(fen / 100)).toLocaleString("en-US") + "." + String(fen % 100).padStart(2, "0");
  const set = (form, wanted) => {
    boxes(form).forEach((box) => { box.checked = wanted(box); });
    tell(form);
  };
  const boxes = (form) => [...form.querySelectorAll("input[name=claim]")];
  const tell = (form) => {
    const chosen = boxes(form).filter((box) => box.checked), line = form.querySelector("[data-chosen]");
    const sum = (name) => yuan(chosen.reduce((all, box) => all + Number(box.dataset[name]), 0));
    const words = { n: chosen.length, sum: sum("fen"), city: sum("city"), county: sum("county") };
    line.textContent = line.dataset.words.replace(/%\((\w+)\)s/g, (_all, name) => words[name]);
    boxes(form).forEach((box) => box.closest("tr").classList.toggle("is-chosen", box.checked));
  };
  const begin = (root) => root.querySelectorAll("form[data-choose]").forEach((form) => {
    form.querySelectorAll("[data-choose-clean], [data-choose-none]").forEach((button) => { button.hidden = false; });
    tell(form);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("form[data-choose] input[name=claim]")) tell(event.target.form);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose-clean], [data-choose-none]");
    if (button) set(button.form, (box) => "chooseClean" in button.dataset && "clean" in box.dataset);
  });
  document.addEventListener("htmx:afterSettle", () => begin(document));
  begin(document);
})();
