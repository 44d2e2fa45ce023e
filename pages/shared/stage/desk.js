// The speaker's desk: clock, time against the plan, this scene's notes, and the next scene. It stands on the stage and in
// the speaker's own window.
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const headline = scene => scene.querySelector("h2").textContent;
const minutesOf = scene => Number(scene.dataset.minutes);
const clock = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, "0")}`;

function pace(elapsed, due, scene, say) {
  const late = Math.round((elapsed - due) / 60);
  const early = Math.round((due - 60 * minutesOf(scene) - elapsed) / 60);
  if (!elapsed) return say("not_begun");
  if (late > 0) return say("late", { minutes: late });
  return early > 0 ? say("early", { minutes: early }) : say("on_time");
}

// `say` gives the words of the table [notes].
export function drawDesk(place, scenes, id, elapsed, say) {
  const at = Math.max(0, scenes.findIndex(scene => scene.dataset.id === id));
  const scene = scenes[at];
  if (!scene) return;
  const due = 60 * scenes.slice(0, at + 1).reduce((sum, one) => sum + minutesOf(one), 0);
  const total = 60 * scenes.reduce((sum, one) => sum + minutesOf(one), 0);
  const put = (name, text) => {
    const element = place.querySelector(name);
    if (element.textContent !== text) element.textContent = text;
  };
  if (!place.firstChild) place.innerHTML =
    '<p class="time"><span class="now"></span><strong class="elapsed"></strong><span class="pace"></span></p>' +
    '<p class="next"></p><h2 class="this"></h2><div class="spoken"></div>';
  put(".now", new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
  put(".elapsed", say("elapsed", { elapsed: clock(elapsed), total: clock(total) }));
  put(".pace", pace(elapsed, due, scene, say));
  put(".this", say("this", { at: at + 1, total: scenes.length, headline: headline(scene) }));
  put(".next", scenes[at + 1] ? say("next", { headline: headline(scenes[at + 1]) }) : say("last"));
  const spoken = place.querySelector(".spoken");
  if (spoken.dataset.id !== id) {
    spoken.dataset.id = id;
    spoken.innerHTML = scene.querySelector(".notes").innerHTML;
  }
}
