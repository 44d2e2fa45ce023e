const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const minutesOf = scene => Number(scene.dataset.minutes);
const clock = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, "0")}`;
const headline = scene => scene.querySelector("h2").textContent;

// The speaker's desk: clock, time against the plan, this scene's notes, and the next scene.
function desk(place, scenes, id, elapsed) {
  const at = Math.max(0, scenes.findIndex(scene => scene.dataset.id === id));
  const scene = scenes[at];
  if (!scene) return;
  const due = 60 * scenes.slice(0, at + 1).reduce((sum, one) => sum + minutesOf(one), 0);
  const total = 60 * scenes.reduce((sum, one) => sum + minutesOf(one), 0);
  const late = Math.round((elapsed - due) / 60);
  const early = Math.round((due - 60 * minutesOf(scene) - elapsed) / 60);
  const pace = !elapsed ? "The clock starts when you leave the first scene."
    : late > 0 ? `${late} min behind the plan` : early > 0 ? `${early} min ahead of the plan` : "On time";
  const now = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const put = (name, text) => { const e = place.querySelector(name); if (e.textContent !== text) e.textContent = text; };
  if (!place.firstChild) place.innerHTML =
    '<p class="time"><span class="now"></span><strong class="elapsed"></strong><span class="pace"></span></p>' +
    '<p class="next"></p><h2 class="this"></h2><div class="spoken"></div>';
  put(".now", now);
  put(".elapsed", `${clock(elapsed)} of ${clock(total)}`);
  put(".pace", pace);
  put(".this", `${at + 1} of ${scenes.length}. ${headline(scene)}`);
  put(".next", scenes[at + 1] ? `Next: ${headline(scenes[at + 1])}` : "This is the last scene.");
  const spoken = place.querySelector(".spoken");
  if (spoken.dataset.id !== id) {
    spoken.dataset.id = id;
    spoken.innerHTML = scene.querySelector(".notes").innerHTML;
  }
}
