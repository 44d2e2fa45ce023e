// What lies over the scene because the presenter asked for it: all scenes, the keys, "Get ready". One at a time.
import { part } from "./deck.js";

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
