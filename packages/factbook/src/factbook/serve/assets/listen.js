/* factbook serve: how a window hears of its page. A browser has six connections to a server, and a stream takes one:
   with one of its own for each window, a seventh would not be loaded, and no other one renewed. So all windows share
   the stream of windows.js. */
(function () {
  "use strict";
  var LONG = 20000; /* milliseconds within which a worker that works has said something: it says at once what is known */
  var isSilent = false; /* whether the worker that windows share has stopped: who asks for it anew gets the same one */

  /* `heard` gets what the server says of the page, `failed` whether somebody has to listen anew. Returns what ends it. */
  window.factbookListen = function (page, heard, failed) {
    var worker = isSilent ? null : share();
    return worker ? together(worker, page, heard, failed) : alone(page, heard, failed);
  };

  function share() {
    /* Some browsers have no such workers, and others refuse them, such as one that blocks all cookies. */
    try {
      return new SharedWorker("/-/windows.js");
    } catch {
      return null;
    }
  }

  function together(worker, page, heard, failed) {
    var isOver = false, hasSaid = false, began = Date.now();
    worker.addEventListener("error", function () { if (!isOver) failed(true); });
    worker.port.addEventListener("message", function (event) {
      if (isOver) return;
      hasSaid = true;
      if (event.data === null) failed(false);
      else heard(event.data);
    });
    worker.port.start();
    worker.port.postMessage(page);
    return function () {
      isOver = true;
      isSilent = !hasSaid && Date.now() - began > LONG;
      worker.port.postMessage(null);
    };
  }

  function alone(page, heard, failed) {
    var stream = new EventSource("/-/events?page=" + encodeURIComponent(page));
    stream.addEventListener("message", function (event) { heard(JSON.parse(event.data)); });
    /* the browser tries again by itself, but not where it was refused */
    stream.addEventListener("error", function () { failed(stream.readyState === EventSource.CLOSED); });
    return function () { stream.close(); };
  }
})();
