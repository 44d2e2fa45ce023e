// Draws all that shows which scene is on.
import { drawDesk, neighbour } from "../desk.js";
import { current, deck, everyScene, isOnline, part, say, scenes } from "./deck.js";
import { drawReady } from "./ready.js";
import { tellBeside } from "./report.js";
import { arrange, drawPlace, drawScene, drawTheme } from "./slides.js";
import { elapsed, state } from "./state.js";

let timer;

export function redraw(played = false) {
  if (!deck()) return;
  drawTheme();
  drawScene(played);
  drawAround();
}

// The notes on the stage and the checks.
function drawAround() {
  const notes = part(".on-stage");
  if (!notes.hidden) drawDesk(notes, { scenes: scenes(), scene: current(), step: state.step, elapsed: elapsed(),
    next: neighbour(scenes(), everyScene(), current(), 1) }, say);
  if (!part("#sheet-ready").hidden) drawReady();
  tellBeside();
}

// The clock, and whether the server is there.
function tick() {
  if (!deck()) return;
  drawPlace();
  drawAround();
}

const changed = () => redraw();
// A reload without a server would end the talk: the browser asks first.
const guardReload = event => { if (!state.alone && state.heard && !isOnline()) event.preventDefault(); };

export const view = {
  bind() {
    addEventListener("popstate", changed);
    addEventListener("resize", changed);
    addEventListener("beforeunload", guardReload);
    addEventListener("beforeprint", arrange);
    addEventListener("afterprint", changed);
    timer = setInterval(tick, 1000);
  },
  unbind() {
    removeEventListener("popstate", changed);
    removeEventListener("resize", changed);
    removeEventListener("beforeunload", guardReload);
    removeEventListener("beforeprint", arrange);
    removeEventListener("afterprint", changed);
    clearInterval(timer);
  },
};
