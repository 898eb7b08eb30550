/* factbook serve: learns whether this page is settled, veils it while it is not, and patches it in place.
   Sent with pages by `factbook serve` only; no published page has it. */
(function () {
  "use strict";
  var root = document.documentElement;
  var shown = root.dataset.fbDigest; /* of the page as it is in this window */
  var latest = null; /* what the server said last */
  var fetching = false;
  var LOST = 25000; /* milliseconds without a word after which the server is taken to be gone */

  /* Pages are known by the names of their files: in an address, "&" and "#" of a name are written as escapes. */
  function decode(path) {
    try { return decodeURIComponent(path); } catch (e) { return path; }
  }
  function encode(page) { return "/" + page.split("/").map(encodeURIComponent).join("/"); }

  /* In the language of the page: what is said here is read beside it. */
  function tag() { return root.lang.split("-")[0].toLowerCase(); }
  function what(item) { return (item.said && item.said[tag()]) || item.what; }
  function remedyOf(item) { return (item.said_remedy && item.said_remedy[tag()]) || item.remedy; }
  function say(key, values) {
    var all = window.factbookServeWords, own = all[tag()] || all.en;
    return (own["serve." + key] || key).replace(/\{(\w+)\}/g, function (whole, name) {
      return values && name in values ? values[name] : whole;
    });
  }

  var list = document.createElement("fb-serve");
  list.hidden = true;
  /* The bar is drawn by the style sheet; who does not see it hears the same. */
  var status = document.createElement("p");
  status.id = "fb-serve-status";
  status.setAttribute("role", "status");
  root.append(list, status);

  function announce(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function veil(doing) {
    announce(doing);
    root.dataset.fbSaid = doing;
    root.dataset.fbServe = "checking";
    document.querySelectorAll("main").forEach(function (one) { one.setAttribute("aria-busy", "true"); });
  }

  function unveil(state) {
    if (state === "faulty") announce(root.dataset.fbSaid = say("faulty"));
    else delete root.dataset.fbSaid;
    if (state === "settled" && status.textContent) announce(say("settled"));
    root.dataset.fbServe = state;
    document.querySelectorAll("main").forEach(function (one) { one.removeAttribute("aria-busy"); });
  }

  function hear(message) {
    latest = message;
    tell(message.items);
    point(message.items);
    if (message.state === "checking") veil(describe(message));
    /* what is here is of an earlier state until the page has come, also where nobody has said so before */
    else if (message.digest !== shown && root.dataset.fbServe !== "checking") veil(say("checking"));
    if (message.digest !== shown) renew();
    else if (message.state !== "checking") unveil(message.state);
  }

  function describe(message) {
    if (message.doing) return say("doing", { what: name(message.doing) });
    /* without a digest there is no page, and nothing of it is of an earlier state */
    return say(message.digest ? "earlier" : "gone");
  }

  /* What the server is doing comes in English, as its terminal has it. */
  var DOINGS = {
    "the first draft is being made": "first", "the change is being checked": "change",
    "all is being checked again": "all", "what notebooks have recorded is being checked": "recorded",
    "approvals are being read": "approvals", "notebooks have run": "ran", "1 notebook to run": "run.one"
  };
  function name(doing) {
    var runs = /^(\d+) notebooks to run$/.exec(doing);
    if (runs) return say("doing.run", { n: runs[1] });
    return DOINGS.hasOwnProperty(doing) ? say("doing." + DOINGS[doing]) : doing;
  }

  function renew() {
    if (fetching) return;
    fetching = true;
    var again = false;
    fetch(location.pathname, { cache: "no-store" }).then(function (answer) {
      return answer.text();
    }).then(function (text) {
      return load(new DOMParser().parseFromString(text, "text/html"));
    }).then(function (page) {
      if (needsScripts(page)) {
        location.reload();
        return;
      }
      var digest = page.documentElement.dataset.fbDigest;
      /* what the server has said meanwhile counts, not what it knew when it sent the page */
      again = latest !== null && latest.digest !== digest;
      if (again && root.dataset.fbServe !== "checking") veil(say("checking"));
      patch(page);
      shown = digest;
      if (latest) point(latest.items);
      if (latest !== null && latest.state !== "checking" && !again) unveil(latest.state);
    }).catch(function () {
      veil(say("lost"));
    }).finally(function () {
      fetching = false;
      if (again) setTimeout(renew, 50);
    });
  }

  /* A picture that was replaced has the address that it had, at which a browser looks once for each window: with the
     digest of the page it has another. It is there before the page is patched, and so before the page is unveiled. */
  function load(page) {
    var pictures = Array.from(page.querySelectorAll("img[src]")).filter(function (one) {
      return !/^(\w+:|\/\/)/.test(one.getAttribute("src"));
    });
    return Promise.all(pictures.map(function (one) {
      var picture = new Image();
      one.setAttribute("src", one.getAttribute("src").split("?")[0] + "?of=" + page.documentElement.dataset.fbDigest);
      picture.src = one.getAttribute("src");
      /* one that cannot be shown is missing in the page as well */
      return picture.decode().catch(function () {});
    })).then(function () { return page; });
  }

  /* A script runs where a page is loaded with it, and not where its element is patched in: what was open before there
     was a page at the address has none of them. */
  function needsScripts(page) {
    var here = Array.from(document.scripts, function (one) { return one.src; });
    return Array.from(page.scripts).some(function (one) { return one.src && here.indexOf(one.src) < 0; });
  }

  /* What scripts of the page add or set is not in the page as it is sent, and stays. */
  var ADDED = ".fb-onward, .fb-tip, .fb-vh[aria-live], dialog, .fb-plot > button, .fb-theme";
  var SET = ["open", "hidden", "aria-expanded", "aria-controls", "aria-busy", "data-live", "data-fb-fault", "title", "style"];
  var options = {
    morphStyle: "outerHTML",
    ignoreActiveValue: true,
    callbacks: {
      beforeNodeRemoved: function (node) {
        return !(node.nodeType === 1 && node.matches(ADDED));
      },
      beforeNodeMorphed: function (old, fresh) {
        if (old.nodeType !== 1) return true;
        if (old.matches(".fb-theme")) return false;
        /* Scripts remember the values of a drawing: another one is another element. They go before their place is
           compared, in which Idiomorph would lose its way if one was replaced. */
        if (old.matches(".fb-plot") && points(old) !== points(fresh)) {
          old.querySelectorAll("svg[data-points]").forEach(function (svg) { svg.remove(); });
        }
        return true;
      },
      beforeAttributeUpdated: function (name, node, kind) {
        return SET.indexOf(name) < 0 || (name === "style" && !node.matches(".fb-ev"));
      }
    }
  };

  function points(plot) {
    return JSON.stringify(Array.from(plot.querySelectorAll("svg[data-points]"), function (svg) { return svg.dataset.points; }));
  }

  function patch(page) {
    var left = scrollX, top = scrollY;
    document.title = page.title;
    root.lang = page.documentElement.lang;
    page.querySelectorAll('head link[rel="stylesheet"]').forEach(function (sheet) {
      var path = sheet.getAttribute("href");
      var same = Array.from(document.querySelectorAll('head link[rel="stylesheet"]')).filter(function (one) {
        return one.getAttribute("href").split("?")[0] === path.split("?")[0];
      });
      if (same.some(function (one) { return one.getAttribute("href") === path; })) return;
      document.head.append(document.importNode(sheet, true));
      same.forEach(function (one) { one.remove(); });
    });
    window.Idiomorph.morph(document.body, page.body, options);
    if (window.factbookFind) window.factbookFind();
    scrollTo({ left: left, top: top, behavior: "instant" });
  }

  function tell(items) {
    var open = list.querySelector("details[open]") !== null;
    var errors = items.filter(function (one) { return one.severity === "error"; }).length;
    list.hidden = items.length === 0;
    list.textContent = "";
    if (!items.length) return;
    var box = document.createElement("details"), head = document.createElement("summary"), lines = document.createElement("ol");
    head.textContent = say("list", { errors: errors, warnings: items.length - errors });
    if (errors) head.dataset.errors = errors;
    items.forEach(function (item) { lines.append(line(item)); });
    box.open = open;
    var desk = document.createElement("a");
    desk.href = "/-/desk";
    desk.textContent = say("desk");
    box.append(head, lines, desk);
    list.append(box);
  }

  /* In the text: the figures of this page that are in the list. */
  function point(items) {
    var here = decode(location.pathname).slice(1) || "index.html", wrong = new Map(), inCharts = [];
    items.forEach(function (item) {
      if (item.severity !== "error" || !item.printed) return;
      if (item.page !== here && (item.page || item.hangs.indexOf(here) < 0)) return;
      wrong.set(item.printed.trim() + "\n" + item.evidence, what(item));
      if (!item.page) inCharts.push(item);
    });
    document.querySelectorAll("a.fb-fig").forEach(function (link) {
      /* another figure of the page may print the same, and be right */
      var printed = link.textContent.trim() + "\n";
      var fault = wrong.get(printed + decode(link.pathname).slice(1)) || wrong.get(printed);
      mark(link, fault);
    });
    /* What a drawing or its description says is no link: the drawing itself is marked. */
    document.querySelectorAll(".fb-plot").forEach(function (plot) {
      var said = Array.from(plot.querySelectorAll("svg"), function (svg) {
        return svg.textContent + " " + svg.getAttribute("aria-label");
      }).join(" ");
      var titled = Array.from(plot.parentNode.querySelectorAll("figcaption [data-fb-fault]"), function (link) {
        return link.textContent.trim();
      });
      mark(plot, inCharts.filter(function (item) {
        return said.indexOf(item.printed.trim()) >= 0 && titled.indexOf(item.printed.trim()) < 0;
      }).map(what).join("; "));
    });
  }

  function mark(element, fault) {
    if (fault) {
      element.dataset.fbFault = "";
      element.title = fault;
    } else if ("fbFault" in element.dataset) {
      delete element.dataset.fbFault;
      element.removeAttribute("title");
    }
  }

  /* Everything here is text: what a report holds never becomes markup. */
  function line(item) {
    var entry = document.createElement("li"), place = document.createElement(item.page ? "a" : "strong");
    entry.dataset.severity = item.severity;
    place.textContent = item.place;
    if (item.page) place.href = encode(item.page);
    entry.append(place, ": " + (item.printed ? "‘" + item.printed + "’ " : "") + what(item));
    if (item.remedy) {
      var remedy = document.createElement("em");
      remedy.textContent = remedyOf(item);
      entry.append(remedy);
    }
    var hangs = item.hangs || [];
    if (hangs.length) {
      var pages = document.createElement("em");
      pages.append(say("hangs"));
      hangs.forEach(function (address) {
        var link = document.createElement("a");
        link.href = encode(address);
        link.textContent = address;
        pages.append(" ", link);
      });
      entry.append(pages);
    }
    return entry;
  }

  var silence = null, leave = null;
  function lost() {
    latest = null;
    veil(say("lost"));
  }
  function listen() {
    close();
    if (document.hidden) return;
    expect();
    leave = window.factbookListen(decode(location.pathname), function (message) {
      expect();
      hear(message);
    }, function (again) {
      lost();
      if (!again) return;
      clearTimeout(silence);
      silence = setTimeout(listen, 2000);
    });
  }
  function expect() {
    clearTimeout(silence);
    silence = setTimeout(function () { lost(); listen(); }, LOST);
  }
  function close() {
    clearTimeout(silence);
    if (leave) leave();
    leave = null;
  }
  listen();
  /* A window that nobody sees needs to hear nothing. */
  document.addEventListener("visibilitychange", function () { lost(); listen(); });
  /* A page that comes out of the browser's memory has heard nothing meanwhile. */
  addEventListener("pageshow", function (event) { if (event.persisted) { lost(); listen(); } });
  addEventListener("pagehide", close);
})();
