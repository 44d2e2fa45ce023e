// Three questions, one tap each. What was counted is what the server says; the phone only knows what was tapped.
import { awake } from "../browser/awake.js";
import { fill } from "../browser/words.js";
import { isNumber, randomNumber } from "./random.js";

const PLACE = "ketamine-vote-", NOT_YET = -1, LATE = 5000;
let waits, memory, asked; // `memory` is the number where a browser forbids storage: it lasts as long as the page
let unanswered = 0; // taps that waited in vain, one after the other
let tapped; // the tap that the server has not answered: a page that is drawn anew meanwhile goes on waiting for it

// This phone's number in a room, so that it counts once. Those of earlier rooms are thrown away.
function token(code) {
  try {
    for (const name of Object.keys(localStorage))
      if (name.startsWith(PLACE) && name !== PLACE + code) localStorage.removeItem(name);
    memory = localStorage[PLACE + code];
  } catch { /* no storage */ }
  if (!isNumber(memory)) memory = randomNumber();
  try { localStorage[PLACE + code] = memory; } catch { /* no storage */ }
  return memory;
}

// A line that died without a word looks like one that is slow: where the server answers on another, this page begins anew.
// Its number is kept, so it counts once.
function startAgain() {
  fetch("_stcore/health", { cache: "no-store" }).then(answer => { if (answer.ok) location.reload(); }).catch(() => {});
}

function rest() {
  clearTimeout(waits);
  awake.unbind();
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  clearTimeout(waits);
  awake.bind(); // a phone that sleeps between two questions has lost its connection when it is picked up again
  const mine = token(data.code), root = parentElement.querySelector(".ballot");
  if (data.token !== mine) { // which questions this phone has answered is known once the server has its number
    setStateValue("token", mine);
    return rest;
  }
  if (data.turn > tapped?.turn) {
    tapped = undefined;
    unanswered = 0;
  }
  root.replaceChildren();
  const put = (tag, text, role, place = root) =>
    place.appendChild(Object.assign(document.createElement(tag), { textContent: text, role: role ?? null }));
  if (data.refused) put("p", data.refused, "alert");
  if (!data.open) {
    put("p", data.why, "status");
    if (data.values.some(value => value !== NOT_YET)) drawCounted(data, data.closed_counted, put, root);
    return rest;
  }
  const at = data.values.indexOf(NOT_YET);
  if (at < 0) drawThanks(data, put);
  else drawQuestion(data, at, put, value =>
    setTriggerValue("vote", { ballot: data.open, question: data.ids[at], value, token: mine, epoch: data.epoch }));
  return rest;
}

function drawThanks(data, put) {
  const said = put("div", "", "status");
  drawCounted(data, data.thanks, put, said);
  put("p", data.thanks_next, null, said);
}

function drawCounted(data, lead, put, place) {
  put("p", lead, null, place);
  const list = put("ul", "", null, place);
  data.labels.forEach((label, one) => {
    if (data.values[one] !== NOT_YET) put("li", fill(data.counted, { label, value: data.values[one] }), null, list);
  });
}

function drawQuestion(data, at, put, send) {
  put("p", fill(data.place, { at: at + 1, count: data.ids.length }));
  const heading = put("h2", data.texts[at]);
  put("p", data.means);
  const group = put("div", "", "group");
  group.ariaLabel = data.group;
  const said = put("p", "", "alert");
  const use = yes => group.querySelectorAll("button").forEach(one => { one.disabled = !yes; });
  const wait = (left, late) => {
    use(false);
    said.textContent = "";
    waits = setTimeout(() => {
      use(true);
      said.textContent = data.not_sent;
      late?.();
    }, left);
  };
  for (const choice of data.choices) {
    const button = put("button", choice, null, group);
    button.type = "button";
    button.ariaLabel = fill(data.choice, { value: choice });
    button.onclick = () => {
      tapped = { asks: `${data.open} ${at}`, turn: data.turn, at: Date.now() };
      wait(LATE, () => { // again: it is the line, for another page gets an answer
        unanswered += 1;
        if (unanswered > 1) startAgain();
      });
      send(choice);
    };
  }
  put("p", data.promise);
  if (tapped?.asks === `${data.open} ${at}`) wait(Math.max(0, tapped.at + LATE - Date.now()));
  // The button that was tapped is gone with its question: who hears the page goes on at the next one.
  const now = `${data.epoch} ${data.open} ${at}`;
  heading.tabIndex = -1;
  if (asked && asked !== now) heading.focus();
  asked = now;
}
