// A visit sheet that is shown is made again: it may not hold what is no longer ticked. Its buttons wait meanwhile.
import { visit } from "./visit_state.js";

let soon, ask, listening = false;

function follow() {
  visit.owed = false;
  visit.stale = true;
  clearTimeout(soon);
  soon = setTimeout(() => { soon = undefined; ask(); }, 400);
}

// Called whenever the server has made the sheet; the elements above it are here then.
export default function ({ setTriggerValue }) {
  ask = () => setTriggerValue("changed", true);
  if (!listening) visit.addEventListener("change", follow);
  listening = true;
  if (soon === undefined) visit.stale = false;
  if (visit.owed) follow();
  return () => {
    visit.removeEventListener("change", follow);
    clearTimeout(soon);
    soon = undefined;
    listening = false;
  };
}
