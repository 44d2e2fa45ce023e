// The deck: where its parts are, which scene is on, and its words.
import { texts } from "../../browser/words.js";
import { all } from "../desk.js";

export const deck = () => document.querySelector(".deck");
export const part = selector => deck().querySelector(selector);
export const scenes = () => all(".scene", deck());
export const current = () => {
  const wanted = new URLSearchParams(location.search).get("scene");
  return scenes().find(scene => scene.dataset.id === wanted) ?? scenes()[0];
};
export const isOnline = () => document.querySelector("[data-test-connection-state=CONNECTED]") !== null;

// A text of the tables [stage] and [notes].
export const say = (name, values) => texts(deck())(name, values);
// Words for a screen reader.
export const announce = text => { part(".live").textContent = text; };
