// What an editor did with a figure: its form, which keeps what was written in it, and what came of sending it.
(() => {
  "use strict";
  const { say, el } = window.deskFigure;
  const HOW = ["recomputed", "source", "asked"];
  const DONE = new Set(["sending", "done"]);
  const BUSY = new Set(["sending", "undoing"]);
  const LOOKED = new Set(["pending", "seen"]);

  const read = (text) => {
    try {
      return JSON.parse(text).complaints || null;
    } catch {
      return null;
    }
  };

  // Where the form stays in sight, the sentence above it does, too.
  const focus = (field) =>
    field.focus({ preventScroll: getComputedStyle(field.closest(".desk-form")).position === "sticky" });

  const text = (line) => el("p", {}, line);

  // `desk` has `address`, `items` and `find`, and learns of what came of an approval by `told`, `sent` and `refused`.
  const makeForms = (desk) => {
    let last = null; // Id of the figure that was approved last in this window.
    const states = new Map(); // Id of a figure: what came of its approval in this window.
    const forms = new Map(); // Id of a figure: its form, and the digest of what it was shown with.

    const stateOf = (one) => states.get(one.id)?.state || "";
    const isDone = (one) => DONE.has(stateOf(one)) || LOOKED.has(one.group);

    // An approval stands for all figures that say the same in the same words.
    const set = (one, state, why = []) => {
      const same = (other) => ["statistic", "printed", "sentence", "heads"].every((key) => other[key] === one[key]);
      const ids = new Set(desk.items().filter(same).map((other) => other.id));
      // Also those that have changed, or are gone, since it was sent.
      states.forEach((known, id) => { if (known.by === one.id && BUSY.has(known.state)) ids.add(id); });
      const found = [...ids].map(desk.find).filter((other) => other);
      ids.forEach((id) => states.delete(id));
      for (const other of found) {
        // Where the queue has it already, what was done is known from there, until it is undone.
        states.set(other.id, { state: state === "done" && LOOKED.has(other.group) ? "" : state, why, by: one.id });
      }
      renew();
      found.forEach(desk.told);
    };

    const show = (one) => {
      const known = forms.get(one.id);
      // With the same reason not to approve it, or none, it is the same form: somebody may be writing in it.
      if (known?.refused !== one.refused) {
        const made = make(one);
        const note = known?.made.elements?.note.value ?? known?.note ?? "";
        if (made.elements) {
          made.elements.note.value = note;
        }
        forms.set(one.id, { made, note, refused: one.refused, digest: one.digest });
      }
      const { made } = forms.get(one.id);
      const state = stateOf(one);
      made.classList.toggle("is-done", DONE.has(state) || BUSY.has(state));
      made.querySelector(".desk-written")?.replaceChildren(
        ...(BUSY.has(state) ? [say(state)] : [`${say("recorded.form")} `, undoButton(one)]));
      made.querySelector(".desk-refused").replaceChildren(...(states.get(one.id)?.why || []).map(text));
      return made;
    };

    const make = (one) => {
      if (one.refused) {
        const why = el("p", { class: "desk-no" }, one.refused);
        return el("div", { class: "desk-form" }, el("div", { class: "desk-refused" }), why, isOpen(one) && undoButton(one));
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
        el("p", { class: "desk-written" }),
      );
      made.addEventListener("submit", (event) => {
        event.preventDefault();
        send(desk.find(one.id), made);
      });
      return made;
    };

    const ask = (made, line, field) => {
      made.querySelector(".desk-refused").replaceChildren(text(line));
      focus(field);
    };

    const send = async (one, made) => {
      const how = new FormData(made).get("how");
      const note = made.elements.note.value;
      if (DONE.has(stateOf(one)) || BUSY.has(stateOf(one))) {
        return;
      }
      if (!how) {
        ask(made, say("choose"), made.querySelector("input"));
        return;
      }
      if (how === "asked" && !note.trim()) {
        ask(made, say("whom"), made.elements.note);
        return;
      }
      set(one, "sending");
      // Writing it takes as long as a check of the report: meanwhile the editor reads the next one.
      desk.sent(one);
      // With the digest of what is shown: the server refuses what is not like that any more.
      const why = await post({ figures: [one.id], shown: [one.digest], how, note });
      set(one, why.length ? "refused" : "done", why);
      if (why.length) {
        desk.refused(one, why);
      } else {
        last = one.id;
      }
    };

    // Returns why it was refused; nothing if it was done.
    const post = async (asked) => {
      try {
        const body = JSON.stringify(asked);
        const answer = await fetch(desk.address, { method: "POST", headers: { "Content-Type": "application/json" }, body });
        const said = answer.ok ? "" : await answer.text();
        return answer.ok ? [] : read(said) || [said.trim() || `${answer.status} ${answer.statusText}`];
      } catch {
        return [say("gone")];
      }
    };

    // ---- an approval taken back, as long as it is not committed

    const isOpen = (one) =>
      stateOf(one) === "done" || one.approvals.some((each) => each.state === "uncommitted" && each.changed.length === 0);

    const undoButton = (one) => {
      const button = el("button", { type: "button", class: "desk-plain" }, say("undo"));
      button.addEventListener("click", () => takeBack(one));
      return button;
    };

    const takeBack = async (one) => {
      const before = stateOf(one);
      if (BUSY.has(before)) {
        return;
      }
      set(one, "undoing");
      const why = await post({ figures: [one.id], undo: true });
      set(one, why.length ? before : "", why);
      if (why.length) {
        desk.refused(one, why);
      } else {
        desk.undone(one);
      }
    };

    // That of the figure in focus; else the one that was given last.
    const undo = (id) => {
      const one = [id, last].map(desk.find).find((each) => each && isOpen(each));
      if (one) {
        takeBack(one);
      }
    };

    // The figures are as they are now: what was done with one that has changed has to be done again.
    const renew = () => {
      for (const one of desk.items()) {
        const known = forms.get(one.id);
        if (LOOKED.has(one.group) && stateOf(one) === "done") {
          states.delete(one.id);
        }
        if (known && known.digest !== one.digest && !BUSY.has(stateOf(one))) {
          known.digest = one.digest;
          states.set(one.id, { state: "moved", why: [say("moved.why")] });
          known.made.querySelectorAll("input[name=how]").forEach((input) => { input.checked = false; });
        }
      }
    };

    // They are written one after the other, and what a browser has not sent yet would be lost.
    addEventListener("beforeunload", (event) => {
      if ([...states.values()].some((one) => BUSY.has(one.state))) {
        event.preventDefault();
      }
    });

    return { show, renew, isDone, stateOf, undo };
  };

  window.deskForms = { makeForms, focus, read };
})();
