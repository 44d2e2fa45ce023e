// The stage. Everything that a talk needs is in the page already: this shows one scene of it and listens to keys and
// buttons. It goes on without the server.
import { awake } from "../../browser/awake.js";
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

const LIVES = [view, keyboard, pointer, mine, awake];

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
  fillMine();
  part(".use-keys").checked = !off;
  part(".use-phones").checked = !stored().handsOnly;
  redraw();
}

// Takes the stage away.
export function end() {
  for (const one of [...LIVES, readiness, reporting, slides]) one.unbind();
  deck()?.remove();
}
