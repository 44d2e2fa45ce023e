// A scene becomes smaller until it fits its box, whatever the letters and their spacing are.
const LEAST = 0.4; // of the size that a scene is meant to have

export const overflows = scene => [scene, ...scene.querySelectorAll(".middle, .crowds-figure")].some(
  box => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1);

// Returns its share. Where it is read in the hand, it scrolls instead.
export function fit(scene, isRead = false) {
  for (let share = 1; ; share -= 0.04) {
    scene.style.setProperty("--fit", share.toFixed(2));
    if (isRead || share < LEAST || !overflows(scene)) return share;
  }
}
