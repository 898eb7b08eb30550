/* factbook: which editions there are, and what was corrected after this one. Only published editions load the list. */
(function () {
  "use strict";

  document.addEventListener("DOMContentLoaded", function () {
    var menu = document.querySelector(".fb-editions[data-edition]");
    if (!menu) return;
    var words = JSON.parse(menu.dataset.words);
    var root = new URL(menu.dataset.root, location.href);
    var inside = root.pathname.endsWith("/editions/" + encodeURIComponent(menu.dataset.edition) + "/");
    var front = inside ? new URL("../../", root) : root;
    var page = decodeURI(location.pathname.slice(root.pathname.length)) || "index.html";
    if (location.protocol === "file:") {
      if (inside) add(menu, words.newest, new URL("index.html", front));
      return;
    }
    fetch(new URL("editions.json", front))
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (list) { if (list) show(menu, words, front, page, list); })
      .catch(function () { /* the page is whole without it */ });
  });

  function show(menu, words, front, page, list) {
    var labels = list.editions.map(function (one) { return one.label; });
    var own = labels.indexOf(menu.dataset.edition);
    var newest = list.editions[labels.length - 1];
    if (own < 0) return;
    list.editions.slice().reverse().forEach(function (one) {
      if (one.label === menu.dataset.edition) return;
      var href = new URL(one === newest ? "index.html" : "editions/" + encodeURIComponent(one.label) + "/index.html", front);
      add(menu, one.label + ": " + words.known.replace("{date}", day(one.as_of)), href, one.note);
    });
    if (own === labels.length - 1) return;
    banner(menu, words, front, page, newest, concerned(page, list.corrections, labels, own));
  }

  function add(menu, text, href, note) {
    var item = document.createElement("li");
    item.append(link(text, href));
    if (note) item.append(line(note));
    menu.querySelector("ul").append(item);
  }

  /* the corrections of figures that this page shows, made after its edition: the last of each figure */
  function concerned(page, corrections, labels, own) {
    var shown = new Set();
    document.querySelectorAll("a.fb-fig[href]").forEach(function (mark) {
      shown.add(new URL(mark.href).pathname.split("/evidence/")[1]);
    });
    if (page.startsWith("evidence/")) shown.add(page.slice("evidence/".length));
    var later = corrections.filter(function (one) {
      return labels.indexOf(one.edition) > own && shown.has(file(one.statistic));
    });
    var moved = new Set(later.map(function (one) { return file(one.statistic); }));
    document.querySelectorAll("a.fb-fig[href]").forEach(function (mark) {
      if (moved.has(new URL(mark.href).pathname.split("/evidence/")[1])) mark.dataset.later = "";
    });
    var seen = new Set();
    return later.filter(function (one) { return !seen.has(one.statistic) && seen.add(one.statistic); });
  }

  function file(statistic) { return encodeURI(statistic.replace(/[^\p{L}\p{N}_.-]+/gu, "-")) + ".html"; }

  function banner(menu, words, front, page, newest, corrections) {
    var box = document.createElement("aside");
    box.className = "fb-later";
    box.setAttribute("aria-label", words.label);
    var inner = document.createElement("div");
    inner.className = "fb-in";
    var first = line(words.old.replace("{date}", day(menu.dataset.day)) + " ");
    first.append(link(words.newer.replace("{date}", day(newest.as_of)), new URL(page, front)));
    inner.append(first);
    if (corrections.length) {
      var more = document.createElement("details");
      var head = document.createElement("summary");
      head.textContent = (corrections.length === 1 ? words.one : words.many.replace("{n}", corrections.length));
      var items = document.createElement("ul");
      corrections.forEach(function (one) {
        var item = document.createElement("li");
        var same = one.before === one.after;
        var told = same ? one.before : words.printed.replace("{before}", one.before).replace("{after}", one.after);
        item.append((words[one["class"]] || one["class"]) + ": ", link(one.label || one.statistic, new URL(one.href, front)), ", " + told);
        items.append(item);
      });
      more.append(head, items);
      inner.append(more);
    }
    box.append(inner);
    document.querySelector(".fb-mast").after(box);
  }

  function link(text, href) {
    var made = document.createElement("a");
    made.href = href;
    made.textContent = text;
    return made;
  }

  function line(text) {
    var made = document.createElement("p");
    made.textContent = text;
    return made;
  }

  function day(text) {
    var language = document.documentElement.lang || "en";
    var form = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    return new Date(text + "T00:00:00Z").toLocaleDateString(language === "en" ? "en-GB" : language, form);
  }
})();
