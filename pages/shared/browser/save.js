// Saves a file that came with the button.
import { download } from "./download.js";
import { visit } from "./visit_state.js";

export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.hidden = false;
  button.data = data;
  button.onclick = async () => {
    await visit.current();
    const { bytes, kind, name } = button.data; // the newest, which may have come while it waited
    download(new Blob([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], { type: kind }), name);
  };
}
