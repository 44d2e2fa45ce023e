// The server hears of the scrubber when it is let go; until then the browser moves the line by itself.
import { follow } from "./follow.js";

export default function ({ data }) {
  return follow(document.querySelector(".st-key-moving"), JSON.parse(data.lines));
}
