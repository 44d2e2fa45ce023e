// The stage in the app: it begins when its scenes have come, and ends when somebody leaves its page. Between, the server
// may go, come back, or send something else.
import { show } from "./actions.js";
import { hearVotes } from "./counted.js";
import { deck, everyScene, part } from "./deck.js";
import { savedAs } from "./file.js";
import { twin } from "./key.js";
import { act } from "./keys.js";
import { drawReady } from "./ready.js";
import { report, reportAgain, reporting } from "./report.js";
import { end, start } from "./stage.js";
import { elapsed, state, store, stored } from "./state.js";
import { redraw } from "./view.js";

const HERE = location.pathname;
let waiting, left, done, said, latest;

export default function ({ data, setStateValue, setTriggerValue }) {
  state.given = { ...state.given, ...data };
  state.ask = setTriggerValue;
  // The scenes may be on their way still: they are another part of the page.
  const begin = () => {
    const sent = document.querySelector(".stApp .deck");
    if (deck()) {
      sent?.remove(); // the talk goes on with what it has
      attach(setStateValue);
    } else if (sent) {
      document.body.append(sent);
      start();
      addEventListener("popstate", leftByBack);
      addEventListener("stage-room", heard);
      twin.bind();
      attach(setStateValue);
    } else waiting = setTimeout(begin, 30);
  };
  clearTimeout(waiting);
  begin();
  // Where a component is given something new while it still loads, the end of the first comes after the second began.
  const mine = {};
  latest = mine;
  return () => { if (latest === mine) detach(); };
}

function attach(setStateValue) {
  clearInterval(left);
  state.attached = true;
  state.heard = Date.now();
  document.querySelector(".stMain")?.setAttribute("tabindex", -1); // it lies behind the deck
  reporting.bind(value => setStateValue("report", value), act);
  const { given } = state;
  if (given.found) takeUp(given.found);
  if (given.taken && !stored().taken) {
    store({ taken: true });
    report();
  }
  if (given.file) savedAs(given);
  // What the shared memory did not take is said again.
  if (given.gone) reportAgain(3000);
  // A server that was away, or a slow run, has heard an old clock.
  else if (given.elapsed && Math.abs(elapsed() - given.elapsed) > 2) reportAgain();
  else report();
  redraw();
}

// What the server says twice a second: votes, and what the speaker's window asks for.
function heard({ detail }) {
  state.heard = Date.now();
  if (detail === said) return;
  said = detail;
  const room = JSON.parse(detail);
  state.given.gone = !!room.gone;
  if (room.taken && !stored().taken) {
    store({ taken: true });
    report();
  }
  if (room.counts) hearVotes(room);
  const asked = room.asked ?? [], before = done ?? Infinity; // what was asked for before this tab came is done
  done = Math.max(done ?? 0, ...asked.map(([number]) => number));
  for (const [number, name] of asked) if (number > before) act(name);
  redraw();
}

// The talk as another laptop left it.
function takeUp(found) {
  state.given.found = undefined;
  const room = JSON.parse(found);
  part(".found").textContent = room.said;
  if (!room.scene) return;
  store({ key: room.key, taken: undefined, round: room.round, votes: undefined, order: { ...stored().order, [room.talk]: room.order },
    started: room.elapsed ? Date.now() - 1000 * room.elapsed : 0, scene: room.scene, step: room.step });
  if (room.talk !== deck().dataset.talk) return void location.assign(`present?talk=${room.talk}&scene=${room.scene}`);
  show(everyScene().find(one => one.dataset.id === room.scene), room.step, !!room.elapsed);
  reportAgain();
  drawReady();
}

// The server no longer sends the stage: somebody has left, or it is gone or broken. Then the talk goes on without it.
function detach() {
  clearTimeout(waiting);
  clearInterval(left);
  state.attached = false;
  reporting.unbind();
  left = setInterval(leftByBack, 100); // the address changes a moment before or after
}

function leftByBack() {
  if (location.pathname === HERE || !deck()) return;
  clearInterval(left);
  removeEventListener("popstate", leftByBack);
  removeEventListener("stage-room", heard);
  twin.unbind();
  end();
  document.querySelector(".stMain")?.setAttribute("tabindex", 0);
  Object.assign(state, { given: {}, heard: 0 });
  said = undefined;
}
