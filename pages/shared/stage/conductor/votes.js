// The vote, on the scenes that ask and on the one that answers. What was counted stays in this tab: a server that was
// started again has lost it, and the room shall not.
import { all } from "../desk.js";
import { ballot, deck, everyScene, say } from "./deck.js";
import { state, store, stored } from "./state.js";

const html = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
const sum = counts => counts.reduce((a, b) => a + b, 0);
const known = () => stored().votes ?? {};

// What the server has counted: {round, epoch, choices, counts: {ballot: {question: [votes for each choice]}}}.
export function hearVotes(room) {
  const { round = 0 } = stored(), before = known();
  if (room.round !== round) return; // of a round that is over
  const isSame = before.epoch === room.epoch || !before.epoch || before.round !== round;
  const counts = before.round === round ? { ...before.counts, ...room.counts } : room.counts;
  const open = ballot(), isLost = !isSame && sum(Object.values(before.counts?.[open] ?? {}).flat()) > 0;
  const again = isSame ? before.again ?? "" : isLost ? open : "";
  store({ votes: { round, epoch: room.epoch, choices: room.choices, counts, again } });
}

// Phones that voted in a ballot: each answers the first question first.
const phones = counts => Math.max(0, ...Object.values(counts ?? {}).map(sum));

function pile(choice, count, most, isInside) {
  return `<div class="pile${isInside ? " inside" : ""}"><b>${Number(count) || ""}</b>` +
    `<i style="--h:${count / most}"></i><span>${Number(choice)}</span></div>`;
}

// What the room guessed, as a row of piles; once the answer is out, with what was measured and how many were right.
function spread(place, ballots, isAnswered) {
  const { question, low, high } = place.dataset, { choices = [], counts = {} } = known();
  const drawn = ballots.map(name => counts[name]?.[question]).filter(votes => votes && sum(votes));
  const votes = drawn.at(-1);
  if (!votes) return "";
  const within = at => isAnswered && choices[at] >= low && choices[at] <= high;
  const right = drawn.map(one => sum(one.filter((_, at) => within(at))));
  const most = Math.max(1, ...votes), list = votes.map((number, at) => say("choice_votes", { choice: choices[at], number }));
  const told = { low, high, inside: right.at(-1), count: sum(votes), before: right[0], asked: sum(drawn[0]) };
  const result = isAnswered ? say(drawn.length > 1 ? "inside_again" : "inside", told) : say("votes", told);
  return `<div class="piles" role="img" aria-label="${html(say("tally", { votes: list.join(", ") }))}">` +
    votes.map((count, at) => pile(choices[at], count, most, within(at))).join("") +
    `</div><p class="result">${html(result)}</p>`;
}

function put(place, drawn) {
  if (place.shown === drawn) return;
  place.shown = drawn;
  place.innerHTML = drawn;
}

export function drawVotes(scene, step) {
  if (!scene.matches(".guess, .crowds")) return;
  const asking = everyScene().filter(one => one.matches(".guess")).map(one => one.dataset.id);
  const isFirst = scene.dataset.id === asking[0];
  const ballots = isFirst || scene.matches(".crowds") ? asking.slice(0, 1) : [asking[0], scene.dataset.id];
  const isShown = scene.matches(".crowds") || step === 2;
  for (const place of all("[data-question]", scene))
    put(place.querySelector(".guesses"), isShown ? spread(place, ballots, !isFirst) : "");
  scene.dataset.phase = scene.matches(".guess") ? step : "";
  const way = scene.querySelector(".phones");
  if (way) put(way, step === 1 ? wayToVote(scene.dataset.id) : "");
}

function wayToVote(name) {
  const { counts = {}, again } = known();
  if (!state.given.scan_vote) return `<p>${html(say("vote_away"))}</p>`;
  const count = say("voted", { count: phones(counts[name]) });
  return `<div class="scan">${state.given.scan_vote}</div><p class="count">${html(count)}</p>` +
    (again === name ? `<p>${html(say("votes_anew"))}</p>` : "");
}

export const anyVotes = () => Object.values(known().counts ?? {}).some(phones);
export const forgetVotes = () => {
  store({ votes: undefined });
  for (const place of all(".guesses, .phones", deck())) put(place, "");
};
