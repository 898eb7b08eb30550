/* factbook: the last step of a figure, computed again in the page from the values that its panel shows.
   Exact: numbers are fractions of BigInt, as the recorded texts give them. Nothing is fetched. */
(function () {
  "use strict";

  function fraction(text) {
    var parts = text.toLowerCase().split("e"), digits = parts[0].split(".");
    var places = (digits[1] || "").length - Number(parts[1] || 0);
    var whole = BigInt(digits.join("").replace("+", ""));
    return places < 0 ? { n: whole * 10n ** BigInt(-places), d: 1n } : { n: whole, d: 10n ** BigInt(places) };
  }
  function add(a, b) { return { n: a.n * b.d + b.n * a.d, d: a.d * b.d }; }
  function less(a, b) { return { n: a.n * b.d - b.n * a.d, d: a.d * b.d }; }
  function multiply(a, b) { return { n: a.n * b.n, d: a.d * b.d }; }
  function over(a, b) { return b.n < 0n ? { n: -a.n * b.d, d: -a.d * b.n } : { n: a.n * b.d, d: a.d * b.n }; }
  function compare(a, b) { var way = a.n * b.d - b.n * a.d; return way > 0n ? 1 : way < 0n ? -1 : 0; }
  function magnitude(a) { return a.n < 0n ? { n: -a.n, d: a.d } : a; }

  /* Rounded half away from zero, to four places at most, without zeros at the end. */
  function show(a) {
    var digits = 10000n, sized = magnitude(a), shifted = (sized.n * digits * 2n + sized.d) / (sized.d * 2n);
    var whole = (shifted / digits).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ",");
    var rest = (shifted % digits).toString().padStart(4, "0").replace(/0+$/, "");
    return (a.n < 0n && shifted ? "\u2212" : "") + whole + (rest ? "." + rest : "");
  }

  /* As many places as were published: what was recorded may be a rounding of what is computed here. */
  function agrees(found, published) {
    var way = magnitude(less(found, published)), size = magnitude(found);
    return compare({ n: way.n * 1000000000000n, d: way.d }, size) <= 0 || compare(way, { n: 1n, d: 2n * published.d }) <= 0;
  }

  function passes(step, value, before) {
    var limit = step.limit === null ? before : fraction(step.limit);
    if (!limit) return false;
    var way = compare(value, limit);
    return { above: way > 0, "at least": way >= 0, below: way < 0, "at most": way <= 0, up: way > 0, down: way < 0 }[step.test];
  }

  var one = { n: 1n, d: 1n };
  var steps = {
    sum: function (step, values) { return { found: values.reduce(add), sign: " + " }; },
    quotient: function (step, values) { return { found: over(values[0], values[1]), sign: " \u00f7 " }; },
    change: function (step, values) { return { found: less(over(values[0], values[1]), one), sign: " \u00f7 ", end: " \u2212 1" }; },
    difference: function (step, values) { return { found: values.reduce(less), sign: " \u2212 " }; },
    product: function (step, values) { return { found: values.reduce(multiply), sign: " \u00d7 " }; },
    mean: function (step, values) {
      return { found: over(values.reduce(add), { n: BigInt(values.length), d: 1n }), sign: " + ", around: true };
    },
    streak: function (step, values) {
      var run = 0;
      for (var at = values.length - 1; at >= 0 && passes(step, values[at], values[at - 1]); at -= 1) run += 1;
      return { found: { n: BigInt(run), d: 1n } };
    },
    rank: function (step, values) {
      var mine = values[step.at], way = step.test === "highest" ? 1 : -1;
      return { found: { n: BigInt(1 + values.filter(function (other) { return compare(other, mine) === way; }).length), d: 1n } };
    }
  };

  window.factbookRecheck = function (place) {
    var step = JSON.parse(place.dataset.step), values = step.values.map(fraction);
    var done = steps[step.step](step, values), published = fraction(step.published);
    /* A recorded percentage is a hundred times the quotient, a recorded share is the quotient itself. */
    var found = times(done.found, step.scale);
    var shown = times(found, step.times);
    var same = agrees(found, published);
    place.querySelector("output").textContent = step.said
      .replace("{n}", values.length)
      .replace("{formula}", write(step, done, values.map(show).join(done.sign)))
      .replace("{result}", show(shown) + step.sign)
      .replace("{verdict}", same ? step.same : step.other.replace("{expected}", show(times(published, step.times)) + step.sign));
    place.closest(".fb-ev").dispatchEvent(new Event("fb-grown"));
  };
  function write(step, done, terms) {
    if (!done.sign) return "";
    if (step.step === "difference" && step.scale > 1) return "(" + terms + ") \u00d7 " + step.scale;
    if (done.around) return "(" + terms + ") \u00f7 " + step.values.length;
    return terms + (done.end || "") + (step.scale > 100 ? " \u00d7 " + show({ n: BigInt(step.scale), d: 1n }) : "");
  }
  function times(a, n) { return { n: a.n * BigInt(n), d: a.d }; }
})();
