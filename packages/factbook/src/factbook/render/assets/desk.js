// The queue of figures, gone through by keyboard. Everything that is shown is put in as text, never as markup.
(() => {
  "use strict";
  const { say, el, place, label, show } = window.deskFigure;
  const { makeForms, focus, read } = window.deskForms;
  const sift = window.deskSift;
  const { queue: address, approve, events } = document.body.dataset;
  const GROUPS = ["false", "fragile", "changed", "second", "never", "pending", "seen"];
  const CLOSED = new Set(["pending", "seen"]);
  const $ = (id) => document.getElementById(id);
  const [list, pane, board, told] = ["queue", "figure", "board", "told"].map($);
  const wide = matchMedia("(min-width: 62rem)");
  const root = document.documentElement;

  let found = { items: [], summary: {}, first: [], asked: {} };
  let current = null;
  let failed = true; // What is said above the list is why it could not be read, or nothing yet.
  let opened = false; // On a narrow screen the figure stands under its row, and may be closed.
  const rows = new Map(); // Id of a figure: its button.
  const groups = new Map(); // Name of a group: its section.
  const shown = el("div", {});

  const byId = (id) => found.items.find((one) => one.id === id);
  const number = (n) => n.toLocaleString(root.lang);
  const visible = () => [...rows.values()].filter((button) => button.getClientRects().length > 0);
  const lineOf = (id) => rows.get(id).closest("li");

  const forms = makeForms({
    address: approve,
    items: () => found.items,
    find: byId,
    told: (one) => {
      mark(one);
      if (current === one.id) {
        forms.show(one);
      }
      count();
    },
    sent: (one) => next(one),
    undone: (one) => {
      choose(one.id, { go: true });
      renew();
    },
    refused: (one, why) => {
      if (current !== one.id) {
        const back = el("button", { type: "button", class: "desk-plain" }, say("back"));
        back.addEventListener("click", () => { tell([]); choose(one.id, { open: true, go: true }); });
        tell([`${say("refused.which", { printed: one.printed })} ${why.join(" ")}`], back);
      }
    },
  });

  // ---- what is said above the list

  const tell = (lines, ...more) => {
    told.hidden = lines.length === 0;
    told.replaceChildren(...lines.map((text) => el("p", {}, text)), ...more);
  };

  const count = () => {
    const { items } = found;
    const left = (group) => items.filter((one) => one.group === group && !forms.isDone(one)).length;
    const parts = GROUPS.filter((group) => !CLOSED.has(group) && left(group)).map((group) => say(`count.${group}`, { n: number(left(group)) }));
    const unbound = found.summary.unbound ? ` ${say("count.unbound", { n: number(found.summary.unbound) })}` : "";
    const total = items.length === 1 ? say("count.one") : say("count", { n: number(items.length) });
    $("counts").textContent = `${total}${parts.length ? ` ${parts.join(", ")}.` : ""}${unbound}`;

    const looked = items.filter((one) => forms.isDone(one) || one.group === "second").length;
    $("progress").hidden = items.length === 0;
    $("progress").querySelector("progress").max = Math.max(items.length, 1);
    $("progress").querySelector("progress").value = looked;
    $("progress-said").textContent = say("progress", { n: number(looked), all: number(items.length) });

    const written = items.filter((one) => one.group === "pending" || forms.stateOf(one) === "done").length;
    $("commit").hidden = written === 0;
    $("commit-said").textContent = written === 1 ? say("written.one") : say("written", { n: number(written) });
    for (const [group, section] of groups) {
      // Of those that are listed; the line above counts all.
      const listed = items.filter((one) => one.group === group && !lineOf(one.id).hidden);
      section.querySelector(".desk-n").textContent = number(listed.filter((one) => CLOSED.has(group) || !forms.isDone(one)).length);
    }
  };

  // ---- the list

  const row = (one) => {
    if (!rows.has(one.id)) {
      const button = el("button", { type: "button", class: "desk-row", tabindex: "-1", "data-id": one.id });
      button.addEventListener("click", () => press(one.id));
      el("li", {}, button);
      rows.set(one.id, button);
    }
    const button = rows.get(one.id);
    const why = [one.reasons.length ? label(one.reasons[0].code) : "", one.headline ? say("headline") : ""];
    button.dataset.verdict = one.verdict;
    button.replaceChildren(
      el("b", {}, one.printed),
      el("span", { class: "desk-reason" }, ` ${why.filter((each) => each).join(" · ")}`),
      el("span", { class: "desk-where" }, ` ${place(one)}`),
      el("span", { class: "desk-mark" }),
    );
    mark(one);
    return button.closest("li");
  };

  const press = (id) => {
    const again = current === id && opened && !wide.matches;
    choose(id, { open: !again });
    if (!again) {
      pane.focus({ preventScroll: wide.matches });
    }
  };

  // Puts children in order and leaves alone those that are in it: what has the focus keeps it.
  const arrange = (parent, wanted) => {
    const stays = new Set(wanted);
    [...parent.children].filter((child) => !stays.has(child)).forEach((child) => child.remove());
    wanted.forEach((child, at) => {
      if (parent.children[at] !== child) {
        parent.insertBefore(child, parent.children[at] || null);
      }
    });
  };

  const groupOf = (name) => {
    const items = found.items.filter((one) => one.group === name);
    if (!items.length) {
      groups.delete(name);
      return null;
    }
    if (!groups.has(name)) {
      const title = el("h2", {}, say(`group.${name}`), " ", el("span", { class: "desk-n" }));
      const hint = el("p", { class: "desk-hint" }, say(`hint.${name}`));
      const content = CLOSED.has(name) ? [el("details", {}, el("summary", {}, title), hint, el("ol", {}))] : [title, hint, el("ol", {})];
      groups.set(name, el("section", { class: "desk-group", "data-group": name }, ...content));
    }
    arrange(groups.get(name).querySelector("ol"), items.map(row));
    return groups.get(name);
  };

  const empty = () => {
    const some = found.items.length > 0;
    const written = found.items.some((one) => one.group === "pending");
    const what = !some ? say("empty.none", { claim: "{claim}`…`" }) : say(written ? "empty.commit" : "empty.seal");
    return el("div", { class: "desk-empty" }, el("h2", {}, say("empty")), el("p", {}, what));
  };

  const mark = (one) => {
    const state = forms.stateOf(one);
    rows.get(one.id).dataset.state = state;
    rows.get(one.id).querySelector(".desk-mark").textContent = state ? ` ${say(state)}` : "";
  };

  const choose = (id, { open = opened, go = false } = {}) => {
    const one = byId(id);
    const isOther = current !== id;
    rows.get(current)?.removeAttribute("aria-current");
    rows.get(current)?.setAttribute("tabindex", "-1");
    current = one ? id : null;
    opened = open;
    if (!one) {
      pane.hidden = true;
      board.append(pane);
      return;
    }
    const button = rows.get(id);
    button.setAttribute("aria-current", "true");
    button.setAttribute("tabindex", "0");
    history.replaceState(null, "", `#${encodeURIComponent(id)}`);
    pane.hidden = !(wide.matches || opened);
    const code = !isOther && shown.querySelector("details")?.open;
    shown.replaceChildren(...show(one, say(`group.${one.group}`)));
    shown.querySelectorAll("details").forEach((each) => { each.open = code; });
    arrange(pane, [shown, forms.show(one)]);
    const parent = wide.matches ? board : lineOf(id);
    if (pane.parentElement !== parent) {
      parent.append(pane);
    }
    if (isOther) {
      pane.scrollTop = 0;
    }
    if (go) {
      button.focus();
      button.scrollIntoView({ block: wide.matches ? "nearest" : "start" });
    }
  };

  const step = (by) => {
    const listed = visible();
    const at = listed.indexOf(rows.get(current));
    const to = listed[at < 0 ? 0 : Math.max(0, Math.min(listed.length - 1, at + by))];
    if (to) {
      choose(to.dataset.id, { go: true });
    }
  };

  const next = (one) => {
    const listed = visible();
    const rest = listed.slice(listed.indexOf(rows.get(one.id)) + 1).concat(listed);
    const to = rest.find((button) => !forms.isDone(byId(button.dataset.id)) && byId(button.dataset.id).approve);
    if (to) {
      choose(to.dataset.id, { go: true });
    } else {
      $("counts").scrollIntoView({ block: "nearest" });
      rows.get(one.id).focus();
    }
  };

  const filter = () => {
    const fitting = sift.choose(found.items, found.first);
    for (const one of found.items) {
      lineOf(one.id).hidden = !fitting.has(one);
    }
    for (const section of groups.values()) {
      section.hidden = !section.querySelector("li:not([hidden])");
    }
    count();
    const [n, all] = [fitting.size, found.items.length];
    $("found").textContent = n === all ? "" : n ? say("found", { n: number(n), all: number(all) }) : say("nothing");
    const listed = visible();
    if (!listed.includes(rows.get(current))) {
      choose(listed[0]?.dataset.id, { open: false });
    }
  };

  sift.listen(filter);

  // ---- the queue

  const fail = (lines) => {
    failed = true;
    $("counts").textContent = say("cannot");
    const again = el("button", { type: "button", class: "desk-button" }, say("again"));
    again.addEventListener("click", () => renew());
    tell(lines, again);
  };

  // The list, with what is in focus, what is open and what was written left where it is.
  const put = () => {
    const at = visible().indexOf(rows.get(current));
    const [focused, top] = [document.activeElement, rows.get(current)?.getBoundingClientRect().top];
    const known = new Set(found.items.map((one) => one.id));
    [...rows.keys()].filter((id) => !known.has(id)).forEach((id) => rows.delete(id));
    forms.renew();
    const sections = GROUPS.map(groupOf).filter((one) => one !== null);
    const waits = found.items.some((one) => !CLOSED.has(one.group));
    arrange(list, [...(waits ? [] : [empty()]), ...sections]);
    board.hidden = false;
    sift.offer(found.items);
    // Of one that is gone, the next takes its place.
    choose(known.has(current) ? current : visible()[at]?.dataset.id);
    filter();
    if (rows.has(current) && top !== undefined) {
      list.scrollTop += rows.get(current).getBoundingClientRect().top - top;
      scrollBy({ top: rows.get(current).getBoundingClientRect().top - top, behavior: "instant" });
    }
    if (focused !== document.activeElement && focused.isConnected) {
      focused.focus({ preventScroll: true });
    }
  };

  // Returns the revision of the report that is shown then; none where it could not be read.
  const load = async () => {
    try {
      const answer = await fetch(address);
      const text = await answer.text();
      if (!answer.ok) {
        fail(read(text) || [text.trim()]);
        return null;
      }
      found = { ...found, ...JSON.parse(text) };
    } catch {
      fail([say("gone")]);
      return null;
    }
    if (failed) {
      tell(found.git ? [say("git", { why: found.git })] : []);
      failed = false;
    }
    if (board.hidden) {
      sift.form.querySelector("details").open = wide.matches;
      const asked = decodeURIComponent(location.hash.slice(1));
      current = byId(asked) ? asked : null;
    }
    put();
    return found.revision;
  };

  wide.addEventListener("change", () => choose(current));
  const renew = window.deskLive.listen(events, load);

  // ---- what keys do, for desk_keys.js

  window.deskActions = {
    step,
    back: () => rows.get(current)?.focus(),
    again: renew,
    undo: () => forms.undo(current),
    tour: () => {
      sift.tour.checked = !sift.tour.checked;
      filter();
    },
    approve: () => {
      if (!current) {
        return;
      }
      choose(current, { open: true });
      const open = "form:not(.is-done) input[name=how]";
      const field = pane.querySelector(`${open}:checked`) || pane.querySelector(open);
      if (field) {
        focus(field);
      } else {
        pane.focus({ preventScroll: wide.matches });
      }
      if (!wide.matches) {
        pane.querySelector(".desk-form").scrollIntoView({ block: "nearest" });
      }
    },
  };
})();
