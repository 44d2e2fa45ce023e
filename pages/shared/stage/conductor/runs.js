// Trials that are run again by chance: each step shows some of the runs, and a key one more.
import { all } from "../desk.js";

const figureOf = scene => scene.querySelector("[data-shown]");
const saidOf = trial => JSON.parse(trial.dataset.said);

// How many runs there are beyond those that the last step shows.
export const runsOf = scene => {
  const figure = figureOf(scene);
  return figure ? saidOf(figure.querySelector(".trial")).length - 1 - JSON.parse(figure.dataset.shown).at(-1) : 0;
};

// Returns what was found so far, as text.
export function drawRuns(scene, step, more = 0) {
  const figure = figureOf(scene);
  if (!figure) return "";
  const shown = JSON.parse(figure.dataset.shown), count = shown[Math.min(step, shown.length - 1)] + more;
  for (const trial of all(".trial", figure)) {
    for (const [at, run] of all(".one", trial).entries()) {
      run.classList.toggle("unrun", at >= count);
      run.classList.toggle("new", at === count - 1);
    }
    trial.querySelector(".said").textContent = saidOf(trial)[count];
  }
  return all(".trial > p:not([aria-hidden])", figure).map(line => line.textContent).join(" ");
}
