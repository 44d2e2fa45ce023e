// One question, one tap. The phone keeps one random number for the room, so that it votes once.
const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map(n => n.toString(16).padStart(2, "0")).join("");

export default function ({ data, parentElement, setTriggerValue }) {
  const name = `ketamine-vote-${data.code}`;
  let mine = {};
  try { mine = JSON.parse(localStorage[name] ?? "{}") } catch {}
  if (mine.epoch !== data.epoch) mine = { epoch: data.epoch, token: random() };
  if (data.said === "counted" || data.said === "twice") mine.sent = true;
  if (data.epoch) try { localStorage[name] = JSON.stringify(mine) } catch {}
  const root = parentElement.querySelector(".ballot");
  root.replaceChildren();
  const say = (tag, text, role) => root.append(Object.assign(document.createElement(tag), { textContent: text, role: role ?? null }));
  if (mine.sent) return say("p", `Thank you. Your guess${mine.value === undefined ? "" : `, ${mine.value} of 100,`} is counted. Look at the screen.`, "status");
  if (!data.open) return say("p", data.why, "status");
  say("h2", data.question);
  say("p", data.means);
  if (data.refused) say("p", data.refused, "alert");
  const group = document.createElement("div");
  group.role = "group";
  group.ariaLabel = "How many of 100?";
  for (const choice of data.choices) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: choice });
    button.ariaLabel = `${choice} of 100`;
    button.onclick = () => {
      mine.value = choice;
      try { localStorage[name] = JSON.stringify(mine) } catch {}
      group.querySelectorAll("button").forEach(one => one.disabled = true);
      setTriggerValue("vote", { value: choice, token: mine.token, epoch: data.epoch });
    };
    group.append(button);
  }
  root.append(group);
  say("p", "One tap, and it is sent. No name. This phone keeps one random number, so that it votes once.");
}
