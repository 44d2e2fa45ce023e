// The scrubber of the first answer: it moves the line in the picture until take_over.js hands its place to the live one.
import { follow } from "../pages/shared/browser/follow.js";

const still = document.querySelector("#first .st-key-moving"), range = still.querySelector("input[type=range]");
range.addEventListener("input", () => {
  range.ariaValueText = still.querySelector(".scrubber span").textContent = range.list.options[range.value].label;
});
follow(still);
