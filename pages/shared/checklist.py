"""The side-effects checklist: what a reader ticks stays in this visit, never in the link, a log or a file."""

import streamlit as st

from explainer import fragments
from explainer.library import Library
from explainer.model import ChecklistItem
from pages.shared.paper import LOOK
from pages.shared.renderer import Renderer


def _details(item: ChecklistItem, content: Library) -> str:
    """What a reader learns about one item; an urgent one says what to do above it, in its own words."""
    lines = fragments.effect(item, content)
    if item.group != "urgent":
        lines.append(f"**What to do:** {_help(item, content)}")
    return "  \n".join(lines)


def _help(item: ChecklistItem, content: Library) -> str:
    mark = fragments.not_reviewed(item, content)
    return f"{item.help} :small[{mark}]" if mark else item.help


def _urgent(item: ChecklistItem, content: Library) -> str:
    """What to do and whom to call, for the moment when somebody ticks an urgent item."""
    calls = [fragments.lines_to_call(content, "emergency")]
    if item.crisis:
        calls.append(fragments.lines_to_call(content, "crisis"))
    return "\n\n".join([f"**{_help(item, content)}**", *calls])


# A tick and a typed word ask nothing of the server, so they are answered at once, however slow it is; it learns of them
# with the next run of this page, such as the visit sheet's. Streamlit forgets them with the page: the tab remembers
# them, in its memory and nowhere else. A screen reader says what changes inside a status that stays.
_TICKS = """
export default function ({ parentElement }) {
  const kept = window.ticked ??= new Set();
  const area = () => document.querySelector(".st-key-own-words textarea");
  const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  const name = box => box.closest("[class*=st-key-item-]").className.match(/st-key-(item-[\\w-]+)/)[1];
  const boxes = () => [...document.querySelectorAll(".st-key-checklist input[type=checkbox]")];
  const seen = new WeakSet();
  const set = (box, on) => box.checked !== on && box.click();
  // A sheet that is shown is made again: it may not hold what is no longer ticked.
  let soon, owed = false;
  const follow = () => {
    if (!document.querySelector("[class*=visit-sheet]")) return;
    window.sheetOld = true; // its buttons wait until the new one is there
    clearTimeout(soon);
    soon = setTimeout(() => document.querySelector(".st-key-make-sheet button")?.click(), 400);
  };
  const draw = () => {
    const before = [...kept].join();
    let restored = false;
    for (const box of boxes())
      if (seen.has(box)) kept[box.checked ? "add" : "delete"](name(box));
      else { seen.add(box); restored ||= box.checked !== kept.has(name(box)); set(box, kept.has(name(box))); }
    if (area() && !seen.has(area())) {
      seen.add(area());
      if (window.typed && area().value !== window.typed) {
        restored = true;
        value.set.call(area(), window.typed); // as if it were typed: React hears of nothing else
        area().dispatchEvent(new Event("input", { bubbles: true }));
        area().dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
      }
    }
    const said = `${kept.size} ticked of ${boxes().length}`;
    const status = parentElement.querySelector("[role=status]");
    if (status.textContent !== said) status.textContent = said;
    owed ||= restored; // a sheet that comes back was drawn before its ticks were, and is on its way still
    if (owed && document.querySelector("[class*=visit-sheet]")) { owed = false; follow(); }
    if (before !== [...kept].join()) follow();
  };
  parentElement.querySelector("button").onclick = () => boxes().forEach(box => set(box, false));
  const typed = ({ target }) => { if (target === area()) window.typed = target.value; };
  const left = ({ target }) => { if (target === area()) follow(); };
  document.addEventListener("input", typed);
  document.addEventListener("change", left);
  // Boxes come one by one, change, and come anew when somebody returns to the page.
  const drawn = new MutationObserver(draw);
  const watched = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-selected"] };
  drawn.observe(document.querySelector(".stMain"), watched);
  draw();
  return () => {
    drawn.disconnect();
    document.removeEventListener("input", typed);
    document.removeEventListener("change", left);
  };
}
"""
_LOOK = LOOK + ".row { display: flex; gap: 1rem; align-items: center; justify-content: space-between; }"


def _key(item: ChecklistItem) -> str:
    return f"tick-{item.id}"


def ticked(content: Library) -> tuple[ChecklistItem, ...]:
    """The items that are ticked now."""
    return tuple(item for item in content.checklist if st.session_state.get(_key(item)))


def checklist(renderer: Renderer) -> None:
    """The list, its count and its urgent answers, which are there from the start: style.css shows them to a tick.

    A tick costs no run. The server learns of it with the next one of this page, such as the visit sheet's.
    """
    content = renderer.content
    with st.container(key="checklist"):
        st.components.v2.component(
            "ticks",
            html='<div class="row"><strong role="status"></strong><button type="button">Clear all ticks</button></div>',
            js=_TICKS,
            css=_LOOK,
        )(key="ticks")
        for group, title in content.labels["group"].items():
            items = [item for item in content.checklist if item.group == group]
            with st.expander(f"**{title}** ({len(items)})"), st.container(key=f"items-{group}"):
                for item in items:
                    with st.container(key=f"item-{item.id}"):
                        _item(item, content)
                        renderer.references.add(fragments.sources_of(item, content))


def _item(item: ChecklistItem, content: Library) -> None:
    """One line of the list with all that is known of it."""
    term = "" if item.term.lower() == item.name.lower() else f" ({item.term})"
    st.checkbox(f"{item.name}{term}", key=_key(item), on_change="ignore")
    if item.group == "urgent":
        st.error(_urgent(item, content))
        st.container(key=f"unticked-{item.id}").markdown(f"**Get help:** {_help(item, content)}")
    st.markdown(_details(item, content))
