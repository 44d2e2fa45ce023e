// The timeline's line and its words follow the slider while it is dragged; the server hears of it when it is let go.
// Each is named alone: a style that finds them by the slider's place would have the whole chart worked out anew.
export default function ({ data }) {
  const moving = document.querySelector(".st-key-moving"), lines = JSON.parse(data.lines);
  const show = () => {
    const slider = moving.querySelector("input[type=range]");
    if (!slider) return;
    const at = Number(slider.value);
    const words = moving.querySelector(".moments")?.children ?? [];
    for (const [stop, one] of [...words].entries()) if (one.hidden !== (stop !== at)) one.hidden = stop !== at;
    for (const [stop, pieces] of lines.entries())
      for (const shape of pieces) {
        const line = moving.querySelector(`.shapelayer path[data-index="${shape}"]`);
        if (line) line.style.opacity = stop === at ? 1 : 0;
      }
  };
  // The chart comes late, and draws its lines anew when its size or its look changes.
  const changed = new MutationObserver(show);
  changed.observe(moving, { childList: true, subtree: true, attributes: true, attributeFilter: ["value"] });
  show();
  return () => changed.disconnect();
}
