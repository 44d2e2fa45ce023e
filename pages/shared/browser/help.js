// Help, the phone's menu, and links to one line of a page. It comes with the button of help itself, so it works while the
// page is on its way. Help is a plain part of the page that is hidden, not the browser's popover: older browsers know
// none, and show it.
self.helpButton ??= (() => {
  const narrow = matchMedia("(max-width: 48rem)");
  // Help, and the panel of text.js beside it: one at a time is open, beneath its button.
  const opened = () => document.querySelector(".help-now > [role=dialog]:not([hidden])");
  const opener = panel => document.querySelector(`.help-now > [aria-controls=${panel.id}]`);
  const menu = () => document.querySelector(".stSidebar");
  const isOut = () => narrow.matches && menu()?.dataset.collapsed === "false";

  const show = (panel, on, back) => {
    panel.hidden = !on;
    opener(panel).setAttribute("aria-expanded", on);
    if (on) panel.focus();
    else if (back) opener(panel).focus();
  };

  const close = () => isOut() && document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();

  // Streamlit closes its menu when something outside it is pressed, before the finger is up again.
  for (const kind of ["mousedown", "pointerdown", "touchstart"])
    addEventListener(kind, event => event.target.closest?.(".help-now") && event.stopPropagation(), true);

  addEventListener("click", ({ target }) => {
    const button = target.closest?.(".help-now > button"), panel = opened(), within = panel?.contains(target);
    if (panel && (!within || target.closest(".close"))) show(panel, false, within || button === opener(panel));
    const asked = button && document.getElementById(button.getAttribute("aria-controls"));
    if (asked && asked !== panel) show(asked, true);
    if (target.closest?.("[data-testid=stSidebarNavLink]")) setTimeout(close);
  });
  addEventListener("focusout", ({ target, relatedTarget: next }) => {
    const panel = opened();
    if (next && panel?.contains(target) && !panel.contains(next) && next !== opener(panel)) show(panel, false);
  });
  addEventListener("keydown", event => {
    const panel = opened();
    if (event.key !== "Escape" || !panel && !isOut()) return;
    event.stopImmediatePropagation(); // on the stage, too, it closes what lies on top
    if (panel) show(panel, false, true);
    else close();
  }, true);

  // Streamlit remembers a menu that is open, and opens it over the next page that somebody loads; and it drops the focus
  // with each of the two buttons that open and close it.
  const expand = () => document.querySelector("[data-testid=stExpandSidebarButton]");
  // Its name is the word that style.css shows on it: whoever speaks to a phone says what they see.
  const nameMenu = () => expand()?.setAttribute("aria-label", JSON.parse(getComputedStyle(document.body).getPropertyValue("--menu")));
  const unfocused = () => !document.activeElement || document.activeElement === document.body;
  const back = (tries = 40) => {
    nameMenu();
    if (isOut() || !unfocused() && !document.activeElement.closest(".stSidebar, [data-testid=stExpandSidebarButton]")) return;
    if (unfocused()) expand()?.focus();
    if (tries) setTimeout(back, 50, tries - 1); // on a slow phone the menu goes, and the page comes, a while later
  };
  new MutationObserver(() => {
    if (!isOut()) return void (narrow.matches && setTimeout(back, 50));
    for (const name of Object.keys(localStorage))
      if (name.startsWith("stSidebarCollapsed-")) localStorage[name] = "true";
    menu().querySelector("a")?.focus();
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-collapsed"] });

  // A line of a page by its name: an id, the key of a part, or "say-" and the words that it begins with.
  const slug = text => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  const find = name => {
    if (!name.startsWith("say-")) return document.getElementById(name) ?? document.querySelector(`.st-key-${CSS.escape(name)}`);
    const named = [...document.querySelectorAll(".stMain strong")].find(one => slug(one.textContent) === name.slice(4));
    return named ?? [...document.querySelectorAll(".stMain li")].find(one => slug(one.textContent).startsWith(name.slice(4)));
  };
  // What it lies in, or what it is, is opened; then it is scrolled to, and the Tab key goes on from there.
  const reveal = name => {
    const found = find(name);
    if (!found) return false;
    const boxes = name.startsWith("topic-") ? [...found.querySelectorAll("details")] : [];
    for (let box = found.closest("details"); box; box = box.parentElement.closest("details")) boxes.push(box);
    document.querySelector("[data-found]")?.removeAttribute("data-found");
    found.setAttribute("data-found", "");
    found.tabIndex = -1;
    const go = () => {
      for (const box of boxes) if (!box.open) box.querySelector("summary").click();
      found.scrollIntoView({ block: "start" });
      found.focus({ preventScroll: true });
    };
    go();
    // What was just drawn may not have listened, or goes on growing: it is kept in view until a reader moves the page.
    const growing = new ResizeObserver(go), timers = [400, 1000].map(later => setTimeout(go, later));
    const rest = () => { growing.disconnect(); timers.forEach(clearTimeout); };
    growing.observe(document.querySelector(".stMainBlockContainer"));
    for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(kind, rest, { once: true, capture: true });
    setTimeout(rest, 4000);
    return true;
  };

  let wanted = "";
  addEventListener("click", event => {
    const link = event.target.closest?.("a[data-shows]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const name = link.dataset.shows, [page] = link.getAttribute("href").split(/[?#]/);
    const way = document.querySelector(`[class*="st-key-ways-"] :is(a[href$="/${page}"], a[href="${page}"])`);
    if (location.pathname.endsWith(`/${page}`) && reveal(name)) event.preventDefault();
    else if (way) { event.preventDefault(); wanted = name; way.click(); } // not a new visit, which would have no ticks
  });
  // What a page is made of may come a little later than its end.
  const arrived = (tries = 30) => {
    let name = wanted;
    try { name ||= decodeURIComponent(location.hash.slice(1)); } catch { /* "#%" is no name of anything */ }
    if (!name) return;
    // An old link to what stands on another page now.
    const moved = !wanted && document.querySelector(`a[data-moved="${CSS.escape(name)}"]`);
    if (moved) return void moved.click();
    if (!reveal(name) && tries) return void setTimeout(arrived, 100, tries - 1);
    wanted = "";
  };
  addEventListener("hashchange", () => arrived()); // another place of the same page
  addEventListener("page-drawn", nameMenu);
  addEventListener("page-drawn", ({ detail }) => { if (wanted || detail.first) arrived(); }); // see reconnect.js
  return true;
})();
