// Reads a page aloud, section by section, in a voice of the device itself, so that nothing is sent anywhere. Words are
// marked as they are said. References are left out.
self.readAloud ??= (() => {
  const { speechSynthesis: speech, CSS: { highlights } } = self;
  const SECTION = "h1, h2", BLOCK = `${SECTION}, h3, h4, p, li, dt, dd, th, td, summary, label, figcaption, caption`;
  const SILENT = "button, select, textarea, svg, style, script, .strip, .closing, .help-now, .peeks, .paper-only, .pictures, " +
    ".stPlotlyChart, .stSlider, .stSelectbox, .stRadio, .stTextInput, [data-testid=stIconMaterial], [aria-hidden=true]";
  const UNSAID = /\s*\[[\d, ]+\]|−(?=[\d.])|(?<=\d)–(?=\d)|(?<=\s)·(?=\s)|(?<=^|, )=|[\u00a0△▲●◆■○]/g; // references, and signs of a drawing's key
  const player = () => document.getElementById("aloud"), find = name => player().querySelector(name);

  let voice, sections = [], path; // of the page that is read
  let section = 0, piece = 0, letter = 0, utterance; // where it is; ``utterance`` while it speaks

  // Each text of the page in its order, and the block that it stands in.
  const pieces = () => {
    const found = [], walker = document.createTreeWalker(document.querySelector(".stMain"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode: node } = walker, { parentElement: parent } = node;
      if (!node.data.trim() || parent.closest(SILENT) || !parent.checkVisibility()) continue;
      const block = parent.closest(BLOCK) ?? parent;
      if (found.at(-1)?.block === block) found.at(-1).nodes.push(node);
      else found.push({ block, nodes: [node] });
    }
    return found;
  };
  const isReferences = ({ block }) => block.querySelector("strong:first-child")?.textContent === player().dataset.sources;
  const read = () => {
    sections = [];
    for (const one of pieces().filter(each => !isReferences(each)))
      if (one.block.matches(SECTION)) sections.push([one]);
      else sections.at(-1)?.push(one);
  };

  // What is said of a piece, and for each letter of it the letter on the page, as a node and a place in it.
  const said = ({ nodes }) => {
    const { minus, to } = player().dataset, places = [];
    let raw = "";
    for (const node of nodes) {
      // Two parts of a card that stand beside each other have a gap between them, and no space.
      if (/[^\s([“‘"]$/.test(raw) && /^[^\s.,;:?!)[\]”’"]/.test(node.data)) { raw += ", "; places.push(places.at(-1), places.at(-1)); }
      raw += node.data;
      for (let at = 0; at < node.length; at += 1) places.push([node, at]);
    }
    let text = "", from = 0;
    const at = [], add = (words, letters) => { text += words; at.push(...letters); };
    for (const { 0: sign, index } of raw.matchAll(UNSAID)) {
      add(raw.slice(from, index), places.slice(from, index));
      const words = { "−": ` ${minus} `, "–": ` ${to} `, "\u00a0": " ", "·": "," }[sign] ?? "";
      add(words, Array(words.length).fill(places[index]));
      from = index + sign.length;
    }
    add(raw.slice(from), places.slice(from));
    return { text, at };
  };

  const mark = (at, from, to) => {
    highlights?.delete("aloud");
    if (!highlights || !at[from]) return;
    const range = new Range(), [last, end] = at[Math.min(to, at.length) - 1];
    range.setStart(...at[from]);
    range.setEnd(last, end + 1);
    highlights.set("aloud", new self.Highlight(range));
  };

  const draw = () => {
    const play = find(".play");
    play.textContent = play.dataset[utterance ? "pause" : "play"];
    find(".section").selectedIndex = section;
  };
  const pause = () => {
    utterance = undefined;
    speech.cancel();
    if (player()) draw();
  };
  const close = () => {
    if (utterance) pause();
    highlights?.delete("aloud");
    if (player()) player().hidden = true;
  };

  const speak = () => {
    const one = sections[section]?.[piece];
    if (!one) return void (piece ? go(section + 1) : pause());
    const { text, at } = said(one), from = letter;
    const now = new SpeechSynthesisUtterance(text.slice(from));
    Object.assign(now, { voice, lang: voice.lang, rate: Number(find(".speed").value) });
    now.onboundary = ({ charIndex }) => {
      if (now !== utterance) return;
      letter = from + charIndex;
      mark(at, letter, letter + text.slice(letter).match(/^\S*/)[0].length);
    };
    now.onerror = () => { if (now === utterance) pause(); }; // else it would rush silently through the page
    now.onend = () => {
      if (now !== utterance) return; // it gave way to another
      [piece, letter] = [piece + 1, 0];
      speak();
    };
    utterance = now;
    draw();
    const { top, bottom } = one.block.getBoundingClientRect();
    if (top < 80 || bottom > innerHeight - 160) one.block.scrollIntoView({ block: "center" }); // beneath header or player
    speech.cancel();
    speech.speak(now);
  };

  // From the beginning of a section. One that is closed is opened: its words are marked where they stand.
  const go = at => {
    if (!sections[at]) return pause();
    [section, piece, letter] = [at, 0, 0];
    const [, ...rest] = sections[at], [first] = rest.map(({ block }) => block.closest("details:not([open]) > summary"));
    if (!first || rest.length > 1) return speak();
    first.click();
    const waiting = utterance = {};
    draw();
    setTimeout(() => {
      if (utterance !== waiting) return;
      read();
      speak();
    }, 400);
  };

  const open = () => {
    read();
    path = location.pathname;
    player().hidden = false;
    find(".section").replaceChildren(...sections.map(([{ block }]) => new Option(block.textContent.trim())));
    const passed = sections.filter(([{ block }]) => block.getBoundingClientRect().top < 120).length;
    find(".play").focus();
    go(Math.max(0, passed - 1)); // the one whose words are at the top of the window
  };

  const look = () => {
    const own = speech?.getVoices().filter(one => one.localService && one.lang.slice(0, 2) === document.documentElement.lang.slice(0, 2)) ?? [];
    voice = own.find(one => one.default) ?? own[0];
    const button = document.querySelector("#text .aloud");
    if (button) button.hidden = !voice;
  };
  look();
  speech?.addEventListener?.("voiceschanged", look);

  addEventListener("click", ({ target }) => {
    if (target.closest?.("#text .aloud")) {
      document.querySelector("#text .close").click();
      open();
    } else if (target.closest?.("#aloud .play")) (utterance ? pause : speak)();
    else if (target.closest?.("#aloud .close")) {
      close();
      document.querySelector("[aria-controls=text]").focus();
    }
  });
  addEventListener("change", ({ target }) => {
    if (target.matches?.("#aloud .section")) go(target.selectedIndex);
    if (target.matches?.("#aloud .speed") && utterance) speak();
  });
  addEventListener("page-drawn", () => {
    look();
    if (path && path !== location.pathname) { close(); path = undefined; }
  });
  addEventListener("pagehide", close);
  return true;
})();
