// Tells the server which scene is on, for the windows that follow, and a speaker's window in this browser at once.
import { ballot, current, deck, scenes } from "./deck.js";
import { isMine } from "./key.js";
import { elapsed, key, own, state, stored } from "./state.js";

let send = () => {}, last, soon, channel;

export function report() {
  clearTimeout(soon);
  soon = setTimeout(async () => {
    await isMine(); // a copied tab has no room of its own yet
    if (!deck()) return;
    if (stored().taken) return send({ taken: true }); // the room listens to another window: nothing is claimed here
    const { round = 0, started = 0 } = stored();
    const told = { key: key(), window: own(), talk: deck().dataset.talk, scene: current().dataset.id, step: state.step,
      open: ballot(), round, order: scenes().map(scene => scene.dataset.id) };
    const said = JSON.stringify({ ...told, started });
    if (said === last) return;
    last = said;
    send({ ...told, elapsed: elapsed() });
  }, 120);
}

// Also what has been said already.
export function reportAgain(wait = 0) {
  last = undefined;
  setTimeout(report, wait);
}

export function tellBeside() {
  channel?.postMessage({ talk: deck().dataset.talk, scene: current().dataset.id, step: state.step, elapsed: elapsed(),
    order: scenes().map(scene => scene.dataset.id) });
}

export const reporting = {
  // Called again when the server has answered: the way to send, and the room's code, may be new.
  bind(sender, obey) {
    send = sender;
    const { speaker } = state.given;
    if (!speaker || channel?.name === `stage-${speaker}`) return;
    channel?.close();
    channel = new BroadcastChannel(`stage-${speaker}`);
    channel.onmessage = ({ data }) => {
      if (!data.do) return;
      obey(data.do);
      tellBeside();
    };
  },
  unbind() {
    clearTimeout(soon);
    channel?.close();
    channel = last = undefined;
    send = () => {};
  },
};
