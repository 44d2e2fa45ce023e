// The vote, on the scenes that ask and on the one that answers, on the stage and in the speaker's pictures of it.
import { all } from "../desk.js";

const html = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
export const sum = counts => counts.reduce((a, b) => a + b, 0);
// Phones that voted in a ballot: each answers the first question first.
export const phones = counts => Math.max(0, ...Object.values(counts ?? {}).map(sum));

function pile(choice, count, most, isInside) {
  return `<div class="pile${isInside ? " inside" : ""}"><b>${Number(count) || ""}</b>` +
    `<i style="--h:${count / most}"></i><span>${Number(choice)}</span></div>`;
}

// What the room guessed, as a row of piles; once the answer is out, with what was measured and how many were right.
function spread(place, ballots, isAnswered, counts, choices, say) {
  const { question, low, high } = place.dataset;
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

// `asking` are the scenes that ask, in their order; `counts` what each question of each got for each of `choices`; `way` is
// how phones vote, as HTML, or nothing where they cannot; `again` is the vote that began anew.
export function drawVotes(scene, step, { asking, counts = {}, choices = [], way, again }, say) {
  if (!scene.matches(".guess, .crowds")) return;
  const { id } = scene.dataset, isFirst = id === asking[0], isAnswer = scene.matches(".crowds");
  const ballots = isFirst || isAnswer ? asking.slice(0, 1) : [asking[0], id];
  for (const place of all("[data-question]", scene))
    put(place.querySelector(".guesses"), isAnswer || step === 2 ? spread(place, ballots, !isFirst, counts, choices, say) : "");
  scene.dataset.phase = isAnswer ? "" : step;
  const room = scene.querySelector(".phones");
  if (!room) return;
  const count = html(say("voted", { count: phones(counts[id]) }));
  const anew = again === id ? `<p>${html(say("votes_anew"))}</p>` : "";
  const asked = way ? `<div class="scan">${way}</div><p class="count">${count}</p>${anew}` : `<p>${html(say("vote_away"))}</p>`;
  put(room, step === 1 ? asked : "");
}
