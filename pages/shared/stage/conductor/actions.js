// What keys and buttons do, by the names that buttons have in data-do.
import { neighbour } from "../desk.js";
import { forgetVotes } from "./counted.js";
import { announce, current, deck, everyScene, part, say, scenes, stepsOf } from "./deck.js";
import { drawMine } from "./mine.js";
import { stopsOf } from "./moments.js";
import { drawReady } from "./ready.js";
import { report } from "./report.js";
import { runsOf } from "./runs.js";
import { closeSheet, openSheet } from "./sheet.js";
import { elapsed, own, state, store, stored } from "./state.js";
import { redraw } from "./view.js";

export function show(scene, step = 0, begins = true) {
  if (!scene || scene === current() && step === state.step) return;
  const url = new URL(location);
  url.searchParams.set("scene", scene.dataset.id);
  Object.assign(state, { step, stop: 0, flipped: false });
  store({ scene: scene.dataset.id, step, started: elapsed() || !begins ? stored().started : Date.now() });
  history.replaceState(history.state, "", url);
  redraw(true);
  deck().scrollTop = 0; // where it scrolls
  report();
}

const beside = by => neighbour(scenes(), everyScene(), current(), by);

function play(by) {
  const stops = stopsOf(current()).length, runs = runsOf(current());
  if (stops) state.stop = (state.stop + by + stops + 1) % (stops + 1); // after the last moment comes none
  else state.stop = Math.min(Math.max(state.stop + by, 0), runs);
  if (stops || runs) redraw(true);
}

export const actions = {
  next: () => {
    if (state.step < stepsOf(current())) show(current(), state.step + 1);
    else show(beside(1));
  },
  back: () => {
    if (state.step > 0) return show(current(), state.step - 1);
    const before = beside(-1);
    if (before) show(before, stepsOf(before));
  },
  first: () => show(scenes()[0]),
  last: () => show(scenes().at(-1)),
  jump: () => {
    const wanted = scenes()[state.typed - 1];
    state.typed = "";
    if (wanted) show(wanted);
    redraw();
  },
  play: () => play(1),
  unplay: () => play(-1),
  // What a scene has beside itself: the other scale of a timeline, or trials as if both groups did equally well.
  other: () => {
    const hasTime = stopsOf(current()).length > 0;
    if (!hasTime && !runsOf(current())) return;
    state.flipped = !state.flipped;
    redraw(true);
    if (hasTime) announce(say(current().querySelector(".to-scale") ? "true_scale" : "stretched_scale"));
  },
  black: () => {
    const black = part("button.black");
    black.hidden = !black.hidden;
    if (!black.hidden) black.focus();
  },
  full: () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else actions.begin();
  },
  begin: () => { if (!document.fullscreenElement) document.documentElement.requestFullscreen?.().catch(() => {}); },
  theme: () => {
    store({ theme: getComputedStyle(part(".frame")).colorScheme === "dark" ? "light" : "dark" });
    redraw();
  },
  pointer: () => part(".laser").toggleAttribute("data-on"),
  notes: () => {
    part(".on-stage").hidden = !part(".on-stage").hidden;
    redraw();
  },
  overview: () => {
    openSheet("overview");
    drawMine();
  },
  keys: () => openSheet("keys"),
  ready: () => {
    openSheet("ready");
    drawReady();
  },
  close: closeSheet,
  speaker: () => {
    const { speaker } = state.given;
    if (speaker) open(`present?speaker=${speaker}`, "_blank", "noopener,width=1000,height=720");
  },
  anew: () => {
    store({ started: 0, round: ((stored().round ?? 0) + 1) % 1000 });
    forgetVotes();
    report();
    redraw();
  },
  find: () => state.ask?.("find", { key: part(".key-typed").value, window: own() }),
  file: () => state.ask?.("file", deck().dataset.talk),
  slides: () => paper("slides"),
  print: () => paper("notes"),
};

function paper(kind) {
  closeSheet();
  part(".frame").dataset.paper = kind;
  print();
}
