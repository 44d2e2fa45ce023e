// The speaker's window: what the server says, and what a talk in the same browser says at once, also when there is no
// server. Its keys and buttons turn the pages of the talk.
import { awake } from "../browser/awake.js";
import { texts } from "../browser/words.js";
import { drawScale, drawSteps, unpack } from "./conductor/figure.js";
import { fit } from "./conductor/fit.js";
import { meant } from "./conductor/meaning.js";
import { drawRuns } from "./conductor/runs.js";
import { drawVotes, phones } from "./conductor/votes.js";
import { all, drawDesk, neighbour } from "./desk.js";

const STEERS = ["next", "back", "black"], SIZES = [0.85, 1, 1.2, 1.45, 1.75];
let now, since = 0, beside = 0, choices, timer, channel, send = () => {};

const desk = () => document.getElementById("desk");
const isBeside = () => Date.now() - beside < 3000; // the talk is in this browser

// All scenes, and those that the presenter chose.
function scenes() {
  const whole = all(".st-key-followed .scene"), named = id => whole.find(scene => scene.dataset.id === id);
  const chosen = (now.order ?? []).map(named).filter(Boolean);
  return [whole, chosen.length ? chosen : whole, named(now.scene)];
}

const asking = () => all(".st-key-followed .scene.guess").map(scene => scene.dataset.id);

// A scene as the room sees it, small.
function picture(name, scene, step) {
  const frame = desk().querySelector(name), { clientWidth } = frame;
  const is = scene ? JSON.stringify([scene.dataset.id, step, now.counts, clientWidth]) : "";
  if (frame.dataset.is === is) return;
  frame.dataset.is = is;
  frame.replaceChildren();
  if (!scene) return;
  const copy = scene.cloneNode(true);
  for (const one of all("[id]", copy)) one.removeAttribute("id");
  copy.querySelector(".notes").remove();
  copy.classList.add("on");
  copy.removeAttribute("aria-labelledby");
  unpack(copy);
  frame.append(copy);
  drawSteps(copy, step);
  drawScale(copy, step);
  drawRuns(copy, step);
  drawVotes(copy, step, { asking: asking(), counts: now.counts, choices, way: desk().dataset.scan }, texts(desk()));
  if (clientWidth) fit(copy);
}

function draw() {
  if (!desk() || !now?.scene) return;
  const elapsed = now.elapsed ? now.elapsed + (Date.now() - since) / 1000 : 0;
  const say = texts(desk()), [whole, chosen, scene] = scenes();
  if (!scene) return;
  const next = neighbour(chosen, whole, scene, 1), step = now.step ?? 0, { steps } = scene.dataset;
  drawDesk(desk().querySelector(".told"), { scenes: chosen, scene, step, next, elapsed }, say);
  picture(".picture.is-on", scene, step);
  if (step < steps) picture(".picture.comes", scene, step + 1);
  else picture(".picture.comes", next, 0);
  desk().querySelector(".silent").hidden = !now.silent || isBeside();
  desk().querySelector(".step-said").textContent = say("step", { step, steps }) +
    (step === 1 && scene.matches(".guess") ? ` ${say("voted", { count: phones(now.counts?.[now.scene]) })}` : "");
}

function hear(report) {
  now = { ...now, ...report };
  since = Date.now();
  draw();
}

// The talk beside answers at once; where nothing does, it is on another device.
function steer(name) {
  const before = beside;
  channel.postMessage({ do: name });
  setTimeout(() => { if (beside === before) send(name); }, beside ? 400 : 150);
}

function pressed(event) {
  const name = meant(event);
  if (event.ctrlKey || event.metaKey || event.altKey || !STEERS.includes(name)) return;
  if (event.composedPath()[0].matches?.("input, button, a") && event.key === " ") return;
  event.preventDefault();
  if (!event.repeat) steer(name);
}

function clicked(event) {
  const button = event.target.closest?.("#desk button");
  if (button?.dataset.do) steer(button.dataset.do);
  if (button?.dataset.type) resize(Number(button.dataset.type));
}

// The size of the notes stays with this device.
function resize(by) {
  let at = 1;
  try { at = Number(localStorage.notes ?? 1); } catch {}
  at = Math.min(SIZES.length - 1, Math.max(0, at + by));
  try { localStorage.notes = at; } catch {}
  desk()?.style.setProperty("--notes", SIZES[at]);
}

export default function ({ data, setTriggerValue }) {
  send = name => setTriggerValue("steer", name);
  choices = data.choices;
  if (!channel) {
    channel = new BroadcastChannel(`stage-${data.code}`);
    channel.onmessage = event => {
      if (event.data.do) return;
      beside = Date.now();
      hear(event.data);
    };
    timer = setInterval(draw, 500);
    addEventListener("keydown", pressed, true);
    addEventListener("click", clicked);
    awake.bind();
  }
  resize(0);
  const told = data.told ? JSON.parse(data.told) : {};
  // What the server says may be older than what the talk itself has just said.
  if (told.scene && !isBeside()) hear(told);
  else if (told.counts) now = { ...now, counts: told.counts };
  return () => {
    clearInterval(timer);
    channel?.close();
    channel = undefined;
    removeEventListener("keydown", pressed, true);
    removeEventListener("click", clicked);
    awake.unbind();
  };
}
