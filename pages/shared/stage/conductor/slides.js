// The scene that is on, and the row of buttons as it fits it.
import { headline } from "../desk.js";
import { voted } from "./counted.js";
import { announce, current, deck, everyScene, isOnline, part, say, scenes, stepsOf } from "./deck.js";
import { drawScale, drawSteps } from "./figure.js";
import { fit, overflows } from "./fit.js";
import { drawStop, stopsOf } from "./moments.js";
import { drawRuns, runsOf } from "./runs.js";
import { state, stored } from "./state.js";
import { drawVotes } from "./votes.js";

let announced;

export const isRead = () => matchMedia("(max-width: 40rem)").matches; // a phone or 400 % zoom: the scene scrolls
// Every scene with the votes that there are: paper shows them all.
export function drawEveryVote() {
  for (const scene of everyScene()) drawVotes(scene, stepsOf(scene), voted(), say);
}

// A scene as it is after a number of steps. Returns what came with the last of them, as text.
export function drawAt(scene, step, moves = false, votes = voted()) {
  for (const one of everyScene()) one.classList.toggle("on", one === scene);
  drawVotes(scene, step, votes, say);
  const came = drawSteps(scene, step);
  drawScale(scene, step, state.flipped, moves);
  return { came, share: fit(scene, isRead()), isCut: overflows(scene) };
}

export function drawPlace() {
  const list = scenes(), at = list.indexOf(current()), isLost = !state.alone && !isOnline();
  const { gone } = state.given;
  const place = say("place", { at: at + 1 || "–", count: list.length });
  part(".place").textContent = state.typed ? say("jump", { number: state.typed }) : place;
  part(".lost").textContent = stored().taken ? say("taken") : isLost && state.heard ? say("lost") : gone ? say("waits") : "";
  document.body.style.setProperty("--row", `${part(".buttons").offsetHeight}px`); // help stands on them
}

// `played`: somebody pressed for the next step, which is then spoken, too.
export function drawScene(played) {
  const list = scenes(), scene = current(), at = list.indexOf(scene), id = scene.dataset.id;
  const { came } = drawAt(scene, state.step, played);
  const ran = drawRuns(scene, state.step, state.stop, state.flipped);
  if (ran && played) announce(ran);
  drawStop(scene, played);
  drawPlace();
  // Said once: what stands there when nothing has changed would be read again and again.
  if (announced !== id) announce(say("scene", { at: at + 1 || "–", total: list.length, headline: headline(scene) }));
  else if (played && came) announce(came);
  announced = id;
  const hasTime = stopsOf(scene).length > 0;
  const hasRuns = runsOf(scene) > 0;
  for (const name of ["play", "unplay"]) part(`[data-do=${name}]`).hidden = !hasTime && !hasRuns;
  const other = part("[data-do=other]");
  other.hidden = !hasTime && !hasRuns;
  other.textContent = say(hasRuns ? "same" : "scale");
  other.setAttribute("aria-pressed", hasRuns ? state.flipped : !!scene.querySelector(".to-scale"));
  part("[data-do=back]").disabled = at === 0 && state.step === 0;
  part("[data-do=next]").disabled = scene === list.at(-1) && state.step >= stepsOf(scene);
}

// On paper stand the scenes that were chosen, in their order.
export function arrange() {
  drawEveryVote();
  const chosen = scenes();
  for (const scene of everyScene()) {
    scene.classList.toggle("left-out", !chosen.includes(scene));
    scene.style.order = chosen.indexOf(scene);
    scene.style.breakAfter = scene === chosen.at(-1) ? "auto" : "page";
  }
}

// Light or dark: as the app has it, unless the presenter says otherwise.
export function drawTheme() {
  const app = document.querySelector(".stApp");
  deck().style.colorScheme = stored().theme ?? (app ? getComputedStyle(app).colorScheme : "");
}
export const slides = { unbind() { announced = undefined; } };
