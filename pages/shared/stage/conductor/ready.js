// "Get ready": whether all is as a room needs it, and what to do where it is not. It says only what it has looked at.
import { all, headline } from "../desk.js";
import { anyVotes, voted } from "./counted.js";
import { current, deck, isOnline, part, say, scenes, stepsOf } from "./deck.js";
import { drawAt, drawEveryVote, isRead } from "./slides.js";
import { elapsed, isKept, key, phonesVote, state, stored } from "./state.js";

const LEGIBLE = 24; // pixels on a screen of 1920 by 1080: what a back row reads
let measured, smallest, misfits = [], servers = 1, asking;

// Every scene is laid out at each of its steps that looks different, codes and votes included; nothing of it is painted.
function measure() {
  const { votes, mine, order, handsOnly } = stored();
  const size = JSON.stringify([innerWidth, innerHeight, state.given.scan_vote, votes, mine, order, handsOnly]);
  if (measured === size) return;
  measured = size;
  const sizes = [], full = phonesVote() ? fullVotes() : undefined;
  misfits = scenes().filter(scene => {
    const last = stepsOf(scene), steps = scene.matches(".guess") ? Array.from({ length: last + 1 }, (_, at) => at) : [last];
    return steps.map(step => {
      const { isCut } = drawAt(scene, step, false, full);
      const seen = all("h2, li, p, span, b, text", scene).filter(e => e.getClientRects().length && !e.closest(".notes, .unseen"));
      sizes.push(...seen.map(e => parseFloat(getComputedStyle(e).fontSize)));
      return isCut;
    }).some(Boolean);
  });
  smallest = Math.min(...sizes);
  drawEveryVote(); // the full ones were for measuring alone
  drawAt(current(), state.step);
}

// As many guesses as there may be, to be measured before there are any.
function fullVotes() {
  const now = voted(), many = (now.choices ?? []).map(() => 99);
  const questions = Object.fromEntries(all("[data-question]", deck()).map(one => [one.dataset.question, many]));
  return { ...now, counts: Object.fromEntries(now.asking.map(name => [name, questions])) };
}

// Whether several servers answer at this address that do not share their rooms. One that says nothing is one alone.
async function countServers() {
  const asked = Array.from({ length: 6 }, () => fetch("healthz", { credentials: "omit", cache: "no-store" })
    .then(answer => answer.json()).catch(() => ({})));
  const alone = (await Promise.all(asked)).filter(({ server, shared }) => server && !shared);
  servers = new Set(alone.map(({ server }) => server)).size || 1;
  if (deck()) drawReady();
}

// Each check: whether it is met, what to say then, and what to say otherwise.
function checks() {
  const width = innerWidth, height = innerHeight, pixels = Math.floor(smallest);
  const least = LEGIBLE * Math.min(width / 1920, height / 1080), needed = Math.ceil(least);
  const isLarge = !isRead() && smallest >= least;
  const general = [
    [scenes().length > 0 && all(".scene img[src^=data]", deck()).every(one => one.complete && one.naturalWidth),
      say("figures_ready", { scenes: scenes().length }), say("figures_missing")],
    [document.fonts.status === "loaded", say("type_ready"), say("type_missing")],
    [isLarge, say("type_large", { width, height, pixels }), say(isRead() ? "type_narrow" : "type_small", { width, height, pixels, needed })],
    [!misfits.length, say("fits"), say("too_tall", { scenes: misfits.map(headline).join("; ") })],
    [!state.keysOff, say("keys_on"), say("keys_off")],
    [!!state.lastKey, say("key_heard", { key: state.lastKey }), say("no_key")],
    [!elapsed() && !anyVotes() && current() === scenes()[0], say("at_zero"), say("not_at_zero")],
  ];
  return state.alone ? general : [...general, ...online()];
}

function online() {
  const { where, gone, wrong_address: isWrong } = state.given;
  const { taken } = stored();
  const host = where && URL.canParse(where) ? new URL(where).host : location.host;
  const isThisComputer = /^(localhost|127\.|\[?::1)/.test(host);
  return [
    [isOnline(), say("server_awake"), say("server_away")],
    ...taken ? [[false, "", say("taken_back")]] : [],
    ..."wakeLock" in navigator ? [] : [[false, "", say("may_sleep")]],
    ...phonesVote() ? [[!isThisComputer, say("codes_lead", { host }), say("codes_stay")]] : [],
    ...isKept() ? [] : [[false, "", say("in_frame")]],
    ...isWrong ? [[false, "", say("wrong_address")]] : [],
    ...gone ? [[false, "", say("memory_away")]] : [],
    ...servers > 1 ? [[false, "", say("no_shared_memory", { servers })]] : [],
  ];
}

export function drawReady() {
  asking ??= state.alone || countServers();
  measure();
  const place = part(".checks"), lines = checks();
  lines.forEach(([isMet, yes, no], at) => { // only what has changed is read aloud again
    const line = place.children[at] ?? place.appendChild(document.createElement("li"));
    const text = ` ${isMet ? yes : no}`;
    if (line.lastChild?.textContent === text) return;
    line.className = isMet ? "good" : "mend";
    const word = say(isMet ? "ready" : "to_do");
    line.replaceChildren(Object.assign(document.createElement("strong"), { textContent: word }), text);
  });
  while (place.children.length > lines.length) place.lastChild.remove();
  drawRoom();
}

function drawRoom() {
  const { speaker, scan, where } = state.given;
  for (const one of all(".online", deck())) one.hidden = state.alone;
  part("[data-do=speaker]").disabled = !speaker || !isOnline();
  for (const name of ["file", "find"]) part(`[data-do=${name}]`).disabled = !isOnline();
  const picture = part("#sheet-ready .qr");
  picture.hidden = !speaker;
  if (speaker && picture.getAttribute("src") !== scan) picture.src = scan;
  part(".room").textContent = speaker
    ? say("room", { address: `${where.replace(/^https?:\/\//, "")}/present?speaker=${speaker}` })
    : say("no_room");
  part(".key-kept").textContent = say("room_key", { key: key().match(/.{4}/g).join("-") });
}

export const readiness = { unbind() { measured = asking = undefined; } };
