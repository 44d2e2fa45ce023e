// Puts the live page in the place of the first answer once it stands there whole, out of sight: at the same lines, with
// the same sections open, the same boxes ticked, the same words selected, and the focus where it was.
(() => {
  const first = document.getElementById("first"), root = document.getElementById("root");
  const main = () => root.querySelector(".stMain");
  const ICON = "[data-testid=stIconMaterial]"; // its name is its text
  const plain = one => {
    const copy = one.cloneNode(true);
    for (const icon of copy.querySelectorAll(ICON)) icon.remove();
    return copy;
  };
  const words = one => (one.querySelector(ICON) ? plain(one) : one).textContent.replace(/\s+/g, " ").trim();
  const HEADER = 64; // pixels
  const BLOCKS = "h1, h2, h3, p, li, dt, dd, th, td, summary, caption, label, svg";

  // What the live page has in the place of ``one``: the same kind of part with the same words, the same time over.
  const twin = (one, kind = BLOCKS) => {
    if (!one) return undefined;
    const alike = side => [...side.querySelectorAll(kind)].filter(other => words(other) === words(one));
    const here = alike(first), there = alike(root);
    return there[here.indexOf(one)] ?? there[0];
  };

  // A place that the address names: the browser itself waits for the scripts of the live page before it goes there.
  let named;
  try { named = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* "#%" is no name */ }
  for (let box = named?.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  named?.scrollIntoView();

  // Whatever a finger or a mouse holds, the slider or the end of a selection, is not taken from under it.
  let held = false;
  first.addEventListener("pointerdown", ({ button }) => { held = !button; }); // the end of another press may never be told
  for (const type of ["pointerup", "pointercancel"]) addEventListener(type, () => { held = false; }, true);

  const moved = new Set(); // the sections that a reader opened or closed
  first.addEventListener("toggle", ({ target }) => moved.add(target), true);

  // As Streamlit opens a section by its own script, a press of its line is what opens it.
  const sections = () => [...moved].filter(one => {
    const summary = twin(one.querySelector("summary"), "summary");
    if (!summary || one.matches(".help-first") || summary.closest("details").open === one.open) return false;
    summary.click();
    return true;
  }).length;

  const ticked = () => [...first.querySelectorAll("input:checked")].map(box => {
    const name = words(box.parentElement);
    const label = [...root.querySelectorAll("label")].find(one => words(one) === name);
    return label?.querySelector("input:not(:checked)");
  }).filter(Boolean);

  // As far as a slider was moved, by its keys: the live one is React's, and tells the server only of what is pressed.
  const SLIDER = "input[type=range]";
  const moveSlider = async steps => {
    const key = steps > 0 ? "ArrowRight" : "ArrowLeft";
    for (let left = Math.abs(steps); left; left--) {
      for (const type of ["keydown", "keyup"])
        root.querySelector(SLIDER).dispatchEvent(new KeyboardEvent(type, { key, bubbles: true }));
      await new Promise(requestAnimationFrame);
    }
  };

  // A place in the text as a block of the live page, and how many letters of it stand before the place.
  const place = (node, at) => {
    const block = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(BLOCKS), there = twin(block);
    if (!there) return undefined;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(node, at);
    let left = before.toString().length;
    const texts = document.createTreeWalker(there, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      if (left <= texts.currentNode.length) return [texts.currentNode, left];
      left -= texts.currentNode.length;
    }
    return [there, there.childNodes.length];
  };

  const selected = () => {
    const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = getSelection();
    if (isCollapsed || !first.contains(anchorNode) || !first.contains(focusNode)) return undefined;
    const [from, to] = [place(anchorNode, anchorOffset), place(focusNode, focusOffset)];
    return from && to && [...from, ...to];
  };

  const focused = () => {
    const here = document.activeElement;
    if (!first.contains(here)) return undefined;
    if (here.matches(SLIDER)) return root.querySelector(SLIDER);
    return twin(here, here.tagName.toLowerCase()) ?? twin(here.closest(BLOCKS));
  };

  // The first line in view that the live page has too, and how far down it is; better one that is there from its top.
  const inView = () => {
    if (scrollY < 8) return undefined;
    let cut;
    for (const one of first.querySelectorAll(`main :is(${BLOCKS})`)) {
      const { top, bottom } = one.getBoundingClientRect();
      if (bottom < HEADER || top > innerHeight || !one.checkVisibility()) continue;
      const there = twin(one);
      if (!there?.checkVisibility()) continue;
      if (top >= HEADER) return { there, top };
      cut = { there, top };
    }
    return cut;
  };

  const takeOver = () => {
    const selection = selected(), focus = focused(), view = inView(), boxes = ticked();
    const help = first.querySelector(".help-first").open, slider = first.querySelector(SLIDER);
    if (view) {
      dispatchEvent(new Event("wheel")); // a reader has moved the page: it is not taken to the address's place any more
      main().scrollTop += view.there.getBoundingClientRect().top - view.top;
    }
    document.body.classList.remove("waiting");
    first.remove();
    document.getElementById("first-style").remove();
    for (const box of boxes) box.click();
    if (slider) moveSlider(slider.value - slider.defaultValue);
    if (selection) getSelection().setBaseAndExtent(...selection);
    if (focus) focus.focus({ preventScroll: true });
    if (help) document.querySelector(".help-now > button").click();
  };

  // To its end, with its style, its title and every part that is loaded late.
  const drawn = () => root.querySelector("[data-test-script-state=notRunning] footer.closing")
    && root.querySelector(".help-now") && document.querySelector("#root h1, body > .deck")
    && ![...root.querySelectorAll("[data-testid=stSkeleton]")].some(one => !one.closest('[class*="st-key-chart-"]'));

  // Says what does not work. The live page may still come, so the look-out goes on.
  const tellLate = () => {
    document.getElementById("late").hidden = false;
    first.classList.add("late");
  };

  // The scripts of the live page begin once this one is painted: they would share line and processor with it.
  const begin = () => {
    const live = document.getElementById("live");
    live?.replaceWith(live.content.cloneNode(true));
  };
  requestAnimationFrame(() => setTimeout(begin));
  setTimeout(begin, 300); // a tab out of sight is never painted

  const LONG = 20_000; // ms
  const began = performance.now();
  let height = 0, still = 0;
  const look = () => {
    if (!drawn()) {
      if (performance.now() - began > LONG) tellLate();
      return void setTimeout(look, 50);
    }
    const now = main().scrollHeight;
    still = now === height ? still + 1 : 0;
    height = now;
    if (held || sections() || still < 3) return void setTimeout(look, 50); // what opens is still growing
    takeOver();
  };
  look();
})();
