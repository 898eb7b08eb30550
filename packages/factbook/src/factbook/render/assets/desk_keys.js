// The keys of the desk, and the buttons of its masthead.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const actions = window.deskActions;
  const root = document.documentElement;
  // Storage may be off.
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* not stored */ } };

  // ---- keys

  const on = () => recall("fb-desk-keys") !== "off";
  $("keys-on").checked = on();
  $("keys-on").addEventListener("change", (event) => remember("fb-desk-keys", event.target.checked ? "on" : "off"));
  $("show-keys").addEventListener("click", () => $("keys").showModal());

  const KEYS = {
    j: () => actions.step(1),
    k: () => actions.step(-1),
    t: actions.tour,
    a: actions.approve,
    r: actions.again,
    u: actions.undo,
    o: () => $("figure").querySelector(".desk-open")?.click(),
    "?": () => $("keys").showModal(),
  };

  const takesKeys = (target) => target.matches("input[name=note], select, textarea");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open || $("board").hidden) {
      return;
    }
    const { key } = event;
    const target = event.target instanceof Element ? event.target : document.body;
    const form = target.closest("form.desk-form");
    let act = on() && KEYS[key.length === 1 ? key.toLowerCase() : key];
    if (key === "Escape" && $("figure").contains(target)) {
      act = actions.back;
    } else if (takesKeys(target)) {
      // While somebody writes or chooses from a list, keys are theirs.
      return;
    } else if (form && ["1", "2", "3"].includes(key)) {
      act = () => {
        form.elements.how[Number(key) - 1].checked = true;
        window.deskForms.focus(form.elements.note);
      };
    } else if (["ArrowDown", "ArrowUp"].includes(key) && target.closest(".desk-row")) {
      act = () => actions.step(key === "ArrowDown" ? 1 : -1);
    }
    if (act) {
      event.preventDefault();
      act();
    }
  });

  // ---- light and dark, as on the site

  const button = document.querySelector(".fb-theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const name = () => { button.textContent = isDark() ? button.dataset.light : button.dataset.dark; };
  const stored = recall("fb-theme");
  if (stored === "light" || stored === "dark") {
    root.dataset.theme = stored;
  }
  name();
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("fb-theme", root.dataset.theme);
    name();
  });

  // ---- the command that makes approvals count

  const copy = document.querySelector(".fb-copy");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(".fb-command").textContent);
    copy.textContent = copy.dataset.copied;
  });
})();
