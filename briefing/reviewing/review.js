"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const items = all(".item");
  const source = document.querySelector(".source");
  const key = "briefing-review " + document.body.dataset.briefing;
  const decisions = new Map();

  const evidence = (item) => all(`[data-items~="${CSS.escape(item.dataset.item)}"]`, source);
  const light = (item) => {
    all(".lit").forEach((one) => one.classList.remove("lit"));
    all(".current").forEach((one) => one.classList.remove("current"));
    item.classList.add("current");
    const found = evidence(item);
    found.forEach((one) => one.classList.add("lit"));
    if (found.length) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const beside = matchMedia("(min-width: 60rem)").matches;
      if (beside) found[0].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    }
  };

  const store = () => {
    try { localStorage.setItem(key, JSON.stringify([...decisions])); } catch { /* nothing is kept here then */ }
  };
  const show = (item) => {
    const made = decisions.get(item.dataset.item);
    item.dataset.decision = made ? made.decision : "";
    all("button[data-choice]", item).forEach((button) => {
      button.setAttribute("aria-pressed", String(!!made && made.decision === button.dataset.choice));
    });
    const field = item.querySelector("textarea");
    if (field) {
      field.parentElement.hidden = !(made && made.decision === "edit");
      if (made && made.text !== undefined) field.value = made.text;
    }
    const done = items.filter((one) => decisions.has(one.dataset.item)).length;
    document.getElementById("progress").textContent = `${done} of ${items.length} decided`;
  };
  const decide = (item, choice) => {
    const id = item.dataset.item;
    const field = item.querySelector("textarea");
    const made = decisions.get(id);
    if (made && made.decision === choice) decisions.delete(id);
    else decisions.set(id, choice === "edit" ? { decision: choice, text: field.value } : { decision: choice });
    store();
    show(item);
    if (choice === "edit" && decisions.has(id)) field.focus();
  };
  const filter = (verdict) => {
    items.forEach((item) => { item.hidden = verdict !== "all" && item.dataset.verdict !== verdict; });
  };
  const save = () => {
    const rows = items.filter((item) => decisions.has(item.dataset.item)).map((item) => {
      const { decision, text } = decisions.get(item.dataset.item);
      return { id: item.dataset.item, decision, text: decision === "edit" ? text : null };
    });
    const file = { schema: "briefing-review/1", briefing: document.body.dataset.briefing, decisions: rows };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2) + "\n"], { type: "application/json" }));
    link.download = "decisions.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  try { new Map(JSON.parse(localStorage.getItem(key) || "[]")).forEach((made, id) => decisions.set(id, made)); }
  catch { /* what cannot be read again was never kept */ }
  items.forEach((item) => {
    item.addEventListener("mouseenter", () => light(item));
    item.addEventListener("focusin", () => light(item));
    all("button[data-choice]", item).forEach((button) => {
      button.addEventListener("click", () => decide(item, button.dataset.choice));
    });
    const field = item.querySelector("textarea");
    if (field) {
      field.addEventListener("input", () => {
        decisions.set(item.dataset.item, { decision: "edit", text: field.value });
        store();
      });
    }
    item.addEventListener("keydown", (event) => {
      if (event.target !== item || event.ctrlKey || event.metaKey || event.altKey) return;
      const choice = { a: "accept", e: "edit", s: "strike" }[event.key];
      if (choice && item.querySelector(`button[data-choice="${choice}"]`)) {
        event.preventDefault();
        decide(item, choice);
      }
    });
    show(item);
  });
  document.getElementById("verdict").addEventListener("change", (event) => filter(event.target.value));
  document.getElementById("save").addEventListener("click", save);
  all(".scripted").forEach((one) => { one.hidden = false; });
})();
