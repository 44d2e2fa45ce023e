// The speaker's window: what the server says once a second, and what a talk in the same browser says at once, also
// when there is no server.
import { texts } from "../browser/words.js";
import { all, drawDesk } from "./desk.js";

let now, since = 0, beside = 0, timer, channel;

function draw() {
  const place = document.getElementById("desk");
  if (!place || !now) return;
  const elapsed = now.elapsed ? now.elapsed + (Date.now() - since) / 1000 : 0;
  drawDesk(place, all(".st-key-followed .scene"), now.scene, elapsed, texts(place));
}

function hear(report) {
  now = report;
  since = Date.now();
  draw();
}

export default function ({ data }) {
  if (!channel) {
    channel = new BroadcastChannel(`stage-${data.code}`);
    channel.onmessage = event => { beside = Date.now(); hear(event.data); };
    timer = setInterval(draw, 500);
  }
  // What the server says may be older than what the talk itself has just said.
  if (data.scene && (data.scene === now?.scene || Date.now() - beside > 2000)) hear(data);
  return () => { clearInterval(timer); channel?.close(); channel = undefined; };
}
