// The votes as they come in, on the scene that asks and on the scene that answers.
let epoch, counted = 0, again = false;

export default function ({ data }) {
  const sum = data.counts.reduce((a, b) => a + b, 0), most = Math.max(1, ...data.counts);
  if (epoch && epoch !== data.epoch && counted) again = true;
  [epoch, counted] = [data.epoch, sum];
  const bars = data.counts.map((count, at) =>
    `<div class="pile"><b>${count || ""}</b><i style="--h:${count / most}"></i><span>${data.choices[at]}</span></div>`).join("");
  const said = `Your guesses: ${sum} ${sum === 1 ? "vote" : "votes"}` + (again ? ". The server was started again, so the vote began anew." : "");
  const spread = `<p class="head">${said}</p><div class="piles" role="img" aria-label="Votes: ${
    data.counts.map((count, at) => `${data.choices[at]} of 100: ${count}`).join(", ")}">${bars}</div>`;
  for (const place of document.querySelectorAll(".deck .vote")) {
    const asks = place.closest(".guess");
    const html = (asks ? `<div class="scanned">${data.scan}</div>` : "") + `<div class="spread">${spread}</div>`;
    if (place.shown === html) continue;
    place.shown = html;
    place.innerHTML = html;
  }
  return () => {
    for (const place of document.querySelectorAll(".deck .vote")) { place.shown = ""; place.replaceChildren(); }
  };
}
