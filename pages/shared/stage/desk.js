// The speaker's desk: clock, time left, this scene's notes, and the next scene. It stands on the stage and in the
// speaker's own window.
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const headline = scene => scene.querySelector("h2").textContent;
export const minutesOf = scene => Number(scene.dataset.minutes);
const clock = seconds => `${seconds < 0 ? "−" : ""}${Math.floor(Math.abs(seconds) / 60)}:${String(Math.floor(Math.abs(seconds)) % 60).padStart(2, "0")}`;
const seconds = scenes => 60 * scenes.reduce((sum, one) => sum + minutesOf(one), 0);

// The scene before or after one, in the talk as it was chosen; also of a scene that was left out of it.
export function neighbour(chosen, whole, scene, by) {
  const at = chosen.indexOf(scene), here = whole.indexOf(scene);
  if (at >= 0) return chosen[at + by];
  return by > 0 ? chosen.find(one => whole.indexOf(one) > here) : chosen.findLast(one => whole.indexOf(one) < here);
}

function pace(elapsed, due, scene, say) {
  const late = Math.round((elapsed - due) / 60);
  const early = Math.round((due - 60 * minutesOf(scene) - elapsed) / 60);
  if (!elapsed) return say("not_begun");
  if (late > 0) return say("late", { minutes: late });
  return early > 0 ? say("early", { minutes: early }) : say("on_time");
}

const PARTS = '<p class="time"><span class="now"></span><strong class="elapsed"></strong><span class="left"></span>' +
  '<span class="pace"></span></p><h2 class="this"></h2><div class="spoken"></div><p class="next"></p>';

// `scenes` of the talk, the `scene` and the `step` that are on, the scene that comes `next`, `elapsed` seconds; `say`
// gives the words of the table [notes].
export function drawDesk(place, { scenes, scene, step, next, elapsed }, say) {
  const at = scenes.indexOf(scene), before = at < 0 && next ? scenes.indexOf(next) : at + 1;
  const due = seconds(scenes.slice(0, before)), total = seconds(scenes);
  const put = (name, text) => {
    const element = place.querySelector(name);
    if (element.textContent !== text) element.textContent = text;
  };
  if (!place.firstChild) place.innerHTML = PARTS;
  put(".now", new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
  put(".elapsed", say("elapsed", { elapsed: clock(elapsed), total: clock(total) }));
  put(".left", elapsed ? say("left", { scene: clock(Math.min(due - elapsed, 60 * minutesOf(scene))), talk: clock(total - elapsed) }) : "");
  put(".pace", pace(elapsed, due, scene, say));
  put(".this", say("this", { at: at + 1 || "–", total: scenes.length, headline: headline(scene) }));
  put(".next", next ? say("next", { headline: headline(next) }) : say("last"));
  const spoken = place.querySelector(".spoken"), is = `${scene.dataset.id} ${step}`;
  if (spoken.dataset.is !== is) {
    spoken.dataset.is = is;
    spoken.innerHTML = scene.querySelector(".notes").innerHTML;
    for (const one of all("[data-step]", spoken)) {
      one.classList.toggle("said", one.dataset.step < step);
      one.classList.toggle("saying", Number(one.dataset.step) === step);
    }
    const saying = spoken.querySelector(".saying");
    if (!saying) return;
    saying.style.scrollMarginTop = `${place.querySelector(".time").offsetHeight + 8}px`; // the clock stays on top
    saying.scrollIntoView({ block: "nearest" });
  }
}
