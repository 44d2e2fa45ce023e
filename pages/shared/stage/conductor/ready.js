// "Get ready": whether all is as a room needs it, and what to do where it is not.
import { all, headline } from "../desk.js";
import { current, deck, isOnline, part, say, scenes } from "./deck.js";
import { showOnly } from "./slides.js";
import { state } from "./state.js";

let measured, smallest, misfits = [];

// Every scene is laid out once for each size of the window; nothing of it is painted.
function measure() {
  const size = `${innerWidth} ${innerHeight}`;
  if (measured === size) return;
  measured = size;
  const sizes = [];
  misfits = scenes().filter(scene => {
    showOnly(scene.dataset.id);
    const seen = all("h2, li, p, span, b", scene).filter(e => e.getClientRects().length && !e.closest(".small, .notes"));
    sizes.push(...seen.map(e => parseFloat(getComputedStyle(e).fontSize)));
    return [scene, scene.querySelector(".middle")].some(box => box.scrollHeight > box.clientHeight + 1);
  });
  smallest = Math.floor(Math.min(...sizes));
  showOnly(current().dataset.id);
}

// Each check: whether it is met, what to say then, and what to say otherwise.
function checks() {
  const host = new URL(state.given.where || location).hostname, isThisComputer = /^(localhost|127\.|\[?::1)/.test(host);
  const size = say("size", { width: innerWidth, height: innerHeight });
  const type = { size, pixels: smallest };
  return [
    [scenes().length > 0 && all(".scene img", deck()).every(one => one.complete && one.naturalWidth),
      say("figures_ready", { scenes: scenes().length }), say("figures_missing")],
    [document.fonts.status === "loaded", say("type_ready"), say("type_missing")],
    [smallest >= 24, say("type_large", type), say("type_small", type)],
    [!misfits.length, say("fits"), say("too_tall", { scenes: misfits.map(headline).join("; ") })],
    [!!state.lastKey, say("key_heard", { key: state.lastKey }), say("no_key")],
    [!isThisComputer, say("codes_lead", { host }), say("codes_stay")],
    [isOnline(), say("server_awake"), say("server_away")],
    ...state.given.gone ? [[false, "", say("memory_away")]] : [],
  ];
}

export function drawReady() {
  measure();
  const list = part(".checks"), lines = checks();
  lines.forEach(([isMet, yes, no], at) => { // only what has changed is read aloud again
    const line = list.children[at] ?? list.appendChild(document.createElement("li"));
    const text = ` ${isMet ? yes : no}`;
    if (line.lastChild?.textContent === text) return;
    line.className = isMet ? "good" : "mend";
    const word = say(isMet ? "ready" : "to_do");
    line.replaceChildren(Object.assign(document.createElement("strong"), { textContent: word }), text);
  });
  while (list.children.length > lines.length) list.lastChild.remove();
  const asked = part("#sheet-ready [data-do=open]");
  asked.textContent = say(state.open ? "close_vote" : "open_vote");
  asked.hidden = !part(".guess"); // only a talk that asks can count answers
  drawRoom(state.given);
}

function drawRoom({ speaker, scan, where }) {
  part("[data-do=speaker]").disabled = !speaker;
  const picture = part("#sheet-ready .qr");
  picture.hidden = !speaker;
  if (speaker && picture.getAttribute("src") !== scan) picture.src = scan;
  part(".room").textContent = speaker
    ? say("room", { address: `${where.replace(/^https?:\/\//, "")}/present?speaker=${speaker}` })
    : say("no_room");
}

export const readiness = { unbind() { measured = undefined; } };
