// What a reader ticked and typed on this visit, and whether the visit sheet still says so. It lives in the memory of the
// tab and nowhere else; the typed words by the key of their field. Each component of Streamlit's is a module of its own:
// they find the one object by a symbol.
class VisitState extends EventTarget {
  ticks = new Set();
  words = {};
  owed = false; // words were brought back, and a sheet that comes with the page was made without them
  #stale = false;

  changed() {
    this.dispatchEvent(new Event("change"));
  }

  get stale() {
    return this.#stale;
  }

  set stale(stale) {
    this.#stale = stale;
    if (!stale) this.dispatchEvent(new Event("current"));
  }

  // What was chosen just before the press is on its way to the sheet: wait for it, up to ten seconds.
  current() {
    if (!this.#stale) return Promise.resolve();
    return new Promise(resolve => {
      this.addEventListener("current", resolve, { once: true });
      setTimeout(resolve, 10_000);
    });
  }
}

export const visit = globalThis[Symbol.for("explainer.visit")] ??= new VisitState();
