// The queue of figures, gone through by keyboard. Everything that is shown is put in as text, never as markup.
(() => {
  "use strict";
  const { say, el, place, label, show } = window.deskFigure;
  const { queue: address, approve } = document.body.dataset;
  const GROUPS = ["false", "fragile", "changed", "second", "never", "pending", "seen"];
  const CLOSED = new Set(["pending", "seen"]);
  const HOW = ["recomputed", "source", "asked"];
  const DONE = new Set(["sending", "done"]);
  const $ = (id) => document.getElementById(id);
  const [list, pane, board, sift, told] = ["queue", "figure", "board", "sift", "told"].map($);
  const wide = matchMedia("(min-width: 62rem)");
  const root = document.documentElement;

  let found = { items: [], summary: {}, first: [], asked: {} };
  let current = null;
  let opened = false; // On a narrow screen the figure stands under its row, and may be closed.
  const rows = new Map(); // Id of a figure: its button.
  const states = new Map(); // Id of a figure: what came of its approval in this window.
  const drafts = new Map(); // Id of a figure: its form, so that a refused note is not lost.

  const byId = (id) => found.items.find((one) => one.id === id);
  const shown = (n) => n.toLocaleString(root.lang);
  const isDone = (one) => DONE.has(states.get(one.id)?.state) || ["pending", "seen"].includes(one.group);
  const isListed = (button) => button.getClientRects().length > 0;
  const visible = () => [...rows.values()].filter(isListed);

  // ---- what is said above the list

  const tell = (lines, ...more) => {
    told.hidden = lines.length === 0;
    told.replaceChildren(...lines.map((text) => el("p", {}, text)), ...more);
  };

  const count = () => {
    const left = (group) => found.items.filter((one) => one.group === group && !isDone(one)).length;
    const parts = GROUPS.filter((group) => !CLOSED.has(group) && left(group)).map((group) => say(`count.${group}`, { n: shown(left(group)) }));
    const all = found.items.length;
    const unbound = found.summary.unbound ? ` ${say("count.unbound", { n: shown(found.summary.unbound) })}` : "";
    const total = all === 1 ? say("count.one") : say("count", { n: shown(all) });
    $("counts").textContent = `${total}${parts.length ? ` ${parts.join(", ")}.` : ""}${unbound}`;

    const looked = found.items.filter((one) => isDone(one) || one.group === "second").length;
    $("progress").hidden = all === 0;
    $("progress").querySelector("progress").max = Math.max(all, 1);
    $("progress").querySelector("progress").value = looked;
    $("progress-said").textContent = say("progress", { n: shown(looked), all: shown(all) });

    const written = found.items.filter((one) => one.group === "pending" || states.get(one.id)?.state === "done").length;
    $("commit").hidden = written === 0;
    $("commit-said").textContent = written === 1 ? say("written.one") : say("written", { n: shown(written) });
    for (const group of GROUPS) {
      const number = list.querySelector(`[data-group="${group}"] .desk-n`);
      if (number) {
        // Of those that are listed; the line above counts all.
        const listed = found.items.filter((one) => one.group === group && !rows.get(one.id).closest("li").hidden);
        number.textContent = shown(listed.filter((one) => CLOSED.has(group) || !isDone(one)).length);
      }
    }
  };

  // ---- the list

  const row = (one) => {
    const why = [one.reasons.length ? label(one.reasons[0].code) : "", one.headline ? say("headline") : ""];
    const button = el(
      "button",
      { type: "button", class: "desk-row", tabindex: "-1", "data-id": one.id, "data-verdict": one.verdict },
      el("b", {}, one.printed),
      el("span", { class: "desk-reason" }, ` ${why.filter((each) => each).join(" · ")}`),
      el("span", { class: "desk-where" }, ` ${place(one)}`),
      el("span", { class: "desk-mark" }),
    );
    button.addEventListener("click", () => {
      const again = current === one.id && opened && !wide.matches;
      choose(one.id, { open: !again });
      if (!again) {
        pane.focus({ preventScroll: wide.matches });
      }
    });
    rows.set(one.id, button);
    return el("li", {}, button);
  };

  const groupOf = (name) => {
    const items = found.items.filter((one) => one.group === name);
    if (!items.length) {
      return null;
    }
    const title = el("h2", {}, say(`group.${name}`), " ", el("span", { class: "desk-n" }));
    const hint = el("p", { class: "desk-hint" }, say(`hint.${name}`));
    const lines = el("ol", {}, ...items.map(row));
    const content = CLOSED.has(name) ? [el("details", {}, el("summary", {}, title), hint, lines)] : [title, hint, lines];
    return el("section", { class: "desk-group", "data-group": name }, ...content);
  };

  const empty = () => {
    const some = found.items.length > 0;
    const written = found.items.some((one) => one.group === "pending");
    const next = !some ? say("empty.none", { claim: "{claim}`…`" }) : say(written ? "empty.commit" : "empty.seal");
    return el("div", { class: "desk-empty" }, el("h2", {}, say("empty")), el("p", {}, next));
  };

  const mark = (one) => {
    const known = states.get(one.id);
    const button = rows.get(one.id);
    button.dataset.state = known?.state || "";
    button.querySelector(".desk-mark").textContent = known ? ` ${say(known.state)}` : "";
  };

  const choose = (id, { open = opened, focus = false } = {}) => {
    const one = byId(id);
    rows.get(current)?.removeAttribute("aria-current");
    rows.get(current)?.setAttribute("tabindex", "-1");
    current = one ? id : null;
    opened = open;
    if (!one) {
      pane.hidden = true;
      return;
    }
    const button = rows.get(id);
    button.setAttribute("aria-current", "true");
    button.setAttribute("tabindex", "0");
    history.replaceState(null, "", `#${encodeURIComponent(id)}`);
    pane.hidden = !(wide.matches || opened);
    pane.replaceChildren(...show(one, say(`group.${one.group}`)), form(one));
    (wide.matches ? board : button.closest("li")).append(pane);
    pane.scrollTop = 0;
    if (focus) {
      button.focus();
      button.scrollIntoView({ block: wide.matches ? "nearest" : "start" });
    }
  };

  const step = (by) => {
    const listed = visible();
    const at = listed.indexOf(rows.get(current));
    const next = listed[at < 0 ? 0 : Math.max(0, Math.min(listed.length - 1, at + by))];
    if (next) {
      choose(next.dataset.id, { focus: true });
    }
  };

  // ---- the form

  const form = (one) => {
    if (!drafts.has(one.id)) {
      drafts.set(one.id, makeForm(one));
    }
    const made = drafts.get(one.id);
    const known = states.get(one.id);
    made.classList.toggle("is-done", DONE.has(known?.state));
    made.querySelector(".desk-refused").replaceChildren(...(known?.why || []).map((text) => el("p", {}, text)));
    return made;
  };

  const makeForm = (one) => {
    if (one.refused) {
      return el("div", { class: "desk-form" }, el("div", { class: "desk-refused" }), el("p", { class: "desk-no" }, one.refused));
    }
    const choices = HOW.map((how, n) =>
      el("label", {}, el("input", { type: "radio", name: "how", value: how }), el("span", {}, el("kbd", { "aria-hidden": "true" }, String(n + 1)), ` ${say(`how.${how}`)}`)));
    const made = el(
      "form",
      { class: "desk-form", novalidate: true },
      el("fieldset", {}, el("legend", {}, say("how")), el("div", { class: "desk-how" }, ...choices)),
      el("div", { class: "desk-refused", id: "refused-why", role: "alert" }),
      el("div", { class: "desk-last" },
        el("label", { class: "desk-note" }, say("note"), el("input", { name: "note", autocomplete: "off", "aria-describedby": "refused-why" })),
        el("button", { class: "desk-button" }, say("approve"))),
      el("p", { class: "desk-written" }, say("recorded.form")),
    );
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      send(one, made);
    });
    return made;
  };

  const refuse = (made, text, field) => {
    made.querySelector(".desk-refused").replaceChildren(el("p", {}, text));
    field.focus();
  };

  // An approval stands for all figures that say the same in the same words.
  const alike = (one) => found.items.filter((other) => ["statistic", "printed", "sentence", "heads"].every((key) => other[key] === one[key]));

  const send = async (one, made) => {
    const how = new FormData(made).get("how");
    const note = made.elements.note.value;
    if (DONE.has(states.get(one.id)?.state)) {
      return;
    }
    if (!how) {
      refuse(made, say("choose"), made.querySelector("input"));
      return;
    }
    if (how === "asked" && !note.trim()) {
      refuse(made, say("whom"), made.elements.note);
      return;
    }
    set(one, "sending");
    // Writing it takes as long as a check of the report: meanwhile the editor reads the next one.
    next(one);
    let why = [];
    try {
      const body = JSON.stringify({ figures: [one.id], shown: [one.digest], how, note });
      const answer = await fetch(approve, { method: "POST", headers: { "Content-Type": "application/json" }, body });
      const said = answer.ok ? "" : await answer.text();
      why = answer.ok ? [] : read(said) || [said.trim() || `${answer.status} ${answer.statusText}`];
    } catch {
      why = [say("gone")];
    }
    set(one, why.length ? "refused" : "done", why);
    if (why.length && current !== one.id) {
      const back = el("button", { type: "button", class: "desk-plain" }, say("back"));
      back.addEventListener("click", () => { tell([]); choose(one.id, { open: true, focus: true }); });
      tell([`${say("refused.which", { printed: one.printed })} ${why.join(" ")}`], back);
    }
  };

  const read = (text) => {
    try {
      return JSON.parse(text).complaints || null;
    } catch {
      return null;
    }
  };

  const set = (one, state, why = []) => {
    for (const other of alike(one)) {
      states.set(other.id, { state, why });
      mark(other);
      if (current === other.id) {
        form(other);
      }
    }
    count();
  };

  const next = (one) => {
    const listed = visible();
    const rest = listed.slice(listed.indexOf(rows.get(one.id)) + 1).concat(listed);
    const to = rest.find((button) => !isDone(byId(button.dataset.id)) && byId(button.dataset.id).approve);
    if (to) {
      choose(to.dataset.id, { focus: true });
    } else {
      $("counts").scrollIntoView({ block: "nearest" });
      rows.get(one.id).focus();
    }
  };

  // ---- what is listed

  const filter = () => {
    const wanted = Object.fromEntries(new FormData(sift));
    const tour = new Set(wanted.tour ? found.first : []);
    const fits = (one) =>
      (!wanted.tour || tour.has(one.id)) &&
      (!wanted.file || one.file === wanted.file) &&
      (!wanted.statistic || one.statistic === wanted.statistic) &&
      (!wanted.source || one.sources.includes(wanted.source)) &&
      (!wanted.reason || one.reasons.some((reason) => reason.code === wanted.reason));
    let n = 0;
    for (const one of found.items) {
      const is = fits(one);
      rows.get(one.id).closest("li").hidden = !is;
      n += is ? 1 : 0;
    }
    for (const group of list.querySelectorAll(".desk-group")) {
      group.hidden = !group.querySelector("li:not([hidden])");
    }
    count();
    const all = found.items.length;
    $("found").textContent = n === all ? "" : n ? say("found", { n: shown(n), all: shown(all) }) : say("nothing");
    const listed = visible();
    if (!listed.includes(rows.get(current))) {
      choose(listed[0]?.dataset.id, { open: false });
    }
  };

  const fill = (name, texts) => {
    const select = sift.elements[name];
    const options = [...new Set(texts)].sort((a, b) => a.localeCompare(b));
    const titled = (text) => (name === "reason" ? label(text) : text);
    select.replaceChildren(el("option", { value: "" }, say("any")), ...options.map((text) => el("option", { value: text }, titled(text))));
  };

  sift.addEventListener("change", filter);
  sift.addEventListener("reset", () => setTimeout(filter));

  // ---- what keys do, for desk_keys.js

  window.deskActions = {
    step,
    back: () => rows.get(current)?.focus(),
    tour: () => {
      sift.elements.tour.checked = !sift.elements.tour.checked;
      filter();
    },
    approve: () => {
      if (!current) {
        return;
      }
      choose(current, { open: true });
      const open = "form:not(.is-done) input[name=how]";
      (pane.querySelector(`${open}:checked`) || pane.querySelector(open) || pane).focus();
      if (!wide.matches) {
        pane.querySelector(".desk-form").scrollIntoView({ block: "nearest" });
      }
    },
  };

  // ---- the queue

  const fail = (lines) => {
    $("counts").textContent = say("cannot");
    const again = el("button", { type: "button", class: "desk-button" }, say("again"));
    again.addEventListener("click", load);
    tell(lines, again);
  };

  const load = async () => {
    $("counts").textContent = say("wait");
    tell([]);
    try {
      const answer = await fetch(address);
      const text = await answer.text();
      if (!answer.ok) {
        fail(read(text) || [text.trim()]);
        return;
      }
      found = { ...found, ...JSON.parse(text) };
    } catch {
      fail([say("gone")]);
      return;
    }
    rows.clear();
    const groups = GROUPS.map(groupOf).filter((one) => one !== null);
    const waits = found.items.some((one) => !["pending", "seen"].includes(one.group));
    list.replaceChildren(...(waits ? [] : [empty()]), ...groups);
    board.hidden = false;
    sift.hidden = found.items.length === 0;
    sift.querySelector("details").open = wide.matches;
    fill("file", found.items.map((one) => one.file));
    fill("statistic", found.items.map((one) => one.statistic));
    fill("source", found.items.flatMap((one) => one.sources));
    fill("reason", found.items.flatMap((one) => one.reasons.map((reason) => reason.code)));
    if (found.git) {
      tell([say("git", { why: found.git })]);
    }
    const asked = decodeURIComponent(location.hash.slice(1));
    choose(byId(asked) ? asked : null);
    filter();
  };

  wide.addEventListener("change", () => choose(current));
  load();
})();
