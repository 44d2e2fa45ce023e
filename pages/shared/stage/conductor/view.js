// Draws all that shows which scene is on.
import { drawDesk } from "../desk.js";
import { current, deck, part, say, scenes } from "./deck.js";
import { drawReady } from "./ready.js";
import { tellBeside } from "./report.js";
import { drawPlace, drawScene } from "./slides.js";
import { elapsed } from "./state.js";

let timer;

export function redraw(played = false) {
  if (!deck()) return;
  drawScene(played);
  const notes = part(".on-stage");
  if (!notes.hidden) drawDesk(notes, scenes(), current().dataset.id, elapsed(), say);
  if (!part("#sheet-ready").hidden) drawReady();
  tellBeside();
}

// The clock, and whether the server is there.
function tick() {
  if (!deck()) return;
  drawPlace(scenes().indexOf(current()), scenes().length);
  if (!part(".on-stage").hidden || !part("#sheet-ready").hidden) redraw();
}

const moved = () => redraw();

export const view = {
  bind() {
    addEventListener("popstate", moved);
    timer = setInterval(tick, 1000);
  },
  unbind() {
    removeEventListener("popstate", moved);
    clearInterval(timer);
  },
};
