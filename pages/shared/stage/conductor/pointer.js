// Buttons, the way out, a finger that wipes, a pointer that points, and one that rests.
import { actions, show } from "./actions.js";
import { deck, everyScene, part } from "./deck.js";
import { closeSheet } from "./sheet.js";

const WIPED = 60; // pixels
let idle, from;

// By a link of the app's own, which keeps what was ticked elsewhere: loading the page anew would not.
function leave(event) {
  const own = document.querySelector(".st-key-leave a");
  if (!own || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  own.click();
}

function clicked(event) {
  if (event.target.matches?.(".deck .leave")) return leave(event);
  const button = event.target.closest?.("[data-do], [data-go]");
  if (!deck()?.contains(button)) return;
  if (event.detail) button.blur(); // pressed by a pointer: the Space key shall not press it again
  if (button.dataset.go) {
    closeSheet();
    show(everyScene().find(scene => scene.dataset.id === button.dataset.go));
  } else actions[button.dataset.do](button);
}

function pointed(event) {
  part(".laser").style.translate = `${event.clientX}px ${event.clientY}px`;
  wakeUp();
}

function wakeUp() {
  document.documentElement.classList.remove("idle");
  clearTimeout(idle);
  idle = setTimeout(() => document.documentElement.classList.add("idle"), 4000);
}

const touched = event => { from = event.touches.length === 1 ? event.touches[0] : undefined; };

function lifted(event) {
  const [to] = event.changedTouches;
  if (!from || !event.target.closest?.(".deck .frame")) return;
  const x = to.clientX - from.clientX, y = to.clientY - from.clientY;
  if (Math.abs(x) > WIPED && Math.abs(x) > 2 * Math.abs(y)) actions[x < 0 ? "next" : "back"]();
}

const HEARD = { click: clicked, pointermove: pointed, fullscreenchange: wakeUp, touchstart: touched, touchend: lifted };

export const pointer = {
  bind() {
    for (const [name, heard] of Object.entries(HEARD)) addEventListener(name, heard, { passive: name !== "click" });
    wakeUp();
  },
  unbind() {
    for (const [name, heard] of Object.entries(HEARD)) removeEventListener(name, heard);
    clearTimeout(idle);
    document.documentElement.classList.remove("idle");
  },
};
