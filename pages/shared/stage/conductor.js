// The stage. Everything that a talk needs is in the page already: this shows one scene of it, listens to keys and
// buttons, and tells the server which scene is on. It goes on without the server.
const HOUR = 3_600_000;
const SWITCHES = ["black", "full", "notes", "overview", "keys", "scale", "vote"]; // a key that is held down acts once
const KEYS = { PageDown: "next", ArrowRight: "next", PageUp: "back", ArrowLeft: "back", Home: "first", End: "last",
  ArrowDown: "play", ArrowUp: "unplay", s: "scale", v: "vote", b: "black", ".": "black", f: "full", n: "notes", o: "overview",
  "?": "keys" };
let tell = () => {}, data = {}, open = false, step = 0, off = false, telling, timer, channel, heard = "", focused, last, waiting, announced;

const deck = () => document.querySelector(".deck");
const scenes = () => all(".scene", deck());
const part = selector => deck().querySelector(selector);
const sheet = () => part(".sheet:not([hidden])");
// In the tab's own storage, so that a reload keeps it; where a browser forbids that, for as long as the page is open.
let memory = {};
const kept = () => { try { return JSON.parse(sessionStorage.stage) ?? memory } catch { return memory } };
const keep = change => { memory = { ...kept(), ...change }; try { sessionStorage.stage = JSON.stringify(memory) } catch {} };
const key = () => {
  if (!/^[0-9a-f]{32}$/.test(kept().key))
    keep({ key: [...crypto.getRandomValues(new Uint8Array(16))].map(n => n.toString(16).padStart(2, "0")).join("") });
  return kept().key;
};
const elapsed = () => {
  const since = Date.now() - kept().started;
  return since >= 0 && since < 3 * HOUR ? since / 1000 : 0;
};

// --- which scene ---------------------------------------------------------------------------------------------
const current = () => {
  const wanted = new URLSearchParams(location.search).get("scene");
  return scenes().find(scene => scene.dataset.id === wanted) ?? scenes()[0];
};

function style(id) {
  // A rule and not an attribute: it holds also when the server sends the scenes anew.
  let rule = document.getElementById("scene-shown");
  if (!rule) document.head.append(rule = Object.assign(document.createElement("style"), { id: "scene-shown" }));
  const text = `@media screen { .deck .scene:not([data-id="${id}"]) { display: none } html .deck :is(.scenes, .buttons) { visibility: visible } }`;
  if (rule.textContent !== text) rule.textContent = text;
}

// Streamlit takes SVG out of HTML: a drawing comes as text, and gets its place here.
const unpack = place => {
  place.insertAdjacentHTML("beforeend", place.dataset.svg);
  place.removeAttribute("data-svg");
};

function draw(played = false) {
  if (!deck()) return;
  all("[data-svg]", deck()).forEach(unpack);
  const list = scenes(), scene = current(), at = list.indexOf(scene), id = scene.dataset.id;
  style(id);
  placed(at, list.length);
  // Said once: what stands there when nothing has changed would be read again and again.
  if (announced !== id) part(".live").textContent = `Scene ${at + 1} of ${list.length}: ${headline(scene)}`;
  announced = id;
  const playable = scene.querySelector(".play"), scaled = scene.querySelector("[data-stops]");
  part("[data-do=play]").hidden = part("[data-do=unplay]").hidden = !playable;
  part("[data-do=scale]").hidden = !scaled;
  part("[data-do=scale]").setAttribute("aria-pressed", !!scaled?.classList.contains("to-scale"));
  part(".here").hidden = !scene.matches(".guess");
  part(".here").setAttribute("aria-pressed", open);
  part("[data-do=back]").disabled = at === 0;
  part("[data-do=next]").disabled = at === list.length - 1;
  if (playable) play(playable, played);
  if (!part(".on-stage").hidden) desk(part(".on-stage"), list, id, elapsed());
  if (part("#sheet-ready").hidden === false) ready();
  channel?.postMessage({ talk: deck().dataset.talk, scene: id, elapsed: elapsed() });
}

const alive = () => document.querySelector("[data-test-connection-state=CONNECTED]") !== null;
const placed = (at, count) => {
  part(".place").textContent = `${at + 1} of ${count}${alive() ? "" : ", offline"}`;
  document.body.style.setProperty("--row", `${part(".buttons").offsetHeight}px`); // help stands on them
};

