// What lies over the scene: all scenes, the keys, "Get ready". One at a time.
import { headline } from "../desk.js";
import { current, part, scenes } from "./deck.js";

let focused; // what had the focus before

export const sheet = () => part(".sheet:not([hidden])");

export function closeSheet() {
  const opened = sheet();
  if (opened) {
    opened.hidden = true;
    focused?.focus?.();
  }
  return !!opened;
}

// Opens it, or closes it where it is open.
export function openSheet(name) {
  const wanted = part(`#sheet-${name}`), wasOpen = !wanted.hidden;
  closeSheet();
  if (wasOpen) return;
  focused = document.activeElement;
  wanted.hidden = false;
  wanted.querySelector("button").focus();
}

export function listScenes() {
  part(".all").replaceChildren(...scenes().map(scene => {
    const line = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.textContent = headline(scene);
    button.dataset.go = scene.dataset.id;
    if (scene === current()) button.setAttribute("aria-current", "true");
    line.append(button);
    return line;
  }));
}
