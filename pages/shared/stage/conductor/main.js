// The stage. Everything that a talk needs is in the page already: this shows one scene of it, listens to keys and
// buttons, and tells the server which scene is on. It goes on without the server.
import { current, deck, part } from "./deck.js";
import { keyboard } from "./keys.js";
import { pointer } from "./pointer.js";
import { readiness } from "./ready.js";
import { report, reportAgain, reporting } from "./report.js";
import { slides } from "./slides.js";
import { elapsed, state, stored } from "./state.js";
import { redraw, view } from "./view.js";

let started = false, waiting;

export default function ({ data, setStateValue }) {
  state.given = data ?? {};
  // The scenes may be on their way still: they are another part of the page.
  const begin = () => {
    if (deck()) drawWith(value => setStateValue("report", value));
    else waiting = setTimeout(begin, 30);
  };
  begin();
  return stop;
}

function drawWith(sender) {
  reporting.bind(sender);
  if (!started) start();
  // What the shared memory did not take is said again.
  else if (state.given.gone) reportAgain(3000);
  // A server that was away, or a slow run, has heard an old clock.
  else if (state.given.elapsed && Math.abs(elapsed() - state.given.elapsed) > 2) reportAgain();
  part(".use-keys").checked = !state.keysOff;
  redraw();
}

function start() {
  started = true;
  const { open = false, off = false } = stored();
  Object.assign(state, { open: open && !!part(".guess"), keysOff: off });
  const wanted = new URL(location);
  if (wanted.searchParams.has("scene") && wanted.searchParams.get("scene") !== current().dataset.id) {
    wanted.searchParams.delete("scene");
    history.replaceState(history.state, "", wanted);
  }
  for (const one of [view, keyboard, pointer]) one.bind();
  document.querySelector(".stMain").tabIndex = -1; // it lies behind the deck
  report();
}

function stop() {
  clearTimeout(waiting);
  for (const one of [view, keyboard, pointer, readiness, reporting, slides]) one.unbind();
  document.querySelector(".stMain")?.setAttribute("tabindex", 0);
  state.given = {};
  started = false;
}