function show(scene) {
  if (!scene || scene === current()) return;
  const url = new URL(location);
  url.searchParams.set("scene", scene.dataset.id);
  if (!kept().started) keep({ started: Date.now() });
  step = 0;
  history.replaceState(history.state, "", url);
  draw();
  report();
}

// --- playing a figure ----------------------------------------------------------------------------------------
function steps(figure) {
  return figure.dataset.stops ? JSON.parse(figure.dataset.stops).length : all(".step", figure).length;
}

function play(figure, say) {
  if (figure.dataset.stops) {
    const stop = JSON.parse(figure.dataset.stops)[step - 1];
    figure.classList.toggle("at-a-time", !!stop);
    if (stop) {
      figure.style.setProperty("--at", `${stop[1]}%`);
      figure.style.setProperty("--true-at", `${stop[2]}%`);
    }
    all(".lane", figure).forEach(lane => {
      const when = lane.querySelector(".when");
      when.dataset.whole ??= when.textContent;
      when.textContent = stop ? `after ${stop[0]}, ${JSON.parse(lane.dataset.states)[step - 1]}` : when.dataset.whole;
    });
    if (stop && say) part(".live").textContent = all(".lane p", figure).map(lane => lane.textContent).join(". ");
  } else {
    const shown = all(".step", figure);
    shown.forEach((one, at) => one.classList.toggle("later", step > 0 && at >= step));
    if (step && say) part(".live").textContent = shown[step - 1].innerText.replace(/\s+/g, " ");
  }
}

// --- what keys and buttons do --------------------------------------------------------------------------------
function shut() {
  const opened = sheet();
  if (opened) { opened.hidden = true; focused?.focus?.(); }
  return !!opened;
}

function unfold(name) {
  const wanted = part(`#sheet-${name}`), was = !wanted.hidden;
  shut();
  if (was) return;
  focused = document.activeElement;
  wanted.hidden = false;
  wanted.querySelector("button").focus();
}

const acts = {
  next: () => show(scenes()[scenes().indexOf(current()) + 1]),
  back: () => show(scenes()[scenes().indexOf(current()) - 1]),
  first: () => show(scenes()[0]),
  last: () => show(scenes().at(-1)),
  play: (by = 1) => {
    const figure = current().querySelector(".play");
    if (!figure) return;
    const count = steps(figure) + 1;
    step = (step + by + count) % count;
    draw(true);
  },
  unplay: () => acts.play(-1),
  scale: () => {
    const on = current().querySelector("[data-stops]")?.classList.toggle("to-scale");
    if (on === undefined) return;
    draw();
    part(".live").textContent = on ? "True scale of time" : "Stretched scale of time";
  },
  black: () => {
    const black = part("button.black");
    black.hidden = !black.hidden;
    if (!black.hidden) black.focus();
  },
  full: () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.().catch(() => {}),
  notes: () => { part(".on-stage").hidden = !part(".on-stage").hidden; draw(); },
  overview: () => {
    part(".all").replaceChildren(...scenes().map(scene => {
      const line = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.textContent = headline(scene);
      button.dataset.go = scene.dataset.id;
      if (scene === current()) button.setAttribute("aria-current", "true");
      line.append(button);
      return line;
    }));
    unfold("overview");
  },
  keys: () => unfold("keys"),
  ready: () => { unfold("ready"); ready(); },
  close: shut,
  speaker: () => data.speaker && window.open(`present?speaker=${data.speaker}`, "_blank", "noopener,width=900,height=700"),
  vote: () => current().matches(".guess") && acts.open(),
  open: () => { if (!part(".guess")) return; open = !open; keep({ open }); report(); ready(); draw(); },
  anew: () => { open = false; keep({ started: 0, open, round: ((kept().round ?? 0) + 1) % 1000 }); report(); ready(); draw(); },
  print: () => { shut(); print(); },
};

