// Buttons, the way out, and a pointer that rests.
import { actions, show } from "./actions.js";
import { deck, scenes } from "./deck.js";
import { closeSheet } from "./sheets.js";

let idle;

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
    show(scenes().find(scene => scene.dataset.id === button.dataset.go));
  } else actions[button.dataset.do]();
}

function awake() {
  document.documentElement.classList.remove("idle");
  clearTimeout(idle);
  idle = setTimeout(() => document.documentElement.classList.add("idle"), 4000);
}

export const pointer = {
  bind() {
    addEventListener("click", clicked);
    addEventListener("pointermove", awake);
  },
  unbind() {
    removeEventListener("click", clicked);
    removeEventListener("pointermove", awake);
    clearTimeout(idle);
    document.documentElement.classList.remove("idle");
  },
};
