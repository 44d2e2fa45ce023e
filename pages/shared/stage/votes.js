// The votes as they come in, on the scene that asks and on the scene that answers. The tab remembers which vote it
// showed, so that it says openly when a server that was started again has lost it.
const kept = () => { try { return JSON.parse(sessionStorage.votes) ?? {} } catch { return {} } };
let before = kept();

export default function ({ data }) {
  const sum = data.counts.reduce((a, b) => a + b, 0), most = Math.max(1, ...data.counts);
  const same = before.round === data.round; // a talk that was started anew has a vote of its own
  const lost = same && before.epoch !== undefined && before.epoch !== data.epoch && before.sum > 0;
  before = { epoch: data.epoch, round: data.round, sum, again: lost || before.again && before.epoch === data.epoch };
  try { sessionStorage.votes = JSON.stringify(before) } catch {}
  const bars = near => data.counts.map((count, at) =>
    `<div class="pile${Math.abs(data.choices[at] - near) <= 5 ? " near" : ""}"><b>${count || ""}</b>` +
    `<i style="--h:${count / most}"></i><span>${data.choices[at]}</span></div>`).join("");
  const said = `Your guesses: ${sum} ${sum === 1 ? "vote" : "votes"}` +
    (before.again ? ". The server was started again, so the vote began anew." : "");
  const votes = data.counts.map((count, at) => `${data.choices[at]} of 100: ${count}`).join(", ");
  const spread = ({ answer, shown }) => `<div class="spread"><p class="head">${said}${answer ? `. ▸ Measured: ${shown}` : ""}</p>` +
    `<div class="piles" role="img" aria-label="Votes: ${votes}">${bars(answer)}</div></div>`;
  for (const place of document.querySelectorAll(".deck .vote")) {
    const scan = data.scan && place.closest(".guess") ? `<div class="scanned">${data.scan}</div>` : "";
    const html = data.scan || sum ? scan + spread(place.dataset) : ""; // a vote that is over stays, unless nobody voted
    if (place.shown === html) continue;
    place.shown = html;
    place.innerHTML = html;
  }
  return () => {
    for (const place of document.querySelectorAll(".deck .vote")) { place.shown = ""; place.replaceChildren(); }
  };
}
