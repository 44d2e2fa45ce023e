// The timeline's line and the words of one moment follow the slider while it is dragged. Each line and each word is named
// alone: a style that finds them by the slider's place would have the whole chart worked out anew. ``shapes`` are the
// pieces of each stop's line in the chart; in a picture they carry the number of their stop.
export const follow = (moving, shapes = []) => {
  const show = () => {
    const slider = moving.querySelector("input[type=range]");
    if (!slider) return;
    const at = Number(slider.value);
    const words = moving.querySelector(".moments")?.children ?? [];
    for (const [stop, one] of [...words].entries()) if (one.hidden !== (stop !== at)) one.hidden = stop !== at;
    for (const line of moving.querySelectorAll("[data-stop]"))
      line.setAttribute("visibility", Number(line.dataset.stop) === at ? "visible" : "hidden");
    for (const [stop, pieces] of shapes.entries())
      for (const shape of pieces) {
        const line = moving.querySelector(`.shapelayer path[data-index="${shape}"]`);
        if (line) line.style.opacity = stop === at ? 1 : 0;
      }
  };
  // The chart comes late, and draws its lines anew when its size or its look changes.
  const changed = new MutationObserver(show);
  changed.observe(moving, { childList: true, subtree: true, attributes: true, attributeFilter: ["value"] });
  moving.addEventListener("input", show);
  show();
  return () => {
    changed.disconnect();
    moving.removeEventListener("input", show);
  };
};
