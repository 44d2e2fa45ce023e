// The keyboard and the clicker.
import { all } from "../desk.js";
import { actions, show } from "./actions.js";
import { current, deck, part, stepsOf } from "./deck.js";
import { meant } from "./meaning.js";
import { drawReady } from "./ready.js";
import { closeSheet, sheet } from "./sheet.js";
import { drawPlace, isRead } from "./slides.js";
import { state, store } from "./state.js";

const HELD = ["play", "unplay"]; // what goes on while its key is held down
const PANEL = ".help-now > [role=dialog]";
const ELSEWHERE = `input:not([type=checkbox]), textarea, select, ${PANEL}, ${PANEL} *`;
const CLICKER = ["PageDown", "PageUp", "F5"];
const ALSO_THERE = [...CLICKER, "Escape"]; // they work while a name is typed
const PRESSED = "button, a, summary, input"; // Space and Enter are their own there

const isBlack = () => !part("button.black").hidden;

function pressed(event) {
  const target = event.composedPath()[0];
  if (!deck() || event.ctrlKey || event.metaKey || event.altKey) return;
  const panel = target.closest?.(PANEL);
  if (panel && CLICKER.includes(event.key)) return leavePanel(panel, event);
  if (target.matches?.(ELSEWHERE) && !(deck().contains(target) && ALSO_THERE.includes(event.key))) return;
  if (event.key === " " && target.matches?.(PRESSED) && target.matches(":focus-visible")) return;
  const name = meant(event);
  const isTrial = name && !state.lastKey && !part("#sheet-ready").hidden; // the first key only answers the check
  if (name) state.lastKey = event.key === " " ? event.code : event.key;
  if (isTrial) drawReady();
  if (!answered(event, name, isTrial)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

// A clicker takes help, or what lies in its place, from the scene, and does no more; it has no other key for that.
function leavePanel(panel, event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  panel.querySelector(".close").click();
}

// The number of a scene, and Enter. Any other key takes the number back, and Escape does no more than that.
function jumped({ key = "" }) {
  const { typed } = state, isDigit = /^[0-9]$/.test(key), isTaken = typed && ["Enter", "Escape"].includes(key);
  if (key === "Enter" && typed) actions.jump();
  state.typed = isDigit ? (typed + key).slice(-2) : "";
  if (isDigit || typed) drawPlace();
  return isDigit || isTaken;
}

function answered(event, name, isTrial) {
  if (!state.keysOff && !sheet() && !isBlack() && jumped(event)) return true;
  if (event.key === "Escape") {
    if (!isBlack()) return closeSheet();
    actions.black();
    return true;
  }
  if (event.key === "Tab" && sheet()) return turnedBack(event.shiftKey);
  if (scrolled(event)) return true;
  if (state.keysOff || !name) return false;
  if (document.activeElement.closest?.(".buttons")) document.activeElement.blur(); // no ring stays on the stage
  if (isTrial || event.repeat && !HELD.includes(name)) return true;
  act(name);
  return true;
}

// Where a scene is longer than the window, as on a phone or at 400 %, the keys first show the rest of it.
const ALONG = { ArrowDown: 1, PageDown: 1, " ": 1, ArrowUp: -1, PageUp: -1 };
const WORTH = 24; // pixels that are worth a press

function scrolled({ key, shiftKey }) {
  if (sheet() || isBlack() || !(key in ALONG)) return false;
  const notes = part(".on-stage"), isIn = notes.contains(document.activeElement), place = isIn ? notes : deck();
  if (!isIn && !isRead()) return false; // projected, a scene is as large as its window
  const by = shiftKey ? -1 : ALONG[key], { scrollTop, scrollHeight, clientHeight } = place;
  if ((by > 0 ? scrollHeight - clientHeight - scrollTop : scrollTop) < WORTH) return false;
  place.scrollBy({ top: by * clientHeight * (key.startsWith("Arrow") ? 0.25 : 0.8), behavior: "instant" });
  return true;
}

// What a key, or a clicker in another window, asks for.
export function act(name) {
  if (isBlack()) return actions.black(); // a key brings the scene back, and does no more
  const over = sheet();
  closeSheet();
  if (over) document.activeElement.blur();
  if (over?.id !== `sheet-${name}`) actions[name](); // the list of keys closes with its own key
}

// The Tab key stays on what lies over the scene.
function turnedBack(isBackwards) {
  const stops = all("button:not(:disabled), a, input", sheet()).filter(one => one.getClientRects().length);
  const [edge, other] = isBackwards ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement !== edge) return false;
  other.focus();
  return true;
}

function switched(event) {
  if (event.target.matches?.(".use-keys")) {
    state.keysOff = !event.target.checked;
    store({ off: state.keysOff });
  }
  if (event.target.matches?.(".use-phones")) {
    store({ handsOnly: !event.target.checked });
    show(current(), Math.min(state.step, stepsOf(current())));
  }
  if (!part("#sheet-ready").hidden) drawReady();
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
