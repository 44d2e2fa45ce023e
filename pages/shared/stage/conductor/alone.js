// The talk as one file: no server, no vote by phone, all else as in the app. What the presenter filled in came along.
import { start } from "./stage.js";
import { state, store, stored } from "./state.js";

state.alone = true;
const brought = document.getElementById("mine").textContent, filled = { ...JSON.parse(brought), from: brought };
// A file that was saved anew is another talk, and begins.
store(stored().from === brought ? { ...filled, ...stored() } : { ...filled, scene: undefined, step: 0, started: 0 });
start();
