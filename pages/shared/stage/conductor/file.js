// The whole talk as one file, with what the presenter filled in. It is put together here: that never leaves the tab.
import { download } from "../../browser/download.js";
import { state, stored } from "./state.js";

export function savedAs({ file, file_name: name }) {
  state.given.file = undefined;
  const { mine, order, theme, off } = stored();
  const own = JSON.stringify({ mine, order, theme, off }).replaceAll("<", "\\u003c");
  download(new Blob([file.replace('id="mine">{}', () => `id="mine">${own}`)], { type: "text/html" }), name);
}
