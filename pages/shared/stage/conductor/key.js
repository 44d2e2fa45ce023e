// Whose room it is. A tab that was duplicated has the key of the first: two that steer one room would fight over it.
import { forgetVotes } from "./counted.js";
import { key, stored, store } from "./state.js";

const WAIT = 150; // milliseconds in which the other tab answers
let twins, settled;

function answerTwin({ data }) {
  if (data.whose) twins.postMessage({ mine: data.whose === key() });
  else if (data.mine && !settled.done) {
    store({ key: undefined, own: undefined, taken: undefined, started: 0, round: 0 });
    forgetVotes();
  }
}

// Settles once it is known, at the first time.
export const isMine = () => settled;

export const twin = {
  bind() {
    twins = new BroadcastChannel("stage-twins");
    twins.onmessage = answerTwin;
    if (stored().key) twins.postMessage({ whose: key() });
    settled = new Promise(resolve => setTimeout(resolve, WAIT)).then(() => { settled.done = true; });
  },
  unbind() {
    twins?.close();
    twins = undefined;
  },
};
