/* factbook: the review filtered and sorted, the index of evidence sifted. What was chosen is kept in the address, so
   that it can be sent, and so that the back button undoes it. Without script everything is shown. */
(function () {
  "use strict";
  var target = function () {
    try { return document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (e) { return null; }
  };
  var state = function () { return new URLSearchParams(/^#(?:rating|sort|find|printed)=/.test(location.hash) ? location.hash.slice(1) : ""); };
  var review = document.querySelector(".fb-filter"), index = document.querySelector(".fb-sift:not(.fb-sift--changes)");
  var changes = document.querySelector(".fb-sift--changes");
  if (review) sortReview(review);
  if (index) siftIndex(index);
  if (changes) chooseChanges(changes);
  if (document.querySelector("details.fb-changes__part")) {
    addEventListener("hashchange", unfold);
    unfold();
  }

  /* Updates and clarifications are folded: an address of one of them opens it. */
  function unfold() {
    var asked = target();
    var folded = asked && asked.closest("details.fb-changes__part");
    if (folded && !folded.open) { folded.open = true; asked.scrollIntoView(); }
  }

  function chooseChanges(form) {
    var entries = Array.from(document.querySelectorAll(".fb-change"));
    form.addEventListener("change", function () {
      var shown = 0;
      var wanted = function (name) { return form.elements[name] ? form.elements[name].value : ""; };
      entries.forEach(function (entry) {
        var data = entry.dataset;
        entry.hidden = (wanted("kind") && data.kind !== wanted("kind")) || (wanted("year") && data.year !== wanted("year"))
          || (wanted("page") && JSON.parse(data.pages).indexOf(wanted("page")) < 0);
        shown += !entry.hidden;
      });
      var chosen = wanted("kind") || wanted("year") || wanted("page");
      document.querySelectorAll(".fb-changes__part").forEach(function (part) {
        part.hidden = !part.querySelector(".fb-change:not([hidden])");
        if (chosen && !part.hidden) part.open = true;
      });
      form.querySelector("output").textContent = form.dataset.shown.replace("{n}", shown).replace("{all}", entries.length);
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
  }

  function sortReview(form) {
    var list = document.querySelector(".fb-claims");
    var children = Array.from(list.children);
    var claims = children.filter(function (one) { return one.matches(".fb-claim"); });
    var ratings = Array.from(form.elements.rating).slice(1);
    var order = ratings.map(function (one) { return one.value; });
    var words = {};
    ratings.forEach(function (one) { words[one.value] = one.dataset.word; });
    var changed = function (claim) { return claim.dataset.day === claim.dataset.today ? 1 : 0; };
    /* for each order: the number of a claim's group, and the heading of that group */
    var orders = {
      id: [function () { return 0; }, function () { return form.querySelector("[value=id]").parentNode.textContent; }],
      rating: [function (claim) { return order.indexOf(claim.dataset.today); }, function (claim) { return words[claim.dataset.today]; }],
      changed: [changed, function (claim) { return changed(claim) ? form.dataset.same : form.dataset.changed; }]
    };

    function arrange(by) {
      if (!orders[by]) { list.replaceChildren.apply(list, children); return; }
      var group = orders[by][0], told = orders[by][1], last = null, found = [];
      claims.slice().sort(function (a, b) {
        return group(a) - group(b) || a.id.localeCompare(b.id, "en", { numeric: true });
      }).forEach(function (claim) {
        if (group(claim) !== last) {
          var head = document.createElement("h2");
          head.className = "fb-group";
          head.textContent = told(claim);
          found.push(head);
          last = group(claim);
        }
        found.push(claim);
      });
      list.replaceChildren.apply(list, found);
    }

    function apply(rating, by) {
      arrange(by);
      var shown = 0;
      claims.forEach(function (claim) {
        claim.hidden = rating !== "all" && claim.dataset.today !== rating;
        shown += !claim.hidden;
      });
      list.querySelectorAll(".fb-group").forEach(function (head) {
        var next = head.nextElementSibling;
        while (next && next.hidden) next = next.nextElementSibling;
        head.hidden = !next || next.matches(".fb-group");
      });
      form.querySelector("output").textContent = form.dataset.showing.replace("{n}", shown).replace("{all}", claims.length);
    }

    function choose(field, value) {
      var fits = Array.from(field).some(function (one) { return one.value === value; });
      field.value = fits ? value : field[0].value;
    }

    function read() {
      var asked = target();
      /* the claim is on a further page of a long review */
      if (asked && asked.matches(".fb-glance li")) { location.replace(asked.querySelector("a").href); return; }
      if (asked && !(asked.matches(".fb-claim") && asked.hidden)) return;
      choose(form.elements.rating, asked ? "all" : state().get("rating"));
      choose(form.elements.sort, asked ? form.elements.sort.value : state().get("sort"));
      apply(form.elements.rating.value, form.elements.sort.value);
      if (target()) target().scrollIntoView();
    }

    form.addEventListener("change", function () {
      var rating = form.elements.rating.value, by = form.elements.sort.value;
      apply(rating, by);
      location.hash = "rating=" + rating + "&sort=" + by;
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    addEventListener("hashchange", read);
    read();
  }

  function siftIndex(form) {
    var field = form.elements.q, printed = form.elements.printed, out = form.querySelector("output");
    var shelves = Array.from(document.querySelectorAll(".fb-shelf"));
    var entries = Array.from(document.querySelectorAll(".fb-shelf li"));
    var plain = function (text) { return text.normalize("NFKC").toLowerCase().replace(/(\d),(?=\d)/g, "$1"); };
    var texts = null;

    function sift() {
      texts = texts || entries.map(function (entry) { return plain(entry.textContent); });
      var wanted = plain(field.value).split(/\s+/).filter(Boolean);
      var shown = 0;
      entries.forEach(function (entry, at) {
        entry.hidden = (printed.checked && !entry.dataset.verdict) || !wanted.every(function (word) { return texts[at].includes(word); });
        shown += !entry.hidden;
      });
      shelves.forEach(function (shelf) {
        shelf.hidden = !shelf.querySelector("li:not([hidden])");
        shelf.querySelectorAll("h3").forEach(function (head) { head.hidden = !head.nextElementSibling.querySelector("li:not([hidden])"); });
        shelf.open = wanted.length > 0 && !shelf.hidden;
      });
      out.textContent = shown ? form.dataset.shown.replace("{n}", shown).replace("{all}", entries.length) : form.dataset.none;
    }

    function read() {
      if (location.hash && !state().size) return;
      field.value = state().get("find") || "";
      printed.checked = state().get("printed") === "yes";
      if (location.hash) sift();
    }

    var told = 0;
    function tell() {
      sift();
      clearTimeout(told);
      told = setTimeout(function () {
        history.replaceState(null, "", "#find=" + encodeURIComponent(field.value) + (printed.checked ? "&printed=yes" : ""));
      }, 300);
    }
    field.addEventListener("input", tell);
    printed.addEventListener("change", tell);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    addEventListener("hashchange", read);
    read();
  }
})();
