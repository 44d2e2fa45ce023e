// Playing a figure: one stop of time, or one part after the other.
import { all } from "../desk.js";
import { announce, say } from "./deck.js";
import { state } from "./state.js";

export const stepsOf = figure =>
  figure.dataset.stops ? JSON.parse(figure.dataset.stops).length : all(".step", figure).length;

export function drawStep(figure, isSpoken) {
  if (figure.dataset.stops) drawStop(figure, isSpoken);
  else drawParts(figure, isSpoken);
}

function drawStop(figure, isSpoken) {
  const stop = JSON.parse(figure.dataset.stops)[state.step - 1];
  figure.classList.toggle("at-a-time", !!stop);
  if (stop) {
    figure.style.setProperty("--at", `${stop[1]}%`);
    figure.style.setProperty("--true-at", `${stop[2]}%`);
  }
  for (const lane of all(".lane", figure)) {
    const when = lane.querySelector(".when");
    when.dataset.summary ??= when.textContent;
    when.textContent = stop
      ? say("after", { stop: stop[0], state: JSON.parse(lane.dataset.states)[state.step - 1] })
      : when.dataset.summary;
  }
  if (stop && isSpoken) announce(all(".lane p", figure).map(lane => lane.textContent).join(". "));
}

function drawParts(figure, isSpoken) {
  const parts = all(".step", figure);
  parts.forEach((one, at) => one.classList.toggle("later", state.step > 0 && at >= state.step));
  if (state.step && isSpoken) announce(parts[state.step - 1].innerText.replace(/\s+/g, " "));
}
