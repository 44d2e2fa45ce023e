// What has to happen in the browser when the connection is lost and when a page is drawn. It runs once a page, and again
// when a visit has a new name.
(self.pageDrawn ??= (() => {
  // What the chart says beneath the mouse goes with Escape.
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const chart of document.querySelectorAll(".nsewdrag")) chart.dispatchEvent(new MouseEvent("mouseout"));
  });

  let visit, away = false, late, lost;
  const rerun = () => document.querySelector(".st-key-rerun button")?.click();

  // A server that was started anew knows no part of the page until the whole page has run once: without that, a tick
  // would be answered by nothing. So the first thing after a lost connection is one full run.
  new MutationObserver(changes => {
    for (const { target } of changes) {
      const state = target.getAttribute("data-test-connection-state");
      if (state === "CONNECTED" && away) rerun();
      away = state !== "CONNECTED";
      clearTimeout(late);
      document.getElementById("lost")?.remove();
      if (away) late = setTimeout(() => document.body.append(
        Object.assign(document.createElement("p"), { id: "lost", role: "status", textContent: lost })), 2000);
    }
  }).observe(document.body, { attributes: true, subtree: true, attributeFilter: ["data-test-connection-state"] });

  // Streamlit's own word for it is meant for a developer and lies over what somebody reads, over a talk or a vote. What it
  // says depends on the address; its title does not.
  new MutationObserver(() => {
    for (const one of document.querySelectorAll(".stDialog"))
      if (away && /connection error/i.test(one.textContent)) one.querySelector("button[aria-label=Close]")?.click();
  }).observe(document.body, { childList: true });

  // A script that did not come is not asked for again, and what stands in its part's place is meant for a developer.
  let missing, again;
  const partMissing = () => {
    if (!missing || document.getElementById("missing")) return;
    const bar = Object.assign(document.createElement("div"), { id: "missing" });
    bar.setAttribute("role", "alert");
    const load = Object.assign(document.createElement("button"), { textContent: again, onclick: () => location.reload() });
    bar.append(Object.assign(document.createElement("p"), { textContent: missing }), load);
    document.body.append(bar);
  };
  addEventListener("vite:preloadError", partMissing);

  // Another page of the same visit: its name is said, and who pressed a link that is gone begins at its headline.
  let shown;
  const place = Object.assign(document.createElement("p"), { className: "heard" });
  place.setAttribute("role", "status");
  const arrived = about => {
    if (!place.isConnected) document.body.append(place);
    if (shown !== undefined && shown !== about && !document.querySelector(".deck")) {
      const headline = document.querySelector(".stMain h1");
      place.textContent = headline?.textContent ?? document.title;
      if (headline && (!document.activeElement || document.activeElement === document.body)) {
        headline.tabIndex = -1;
        headline.focus({ preventScroll: true });
      }
    }
    shown = about;
  };

  return () => {
    const { visit: now, about, ...said } = document.querySelector("footer.closing").dataset;
    ({ lost, missing, again } = said);
    if (document.querySelector("[data-testid=stErrorElementStack]")) partMissing(); // it failed before this ran
    const description = document.querySelector("meta[name=description]") ??
      document.head.appendChild(Object.assign(document.createElement("meta"), { name: "description" }));
    description.content = about;
    // A part that stays while its words change: a screen reader says them.
    for (const part of document.querySelectorAll("[class*=st-key-said]")) part.setAttribute("role", "status");
    const lanes = document.querySelector(".st-key-lanes");
    lanes?.setAttribute("role", "group");
    lanes?.setAttribute("aria-label", lanes.querySelector("p")?.textContent ?? "");
    arrived(about);
    // Streamlit scrolls to the anchor of a link when the page is still too short for it to reach the top.
    dispatchEvent(new CustomEvent("page-drawn", { detail: { first: !visit } }));
    // The first full run on a new server is over. What was ticked while it went on is known to the browser alone: once
    // more, then.
    if (visit && now !== visit) rerun();
    visit = now;
  };
})())();
