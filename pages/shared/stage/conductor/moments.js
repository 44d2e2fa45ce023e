// The moments of a timeline, which are played one after the other.
import { all } from "../desk.js";
import { announce, say } from "./deck.js";
import { state } from "./state.js";

export const stopsOf = scene => JSON.parse(scene.querySelector("[data-stops]")?.dataset.stops ?? "[]");

// One moment of a timeline: where it stands, and each treatment's state then.
export function drawStop(scene, isSpoken) {
  const figure = scene.querySelector("[data-stops]");
  if (!figure) return;
  const stop = stopsOf(scene)[state.stop - 1];
  figure.classList.toggle("at-a-time", !!stop);
  if (stop) {
    figure.style.setProperty("--at", `${stop[1]}%`);
    figure.style.setProperty("--true-at", `${stop[2]}%`);
  }
  for (const lane of all(".lane", figure)) {
    const when = lane.querySelector(".when");
    when.dataset.summary ??= when.textContent;
    when.textContent = stop
      ? say("after", { stop: stop[0], state: JSON.parse(lane.dataset.states)[state.stop - 1] })
      : when.dataset.summary;
  }
  if (stop && isSpoken) announce(all(".lane p", figure).map(lane => lane.textContent).join(". "));
}
