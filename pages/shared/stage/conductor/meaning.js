// What keys mean, on the stage and in the speaker's window.
const KEYS = { PageDown: "next", ArrowRight: "next", " ": "next", PageUp: "back", ArrowLeft: "back", Home: "first",
  End: "last", ArrowDown: "play", ArrowUp: "unplay", F5: "begin", s: "other", b: "black", ".": "black", f: "full",
  d: "theme", l: "pointer", n: "notes", o: "overview", "?": "keys" };
// By their place on the keyboard: where letters are Greek or Cyrillic, and where a clicker's full stop comes as a colon.
const PLACES = { KeyS: "other", KeyB: "black", KeyF: "full", KeyD: "theme", KeyL: "pointer", KeyN: "notes", KeyO: "overview",
  Period: "black" };

export function meant({ key = "", code, shiftKey }) {
  if (key === " " && shiftKey) return "back";
  const isForeign = key.length === 1 && (key.charCodeAt(0) > 127 || code === "Period" && !shiftKey || key === ":");
  return KEYS[key.length === 1 ? key.toLowerCase() : key] ?? (isForeign ? PLACES[code] : undefined);
}
