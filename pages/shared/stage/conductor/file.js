// The whole talk as one file, with what the presenter filled in. It is put together here: that never leaves the tab.
import { state, stored } from "./state.js";

export function savedAs({ file, file_name: download }) {
  state.given.file = undefined;
  const { mine, order, theme, off } = stored();
  const own = JSON.stringify({ mine, order, theme, off }).replaceAll("<", "\\u003c");
  const whole = new Blob([file.replace('id="mine">{}', () => `id="mine">${own}`)], { type: "text/html" });
  const href = URL.createObjectURL(whole);
  Object.assign(document.createElement("a"), { href, download }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
