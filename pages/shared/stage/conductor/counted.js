// What the room has voted. It stays in this tab: a server that was started again has lost it, and the room shall not.
import { ballot, everyScene, isOnline } from "./deck.js";
import { state, store, stored } from "./state.js";
import { phones, sum } from "./votes.js";

const known = () => stored().votes ?? {};

// What the server has counted: {round, epoch, counts: {ballot: {question: [votes for each choice]}}}.
export function hearVotes(room) {
  const { round = 0 } = stored(), before = known();
  if (room.round !== round) return; // of a round that is over
  const isSame = before.epoch === room.epoch || !before.epoch || before.round !== round;
  const counts = before.round === round ? { ...before.counts, ...room.counts } : room.counts;
  const open = ballot(), isLost = !isSame && sum(Object.values(before.counts?.[open] ?? {}).flat()) > 0;
  const again = isSame ? before.again ?? "" : isLost ? open : "";
  store({ votes: { round, epoch: room.epoch, counts, again } });
}

// All that a scene of the vote is drawn from.
export function voted() {
  const asking = everyScene().filter(one => one.matches(".guess")).map(one => one.dataset.id);
  const { scan_vote: scan, gone, choices } = state.given, { counts, again } = known();
  return { asking, counts, choices, way: isOnline() && !gone && !stored().taken ? scan : undefined, again };
}

export const anyVotes = () => Object.values(known().counts ?? {}).some(phones);
export const forgetVotes = () => store({ votes: undefined });
