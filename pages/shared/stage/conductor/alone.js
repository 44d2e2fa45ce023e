// The talk as one file: no server, no vote by phone, all else as in the app. What the presenter filled in came along.
import { start } from "./stage.js";
import { state, store, stored } from "./state.js";

state.alone = true;
store({ ...JSON.parse(document.getElementById("mine").textContent), ...stored() });
start();
