// Tells the server which scene is on, for the windows that follow, and a speaker's window in this browser at once.
import { current, deck } from "./deck.js";
import { elapsed, key, state, stored } from "./state.js";

let send = () => {}, last, soon, channel;

export function report() {
  clearTimeout(soon);
  soon = setTimeout(() => {
    if (!deck()) return;
    const round = stored().round ?? 0;
    const said = [key(), deck().dataset.talk, current().dataset.id, state.open, stored().started, round];
    if (String(said) === String(last)) return;
    last = said;
    send({ key: said[0], talk: said[1], scene: said[2], elapsed: elapsed(), open: state.open, round });
  }, 150);
}

// Also what has been said already.
export function reportAgain(wait = 0) {
  last = undefined;
  setTimeout(report, wait);
}

export function tellBeside() {
  channel?.postMessage({ talk: deck().dataset.talk, scene: current().dataset.id, elapsed: elapsed() });
}

export const reporting = {
  // Called again when the server has answered: the way to send, and the room's code, may be new.
  bind(sender) {
    send = sender;
    const { speaker } = state.given;
    if (speaker && channel?.name !== `stage-${speaker}`) channel = new BroadcastChannel(`stage-${speaker}`);
  },
  unbind() {
    clearTimeout(soon);
    channel?.close();
    channel = last = undefined;
    send = () => {};
  },
};
