// Prints one part of a page and nothing else of it: style.css hides what is not marked.
import { visit } from "./visit_state.js";

export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.hidden = false;
  button.onclick = async () => {
    if (data.follows) await visit.current();
    const part = document.querySelector(`.st-key-${data.key}`);
    if (!part) return;
    part.classList.add("print-this");
    const marked = [part];
    while (marked.at(-1).parentElement) {
      marked.push(marked.at(-1).parentElement);
      marked.at(-1).classList.add("print-path");
    }
    const clear = () => marked.forEach(one => one.classList.remove("print-this", "print-path"));
    addEventListener("afterprint", clear, { once: true });
    print();
  };
}
