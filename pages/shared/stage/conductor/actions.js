// What keys and buttons do, by the names that buttons have in data-do.
import { announce, current, part, say, scenes } from "./deck.js";
import { stepsOf } from "./figure.js";
import { drawReady } from "./ready.js";
import { report } from "./report.js";
import { closeSheet, listScenes, openSheet } from "./sheets.js";
import { state, store, stored } from "./state.js";
import { redraw } from "./view.js";

export function show(scene) {
  if (!scene || scene === current()) return;
  const url = new URL(location);
  url.searchParams.set("scene", scene.dataset.id);
  if (!stored().started) store({ started: Date.now() });
  state.step = 0;
  history.replaceState(history.state, "", url);
  redraw();
  report();
}

const goBy = by => show(scenes()[scenes().indexOf(current()) + by]);

function play(by) {
  const figure = current().querySelector(".play");
  if (!figure) return;
  const count = stepsOf(figure) + 1;
  state.step = (state.step + by + count) % count;
  redraw(true);
}

function changeVote(open, change = {}) {
  state.open = open;
  store({ open, ...change });
  report();
  drawReady();
  redraw();
}

export const actions = {
  next: () => goBy(1),
  back: () => goBy(-1),
  first: () => show(scenes()[0]),
  last: () => show(scenes().at(-1)),
  play: () => play(1),
  unplay: () => play(-1),
  scale: () => {
    const isTrue = current().querySelector("[data-stops]")?.classList.toggle("to-scale");
    if (isTrue === undefined) return;
    redraw();
    announce(say(isTrue ? "true_scale" : "stretched_scale"));
  },
  black: () => {
    const black = part("button.black");
    black.hidden = !black.hidden;
    if (!black.hidden) black.focus();
  },
  full: () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  },
  notes: () => {
    part(".on-stage").hidden = !part(".on-stage").hidden;
    redraw();
  },
  overview: () => {
    listScenes();
    openSheet("overview");
  },
  keys: () => openSheet("keys"),
  ready: () => {
    openSheet("ready");
    drawReady();
  },
  close: closeSheet,
  speaker: () => {
    const { speaker } = state.given;
    if (speaker) open(`present?speaker=${speaker}`, "_blank", "noopener,width=900,height=700");
  },
  vote: () => { if (current().matches(".guess")) actions.open(); },
  open: () => { if (part(".guess")) changeVote(!state.open); },
  anew: () => changeVote(false, { started: 0, round: ((stored().round ?? 0) + 1) % 1000 }),
  print: () => {
    closeSheet();
    print();
  },
};
