// Which figures of the queue are listed: by page, statistic, source and reason, and those of the ten-minute tour.
(() => {
  "use strict";
  const { say, el, label } = window.deskFigure;
  const form = document.getElementById("sift");
  const tour = form.elements.tour;
  const FIELDS = {
    file: (one) => [one.file],
    statistic: (one) => [one.statistic],
    source: (one) => one.sources,
    reason: (one) => one.reasons.map((reason) => reason.code),
  };

  const fill = (name, texts) => {
    const select = form.elements[name];
    const chosen = select.value;
    const options = [...new Set(texts)].sort((a, b) => a.localeCompare(b));
    const titled = (text) => (name === "reason" ? label(text) : text);
    select.replaceChildren(el("option", { value: "" }, say("any")), ...options.map((text) => el("option", { value: text }, titled(text))));
    select.value = options.includes(chosen) ? chosen : "";
  };

  // Offers what there is to choose; what was chosen stays, as far as it is there.
  const offer = (items) => {
    form.hidden = items.length === 0;
    for (const [name, textsOf] of Object.entries(FIELDS)) {
      fill(name, items.flatMap(textsOf));
    }
  };

  // The figures that fit what is chosen; `first` are the ids of the tour.
  const choose = (items, first) => {
    const isFirst = new Set(first);
    const fits = (one) =>
      (!tour.checked || isFirst.has(one.id)) &&
      Object.entries(FIELDS).every(([name, textsOf]) => !form.elements[name].value || textsOf(one).includes(form.elements[name].value));
    return new Set(items.filter(fits));
  };

  const listen = (changed) => {
    form.addEventListener("change", changed);
    // The fields are reset after the event.
    form.addEventListener("reset", () => setTimeout(changed));
  };

  window.deskSift = { form, tour, offer, choose, listen };
})();