function typed(event) {
  const target = event.composedPath()[0];
  if (!deck() || event.ctrlKey || event.metaKey || event.altKey || target.matches?.("input:not([type=checkbox]), textarea, select, #help *, #help")) return;
  const name = event.key.length === 1 ? KEYS[event.key.toLowerCase()] : KEYS[event.key];
  const tried = name && !heard && !part("#sheet-ready").hidden; // the first key only answers the check
  if (name) heard = event.key;
  if (tried) ready();
  if (event.key === "Escape") {
    if (!part("button.black").hidden) acts.black(); else if (!shut()) return;
  } else if (event.key === "Tab" && sheet()) {
    const stops = all("button:not([hidden]), a, input", sheet()), edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge) return;
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  } else if (name && !off) {
    if (document.activeElement.closest?.(".buttons")) document.activeElement.blur(); // no ring stays on the stage
    if (tried || event.repeat && SWITCHES.includes(name)) {}
    else if (!part("button.black").hidden) acts.black(); // a key brings the scene back, and does no more
    else if (sheet()) { // the list of keys closes with its own key; a clicker's key is never lost on a sheet
      const own = sheet().id === `sheet-${name}`;
      shut();
      document.activeElement.blur();
      if (!own) acts[name]();
    } else acts[name]();
  } else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

