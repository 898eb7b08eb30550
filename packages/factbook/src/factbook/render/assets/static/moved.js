/* factbook: from an earlier address to the present one, with the place on the page that was asked for. Without script,
   the page leads there by itself, to its beginning. */
(function () {
  "use strict";
  lead(document.querySelector("main a[href], p a[href]"));

  function lead(link) {
    if (link) location.replace(link.href + location.hash);
  }
})();
