// A tick asks nothing of the server, so it is answered at once, however slow that is. Streamlit forgets it with the page:
// the tab remembers it, also for the visit sheet (brought.js). A screen reader says what changes inside a status that stays.
import { fill } from "./words.js";
import { visit } from "./visit_state.js";

let stop = () => {}, came = false;

export default function ({ parentElement, data, setStateValue }) {
  stop();
  const named = new RegExp(`st-key-(${data.item}[\\w-]+)`);
  const name = box => box.closest(`[class*=st-key-${data.item}]`).className.match(named)[1];
  const boxes = () => [...document.querySelectorAll(`.st-key-${data.checklist} input[type=checkbox]`)];
  const seen = new WeakMap(); // a box, and the item that it was of: the list may be put into another order
  const set = (box, on) => box.checked !== on && box.click();
  const draw = () => {
    const { ticks } = visit;
    for (const box of boxes()) {
      if (seen.get(box) === name(box)) ticks[box.checked ? "add" : "delete"](name(box));
      else {
        seen.set(box, name(box));
        set(box, ticks.has(name(box)));
      }
    }
    const count = fill(data.count, { ticked: ticks.size, boxes: boxes().length });
    const status = parentElement.querySelector("[role=status]");
    if (status.textContent !== count) status.textContent = count;
  };
  // The treatment that is chosen above the list, which comes in its order.
  const follow = () => {
    const whose = document.querySelector(".whose input:checked")?.value;
    if (whose && whose !== data.whose) setStateValue("whose", whose);
  };
  const changed = ({ target }) => { if (target.closest?.(".whose")) follow(); };
  // Boxes come one by one, change, and come anew when somebody returns to the page.
  const drawn = new MutationObserver(draw);
  const watched = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-selected"] };
  parentElement.querySelector("button").onclick = () => boxes().forEach(box => set(box, false));
  drawn.observe(document.querySelector(".stMain"), watched);
  document.addEventListener("change", changed);
  if (!came) // ticked before this script came
    for (const box of boxes()) if (box.checked) visit.ticks.add(name(box));
  came = true;
  draw();
  follow();
  stop = () => {
    drawn.disconnect();
    document.removeEventListener("change", changed);
  };
  return stop;
}
