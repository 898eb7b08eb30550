/* factbook: an embedded figure or chart says so when a later edition gives another value. Only published editions load this. */
(function () {
  "use strict";

  document.addEventListener("DOMContentLoaded", function () {
    var main = document.querySelector("main[data-edition]");
    if (!main || location.protocol === "file:") return;
    var root = new URL(main.dataset.root, location.href);
    var inside = root.pathname.endsWith("/editions/" + encodeURIComponent(main.dataset.edition) + "/");
    var front = inside ? new URL("../../", root) : root;
    fetch(new URL("editions.json", front))
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (list) { if (list) tell(main, front, list); })
      .catch(function () { /* it is whole without it, and names its edition */ });
  });

  function tell(main, front, list) {
    var labels = list.editions.map(function (one) { return one.label; });
    var own = labels.indexOf(main.dataset.edition);
    var figures = JSON.parse(main.dataset.figures);
    if (own < 0) return;
    var moved = figures.map(function (id) {
      var later = list.corrections.filter(function (one) { return (one.ids || [one.statistic]).indexOf(id) >= 0 && labels.indexOf(one.edition) > own; });
      later.sort(function (a, b) { return labels.indexOf(a.edition) - labels.indexOf(b.edition); });
      /* what moved and came back is as it is shown here */
      return later.length && later[0].before !== later[later.length - 1].after ? later[later.length - 1] : null;
    }).filter(Boolean);
    if (!moved.length) return;
    var note = main.querySelector(".fb-embed__moved");
    note.querySelector("a").href = new URL(moved[0].href, front);
    note.hidden = false;
    main.classList.add("fb-embed--moved");
  }
})();
