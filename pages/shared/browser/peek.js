// A reference number or a word of the glossary says what stands behind it where it is, before it leads away.
self.peek ??= (() => {
  let opener, top;
  const shown = () => document.getElementById("peek");
  const close = back => {
    if (!shown()) return;
    shown().remove();
    if (back) opener.focus();
  };

  const show = (link, entry, { open, close: away, name }) => {
    close();
    opener = link;
    const box = Object.assign(document.createElement("div"), { id: "peek", tabIndex: -1 });
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", name);
    const text = entry.cloneNode(true);
    const further = Object.assign(document.createElement("a"), { href: link.href, target: "_blank", rel: "noopener", textContent: open });
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: away });
    button.addEventListener("click", () => close(true));
    box.append(text, further, button);
    document.body.append(box);
    // Beneath the link, or above it where there is more room; never outside the window.
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect(), below = innerHeight - at.bottom;
    box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8))}px`;
    box.style.top = below > box.offsetHeight + 12 || below > at.top ? `${at.bottom + 6}px` : `${Math.max(8, at.top - box.offsetHeight - 6)}px`;
    ({ top } = link.getBoundingClientRect());
    box.focus({ preventScroll: true });
  };

  // Whoever jumps from link to link hears more than a number. What comes later is named in a quiet moment.
  const nameLinks = () => {
    const peeks = document.querySelector(".peeks");
    for (const link of peeks ? document.querySelectorAll("a[href*='sources#']") : []) {
      const at = link.getAttribute("href").split("#")[1], number = link.textContent;
      if (link.dataset.named === at || !/^\[?\d+\]?$/.test(number)) continue;
      const source = peeks.querySelector(`[data-at="${CSS.escape(at)}"] strong`)?.textContent.replace(/^\d+\. /, "");
      if (!source) continue;
      link.dataset.named = at;
      link.setAttribute("aria-label", `${number}: ${source} ${peeks.dataset.name}`);
    }
  };
  let quiet;
  addEventListener("page-drawn", nameLinks);
  new MutationObserver(() => {
    clearTimeout(quiet);
    quiet = setTimeout(nameLinks, 500);
  }).observe(document.body, { childList: true, subtree: true });

  addEventListener("click", event => {
    const link = event.target.closest?.("a[href*='sources#']"), box = shown();
    if (!link || link.closest("#peek")) return void (box && !box.contains(event.target) && close());
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const peeks = document.querySelector(".peeks"), at = link.getAttribute("href").split("#")[1];
    const entry = peeks?.querySelector(`[data-at="${CSS.escape(at)}"]`);
    if (!entry) return;
    event.preventDefault();
    show(link, entry, peeks.dataset);
  });
  addEventListener("focusin", ({ target }) => shown() && !shown().contains(target) && target !== opener && close());
  addEventListener("keydown", event => {
    const { activeElement: here } = document, box = shown();
    // It stands at the end of the document: whoever leaves it by the Tab key goes on from where it was opened.
    if (event.key === "Tab" && box && here === (event.shiftKey ? box : box.lastElementChild)) close(true);
    if (event.key !== "Escape" || !box) return;
    event.stopImmediatePropagation();
    close(true);
  }, true);
  // It belongs to a place, and goes with it.
  addEventListener("scroll", () => shown() && Math.abs(opener.getBoundingClientRect().top - top) > 24 && close(), true);
  return true;
})();
