// How much of a scene is shown: its steps, and the two scales of a timeline.
import { all } from "../desk.js";

// Streamlit takes SVG out of HTML: a drawing comes as text, and gets its place here.
export function unpack(root) {
  for (const place of all("[data-svg]", root)) {
    place.insertAdjacentHTML("beforeend", place.dataset.svg);
    place.removeAttribute("data-svg");
  }
}

// What came with this step is returned as text.
export function drawSteps(scene, step) {
  const parts = all(".middle [data-step]", scene);
  for (const part of parts) part.classList.toggle("later", part.dataset.step > step);
  return parts.filter(part => step && Number(part.dataset.step) === step)
    .map(part => part.innerText.replace(/\s+/g, " ")).join(". ");
}

const points = figure => all(".point", figure).filter(point => point.getClientRects().length);
const leftOf = point => point.getBoundingClientRect().left;

// One scale grows out of the other: each point goes from its old place to its new one, and the rest comes after.
function changeScale(figure, isTrue, moves) {
  if (figure.classList.contains("to-scale") === isTrue) return;
  const before = new Map(points(figure).map(point => [point.dataset.finding, leftOf(point)]));
  figure.classList.toggle("to-scale", isTrue);
  if (!moves || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const timing = { duration: 1400, easing: "ease-in-out" };
  for (const point of points(figure)) {
    const from = before.get(point.dataset.finding) - leftOf(point);
    if (from) point.animate([{ transform: `translateX(${from}px)` }, { transform: "none" }], timing);
  }
  for (const rest of all("svg.drawn > :not(.point)", figure))
    rest.animate([{ opacity: 0 }, { opacity: 0, offset: 0.7 }, { opacity: 1 }], timing);
}

// `isFlipped`: somebody asked for the other scale than the step has.
export function drawScale(scene, step, isFlipped = false, moves = false) {
  const figure = scene.querySelector("[data-stops]");
  if (figure) changeScale(figure, (Number(figure.dataset.grows ?? Infinity) <= step) !== isFlipped, moves);
}
