// Trials that are run again by chance: each step shows some of the runs, and a key one more.
import { all } from "../desk.js";

const figureOf = scene => scene.querySelector("[data-shown]");
const saidOf = trial => JSON.parse(trial.dataset.said);

// How many runs there are beyond those that the last step shows.
export const runsOf = scene => {
  const figure = figureOf(scene);
  return figure ? saidOf(figure.querySelector(".trial"))[0].length - 1 - JSON.parse(figure.dataset.shown).at(-1) : 0;
};

// `isSame`: as if both groups of each trial did equally well. Returns what was found so far, as text.
export function drawRuns(scene, step, more = 0, isSame = false) {
  const figure = figureOf(scene);
  if (!figure) return "";
  const shown = JSON.parse(figure.dataset.shown), count = shown[Math.min(step, shown.length - 1)] + more;
  scene.classList.toggle("same", isSame);
  for (const trial of all(".trial", figure)) {
    for (const [at, run] of all(".one", trial).entries()) {
      run.classList.toggle("unrun", at >= count);
      run.classList.toggle("new", at === count - 1);
    }
    trial.querySelector(".said").textContent = saidOf(trial)[Number(isSame)][count];
  }
  const lines = [...isSame ? all(".as-if", scene) : [], ...all(".trial > p:not([aria-hidden])", figure)];
  return lines.map(line => line.textContent).join(" ");
}
