// What was ticked on the page of the checklist, and what was typed here before, comes back from the memory of the tab: a
// typed word asks nothing of the server, which learns of it with the next run, such as the visit sheet's.
import { texts } from "./words.js";
import { visit } from "./visit_state.js";

let stop = () => {};

export default function ({ parentElement, data, setStateValue }) {
  stop();
  const [items, fields] = [data.items, data.fields].map(names => names.split(" "));
  const ticked = [...visit.ticks].map(name => name.slice(data.item.length)).filter(name => items.includes(name));
  const status = parentElement.querySelector("[role=status]");
  const said = texts(status)(ticked.length ? "brought" : "brought_none", { count: ticked.length });
  if (status.textContent !== said) status.textContent = said;
  if (ticked.join(" ") !== data.known) setStateValue("ticks", ticked);

  const area = key => document.querySelector(`.st-key-${key} textarea`);
  const key = target => fields.find(one => target === area(one));
  const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  for (const one of fields) // typed before this script came
    if (area(one)?.value) visit.words[one] ??= area(one).value;
  const seen = new WeakSet();
  const restore = () => {
    for (const [one, words] of Object.entries(visit.words)) {
      const field = area(one);
      if (!field || seen.has(field)) continue;
      seen.add(field);
      if (!words || field.value === words) continue;
      value.set.call(field, words); // as if it were typed: React hears of nothing else
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
      visit.owed = true;
      visit.changed();
    }
  };
  const typed = ({ target }) => { if (key(target)) visit.words[key(target)] = target.value; };
  const left = ({ target }) => { if (key(target)) visit.changed(); };
  const weighed = ({ target }) => { if (target.closest?.(`.st-key-${data.weigh} button`)) visit.changed(); };
  const drawn = new MutationObserver(restore); // a field may come after this
  document.addEventListener("input", typed);
  document.addEventListener("change", left);
  document.addEventListener("click", weighed, true); // the buttons keep it from those around them
  drawn.observe(document.querySelector(".stMain"), { childList: true, subtree: true });
  restore();
  stop = () => {
    drawn.disconnect();
    document.removeEventListener("input", typed);
    document.removeEventListener("change", left);
    document.removeEventListener("click", weighed, true);
  };
  return stop;
}
