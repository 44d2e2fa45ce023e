"""Paper: a button that prints one part of a page alone, and printing a page once all of it is open."""

from base64 import b64encode

import streamlit as st

# What is chosen just before the press is on its way to the sheet: wait for it, up to ten seconds.
_CURRENT = """
const current = async () => {
  for (let waits = 0; window.sheetOld && document.querySelector(".st-key-visit-sheet") && waits < 100; waits++)
    await new Promise(go => setTimeout(go, 100));
};
"""
_PRINT = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.onclick = async () => {
    await current();
    const marked = [document.querySelector(`.st-key-${data.key}`)];
    marked[0].classList.add("print-this");
    while (marked.at(-1).parentElement) {
      marked.push(marked.at(-1).parentElement);
      marked.at(-1).classList.add("print-path");
    }
    const clear = () => marked.forEach(one => one.classList.remove("print-this", "print-path"));
    addEventListener("afterprint", clear, { once: true });
    print();
  };
}
"""
# The look of a button inside a component, which no style sheet of the page reaches.
LOOK = """
button { font: inherit; font-size: 0.875rem; color: inherit; background: none; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
  padding: 0.4rem 0.9rem; min-height: 2.4rem; }
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
"""


def print_button(label: str, key: str) -> None:
    """A button that prints the container ``key`` and nothing else of the page."""
    st.components.v2.component("print_part", html="<button>Print</button>", js=_CURRENT + _PRINT, css=LOOK)(
        key=f"print-{key}", data={"key": key, "label": label}
    )


_SAVE = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.data = data;
  window.sheetOld = false;
  button.onclick = async () => {
    await current();
    const { bytes, kind, name } = button.data;
    const file = new Blob([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], { type: kind });
    const href = URL.createObjectURL(file);
    Object.assign(document.createElement("a"), { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
  };
}
"""


def save_button(label: str, file: bytes, name: str, kind: str) -> None:
    """A button that saves ``file`` in the browser itself: unlike a download of Streamlit's, it has no address at which
    the server keeps it for a while."""
    data = {"label": label, "bytes": b64encode(file).decode(), "name": name, "kind": kind}
    st.components.v2.component("save", html="<button>Save</button>", js=_CURRENT + _SAVE, css=LOOK)(
        key=f"save-{name}", data=data
    )


_PRINT_ALL = """
let done;
export default function ({ data }) {
  if (done === data.turn) return;
  done = data.turn;
  const begun = Date.now();
  const look = () => {
    const waiting = document.querySelector(".stExpander details:not([open])");
    if (waiting && Date.now() - begun < 8000) return setTimeout(look, 100);
    // A section that has just opened is still growing; printed in the same instant it would be empty.
    document.fonts.ready.then(() => setTimeout(print, 700));
  };
  setTimeout(look, 300);
}
"""


def print_when_open(turn: int) -> None:
    """Print the page as soon as every section on it is open; once for each ``turn``."""
    st.components.v2.component("print_all", js=_PRINT_ALL)(key="print-all", height=1, data={"turn": turn})