// By a link of the app's own, which keeps what was ticked elsewhere: loading the page anew would not.
function left(event) {
  const own = document.querySelector(".st-key-leave a");
  if (!own || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  own.click();
}

function clicked(event) {
  if (event.target.matches?.(".deck .leave")) return left(event);
  const button = event.target.closest?.("[data-do], [data-go]");
  if (!deck()?.contains(button)) return;
  if (event.detail) button.blur(); // pressed by a pointer: the Space key shall not press it again
  if (button.dataset.go) { shut(); show(scenes().find(scene => scene.dataset.id === button.dataset.go)); }
  else acts[button.dataset.do]();
}

function switched(event) {
  if (!event.target.matches?.(".use-keys")) return;
  off = !event.target.checked;
  keep({ off });
}

// --- before the talk -----------------------------------------------------------------------------------------
// Every scene is laid out once for each size of the window; nothing of it is painted.
let size, least, misfits = [];
function measure() {
  const now = `${innerWidth} by ${innerHeight}`;
  if (size === now) return;
  size = now;
  const sizes = [];
  misfits = scenes().filter(scene => {
    style(scene.dataset.id);
    sizes.push(...all("h2, li, p, span, b", scene).filter(e => e.getClientRects().length && !e.closest(".small, .notes"))
      .map(e => parseFloat(getComputedStyle(e).fontSize)));
    return [scene, scene.querySelector(".middle")].some(box => box.scrollHeight > box.clientHeight + 1);
  });
  least = Math.floor(Math.min(...sizes));
  style(current().dataset.id);
}

function ready() {
  measure();
  const host = new URL(data.where || location).hostname, own = /^(localhost|127\.|\[?::1)/.test(host);
  const checks = [
    [scenes().length > 0 && all(".scene img", deck()).every(one => one.complete && one.naturalWidth),
      `All ${scenes().length} scenes and their figures are in this window.`,
      "Not every figure is here yet. Wait, then load the page again."],
    [document.fonts.status === "loaded", "The type is loaded.", "The type is still loading. Wait a moment."],
    [least >= 24, `Screen ${innerWidth} by ${innerHeight}: the smallest type is ${least} pixels.`,
      `Screen ${innerWidth} by ${innerHeight}: type of ${least} pixels is too small for a room. Make the window larger, press F, or zoom in.`],
    [!misfits.length, "Every scene fits the screen.", `Too tall for this window: ${misfits.map(headline).join("; ")}. Press F for full screen, or zoom out.`],
    [!!heard, `Keys arrive. The last one was ${heard}.`, "No key has arrived yet. Press one on your clicker now."],
    [!own, `The QR codes lead to ${host}.`,
      "The QR codes lead to this computer alone. Open the talk by the computer’s own address, or set PUBLIC_URL."],
    [alive(), "The server is awake. From here the talk goes on without it.",
      "The server does not answer. The scenes work, but not the speaker view on another device, nor the vote. Load the page again if you can."],
    ...data.gone ? [[false, "", "The memory that the servers share does not answer: no vote, and no speaker view on another device. Look at REDIS_URL."]] : [],
  ];
  checks.forEach(([good, yes, no], at) => { // only what has changed is read aloud again
    const line = part(".checks").children[at] ?? part(".checks").appendChild(document.createElement("li"));
    const said = ` ${good ? yes : no}`;
    if (line.lastChild?.textContent === said) return;
    line.className = good ? "good" : "mend";
    line.replaceChildren(Object.assign(document.createElement("strong"), { textContent: good ? "Ready." : "To do." }), said);
  });
  while (part(".checks").children.length > checks.length) part(".checks").lastChild.remove();
  const asked = part("#sheet-ready [data-do=open]");
  asked.textContent = open ? "Close the vote" : "Let phones vote";
  asked.hidden = !part(".guess"); // only a talk that asks can count answers
  part("[data-do=speaker]").disabled = !data.speaker;
  const scan = part("#sheet-ready .qr");
  scan.hidden = !data.speaker;
  if (data.speaker && scan.getAttribute("src") !== data.scan) scan.src = data.scan;
  part(".room").textContent = data.speaker
    ? `Scan it before the room can see it: on a phone, the speaker view is at ${data.where.replace(/^https?:\/\//, "")}/present?speaker=${data.speaker}. Whoever has this address can read your notes, and no more.`
    : "The room is being made. It needs the server.";
}

// --- the server ----------------------------------------------------------------------------------------------
function report() {
  clearTimeout(telling);
  telling = setTimeout(() => {
    if (!deck()) return;
    const round = kept().round ?? 0;
    const said = [key(), deck().dataset.talk, current().dataset.id, open, kept().started, round];
    if (String(said) === String(last)) return;
    last = said;
    tell("report", { key: said[0], talk: said[1], scene: said[2], elapsed: elapsed(), open, round });
  }, 150);
}

function tick() {
  if (!deck()) return;
  placed(scenes().indexOf(current()), scenes().length);
  if (!part(".on-stage").hidden || !part("#sheet-ready").hidden) draw();
}

const moved = () => draw();

let idle;
function awake() {
  document.documentElement.classList.remove("idle");
  clearTimeout(idle);
  idle = setTimeout(() => document.documentElement.classList.add("idle"), 4000);
}

export default function ({ data: given, setStateValue }) {
  data = given ?? {};
  // The scenes may be on their way still: they are another part of the page.
  const begin = () => deck() ? start(setStateValue) : waiting = setTimeout(begin, 30);
  begin();
  return stop;
}

function start(setStateValue) {
  const first = tell.name !== "told";
  tell = function told(name, value) { setStateValue(name, value) };
  if (data.speaker && channel?.name !== `stage-${data.speaker}`) channel = new BroadcastChannel(`stage-${data.speaker}`);
  if (first) {
    ({ open = false, off = false } = kept());
    open &&= !!part(".guess");
    const wanted = new URL(location);
    if (wanted.searchParams.has("scene") && wanted.searchParams.get("scene") !== current().dataset.id) {
      wanted.searchParams.delete("scene");
      history.replaceState(history.state, "", wanted);
    }
    addEventListener("keydown", typed, true);
    addEventListener("click", clicked);
    addEventListener("change", switched);
    addEventListener("popstate", moved);
    addEventListener("pointermove", awake);
    document.querySelector(".stMain").tabIndex = -1; // it lies behind the deck
    timer = setInterval(tick, 1000);
    report();
  }
  // What the shared memory did not take is said again.
  else if (data.gone) { last = undefined; setTimeout(report, 3000); }
  // A server that was away, or a slow run, has heard an old clock.
  else if (data.elapsed && Math.abs(elapsed() - data.elapsed) > 2) { last = undefined; report(); }
  part(".use-keys").checked = !off;
  draw();
}

function stop() {
  [timer, telling, waiting].forEach(clearTimeout);
  removeEventListener("keydown", typed, true);
  removeEventListener("click", clicked);
  removeEventListener("change", switched);
  removeEventListener("popstate", moved);
  removeEventListener("pointermove", awake);
  document.querySelector(".stMain")?.setAttribute("tabindex", 0);
  channel?.close();
  channel = last = size = announced = undefined;
  [data, step, tell] = [{}, 0, () => {}];
  clearTimeout(idle);
  document.documentElement.classList.remove("idle");
  document.getElementById("scene-shown")?.remove();
}
