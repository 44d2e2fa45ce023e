// The votes as they come in, on the scene that asks and on the scene that answers. The tab remembers which vote it
// showed, so that it says openly when a server that was started again has lost it.
import { texts } from "../browser/words.js";

const stored = () => { try { return JSON.parse(sessionStorage.votes) ?? {}; } catch { return {}; } };
const html = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
let before = stored();

function pile(choice, count, most, isNear) {
  return `<div class="pile${isNear ? " near" : ""}"><b>${count || ""}</b>` +
    `<i style="--h:${count / most}"></i><span>${choice}</span></div>`;
}

function spread({ answer, shown }, { counts, choices }, sum, say) {
  const most = Math.max(1, ...counts);
  const piles = counts.map((count, at) => pile(choices[at], count, most, Math.abs(choices[at] - answer) <= 5)).join("");
  let heading = say("votes", { count: sum });
  if (before.again) heading = say("votes_anew", { votes: heading });
  if (answer) heading = say("measured", { votes: heading, shown });
  const votes = counts.map((number, at) => say("choice_votes", { choice: choices[at], number })).join(", ");
  return `<div class="spread"><p class="head">${html(heading)}</p>` +
    `<div class="piles" role="img" aria-label="${html(say("tally", { votes }))}">${piles}</div></div>`;
}

export default function ({ data }) {
  const sum = data.counts.reduce((a, b) => a + b, 0);
  const same = before.round === data.round; // a talk that was started anew has a vote of its own
  const lost = same && before.epoch !== undefined && before.epoch !== data.epoch && before.sum > 0;
  before = { epoch: data.epoch, round: data.round, sum, again: lost || before.again && before.epoch === data.epoch };
  try { sessionStorage.votes = JSON.stringify(before); } catch {}
  for (const place of document.querySelectorAll(".deck .vote")) {
    const scan = data.scan && place.closest(".guess") ? `<div class="scanned">${data.scan}</div>` : "";
    // A vote that is over stays, unless nobody voted.
    const drawn = data.scan || sum ? scan + spread(place.dataset, data, sum, texts(place.closest(".deck"))) : "";
    if (place.shown === drawn) continue;
    place.shown = drawn;
    place.innerHTML = drawn;
  }
  return () => {
    for (const place of document.querySelectorAll(".deck .vote")) { place.shown = ""; place.replaceChildren(); }
  };
}
