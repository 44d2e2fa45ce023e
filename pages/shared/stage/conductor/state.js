// What a talk remembers. Some of it is in the tab's own storage, so that a reload keeps it. In a frame a browser may
// forbid that; the frame keeps its name then.
import { isNumber, randomNumber } from "../random.js";

const HOUR = 3_600_000;
let memory = {};

const kept = () => { try { return sessionStorage.stage; } catch { return window.name; } };
// Whether the tab itself may remember: a frame in another site's page may not.
export const isKept = () => { try { return !!sessionStorage; } catch { return false; } };
export const stored = () => { try { return JSON.parse(kept()) ?? memory; } catch { return memory; } };
export const store = change => {
  memory = { ...stored(), ...change };
  const text = JSON.stringify(memory);
  try { sessionStorage.stage = text; } catch { window.name = text; }
};

// The secret from which a server makes the codes of this talk's room. Whoever types it elsewhere has the same room.
export const key = () => {
  const { letters, long } = document.querySelector("body > .deck").dataset;
  if (!new RegExp(`^[${letters}]{${long}}$`).test(stored().key))
    store({ key: [...crypto.getRandomValues(new Uint8Array(Number(long)))].map(byte => letters[byte % letters.length]).join("") });
  return stored().key;
};

// By this number the room knows this window: it listens to one at a time.
export const own = () => {
  if (!isNumber(stored().own)) store({ own: randomNumber() });
  return stored().own;
};

// Seconds since the talk began.
export const elapsed = () => {
  const since = Date.now() - stored().started;
  return since >= 0 && since < 3 * HOUR ? since / 1000 : 0;
};

export const state = {
  given: {}, // what the server last said: the room's codes and addresses
  attached: false, // the server's part of the talk is on the page
  alone: false, // the talk is a file: there is no server
  heard: 0, // when the server last said anything
  step: 0, // how much of the scene is shown
  stop: 0, // the moment in time that is shown on a timeline
  flipped: false, // the timeline is shown on the other scale, or trials as if nothing worked better
  typed: "", // digits of a scene's number
  keysOff: false,
  lastKey: "", // the last key that reached the talk
};

// Whether phones are asked. The presenter may count hands alone.
export const phonesVote = () => !state.alone && !stored().handsOnly;
