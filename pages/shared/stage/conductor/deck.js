// The deck: where its parts are, which scene is on, and its words. It stands in the page's body and not in what Streamlit
// draws, so nothing that a server sends, or no longer sends, can take it away.
import { texts } from "../../browser/words.js";
import { all } from "../desk.js";
import { phonesVote, state, stored } from "./state.js";

export const deck = () => document.querySelector("body > .deck");
export const part = selector => deck().querySelector(selector);
export const everyScene = () => all(".frame > .scene", deck());

// The scenes that the presenter chose, in the order that they chose.
export const scenes = () => {
  const known = new Map(everyScene().map(scene => [scene.dataset.id, scene]));
  const chosen = (stored().order?.[deck().dataset.talk] ?? []).filter(id => known.has(id));
  return chosen.length ? chosen.map(id => known.get(id)) : [...known.values()];
};
export const current = () => {
  const wanted = new URLSearchParams(location.search).get("scene") ?? stored().scene;
  return everyScene().find(scene => scene.dataset.id === wanted) ?? scenes()[0];
};
export const stepsOf = scene => scene.matches(".guess") && !phonesVote() ? 0 : Number(scene.dataset.steps);

// The vote is open while the scene that asks shows the way to it, and at no other time.
export const ballot = () => current().matches(".guess") && state.step === 1 ? current().dataset.id : "";

// A connection that is cut without a word is noticed by the silence.
export const isOnline = () => state.attached && Date.now() - state.heard < 6000 &&
  document.querySelector("[data-test-connection-state=CONNECTED]") !== null;

// A text of the tables [stage] and [notes].
export const say = (name, values) => texts(deck())(name, values);
// Words for a screen reader.
export const announce = text => { part(".live").textContent = text; };
