// The figure in focus: its sentence, why it is in the queue, and what it rests on.
// Everything that is shown is put in as text, never as markup.
(() => {
  "use strict";
  const words = JSON.parse(document.body.dataset.words);
  const { site } = document.body.dataset;

  const say = (key, values = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

  // An element with its attributes and children; texts among these become text nodes.
  const el = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== false) {
        made.setAttribute(key, value === true ? "" : value);
      }
    }
    made.append(...children.filter((one) => ![null, undefined, false, ""].includes(one)));
    return made;
  };

  const drawn = (name, attributes, text = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    made.textContent = text;
    return made;
  };

  const place = (one) => `${one.file}${one.line ? `:${one.line}` : ""}`;

  const label = (code) => {
    const [aspect, contradicted] = code.split(/ (?=contradicted$)/);
    if (contradicted) {
      return `${say(`aspect.${aspect}`)}: ${say("code.contradicted")}`;
    }
    return `code.${code}` in words ? say(`code.${code}`) : say(code);
  };

  const part = (title, ...children) => el("section", { class: "desk-part" }, el("h3", {}, title), ...children);

  const sentence = (one) => {
    const text = el("blockquote", { class: "desk-sentence" });
    const [start, end] = one.mark || [0, 0];
    const mark = el("mark", { class: "fb-fig", "data-verdict": one.verdict, "data-long": true });
    mark.textContent = one.sentence.slice(start, end);
    // Of a cell of a table, its heads are what it says.
    const heads = one.heads && el("span", { class: "desk-heads" }, `${one.heads.replaceAll(" | ", ", ")}: `);
    text.append(heads || "", one.sentence.slice(0, start), ...(end ? [mark] : []), one.sentence.slice(end));
    return text;
  };

  // "Changed since it was approved" begins with what its label says.
  const withoutStart = (text, start) => (text.startsWith(`${start} `) ? text.slice(start.length + 1) : text);

  const reasons = (one) =>
    one.reasons.length === 0
      ? null
      : part(
          say("reasons"),
          el(
            "ul",
            { class: "desk-reasons" },
            ...one.reasons.map((reason) =>
              el("li", {}, el("b", {}, label(reason.code)), ` ${withoutStart(reason.text, label(reason.code))}`,
                el("span", { class: "desk-look" }, `${say("see")}: ${reason.look}`)),
            ),
          ),
        );

  const value = (one) => {
    const list = el("dl", { class: "desk-facts" });
    const row = (name, ...text) => text.some((each) => each) && list.append(el("div", {}, el("dt", {}, name), el("dd", {}, ...text)));
    if (one.shown) {
      const exact = one.exact && el("span", { class: "desk-exact" }, say("exactly", { value: one.exact }));
      row(say("value"), el("b", { class: "desk-value" }, one.shown), exact ? " " : null, exact || null);
    }
    row(say("verdict"), `${say(one.verdict)}: ${one.reason}`);
    row(say("margin"), one.margin);
    row(say("counts"), one.population);
    row(say("period"), one.period);
    row(say("id"), one.statistic);
    row(say("note.known"), one.note);
    if (one.code) {
      const code = el("pre", { tabindex: "0" }, el("code", {}, one.code.text));
      const title = say("recorded", { notebook: one.code.notebook, n: one.code.cell });
      return [list, el("details", { class: "desk-code" }, el("summary", {}, title), code)];
    }
    return [list];
  };

  const isOutlier = (one) => one.reasons.some((reason) => reason.code === "outlier");

  const series = (one) => {
    const plan = one.series;
    if (!plan) {
      return null;
    }
    const svg = drawn("svg", { viewBox: `0 0 ${plan.width} ${plan.height}`, role: "img", "aria-label": plan.says });
    svg.append(drawn("path", { class: "fb-series__base", d: `M0 ${plan.base}H${plan.width}` }));
    svg.append(drawn("path", { class: "fb-series__line", d: plan.path }));
    for (const lone of plan.lone) {
      svg.append(drawn("circle", { class: "fb-series__lone", cx: lone[0], cy: lone[1], r: 2.5 }));
    }
    const [x, y] = plan.here;
    svg.append(drawn("circle", { class: "fb-series__here", cx: x, cy: y, r: 4.5 }));
    svg.append(drawn("text", { class: "fb-series__value", x, y: plan.top, dy: -10, "text-anchor": plan.anchor }, plan.value));
    for (const [text, anchor, at] of plan.ends) {
      svg.append(drawn("text", { x: at, y: plan.height - 4, "text-anchor": anchor }, text));
    }
    const unusual = one.reasons.find((reason) => reason.code === "outlier");
    const figure = el("figure", { class: "fb-series", "data-outlier": Boolean(unusual) }, svg);
    if (unusual) {
      figure.append(el("figcaption", {}, unusual.text));
    }
    return part(say("series"), figure);
  };

  const rows = (set) => {
    const name = set.table ? `${set.table}${set.file ? ` (${set.file})` : ""}` : say("rows.made");
    // Columns in which nothing stands would only push the others out of sight.
    const filled = set.columns.map((_, at) => at).filter((at) => set.rows.some((row) => row[at] !== ""));
    set = { ...set, columns: filled.map((at) => set.columns[at]), rows: set.rows.map((row) => filled.map((at) => row[at])) };
    const isNumber = (text) => /^[-+−]?[\d.,\s]+%?$/.test(text);
    const numeric = set.columns.map((_, at) => set.rows.length > 0 && set.rows.every((row) => isNumber(row[at]) || row[at] === ""));
    const lined = set.lines.length > 0;
    const head = el("tr", {}, ...(lined ? [el("th", { scope: "col" }, say("line"))] : []),
      ...set.columns.map((column, at) => el("th", { scope: "col", class: numeric[at] ? "is-n" : null }, column)));
    const body = set.rows.map((row, n) =>
      el("tr", {}, ...(lined ? [el("td", { class: "desk-line" }, String(set.lines[n]))] : []),
        ...row.map((cell, at) => el("td", { class: numeric[at] ? "is-n" : null }, cell))));
    const table = el("table", {}, el("caption", {}, name), el("thead", {}, head), el("tbody", {}, ...body));
    const around = el("div", { class: "desk-rows", tabindex: "0", role: "region", "aria-label": name }, table);
    return set.more > 0 ? [around, el("p", { class: "desk-more" }, say(set.more === 1 ? "rows.more.one" : "rows.more", { n: set.more.toLocaleString(document.documentElement.lang) }))] : [around];
  };

  const source = (one) => {
    const named = one.url ? el("a", { href: one.url, target: "_blank", rel: "noreferrer noopener" }, one.title) : one.title;
    return el("li", {}, named, one.published ? `, ${one.published}` : "", " ", el("code", {}, one.id));
  };

  const before = (one) => {
    const who = one.who || say("someone");
    const how = `${who}${one.when ? `, ${one.when}` : ""}: ${say(`how.${one.how}`)}${one.note ? ` (${one.note})` : ""}`;
    const what = one.changed.map((lapse) => say(`lapse.${lapse}`)).join(", ");
    const state = one.state === "committed" ? say("stands") : say(`state.${one.state}`);
    return el("li", {}, how, el("span", { class: "desk-look" }, what ? say("lapsed", { what, printed: one.printed }) : state));
  };

  // The whole of a figure but for its form.
  const show = (one, group) => {
    const title = el("p", { class: "fb-kicker", id: "figure-said" },
      el("span", { class: "fb-vh" }, `${one.printed} · `), `${group}${one.headline ? ` · ${say("headline")}` : ""}`);
    const link = el("a", { href: site + one.href, target: "factbook-page", class: "desk-open" }, say("open"),
      el("span", { class: "fb-vh" }, ` (${say("new")})`));
    return [
      title,
      sentence(one),
      el("p", { class: "desk-place" }, `${place(one)} · `, link),
      reasons(one),
      // What is unusual is seen before it is read.
      isOutlier(one) ? series(one) : null,
      ...value(one),
      isOutlier(one) ? null : series(one),
      one.rows.length ? part(say("rows"), ...one.rows.flatMap(rows)) : null,
      one.origins.length ? part(say("sources"), el("ul", { class: "desk-sources" }, ...one.origins.map(source))) : null,
      one.approvals.length ? part(say("before"), el("ul", { class: "desk-before" }, ...one.approvals.map(before))) : null,
    ].filter((each) => each !== null);
  };

  window.deskFigure = { say, el, place, label, show };
})();
