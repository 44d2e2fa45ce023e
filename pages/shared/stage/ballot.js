// One question, one tap. The phone keeps one random number for the room, so that it votes once.
import { fill } from "../browser/words.js";

let waits, memory = {}; // where a browser forbids storage, the number lasts as long as the page
const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map(n => n.toString(16).padStart(2, "0")).join("");

export default function ({ data, parentElement, setTriggerValue }) {
  const name = `ketamine-vote-${data.code}`;
  clearTimeout(waits);
  let mine = memory;
  try { mine = JSON.parse(localStorage[name]) ?? {}; } catch {}
  if (mine.epoch !== data.epoch) mine = { epoch: data.epoch, token: random() };
  if (data.said === "counted" || data.said === "twice") mine.sent = true;
  const keep = () => { memory = mine; try { localStorage[name] = JSON.stringify(mine); } catch {} };
  if (data.epoch) keep();
  const root = parentElement.querySelector(".ballot");
  root.replaceChildren();
  const put = (tag, text, role) =>
    root.appendChild(Object.assign(document.createElement(tag), { textContent: text, role: role ?? null }));
  if (mine.sent) {
    const thanks = mine.value === undefined ? data.thanks : fill(data.thanks_for, { value: mine.value });
    return void put("p", thanks, "status");
  }
  if (!data.open) return void put("p", data.why, "status");
  put("h2", data.question);
  put("p", data.means);
  if (data.refused) put("p", data.refused, "alert");
  const group = document.createElement("div");
  group.role = "group";
  group.ariaLabel = data.group;
  for (const choice of data.choices) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: choice });
    button.ariaLabel = fill(data.choice, { value: choice });
    button.onclick = () => {
      mine.value = choice;
      keep();
      const use = yes => group.querySelectorAll("button").forEach(one => { one.disabled = !yes; });
      use(false);
      waits = setTimeout(() => { use(true); late.textContent = data.not_sent; }, 5000);
      setTriggerValue("vote", { value: choice, token: mine.token, epoch: data.epoch });
    };
    group.append(button);
  }
  root.append(group);
  const late = put("p", "", "alert");
  put("p", data.promise);
}
