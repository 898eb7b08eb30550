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
    /* as it stands in addresses, where a name may have "#", "%" or letters beyond ASCII as escapes */
    var address = location.pathname.slice(root.pathname.length) || "index.html";
    if (location.protocol === "file:") {
      if (inside) add(menu, words.newest, new URL("index.html", front));
      return;
    }
    fetch(new URL("editions.json", front))
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (list) { if (list) show(menu, words, front, address, list); })
      .catch(function () { /* the page is whole without it */ });
  });

  function show(menu, words, front, address, list) {
    var labels = list.editions.map(function (one) { return one.label; });
    var own = labels.indexOf(menu.dataset.edition);
    var newest = list.editions[labels.length - 1];
    if (own < 0) return;
    list.editions.slice().reverse().forEach(function (one) {
      if (one.label === menu.dataset.edition) return;
      var href = new URL(one === newest ? "index.html" : "editions/" + encodeURIComponent(one.label) + "/index.html", front);
      add(menu, words.edition.replace("{label}", one.label), href, one.note);
    });
    if (own === labels.length - 1) return;
    banner(menu, words, front, address, newest, concerned(address, list.corrections, labels, own));
  }

  function add(menu, text, href, note) {
    var item = document.createElement("li");
    item.append(link(text, href));
    if (note) item.append(line(note));
    menu.querySelector("ul").append(item);
  }

  /* What was changed after this edition of what this page prints: each figure as it stands here, and as it is now. */
  function concerned(address, corrections, labels, own) {
    var marks = new Map(), told = [], page = decode(address);
    document.querySelectorAll("a.fb-fig[href]").forEach(function (mark) {
      var name = new URL(mark.href).pathname.split("/evidence/")[1];
      marks.set(name, (marks.get(name) || []).concat(mark));
    });
    var groups = new Map();
    corrections.filter(function (one) { return labels.indexOf(one.edition) > own; }).forEach(function (one) {
      var key = one.page ? one.statistic : (one.ids || [one.statistic])[0];
      groups.set(key, (groups.get(key) || []).concat(one));
    });
    groups.forEach(function (steps) {
      /* the oldest first */
      steps.sort(function (a, b) { return labels.indexOf(a.edition) - labels.indexOf(b.edition); });
      var first = steps[0], last = steps[steps.length - 1], files = new Set(), here = [], seen = new Set();
      if (first.page) {
        if (first.page === page) told.push(describe(last, first.before, last.after));
        return;
      }
      steps.forEach(function (one) { (one.ids || []).concat(one.statistic).forEach(function (id) { files.add(file(id)); }); });
      files.forEach(function (name) { here = here.concat(marks.get(name) || []); });
      if (address.startsWith("evidence/") && files.has(address.slice("evidence/".length))) told.push(describe(last, first.before, last.after));
      here.forEach(function (mark) {
        var text = plain(mark.textContent), found = follow(text, steps);
        if (!found) return;
        mark.dataset.later = "";
        var panel = mark.dataset.ev && document.getElementById(mark.dataset.ev);
        if (panel) panel.dataset.later = "";
        if (!seen.has(text)) told.push(describe(found.step, text, found.now));
        seen.add(text);
      });
    });
    return told;
  }

  function describe(step, before, after) {
    return { "class": step["class"], label: step.label || step.statistic, href: step.href, page: !!step.page, before: before, after: after };
  }

  /* from what is printed here through every later change of it; nothing where it still stands, or came back */
  function follow(text, steps) {
    var now = text, step = null, other = null;
    steps.forEach(function (one) {
      var own = (one.printings || [one]).filter(function (it) { return plain(it.before) === now; })[0];
      if (own) { step = one; now = plain(own.after); return; }
      /* what it counts or its unit changed, with the same digits; lists of earlier versions name one place alone */
      if (one.printings && !one.printings.length) other = one;
      if (!one.printings) { step = one; now = plain(one.after); }
    });
    if (step && now !== text) return { step: step, now: now };
    return other ? { step: other, now: text } : null;
  }

  function decode(address) {
    try { return decodeURIComponent(address); } catch (e) { return address; }
  }

  function plain(text) { return text.replace(/\s+/g, " ").trim(); }

  function file(statistic) { return encodeURI(statistic.replace(/[^\p{L}\p{N}_.-]+/gu, "-")) + ".html"; }

  function banner(menu, words, front, address, newest, corrections) {
    var box = document.createElement("aside");
    box.className = "fb-later";
    box.setAttribute("aria-label", words.label);
    var inner = document.createElement("div");
    inner.className = "fb-in";
    var first = line(words.old.replace("{label}", menu.dataset.edition) + " ");
    /* a page that was withdrawn is nowhere else: its address in front leads back here */
    var gone = corrections.some(function (one) { return one.page && one["class"] === "withdrawal"; });
    first.append(link(words.newer.replace("{label}", newest.label), new URL(gone ? "index.html" : address, front)));
    inner.append(first);
    if (corrections.length) {
      var more = document.createElement("details");
      var head = document.createElement("summary");
      head.textContent = (corrections.length === 1 ? words.one : words.many.replace("{n}", corrections.length));
      var items = document.createElement("ul");
      corrections.forEach(function (one) {
        var item = document.createElement("li");
        var form = one.after && one.after !== "–" ? words.printed : words.gone;
        var told = one.before === one.after ? one.before : form.replace("{before}", one.before).replace("{after}", one.after);
        if (one.page && one["class"] === "withdrawal") told = words.removed;
        /* a figure is named by what is printed, a page by its title */
        item.append((words[one["class"]] || one["class"]) + ": ", link(one.page ? one.label : told, new URL(one.href, front)));
        if (one.page && told) item.append(", " + told);
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
})();
