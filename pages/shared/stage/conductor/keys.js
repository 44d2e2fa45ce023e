// The keyboard and the clicker.
import { all } from "../desk.js";
import { actions } from "./actions.js";
import { deck, part } from "./deck.js";
import { drawReady } from "./ready.js";
import { closeSheet, sheet } from "./sheets.js";
import { state, store } from "./state.js";

const KEYS = { PageDown: "next", ArrowRight: "next", PageUp: "back", ArrowLeft: "back", Home: "first", End: "last",
  ArrowDown: "play", ArrowUp: "unplay", s: "scale", v: "vote", b: "black", ".": "black", f: "full", n: "notes", o: "overview",
  "?": "keys" };
const ONCE = ["black", "full", "notes", "overview", "keys", "scale", "vote"]; // also where the key is held down
const ELSEWHERE = "input:not([type=checkbox]), textarea, select, #help *, #help";

const isBlack = () => !part("button.black").hidden;

function pressed(event) {
  const target = event.composedPath()[0];
  if (!deck() || event.ctrlKey || event.metaKey || event.altKey || target.matches?.(ELSEWHERE)) return;
  const name = event.key.length === 1 ? KEYS[event.key.toLowerCase()] : KEYS[event.key];
  const isTrial = name && !state.lastKey && !part("#sheet-ready").hidden; // the first key only answers the check
  if (name) state.lastKey = event.key;
  if (isTrial) drawReady();
  if (!answered(event, name, isTrial)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function answered(event, name, isTrial) {
  if (event.key === "Escape") {
    if (!isBlack()) return closeSheet();
    actions.black();
    return true;
  }
  if (event.key === "Tab" && sheet()) return turnedBack(event.shiftKey);
  if (!name || state.keysOff) return false;
  if (document.activeElement.closest?.(".buttons")) document.activeElement.blur(); // no ring stays on the stage
  if (isTrial || event.repeat && ONCE.includes(name)) return true;
  if (isBlack()) actions.black(); // a key brings the scene back, and does no more
  else if (sheet()) { // the list of keys closes with its own key; a clicker's key is never lost on a sheet
    const isOwn = sheet().id === `sheet-${name}`;
    closeSheet();
    document.activeElement.blur();
    if (!isOwn) actions[name]();
  } else actions[name]();
  return true;
}

// The Tab key stays on what lies over the scene.
function turnedBack(isBackwards) {
  const stops = all("button:not([hidden]), a, input", sheet());
  const [edge, other] = isBackwards ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement !== edge) return false;
  other.focus();
  return true;
}

function switched(event) {
  if (!event.target.matches?.(".use-keys")) return;
  state.keysOff = !event.target.checked;
  store({ off: state.keysOff });
}

export const keyboard = {
  bind() {
    addEventListener("keydown", pressed, true);
    addEventListener("change", switched);
  },
  unbind() {
    removeEventListener("keydown", pressed, true);
    removeEventListener("change", switched);
  },
};
