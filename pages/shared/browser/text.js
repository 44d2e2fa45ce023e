// Text size, spacing and contrast, as style.css draws them: set before a page is seen, and kept in this tab alone.
self.textChosen ??= (() => {
  const KEY = "text", root = document.documentElement;
  const set = chosen => { root.dataset.text = chosen; };
  try { set(sessionStorage[KEY] ?? ""); } catch { set(""); } // in a frame that may keep nothing
  const boxes = () => [...document.querySelectorAll("#text input")];

  addEventListener("change", ({ target }) => {
    if (!target.closest?.("#text")) return;
    set(boxes().filter(one => one.checked).map(one => one.value).filter(Boolean).join(" "));
    try { sessionStorage[KEY] = root.dataset.text; } catch { /* it holds until the tab is loaded anew */ }
  });
  // A page that is drawn anew has the panel as it was at first.
  const mark = () => {
    const chosen = root.dataset.text.split(" ");
    for (const one of boxes()) if (one.value && chosen.includes(one.value)) one.checked = true;
  };
  mark();
  addEventListener("page-drawn", mark);
  return true;
})();
