// Whether what the desk shows is as the report is now: the server says when a file changed, and when that is checked.
(() => {
  "use strict";
  const { say, el } = window.deskFigure;
  const bar = document.getElementById("fresh");
  const LOST = 25000; // Milliseconds without a word after which the server is taken to be gone.
  const APPROVALS = "approvals are being read";

  // `load` reads the queue, and returns the revision of the report that it is of.
  const listen = (address, load) => {
    let latest = null; // What the server said last.
    let shown; // The revision of the report that is shown; none before the queue was read once.
    let loading = false;
    let wanted = false; // Whether the queue is to be read once more, since what is being read may be of before.
    let composing = false;
    let silence = null;

    const tell = (text, ...more) => {
      if (bar.firstChild?.textContent !== text) {
        bar.replaceChildren(...(text ? [el("span", {}, text), ...more] : []));
        bar.hidden = !text;
      }
    };

    const again = () => {
      const button = el("button", { type: "button", class: "desk-plain" }, say("again"));
      button.addEventListener("click", renew);
      return button;
    };

    const decide = () => {
      const isOld = latest !== null && shown !== undefined && latest.revision !== shown;
      // Approvals are the desk's own, and change no figure.
      tell(isOld && latest.doing !== APPROVALS ? say("stale") : "", " ", again());
      // Read while a draft is being made of the same files, the queue would hold it up, and be read twice.
      if (isOld && !latest.doing && !loading && !composing) {
        renew();
      }
    };

    const renew = async () => {
      wanted = true;
      if (loading) {
        return;
      }
      loading = true;
      while (wanted) {
        wanted = false;
        const asked = latest?.revision ?? null;
        shown = (await load()) ?? asked;
      }
      loading = false;
      decide();
    };

    const lose = () => {
      latest = null;
      tell(say("gone"));
    };

    let leave = null;
    const close = () => {
      clearTimeout(silence);
      leave?.();
      leave = null;
    };

    // Where windows share one stream, by that; else by a stream of its own.
    const alone = (page, heard, failed) => {
      const stream = new EventSource(address);
      stream.addEventListener("message", (event) => heard(JSON.parse(event.data)));
      // The browser tries again by itself, but not where it was refused.
      stream.addEventListener("error", () => failed(stream.readyState === EventSource.CLOSED));
      return () => stream.close();
    };

    const expect = () => {
      clearTimeout(silence);
      silence = setTimeout(() => { lose(); open(); }, LOST);
    };

    const open = () => {
      close();
      // A window that nobody sees needs to hear nothing.
      if (document.hidden) {
        return;
      }
      expect();
      leave = (window.factbookListen || alone)("", (message) => {
        expect();
        latest = message;
        decide();
      }, (again) => {
        lose();
        if (again) {
          clearTimeout(silence);
          silence = setTimeout(open, 2000);
        }
      });
    };

    // A syllable that is being composed would be lost if what is around it were put in again.
    document.addEventListener("compositionstart", () => { composing = true; });
    document.addEventListener("compositionend", () => { composing = false; setTimeout(decide); });
    renew();
    if (address) {
      open();
      addEventListener("pagehide", close);
      addEventListener("pageshow", (event) => { if (event.persisted) { lose(); open(); } });
      document.addEventListener("visibilitychange", () => { lose(); open(); });
    }
    return renew;
  };

  window.deskLive = { listen };
})();
