// The queue of figures, gone through by keyboard. Everything that is shown is put in as text, never as markup.
(() => {
  "use strict";
  const { queue, approve } = document.body.dataset;
  const list = document.getElementById("items");
  const told = document.getElementById("told");
  const template = document.getElementById("item");
  const KEYS = { r: "recomputed", s: "source", a: "asked" };

  const tell = (text) => {
    told.textContent = text;
    told.hidden = !text;
  };

  const current = () => document.activeElement?.closest("#items > li");

  const go = (item) => {
    if (item) {
      item.focus();
      item.scrollIntoView({ block: "nearest" });
    }
  };

  const send = async (item, form) => {
    const how = new FormData(form).get("how");
    if (!how) {
      form.querySelector("input").focus();
      return;
    }
    form.inert = true;
    tell("");
    const body = JSON.stringify({ figures: [item.dataset.id], how, note: form.elements.note.value });
    let refused = "";
    try {
      const answer = await fetch(approve, { method: "POST", headers: { "Content-Type": "application/json" }, body });
      const found = await answer.json().catch(() => ({}));
      refused = answer.ok ? "" : (found.complaints || [`${answer.status} ${answer.statusText}`]).join("\n");
    } catch (error) {
      refused = String(error);
    }
    form.inert = false;
    if (refused) {
      tell(refused);
      form.elements.note.focus();
      return;
    }
    form.hidden = true;
    item.querySelector(".done").hidden = false;
    go(item.nextElementSibling || item);
  };

  const show = (one) => {
    const item = template.content.firstElementChild.cloneNode(true);
    item.dataset.id = one.id;
    item.dataset.level = one.level;
    item.querySelector("strong").textContent = one.printed;
    item.querySelector(".place span").textContent = `${one.file}${one.line ? `:${one.line}` : ""} · ${one.statistic}`;
    item.querySelector("blockquote").textContent = one.sentence;
    for (const reason of one.reasons) {
      const line = document.createElement("li");
      line.textContent = `${reason.code}: ${reason.text} → ${reason.look}`;
      item.querySelector(".reasons").append(line);
    }
    item.querySelector("pre").textContent = (one.explanation || []).join("\n");
    const form = item.querySelector("form");
    form.hidden = !one.approve;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(item, form);
    });
    return item;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const item = current();
    if (event.key === "Escape" && item) {
      item.focus();
      return;
    }
    // While somebody writes a note, letters are letters.
    if (event.target.matches("input[name=note]")) {
      return;
    }
    const key = event.key.toLowerCase();
    if (key === "j" || key === "n") {
      go(item ? item.nextElementSibling : list.firstElementChild);
    } else if (key === "k" || key === "p") {
      go(item ? item.previousElementSibling : list.lastElementChild);
    } else if (key === "o" && item) {
      const details = item.querySelector("details");
      details.open = !details.open;
    } else if (key in KEYS && item && !item.querySelector("form").hidden) {
      event.preventDefault();
      item.querySelector(`input[value=${KEYS[key]}]`).checked = true;
      item.querySelector("input[name=note]").focus();
    }
  });

  const load = async () => {
    try {
      const answer = await fetch(queue);
      const found = await answer.json();
      const parts = Object.entries(found.summary).map(([name, count]) => `${name}: ${count}`);
      document.getElementById("counts").textContent = parts.join(" · ");
      list.replaceChildren(...found.items.map(show));
      go(list.firstElementChild);
    } catch (error) {
      tell(String(error));
    }
  };

  load();
})();
