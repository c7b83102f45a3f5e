/* A drawing of the page as a PNG file: the styles the page gives it are written into a copy, head and foot say what it is. */
(() => {
  "use strict";
  const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight",
    "text-anchor", "dominant-baseline", "letter-spacing"];
  const HEAD = 40, FOOT = 28, SCALE = 2;
  const SPACE = "http://www.w3.org/2000/svg";

  function write(from, to) {
    const seen = getComputedStyle(from);
    for (const name of KEPT) to.setAttribute(name, seen.getPropertyValue(name));
    [...from.children].forEach((child, number) => write(child, to.children[number]));
  }

  function line(text, y, size, weight) {
    const words = document.createElementNS(SPACE, "text");
    words.setAttribute("x", "8");
    words.setAttribute("y", String(y));
    const looks = { "font-family": getComputedStyle(document.body).fontFamily, "font-size": size, "font-weight": weight, fill: "#1b2730" };
    for (const [name, value] of Object.entries(looks)) words.setAttribute(name, String(value));
    words.textContent = text;
    return words;
  }

  function framed(drawing, button) {
    const [left, top, width, height] = drawing.getAttribute("viewBox").split(/\s+/).map(Number);
    const copy = drawing.cloneNode(true);
    write(drawing, copy);
    copy.querySelectorAll("a").forEach((link) => link.removeAttribute("href"));
    copy.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
    for (const [name, value] of Object.entries({ x: 8, y: HEAD, width, height })) copy.setAttribute(name, String(value));
    const sheet = document.createElementNS(SPACE, "svg");
    const size = { width: width + 16, height: height + HEAD + FOOT };
    for (const [name, value] of Object.entries(size)) sheet.setAttribute(name, String(value));
    const ground = document.createElementNS(SPACE, "rect");
    for (const [name, value] of Object.entries({ ...size, fill: "#fff" })) ground.setAttribute(name, String(value));
    sheet.append(ground, line(button.dataset.title, 26, 16, 600), copy, line(button.dataset.foot, size.height - 10, 12, 400));
    return { sheet, size };
  }

  async function save(button) {
    const drawing = document.getElementById(button.dataset.picture);
    const { sheet, size } = framed(drawing, button);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(sheet))}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: size.width * SCALE, height: size.height * SCALE });
    const brush = canvas.getContext("2d");
    brush.scale(SCALE, SCALE);
    brush.drawImage(image, 0, 0, size.width, size.height);
    const bytes = await new Promise((done) => { canvas.toBlob(done, "image/png"); });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(bytes), download: `${button.dataset.title}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-picture]");
    if (button) save(button);
  });
})();
