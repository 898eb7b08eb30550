/* factbook serve: one stream for all windows, in a worker that they share. A window sends the page that it shows, and
   null when it leaves; it gets what the server says of that page, and null when the server is gone. */
(function () {
  "use strict";
  var windows = new Map(); /* port of a window: its page */
  var stream = null, later = null;

  function open() {
    clearTimeout(later);
    if (stream) stream.close();
    stream = null;
    if (!windows.size) return;
    var pages = Array.from(new Set(windows.values()), function (page) { return "page=" + encodeURIComponent(page); });
    var own = stream = new EventSource("/-/events?" + pages.join("&"));
    own.addEventListener("message", function (event) {
      var said = JSON.parse(event.data);
      windows.forEach(function (page, port) {
        if (page === said.page) port.postMessage(said);
      });
    });
    own.addEventListener("error", function () {
      windows.forEach(function (page, port) { port.postMessage(null); });
      /* the browser tries again by itself, but not where it was refused */
      if (own.readyState === EventSource.CLOSED) later = setTimeout(open, 2000);
    });
  }

  self.addEventListener("connect", function (event) {
    var port = event.ports[0];
    function leave() {
      if (windows.delete(port)) open();
    }
    port.addEventListener("message", function (message) {
      if (message.data === null) {
        leave();
        port.close();
      } else {
        /* Of a page that others show as well, it has to hear at once what is known. */
        windows.set(port, message.data);
        open();
      }
    });
    /* of a window that ended without a word, where browsers tell */
    port.addEventListener("close", leave);
    port.start();
  });
})();
