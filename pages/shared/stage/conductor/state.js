// What a talk remembers. Some of it is in the tab's own storage, so that a reload keeps it; where a browser forbids that,
// for as long as the page is open.
const HOUR = 3_600_000;
let memory = {};

export const stored = () => { try { return JSON.parse(sessionStorage.stage) ?? memory; } catch { return memory; } };
export const store = change => {
  memory = { ...stored(), ...change };
  try { sessionStorage.stage = JSON.stringify(memory); } catch {}
};

// The secret from which a server makes the codes of this talk's room.
export const key = () => {
  if (!/^[0-9a-f]{32}$/.test(stored().key)) {
    const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
    store({ key: bytes.map(byte => byte.toString(16).padStart(2, "0")).join("") });
  }
  return stored().key;
};

// Seconds since the first scene was left.
export const elapsed = () => {
  const since = Date.now() - stored().started;
  return since >= 0 && since < 3 * HOUR ? since / 1000 : 0;
};

export const state = {
  given: {}, // what the server last said: the room's code and address
  open: false, // phones may vote
  step: 0, // of the figure that is played
  keysOff: false,
  lastKey: "", // the last key that reached the talk
};
