// A tick and a typed word ask nothing of the server, so they are answered at once, however slow it is; it learns of them
// with the next run of this page, such as the visit sheet's. Streamlit forgets them with the page: the tab remembers
// them. A screen reader says what changes inside a status that stays.
import { fill } from "./words.js";
import { visit } from "./visit_state.js";

export default function ({ parentElement, data }) {
  const named = new RegExp(`st-key-(${data.item}[\\w-]+)`);
  const area = () => document.querySelector(`.st-key-${data.words} textarea`);
  const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  const name = box => box.closest(`[class*=st-key-${data.item}]`).className.match(named)[1];
  const boxes = () => [...document.querySelectorAll(`.st-key-${data.checklist} input[type=checkbox]`)];
  const seen = new WeakSet();
  const set = (box, on) => box.checked !== on && box.click();
  const draw = () => {
    const { ticks, words } = visit;
    const before = [...ticks].join();
    let restored = false;
    for (const box of boxes()) {
      if (seen.has(box)) ticks[box.checked ? "add" : "delete"](name(box));
      else {
        seen.add(box);
        restored ||= box.checked !== ticks.has(name(box));
        set(box, ticks.has(name(box)));
      }
    }
    const field = area();
    if (field && !seen.has(field)) {
      seen.add(field);
      if (words && field.value !== words) {
        restored = true;
        value.set.call(field, words); // as if it were typed: React hears of nothing else
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
      }
    }
    const count = fill(data.count, { ticked: ticks.size, boxes: boxes().length });
    const status = parentElement.querySelector("[role=status]");
    if (status.textContent !== count) status.textContent = count;
    visit.owed ||= restored;
    if (restored || before !== [...ticks].join()) visit.changed();
  };
  const typed = ({ target }) => { if (target === area()) visit.words = target.value; };
  const left = ({ target }) => { if (target === area()) visit.changed(); };
  // Boxes come one by one, change, and come anew when somebody returns to the page.
  const drawn = new MutationObserver(draw);
  const watched = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-selected"] };
  parentElement.querySelector("button").onclick = () => boxes().forEach(box => set(box, false));
  document.addEventListener("input", typed);
  document.addEventListener("change", left);
  drawn.observe(document.querySelector(".stMain"), watched);
  draw();
  return () => {
    drawn.disconnect();
    document.removeEventListener("input", typed);
    document.removeEventListener("change", left);
  };
}
