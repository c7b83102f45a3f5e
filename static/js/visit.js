/* A visit on a phone. One item is open at a time. Every answer is put into a queue on the phone first (IndexedDB,
   encrypted with a key that never leaves the browser) and sent from there, in order, by itself; what arrived is removed.
   Without network the queue waits. Twice or out of order does no harm: each answer has a key, a device and a number. */
(() => {
  "use strict";
  const root = document.querySelector("[data-visit]");
  if (!root) return;
  const { fill, sessionEnded } = window.tuoyu;
  const words = document.getElementById("visit-words").dataset;
  const visit = root.dataset.visit, days = JSON.parse(root.dataset.days || "{}");
  const items = [...root.querySelectorAll("[data-item]")];
  const time = (at = new Date()) => at.toTimeString().slice(0, 5);
  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] ?? "";
  const random = () => [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");
  let sending = false, offline = !navigator.onLine, pending = { answers: 0, photos: 0 }, lastKept = null, retry = 0;

  // Who speaks: one name for this browser, and a number that only grows, also over reloads.
  function remembered(name, make) {
    try {
      const found = localStorage.getItem(name) ?? make();
      localStorage.setItem(name, found);
      return found;
    } catch { return make(); }
  }
  const device = remembered("tuoyu-device", random);
  function nextNumber() {
    let last = 0;
    try { last = Number(localStorage.getItem("tuoyu-sequence") ?? 0); } catch { /* forbidden: the clock alone counts */ }
    const number = Math.max(Date.now(), last + 1);
    try { localStorage.setItem("tuoyu-sequence", String(number)); } catch { /* as above */ }
    return number;
  }

  // The queue. Where the browser gives no database or no key, records stay in memory and the page says so.
  const memory = [];
  const store = { db: null, key: null, async open() {
    if (!window.indexedDB) return;
    this.db = await new Promise((resolve) => {
      const asked = indexedDB.open("tuoyu-visits", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("keys");
        asked.result.createObjectStore("queue", { keyPath: "id", autoIncrement: true });
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = asked.onblocked = () => resolve(null);
    });
    if (!this.db || !crypto.subtle) return;
    this.key = await this.run("keys", "readonly", (box) => box.get("main"));
    if (this.key) return;
    this.key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await this.run("keys", "readwrite", (box) => box.put(this.key, "main"));
  }, run(name, mode, ask) {
    return new Promise((resolve, reject) => {
      const asked = ask(this.db.transaction(name, mode).objectStore(name));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }, async put(kind, meta, bytes) {
    if (!this.db) { memory.push({ id: random(), visit, kind, meta, bytes }); return; }
    const head = new TextEncoder().encode(JSON.stringify(meta)), body = bytes ? new Uint8Array(bytes) : new Uint8Array();
    const whole = new Uint8Array(4 + head.length + body.length);
    new DataView(whole.buffer).setUint32(0, head.length);
    whole.set(head, 4);
    whole.set(body, 4 + head.length);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = this.key ? await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, whole) : whole.buffer;
    await this.run("queue", "readwrite", (box) => box.add({ visit, kind, iv, data, sealed: Boolean(this.key) }));
  }, async all() {
    if (!this.db) return memory.slice();
    const rows = (await this.run("queue", "readonly", (box) => box.getAll())).filter((row) => row.visit === visit);
    return (await Promise.all(rows.map((row) => this.read(row)))).filter(Boolean);
  }, async read(row) {
    try {
      const whole = new Uint8Array(row.sealed ? await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, this.key, row.data) : row.data);
      const length = new DataView(whole.buffer).getUint32(0);
      const meta = JSON.parse(new TextDecoder().decode(whole.slice(4, 4 + length)));
      return { id: row.id, kind: row.kind, meta, bytes: whole.slice(4 + length).buffer };
    } catch { return null; }
  }, async remove(id) {
    if (!this.db) { memory.splice(memory.findIndex((row) => row.id === id), 1); return; }
    await this.run("queue", "readwrite", (box) => box.delete(id));
  } };

  // What an item says now.
  const field = (item, name) => item.querySelector(name);
  function given(item) {
    const chosen = field(item, "[data-choice]:checked"), kind = item.dataset.kind;
    const value = kind === "NUMBER" ? field(item, "[data-value]")?.value.trim() ?? "" : kind === "CHOICE" ? chosen?.value ?? "" : "";
    const answer = kind === "CHOICE" ? "" : chosen?.value ?? "";
    return { answer: kind === "NUMBER" && value && answer !== "NA" ? "" : answer, value: answer === "NA" ? "" : value };
  }
  function judged(item) {
    const { answer, value } = given(item);
    if (answer) return answer;
    if (item.dataset.kind === "NUMBER" && /^\d+$/.test(value)) {
      const number = Number(value), { least, most } = item.dataset;
      return (least && number < Number(least)) || (most && number > Number(most)) ? "NO" : "YES";
    }
    if (item.dataset.kind === "CHOICE" && value) return field(item, "[data-choice]:checked").dataset.breach ? "NO" : "YES";
    return "";
  }
  function draw(item) {
    const answer = judged(item), advice = Boolean(item.dataset.advice), badge = field(item, "[data-badge]");
    item.dataset.answer = answer;
    item.classList.toggle("is-no", answer === "NO" && !advice);
    const label = { YES: words.yes, NO: advice ? words.advised : words.no, NA: words.na, "": words.open }[answer];
    const tone = { YES: "ok", NO: advice ? "warn" : "danger", NA: "mute", "": "plain" }[answer];
    const chip = document.createElement("span");
    chip.className = `ty-chip ty-chip-${tone}`;
    chip.textContent = label;
    badge.replaceChildren(chip);
    const limit = field(item, "[data-limit]");
    if (limit) limit.hidden = answer !== "NO";
    const asked = field(item, "[data-limit-days]"), day = field(item, "[data-limit-day]");
    if (asked && day) day.textContent = days[asked.value] ? fill(words.until, { day: days[asked.value] }) : "";
  }
  function count() {
    const by = (answer) => items.filter((item) => item.dataset.answer === answer && !(answer === "NO" && item.dataset.advice)).length;
    const done = items.filter((item) => item.dataset.answer).length;
    root.querySelector("[data-answered]").textContent = done;
    root.querySelector("[data-yes]").textContent = by("YES");
    root.querySelector("[data-no]").textContent = by("NO");
    root.querySelector("[data-progress]").value = done;
    for (const tab of root.querySelectorAll("[data-part]")) {
      const inside = [...root.querySelectorAll(`[data-part-section="${tab.dataset.part}"] [data-item]`)];
      tab.querySelector("[data-part-count]").textContent = `${inside.filter((item) => item.dataset.answer).length}/${inside.length}`;
    }
  }
  const say = (item, text, state) => {
    const line = field(item, "[data-item-state]");
    line.textContent = text;
    line.className = `ty-item-saved is-${state}`;
  };

  async function bar() {
    const rows = await store.all();
    pending = { answers: new Set(rows.filter((row) => row.kind === "answer").map((row) => row.meta.code)).size, photos: rows.filter((row) => row.kind === "photo").length };
    const waits = pending.answers + pending.photos > 0, box = root.querySelector("[data-sync]");
    box.hidden = false;
    box.classList.toggle("is-off", offline);
    root.querySelector('[data-sync-icon="off"]').hidden = !offline;
    root.querySelector('[data-sync-icon="on"]').hidden = offline;
    root.querySelector("[data-sync-state]").textContent = offline ? `${words.off} · ${fill(words.kept, { time: lastKept ?? time() })}` : waits ? words.sending : words.on;
    root.querySelector("[data-sync-words]").textContent = waits ? fill(words.waiting, pending) : "";
    root.querySelector("[data-sync-lock]").hidden = !(store.key && waits);
  }

  // Into the queue, then on its way.
  async function keep(item, base) {
    const { answer, value } = given(item);
    const meta = {
      code: item.dataset.item, key: random(), device, sequence: nextNumber(), base: base ?? Number(item.dataset.version), answer, value,
      note: field(item, "[data-note]")?.value ?? "", at: new Date().toISOString(),
      limit_days: Number(field(item, "[data-limit-days]")?.value) || null,
    };
    draw(item);
    count();
    await store.put("answer", meta);
    lastKept = time();
    say(item, fill(words.itemKept, { time: lastKept }), "kept");
    await bar();
    send();
  }
  async function keepPhoto(item, file) {
    const at = new Date(file.lastModified && Date.now() - file.lastModified < 600000 ? file.lastModified : Date.now());
    const meta = { code: item.dataset.item, key: random(), name: file.name || "photo.jpg", type: file.type, taken_at: at.toISOString() };
    picture(item, URL.createObjectURL(file), at, meta.key);
    await store.put("photo", meta, await file.arrayBuffer());
    lastKept = time();
    await bar();
    send();
  }
  function picture(item, address, at, key) {
    const link = document.createElement("a"), image = document.createElement("img"), line = document.createElement("span");
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener";
    link.dataset.key = key;
    image.src = address;
    image.alt = fill(words.photo, { time: time(at) });
    line.textContent = `${time(at)} · ${words.photoWaiting}`;
    link.append(image, line);
    field(item, "[data-photo-list]").insertBefore(link, field(item, ".ty-photo-add"));
  }

  async function post(address, body, type) {
    const headers = { "X-CSRFToken": token(), Accept: "application/json", ...(type ? { "Content-Type": type } : {}) };
    return fetch(address, { method: "POST", body, headers, redirect: "manual" });
  }
  function sendRow(row) {
    if (row.kind === "answer") return post(root.dataset.answers, JSON.stringify(row.meta), "application/json");
    const form = new FormData();
    form.set("code", row.meta.code);
    form.set("key", row.meta.key);
    form.set("taken_at", row.meta.taken_at);
    form.set("file", new Blob([row.bytes], { type: row.meta.type }), row.meta.name);
    return post(root.dataset.photos, form);
  }

  async function send() {
    if (sending) return;
    sending = true;
    clearTimeout(retry);
    try {
      for (let row; (row = (await store.all())[0]);) {
        let answer;
        try { answer = await sendRow(row); } catch { offline = true; retry = setTimeout(send, 15000); break; }
        offline = false;
        if (answer.status === 401 || answer.status === 403 && answer.type !== "basic" || answer.type === "opaqueredirect") { signedOut(); break; }
        if (answer.status >= 500 || answer.status === 429) { retry = setTimeout(send, 20000); break; }
        const body = await answer.json().catch(() => ({}));
        await store.remove(row.id);
        await arrived(row, answer, body);
      }
    } finally { sending = false; }
    await bar();
  }
  function signedOut() {
    root.querySelector("[data-sync-words]").textContent = words.signedOut;
    sessionEnded();
    retry = setTimeout(send, 20000);
  }
  async function arrived(row, answer, body) {
    const item = items.find((each) => each.dataset.item === row.meta.code);
    if (!item) return;
    if (row.kind === "photo") {
      const link = field(item, `[data-key="${row.meta.key}"]`);
      if (answer.ok) { if (link) { link.href = body.photo.url; link.querySelector("span").textContent = time(new Date(row.meta.taken_at)); } return; }
      link?.remove();
      say(item, [body.message, body.remedy].filter(Boolean).join(" "), "refused");
      return;
    }
    if (answer.ok) {
      item.dataset.version = body.item.version;
      field(item, "[name=base]").value = body.item.version;
      const later = (await store.all()).some((each) => each.kind === "answer" && each.meta.code === row.meta.code);
      if (!later) say(item, fill(words.itemSent, { time: time() }), "saved");
      return;
    }
    if (answer.status === 409 && body.item) { conflict(item, body); return; }
    say(item, [body.message, body.remedy].filter(Boolean).join(" "), "refused");
  }

  function conflict(item, body) {
    const box = field(item, "[data-item-conflict]"), theirs = body.item;
    open(item);
    box.hidden = false;
    field(item, "[data-conflict-words]").textContent = `${body.message} ${body.remedy}`;
    const answer = { YES: words.yes, NO: words.no, NA: words.na, "": words.open }[theirs.answer];
    field(item, "[data-conflict-theirs]").textContent = fill(words.theirs, { who: theirs.answered_by, answer: theirs.value ? `${answer} ${theirs.value}` : answer, note: theirs.note });
    field(item, "[data-keep]").onclick = () => { box.hidden = true; item.dataset.version = theirs.version; keep(item, theirs.version); };
    field(item, "[data-take]").onclick = () => { box.hidden = true; take(item, theirs); say(item, fill(words.itemSent, { time: time() }), "saved"); };
  }
  function take(item, told) {
    item.dataset.version = told.version;
    for (const choice of item.querySelectorAll("[data-choice]")) choice.checked = choice.name === "value" ? choice.value === told.value : choice.value === told.answer;
    if (field(item, "[data-value]")) field(item, "[data-value]").value = told.value;
    if (field(item, "[data-note]")) field(item, "[data-note]").value = told.note;
    draw(item);
    count();
  }

  // One item open at a time.
  function open(item, scroll = false) {
    for (const each of items) {
      const on = each === item;
      each.classList.toggle("is-open", on);
      field(each, ".ty-item-body").hidden = !on;
      field(each, "[data-toggle]").setAttribute("aria-expanded", String(on));
    }
    const part = item.closest("[data-part-section]").dataset.partSection;
    for (const tab of root.querySelectorAll("[data-part]")) {
      if (tab.dataset.part === part) tab.setAttribute("aria-current", "true"); else tab.removeAttribute("aria-current");
    }
    try { sessionStorage.setItem(`tuoyu-item-${visit}`, item.dataset.item); } catch { /* the place is not kept */ }
    if (scroll) { item.scrollIntoView({ block: "start" }); field(item, "[data-toggle]").focus({ preventScroll: true }); }
  }
  const at = () => items.findIndex((item) => item.classList.contains("is-open"));

  for (const item of items) {
    let timer = 0;
    item.noValidate = true;
    item.addEventListener("submit", (event) => { event.preventDefault(); if (field(item, "[data-note]")) keep(item); });
    field(item, "[data-toggle]").addEventListener("click", () => open(item));
    item.addEventListener("change", (event) => {
      clearTimeout(timer);
      if (event.target.matches("[data-photo]")) { for (const file of event.target.files) keepPhoto(item, file); event.target.value = ""; return; }
      if (event.target.matches("[data-value]")) for (const na of item.querySelectorAll("[data-choice]")) na.checked = false;
      keep(item);
    });
    item.addEventListener("input", (event) => {
      if (!event.target.matches("textarea, [data-value], [data-limit-days]")) return;
      draw(item);
      clearTimeout(timer);
      timer = setTimeout(() => { event.target.dataset.typed = "1"; keep(item); }, 1500);
    });
    draw(item);
  }
  for (const button of document.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const next = items[Math.min(Math.max(at() + Number(button.dataset.step), 0), items.length - 1)];
      if (next) open(next, true);
    });
  }
  for (const tab of root.querySelectorAll("[data-part]")) {
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      const first = root.querySelectorAll(`[data-part-section="${tab.dataset.part}"] [data-item]`);
      open([...first].find((item) => !item.dataset.answer) ?? first[0], true);
    });
  }
  for (const link of document.querySelectorAll("[data-end]")) {
    link.addEventListener("click", async (event) => {
      if (!pending.answers && !pending.photos) return;
      event.preventDefault(); // what waits on the phone has to arrive first
      await send();
      if (!pending.answers && !pending.photos) location.href = link.href;
      else root.querySelector("[data-sync]").scrollIntoView({ block: "start" });
    });
  }
  window.addEventListener("online", () => { offline = false; send(); });
  window.addEventListener("offline", () => { offline = true; bar(); });
  window.addEventListener("beforeunload", (event) => { if (!store.db && memory.length) event.preventDefault(); });

  (async () => {
    await store.open();
    for (const row of await store.all()) { // what waited over a reload stands on the page again
      const item = items.find((each) => each.dataset.item === row.meta.code);
      if (!item) continue;
      if (row.kind === "photo") picture(item, URL.createObjectURL(new Blob([row.bytes], { type: row.meta.type })), new Date(row.meta.taken_at), row.meta.key);
      else { take(item, { ...row.meta, answer: row.meta.answer, version: item.dataset.version }); say(item, fill(words.itemKept, { time: time(new Date(row.meta.at)) }), "kept"); }
    }
    count();
    let place = "";
    try { place = sessionStorage.getItem(`tuoyu-item-${visit}`) ?? ""; } catch { /* begins at the first open item */ }
    const first = items.find((item) => item.dataset.item === place) ?? items.find((item) => !item.dataset.answer) ?? items[0];
    if (first) open(first);
    await bar();
    send();
  })();
})();
