// The stage. Everything that a talk needs is in the page already: this shows one scene of it and listens to keys and
// buttons. It goes on without the server.
import { current, deck, part } from "./deck.js";
import { unpack } from "./figure.js";
import { keyboard } from "./keys.js";
import { fillMine, mine } from "./mine.js";
import { pointer } from "./pointer.js";
import { readiness } from "./ready.js";
import { reporting } from "./report.js";
import { slides } from "./slides.js";
import { state, stored } from "./state.js";
import { redraw, view } from "./view.js";

const LIVES = [view, keyboard, pointer, mine];
let lock;

// A screen that goes dark ends a talk. Browsers allow it on safe addresses alone, and forget it with each hidden tab.
export function stayAwake() {
  if (document.visibilityState === "visible" && deck()) navigator.wakeLock?.request("screen").then(one => { lock = one; }, () => {});
}

export function start() {
  const { off = false, scene, step = 0 } = stored();
  unpack(deck());
  const shown = current().dataset.id;
  Object.assign(state, { keysOff: off, step: scene === shown ? step : 0 });
  const wanted = new URL(location);
  if (wanted.searchParams.has("scene") && wanted.searchParams.get("scene") !== shown) {
    wanted.searchParams.delete("scene");
    history.replaceState(history.state, "", wanted);
  }
  for (const one of LIVES) one.bind();
  addEventListener("visibilitychange", stayAwake);
  stayAwake();
  fillMine();
  part(".use-keys").checked = !off;
  part(".use-phones").checked = !stored().handsOnly;
  redraw();
}

// Takes the stage away.
export function end() {
  for (const one of [...LIVES, readiness, reporting, slides]) one.unbind();
  removeEventListener("visibilitychange", stayAwake);
  lock?.release().catch(() => {});
  deck()?.remove();
}
