// Whose room it is. A tab that was duplicated has the key of the first: two that steer one room would fight over it.
import { forgetVotes } from "./counted.js";
import { randomNumber } from "../random.js";
import { key, stored, store } from "./state.js";

const WAIT = 150; // milliseconds in which the other tab answers
let twins, settled, by; // `by` is this document: an answer to another one says nothing about it

function answerTwin({ data }) {
  if (data.whose) twins.postMessage({ mine: data.whose === key(), by: data.by });
  else if (data.mine && data.by === by) {
    store({ key: undefined, own: undefined, taken: undefined, started: 0, round: 0 });
    forgetVotes();
    if (settled.done) location.reload(); // the other tab was slow to answer, and this one has used its room already
  }
}

// Settles once it is known, at the first time.
export const isMine = () => settled;

export const twin = {
  bind() {
    twins = new BroadcastChannel("stage-twins");
    twins.onmessage = answerTwin;
    by = randomNumber();
    if (stored().key) twins.postMessage({ whose: key(), by });
    settled = new Promise(resolve => setTimeout(resolve, WAIT)).then(() => { settled.done = true; });
  },
  unbind() {
    twins?.close();
    twins = undefined;
  },
};
