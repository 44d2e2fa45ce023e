// The timeline's line and its words follow the slider while it is dragged; the server hears of it when it is let go.
export default function () {
  const moving = document.querySelector(".st-key-moving");
  const dragged = new MutationObserver(changes => {
    const slider = changes.map(({ target }) => target).find(one => one.type === "range");
    if (slider) moving.querySelector(".moments").dataset.at = slider.value;
  });
  dragged.observe(moving, { subtree: true, attributes: true, attributeFilter: ["value"] });
  return () => dragged.disconnect();
}
