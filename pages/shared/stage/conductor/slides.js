// The scene that is on, and the row of buttons as it fits it.
import { all, headline } from "../desk.js";
import { announce, current, deck, isOnline, part, say, scenes } from "./deck.js";
import { drawStep } from "./figure.js";
import { state } from "./state.js";

let announced;

// A rule and not an attribute: it holds also when the server sends the scenes anew.
export function showOnly(id) {
  let rule = document.getElementById("scene-shown");
  if (!rule) {
    rule = Object.assign(document.createElement("style"), { id: "scene-shown" });
    document.head.append(rule);
  }
  const text = `@media screen { .deck .scene:not([data-id="${id}"]) { display: none } html .deck :is(.scenes, .buttons) { visibility: visible } }`;
  if (rule.textContent !== text) rule.textContent = text;
}

// Streamlit takes SVG out of HTML: a drawing comes as text, and gets its place here.
function unpack(place) {
  place.insertAdjacentHTML("beforeend", place.dataset.svg);
  place.removeAttribute("data-svg");
}

export function drawPlace(at, count) {
  part(".place").textContent = say(isOnline() ? "place" : "offline", { at: at + 1, count });
  document.body.style.setProperty("--row", `${part(".buttons").offsetHeight}px`); // help stands on them
}

// `played`: somebody pressed for the next step of the figure, which is then spoken, too.
export function drawScene(played) {
  all("[data-svg]", deck()).forEach(unpack);
  const list = scenes(), scene = current(), at = list.indexOf(scene), id = scene.dataset.id;
  showOnly(id);
  drawPlace(at, list.length);
  // Said once: what stands there when nothing has changed would be read again and again.
  if (announced !== id) announce(say("scene", { at: at + 1, total: list.length, headline: headline(scene) }));
  announced = id;
  const playable = scene.querySelector(".play"), scaled = scene.querySelector("[data-stops]");
  for (const name of ["play", "unplay"]) part(`[data-do=${name}]`).hidden = !playable;
  part("[data-do=scale]").hidden = !scaled;
  part("[data-do=scale]").setAttribute("aria-pressed", !!scaled?.classList.contains("to-scale"));
  part(".here").hidden = !scene.matches(".guess");
  part(".here").setAttribute("aria-pressed", state.open);
  part("[data-do=back]").disabled = at === 0;
  part("[data-do=next]").disabled = at === list.length - 1;
  if (playable) drawStep(playable, played);
}

export const slides = {
  unbind() {
    announced = undefined;
    state.step = 0;
    document.getElementById("scene-shown")?.remove();
  },
};
