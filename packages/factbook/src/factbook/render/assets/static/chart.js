/* factbook: the values of charts under the pointer, a finger or the arrow keys, and charts enlarged.
   Loaded when a chart is first touched. Values and places are in the drawings themselves (data-points). */
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg";
  var REACH = 60; /* pixels beyond which the pointer means no value */

  /* `first` is the event that asked for this script; without one, the page has been patched, and may have other charts
     and other values behind them. */
  window.factbookCharts = function (first) {
    document.querySelectorAll(".fb-plot").forEach(attach);
    if (!first) { values.clear(); return; }
    document.addEventListener("click", function (event) {
      var button = event.target.closest && event.target.closest(".fb-enlarge");
      if (button) enlarge(button);
    });
    var target = first.target;
    if (first.type === "click" && target.closest(".fb-enlarge")) target.closest(".fb-enlarge").click();
    else if (target.matches(".fb-probe")) target.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
    else target.dispatchEvent(new PointerEvent("pointermove", first));
  };

  function make(name, kind, parent) {
    var element = document.createElement(name);
    element.className = kind;
    if (parent) parent.append(element);
    return element;
  }

  function drawings(plot) { return Array.from(plot.querySelectorAll("svg[data-points]")); }

  function shown(plot) {
    return drawings(plot).find(function (svg) { return svg.getClientRects().length; });
  }

  /* Every value of a drawing with its series; a series without a name of its own takes it from the widest drawing. */
  var known = new WeakMap();
  function read(plot, svg) {
    if (!known.has(svg)) known.set(svg, parse(plot, svg));
    return known.get(svg);
  }

  function parse(plot, svg) {
    var series = JSON.parse(svg.dataset.points);
    var widest = JSON.parse(plot.querySelector("svg[data-points]").dataset.points);
    return series.map(function (one, i) {
      var name = one[0] || (widest.length === series.length ? widest[i][0] : "");
      return one[2].map(function (point) {
        return { x: point[0], y: point[1], label: point[2], value: point[3], name: name, kind: one[1] };
      });
    });
  }

  function attach(plot) {
    if (plot.dataset.live || !plot.querySelector("svg[data-points]")) return;
    plot.dataset.live = "on";
    var tip = make("div", "fb-tip", plot), said = make("div", "fb-vh", plot);
    var at = null; /* series and place in it */
    var here = null; /* the value that is shown */
    tip.hidden = true;
    said.setAttribute("aria-live", "polite");

    plot.addEventListener("pointermove", function (event) { if (event.pointerType !== "touch") point(event); });
    plot.addEventListener("pointerleave", function (event) { if (event.pointerType !== "touch") leave(); });
    plot.addEventListener("pointerup", function (event) { if (event.pointerType === "touch") point(event); });
    plot.addEventListener("click", function () { if (here) behind(plot, here, plot.querySelector(".fb-ring")); });
    document.addEventListener("pointerdown", function (event) { if (!plot.contains(event.target)) leave(); });
    /* on the plot, which stays where the place of keys in it is put anew */
    plot.addEventListener("focusin", function (event) { if (event.target.matches(".fb-probe") && !at) step(0, 0); });
    plot.addEventListener("focusout", function (event) { if (event.target.matches(".fb-probe")) leave(); });
    plot.addEventListener("keydown", function (event) {
      if (!event.target.matches(".fb-probe")) return;
      var way = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0],
                  Home: [0, -Infinity], End: [0, Infinity] }[event.key];
      if (event.key === "Escape" && at) { leave(); event.stopPropagation(); return; }
      if (event.key === "Enter" && here) { behind(plot, here, plot.querySelector(".fb-ring")); return; }
      if (!way || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      step(way[0], way[1]);
    });

    function point(event) {
      var svg = shown(plot), box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
      var x = (event.clientX - box.left) / scale, y = (event.clientY - box.top) / scale;
      var best = null, least = REACH / scale;
      read(plot, svg).forEach(function (points) {
        points.forEach(function (one) {
          /* along a line or a row of bars the nearest value counts, however high it stands */
          var across = Math.abs(one.x - x), along = Math.abs(one.y - y);
          var far = one.kind === "lying" ? along + across / 8 : one.kind === "bar" ? across + along / 8
            : one.kind === "line" ? across + along / 2 : Math.hypot(across, along);
          if (far < least) { least = far; best = one; }
        });
      });
      if (best) show(svg, best); else leave();
    }

    function step(over, along) {
      var svg = shown(plot), all = read(plot, svg);
      if (!at) {
        at = [0, all[0].length - 1];
      } else {
        var here = all[at[0]][at[1]];
        at[0] = Math.max(0, Math.min(all.length - 1, at[0] + over));
        if (over) at[1] = nearest(all[at[0]], here);
        at[1] = Math.max(0, Math.min(all[at[0]].length - 1, at[1] + along));
      }
      show(svg, all[at[0]][at[1]]);
      said.textContent = tell(all[at[0]][at[1]]);
    }

    function nearest(points, here) {
      var same = points.findIndex(function (one) { return one.label === here.label; });
      if (same >= 0) return same;
      var ways = points.map(function (one) { return Math.hypot(one.x - here.x, one.y - here.y); });
      return ways.indexOf(Math.min.apply(null, ways));
    }

    function amount(one) {
      var unit = plot.dataset.unit;
      return unit && one.value.slice(-1) !== "%" ? unit.replace("{n}", one.value) : one.value;
    }

    function tell(one) {
      return (one.label ? one.label + ": " : "") + amount(one) + (one.name && one.name !== one.label ? ", " + one.name : "");
    }

    function show(svg, one) {
      var ring = mark(svg);
      here = one;
      ring.setAttribute("cx", one.x);
      ring.setAttribute("cy", one.y);
      tip.replaceChildren();
      make("b", "", tip).textContent = one.label;
      tip.append(" " + amount(one));
      if (one.name && one.name !== one.label) make("span", "fb-tip__name", tip).textContent = one.name;
      tip.hidden = false;
      var box = svg.getBoundingClientRect(), around = plot.getBoundingClientRect();
      var scale = box.width / svg.viewBox.baseVal.width;
      var x = box.left - around.left + plot.scrollLeft + one.x * scale, y = box.top - around.top + plot.scrollTop + one.y * scale;
      var left = Math.max(plot.scrollLeft, Math.min(x - tip.offsetWidth / 2, plot.scrollLeft + around.width - tip.offsetWidth));
      var top = y - tip.offsetHeight - 14;
      tip.style.left = left + "px";
      tip.style.top = (top < 0 ? y + 14 : top) + "px";
    }

    /* one ring in the drawing, in the colours that follow light and dark */
    function mark(svg) {
      plot.querySelectorAll(".fb-ring").forEach(function (one) { if (one.ownerSVGElement !== svg) one.remove(); });
      var ring = svg.querySelector(".fb-ring");
      if (ring) return ring;
      ring = document.createElementNS(SVG, "circle");
      ring.setAttribute("class", "fb-ring");
      ring.setAttribute("r", 7);
      ring.setAttribute("fill", "none");
      ring.setAttribute("stroke", "#171c20");
      ring.setAttribute("stroke-width", 2);
      svg.append(ring);
      return ring;
    }

    function leave() {
      at = here = null;
      tip.hidden = true;
      plot.querySelectorAll(".fb-ring").forEach(function (one) { one.remove(); });
    }
  }

  /* What lies behind a value: the panel of its statistic, or its row and source. The script with all of them is loaded
     when the first value is asked for; without it, a value is only shown. */
  var values = new Map();
  function behind(plot, one, ring) {
    var file = plot.dataset.values;
    if (!file || !HTMLElement.prototype.showPopover || !window.factbookOpen) return;
    if (values.has(file)) { open(plot, match(values.get(file), one), ring); return; }
    var script = document.createElement("script");
    script.src = file;
    window.factbookValues = function (found) { values.set(file, found.values); };
    script.addEventListener("load", function () { if (values.has(file)) behind(plot, one, ring); });
    document.head.append(script);
  }

  /* The entry of a value, as it is printed, under the same label; one without a label must be the only one. */
  function match(all, one) {
    var text = one.value.replace(/,/g, "").replace("\u2212", "-"), number = parseFloat(text);
    var places = (text.match(/\.(\d+)/) || ["", ""])[1].length, reach = 0.5 * Math.pow(10, -places) * 1.000001;
    var found = all.filter(function (entry) { return Math.abs(Number(entry.value) - number) <= reach; });
    var named = found.filter(function (entry) {
      return entry.keys.some(function (key) { return key === one.label || key === one.name || one.label.indexOf(key) >= 0; });
    });
    var best = named.length ? named : found.length === 1 ? found : [];
    return best.find(function (entry) { return entry.id; }) || best[0];
  }

  function open(plot, entry, ring) {
    if (!entry || !ring) return;
    var panel = entry.id && document.querySelector('.fb-ev[popover][data-id="' + CSS.escape(entry.id) + '"]');
    if (!panel) {
      panel = document.querySelector(".fb-ev--value") || make("div", "fb-ev fb-ev--value", document.body);
      panel.popover = "auto";
      panel.tabIndex = -1;
      panel.setAttribute("role", "dialog");
      panel.setAttribute("aria-label", entry.says);
      panel.replaceChildren();
      var top = make("div", "fb-ev__top", panel);
      make("p", "fb-ev__says", top).textContent = entry.says;
      var close = make("button", "fb-ev__close", top);
      close.type = "button";
      close.textContent = "\u00d7";
      close.setAttribute("aria-label", plot.dataset.close);
      close.addEventListener("click", function () { panel.hidePopover(); });
      make("p", "fb-ev__sure", panel).textContent = entry.sure;
      if (entry.id) {
        var more = make("a", "", make("p", "fb-ev__more", panel));
        more.href = plot.dataset.values.replace(/charts\/[^\/]*$/, "evidence/" + entry.id + ".html");
        more.textContent = plot.dataset.more;
      }
    }
    window.factbookOpen(panel, ring);
  }

  /* A drawing in a dialog, the widest of which the text stays legible there: buttons, plus and minus, Ctrl and the wheel, or two fingers change its size;
     arrow keys, the wheel or dragging move it. */
  function enlarge(button) {
    var plot = button.closest("figure").querySelector(".fb-plot");
    var words = button.dataset.words.split("|");
    var dialog = make("dialog", "fb-zoom", document.body), head = make("div", "fb-zoom__head", dialog);
    dialog.setAttribute("aria-label", button.dataset.title);
    make("p", "fb-chart__title", head).textContent = button.dataset.title;
    var keys = make("div", "fb-zoom__keys", head);
    var view = make("div", "fb-zoom__view", dialog), inner = make("div", "fb-plot fb-zoom__plot", view);
    view.tabIndex = 0;
    view.setAttribute("role", "region");
    view.setAttribute("aria-label", button.dataset.title);
    ["unit", "values", "more", "close"].forEach(function (name) {
      if (plot.dataset[name]) inner.dataset[name] = plot.dataset[name];
    });
    dialog.showModal();
    var svg = inner.appendChild(choose(plot, view).cloneNode(true));
    svg.querySelectorAll(".fb-ring").forEach(function (one) { one.remove(); });
    rename(svg);
    var scale = 1, whole = svg.viewBox.baseVal;

    [["\u2212", words[0], function () { size(scale / 1.4); }], ["+", words[1], function () { size(scale * 1.4); }],
     ["1:1", words[2], function () { size(1); }], ["\u00d7", words[3], function () { dialog.close(); }]].forEach(function (key) {
      var one = make("button", "", keys);
      one.type = "button";
      one.textContent = key[0];
      one.setAttribute("aria-label", key[1]);
      one.title = key[1];
      one.addEventListener("click", key[2]);
    });

    function fit() {
      return Math.min(view.clientWidth / whole.width, view.clientHeight / whole.height);
    }

    /* keeps the place under (x, y) of the view where it is */
    function size(wanted, x, y) {
      var next = Math.max(1, Math.min(8, wanted));
      x = x === undefined ? view.clientWidth / 2 : x;
      y = y === undefined ? view.clientHeight / 2 : y;
      var left = (view.scrollLeft + x) * next / scale - x, top = (view.scrollTop + y) * next / scale - y;
      scale = next;
      inner.style.width = svg.style.width = Math.floor(whole.width * fit() * scale) + "px";
      svg.style.height = "auto";
      view.scrollLeft = left;
      view.scrollTop = top;
    }

    dialog.addEventListener("keydown", function (event) {
      if (event.metaKey || event.ctrlKey) return;
      if (event.key === "+" || event.key === "=") size(scale * 1.4);
      if (event.key === "-" || event.key === "\u2212") size(scale / 1.4);
      if (event.key === "0") size(1);
    });
    view.addEventListener("wheel", function (event) {
      if (!event.ctrlKey) return;
      event.preventDefault();
      var box = view.getBoundingClientRect();
      size(scale * Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });
    drag(view, function (ratio, x, y) { size(scale * ratio, x, y); });
    addEventListener("resize", again);
    function again() { size(scale); }
    dialog.addEventListener("close", function () {
      removeEventListener("resize", again);
      dialog.remove();
      button.focus();
    });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    size(1);
    attach(inner);
    view.focus();
  }

  function choose(plot, view) {
    var all = drawings(plot);
    return all.find(function (svg) {
      var box = svg.viewBox.baseVal;
      return Math.min(view.clientWidth / box.width, view.clientHeight / box.height) > 0.9;
    }) || all[all.length - 1];
  }

  /* one pointer moves what is in view, two change its size */
  function drag(view, resize) {
    var down = new Map(), apart = 0;
    view.addEventListener("pointerdown", function (event) {
      if (event.pointerType === "mouse" && event.button) return;
      down.set(event.pointerId, event);
      apart = 0;
    });
    view.addEventListener("pointermove", function (event) {
      var before = down.get(event.pointerId);
      if (!before) return;
      down.set(event.pointerId, event);
      if (down.size === 1) {
        view.scrollBy(before.clientX - event.clientX, before.clientY - event.clientY);
        return;
      }
      var two = Array.from(down.values()), box = view.getBoundingClientRect();
      var now = Math.hypot(two[0].clientX - two[1].clientX, two[0].clientY - two[1].clientY);
      if (apart) resize(now / apart, (two[0].clientX + two[1].clientX) / 2 - box.left, (two[0].clientY + two[1].clientY) / 2 - box.top);
      apart = now;
    });
    ["pointerup", "pointercancel", "pointerleave"].forEach(function (kind) {
      view.addEventListener(kind, function (event) { down.delete(event.pointerId); apart = 0; });
    });
  }

  /* A copy of a drawing needs ids of its own: clip paths of a drawing that is not shown do not clip. */
  function rename(svg) {
    svg.querySelectorAll("[id]").forEach(function (one) {
      var old = "url(#" + one.id + ")";
      one.id = "zoom-" + one.id;
      svg.querySelectorAll("[clip-path], [fill], [stroke]").forEach(function (user) {
        ["clip-path", "fill", "stroke"].forEach(function (name) {
          if (user.getAttribute(name) === old) user.setAttribute(name, "url(#" + one.id + ")");
        });
      });
    });
  }
})();
