// "My talk": who speaks, and which scenes in which order. It stays in this tab.
import { fill } from "../../browser/words.js";
import { all, headline, minutesOf } from "../desk.js";
import { current, deck, everyScene, part, say, scenes } from "./deck.js";
import { report } from "./report.js";
import { store, stored } from "./state.js";
import { redraw } from "./view.js";

const WIDEST = 480; // pixels of a logo

// Puts what was typed in the place of what the content says.
export function fillMine() {
  const { mine: told = {} } = stored();
  for (const place of all("[data-mine]", deck())) {
    const value = told[place.dataset.mine];
    if (value === undefined) continue;
    if (place.tagName === "IMG") place.src = value;
    else place.textContent = value && fill(place.dataset.told, { value });
  }
  for (const field of all("input[data-fills]", deck()))
    if (field.type !== "file" && document.activeElement !== field) field.value = told[field.dataset.fills] ?? "";
}

// A logo as large as a room needs it, and no larger: it is kept as text.
async function drawn(file) {
  const picture = await createImageBitmap(file);
  const share = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
  const canvas = Object.assign(document.createElement("canvas"),
    { width: Math.round(share * picture.width), height: Math.round(share * picture.height) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}

async function typed({ target }) {
  const name = target.dataset?.fills;
  if (!name || !deck()?.contains(target)) return;
  const value = target.type === "file" ? await drawn(target.files[0]).catch(() => "") : target.value.trim();
  if (target.type === "file") part(".logo-said").textContent = value ? "" : say("no_picture");
  store({ mine: { ...stored().mine, [name]: value } });
  fillMine();
  redraw();
}

// All scenes with a tick, in the order of the talk; those that are left out come last.
function list() {
  const shown = scenes();
  return [...shown, ...everyScene().filter(scene => !shown.includes(scene))];
}

const keep = order => {
  const { activeElement: pressed } = document, line = pressed.closest("[data-line]")?.dataset.line;
  store({ order: { ...stored().order, [deck().dataset.talk]: order } });
  drawMine();
  const same = pressed.dataset.by ? `button[data-by="${pressed.dataset.by}"]:not(:disabled)` : "input";
  (part(`[data-line="${line}"] ${same}`) ?? part(`[data-line="${line}"] [data-go]`))?.focus();
  redraw();
  report();
};

function button(text, label, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, ariaLabel: label });
  made.addEventListener("click", act);
  return made;
}

export function drawMine() {
  const shown = scenes(), ids = shown.map(scene => scene.dataset.id);
  const move = (id, by) => {
    const at = ids.indexOf(id), moved = ids.toSpliced(at, 1);
    moved.splice(at + by, 0, id);
    keep(moved);
  };
  part(".all").replaceChildren(...list().map(scene => {
    const { id } = scene.dataset, at = ids.indexOf(id), name = headline(scene);
    const line = Object.assign(document.createElement("li"), { className: at < 0 ? "out" : "" });
    line.dataset.line = id;
    const tick = Object.assign(document.createElement("input"), { type: "checkbox", checked: at >= 0, ariaLabel: say("shown", { headline: name }) });
    tick.disabled = at >= 0 && ids.length === 1;
    tick.addEventListener("change", () => keep(at < 0 ? [...ids, id] : ids.filter(one => one !== id)));
    const go = button(name, null, null);
    go.dataset.go = id;
    if (scene === current()) go.setAttribute("aria-current", "true");
    const number = Object.assign(document.createElement("span"), { className: "number", textContent: at < 0 ? "" : at + 1 });
    const time = Object.assign(document.createElement("span"), { textContent: say("minutes", { minutes: minutesOf(scene) }) });
    const earlier = button("↑", say("earlier", { headline: name }), () => move(id, -1));
    const later = button("↓", say("later", { headline: name }), () => move(id, 1));
    earlier.disabled = at < 1;
    later.disabled = at < 0 || at === ids.length - 1;
    earlier.dataset.by = -1;
    later.dataset.by = 1;
    line.append(tick, number, go, time, earlier, later);
    return line;
  }));
  const minutes = shown.reduce((sum, scene) => sum + minutesOf(scene), 0);
  part(".planned").textContent = say("planned", { minutes, count: shown.length });
}

export const mine = {
  bind() { addEventListener("input", typed); },
  unbind() { removeEventListener("input", typed); },
};
