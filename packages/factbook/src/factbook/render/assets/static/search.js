/* The search page. The index is a plain script beside this one, so it works from a folder too. */
(function () {
  "use strict";
  var MOST = 30, AROUND = 80, FIRST = 3;
  var field = document.getElementById("fb-q-main");
  var list = document.getElementById("search-results");
  var told = document.getElementById("fb-search-told");
  var form = field.form;
  var up = document.documentElement.dataset.content_root;

  /* Ids whole and in parts; numbers without separators; Latin words; Korean in pairs of syllables, so that a word is
     found whatever stands before or after it. */
  function tokens(text) {
    var found = [];
    var plain = text.normalize("NFKC").toLowerCase();
    (plain.match(/[a-z0-9]+(?:[._-][a-z0-9]+)+/g) || []).forEach(function (id) { found.push(id); });
    (plain.match(/\d[\d,]*(?:\.\d+)?/g) || []).forEach(function (number) { found.push(number.replace(/,/g, "")); });
    (plain.match(/[\p{L}\p{M}]+/gu) || []).forEach(function (word) {
      var korean = word.match(/[\u3130-\u318f\uac00-\ud7a3\u3400-\u9fff]+/g) || [];
      if (!korean.length) { found.push(word); return; }
      korean.forEach(function (run) {
        if (run.length === 1) found.push(run);
        for (var at = 0; at + 1 < run.length; at++) found.push(run.slice(at, at + 2));
      });
      (word.match(/[^\u3130-\u318f\uac00-\ud7a3\u3400-\u9fff]+/g) || []).forEach(function (rest) { found.push(rest); });
    });
    return found;
  }

  /* An id is found whole and from any of its parts on; the words in it are found in what it is about. */
  function parts(id) {
    var words = id.toLowerCase().split(".");
    return words.map(function (_, at) { return words.slice(at).join("."); }).slice(0, words.length > 1 ? -1 : 1);
  }

  /* Words that a question has and an answer need not have; and endings, so that "arrested" finds "arrests". */
  var SMALL = new Set(("a an and are as at be been by did do does for from had has have how in is it its many me much of on or " +
    "tell that the there these they this those to was were what when where which who why will with").split(" "));
  function stem(term) {
    if (!/^[a-z]{4,}$/.test(term)) return term;
    return term.replace(/ies$/, "y").replace(/(ss|sh|ch|x)es$/, "$1").replace(/([^s])s$/, "$1").replace(/(.{4,}?)(?:ing|ed)$/, "$1");
  }

  /* Other words for the same: a few that readers of any report use, and the report's own. */
  var SAME = [
    ["foreigner", "foreign nationals", "foreign"], ["teenager", "teen", "aged 10 to 19", "under 20", "under twenty"],
    ["woman", "women", "female"], ["man", "men", "male"], ["arrested", "caught", "offenders"],
    ["child", "children", "under 18", "minors"], ["percentage", "percent", "share"], ["death", "deaths", "killed", "died"]
  ].concat(window.factbookAliases);
  function meant(term) {
    var same = SAME.filter(function (group) { return group.some(function (one) { return stem(one.toLowerCase()) === term; }); });
    var words = new Set([].concat.apply([], same).map(function (one) { return one.toLowerCase(); }));
    var alternatives = [];
    words.forEach(function (one) {
      var parts = tokens(one).map(stem);
      if (parts.join(" ") !== term) alternatives.push(parts.length === 1 ? parts[0] : { combineWith: "AND", queries: parts });
    });
    if (!alternatives.length) return term;
    /* the word itself counts for more */
    return { combineWith: "OR", queries: [term, { combineWith: "OR", queries: alternatives, boostTerm: function () { return 0.3; } }] };
  }

  /* What looks like an id is looked for as one, and not in pieces. */
  function asked(text) {
    var id = /[a-z0-9]+(?:[._-][a-z0-9]+)+/gi, ids = text.match(id) || [];
    ids = ids.filter(function (one) { return /[a-z]/i.test(one); });
    ids.forEach(function (one) { text = text.replace(one, " "); });
    var words = tokens(text), large = words.filter(function (word) { return !SMALL.has(word); });
    var terms = ids.map(function (one) { return one.toLowerCase(); }).concat((large.length ? large : words).map(stem));
    return { combineWith: "AND", queries: terms.map(meant) };
  }

  var entries = [];
  var index = new MiniSearch({
    idField: "at",
    fields: ["id", "title", "text", "page"],
    tokenize: function (text, field) { return field === "id" ? parts(text) : tokens(text); },
    processTerm: stem,
    searchOptions: {
      tokenize: function (term) { return [term]; },
      processTerm: function (term) { return term; },
      boost: { id: 60, title: 3, page: 0.5 },
      prefix: function (term) { return term.length > 1; },
      fuzzy: function (term) { return /^[a-z]{5,}$/.test(term) ? 0.2 : false; },
      boostDocument: function (at) {
        var entry = entries[at];
        if (!entry.id) return 1.5;
        /* what is printed often, and is about late years, is asked for more often */
        return 0.6 * (1 + Math.min(entry.printed, 5) / 10) * (1 + Math.max(entry.year - 2000, 0) / 100);
      }
    }
  });
  function take(rows) {
    var found = rows.map(function (row, at) {
      return { at: entries.length + at, address: row[0], title: row[1], text: row[2], page: row[3], id: row[4], printed: row[5] || 0, year: row[6] || 0 };
    });
    entries = entries.concat(found);
    index.addAll(found);
  }
  take(window.factbookSearch);

  /* what no page prints comes after the rest, which most readers look for */
  function takeMore() {
    var script = document.createElement("script");
    script.src = document.querySelector('script[src*="search-index"]').src.replace(/search-index[^\/]*$/, window.factbookMore);
    script.addEventListener("load", function () {
      take(window.factbookSearchMore);
      form.dataset.whole = "";
      show();
    });
    document.head.append(script);
  }

  var more = document.querySelector(".fb-more"), rest = [];
  more.addEventListener("click", function () {
    var at = list.children.length;
    list.append.apply(list, rest.map(item));
    more.hidden = true;
    list.children[at].querySelector("a").focus();
  });

  function show() {
    var query = field.value.trim();
    var hits = order(query ? index.search(asked(query)) : [], query);
    list.replaceChildren.apply(list, hits.slice(0, MOST).map(item));
    rest = hits.slice(MOST);
    more.hidden = !rest.length;
    more.textContent = more.dataset.more.replace("{n}", rest.length);
    told.textContent = query ? form.dataset[hits.length ? "found" : "nothing"].replace("{n}", hits.length) : "";
  }

  /* The printed figures that fit best come first, then what can be read, then all other figures; who asks how many wants
     no share, and who names an id or a number has it where it fits best. */
  function order(hits, query) {
    var counted = /\bhow many\b/i.test(query);
    var isShare = function (hit) { return counted && /^[\u2212-]?[\d.,]+ ?(?:%|times)/.test(entries[hit.id].title); };
    var figures = hits.filter(function (hit) { return entries[hit.id].printed; });
    figures = figures.filter(function (hit) { return !isShare(hit); }).concat(figures.filter(isShare));
    if (/[a-z_][._-]\w/i.test(query)) return hits;
    var first = new Set(figures.slice(0, FIRST));
    var texts = hits.filter(function (hit) { return !entries[hit.id].id; });
    var rest = figures.slice(FIRST).concat(hits.filter(function (hit) { return entries[hit.id].id && !entries[hit.id].printed; }));
    return Array.from(first).concat(texts, rest);
  }

  function item(hit) {
    var entry = entries[hit.id];
    var line = document.createElement("li");
    var link = document.createElement("a");
    var terms = hit.terms;
    var seen = first(entry.text, terms);
    link.href = up + entry.address + place(entry, seen);
    link.append.apply(link, marked(entry.title, terms));
    line.append(link);
    if (entry.page || entry.id) {
      var where = document.createElement("span");
      where.className = "fb-search__where";
      where.textContent = entry.id || entry.page;
      line.append(" ", where);
    }
    if (entry.text) {
      var text = document.createElement("p");
      var from = Math.max(0, seen.start - AROUND);
      var to = Math.min(entry.text.length, seen.start + 2 * AROUND);
      while (from && from < seen.start && entry.text[from - 1] !== " ") from++;
      while (to < entry.text.length && entry.text[to] !== " ") to++;
      var cut = entry.text.slice(from, to);
      text.append.apply(text, [from ? "… " : ""].concat(marked(cut, terms), to < entry.text.length ? " …" : ""));
      line.append(text);
    }
    return line;
  }

  /* where in a text one of the terms stands first; numbers may have separators */
  function pattern(terms) {
    var parts = terms.map(function (term) {
      var safe = term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      return /^\d+(\\\.\d+)?$/.test(safe) ? safe.replace(/\d(?=\d)/g, "$&,?") : safe;
    });
    return parts.length ? new RegExp(parts.join("|"), "giu") : null;
  }

  function first(text, terms) {
    var wanted = pattern(terms);
    var match = wanted && wanted.exec(text);
    return match ? { start: match.index, text: match[0] } : { start: 0, text: "" };
  }

  /* Opens at the words themselves, where the browser can do that. */
  function place(entry, seen) {
    if (entry.id || !seen.text) return "";
    var word = /[\p{L}\p{N},.]*/u;
    var before = entry.text.slice(0, seen.start).match(/[\p{L}\p{N},.]*$/u)[0];
    var after = entry.text.slice(seen.start).match(word)[0].replace(/[.,]+$/, "");
    return (entry.address.indexOf("#") < 0 ? "#" : "") + ":~:text=" + encodeURIComponent(before + after).replace(/-/g, "%2D");
  }

  function marked(text, terms) {
    var wanted = pattern(terms), nodes = [], at = 0, match;
    while (wanted && (match = wanted.exec(text))) {
      if (!match[0]) { wanted.lastIndex++; continue; }
      var mark = document.createElement("mark");
      mark.textContent = match[0];
      nodes.push(text.slice(at, match.index), mark);
      at = match.index + match[0].length;
    }
    return nodes.concat(text.slice(at));
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var only = list.querySelector("a");
    if (only) only.focus();
  });
  field.addEventListener("input", function () {
    show();
    try { history.replaceState(null, "", "?q=" + encodeURIComponent(field.value)); } catch (e) { /* from a folder */ }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var stops = [field].concat(Array.from(list.querySelectorAll("a")));
    var at = stops.indexOf(document.activeElement);
    var next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  });
  field.value = new URLSearchParams(location.search).get("q") || "";
  show();
  if (!list.children.length) field.focus();
  if (window.factbookMore) addEventListener("load", takeMore);
  else form.dataset.whole = "";
})();
