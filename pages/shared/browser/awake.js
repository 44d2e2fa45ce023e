// Keeps the screen from going dark. Browsers allow it on safe addresses alone, and forget it with each hidden tab.
let lock;

async function stayAwake() {
  if (document.hidden || lock && !lock.released) return;
  try { lock = await navigator.wakeLock?.request("screen"); } catch { /* an empty battery may forbid it */ }
}

export const awake = {
  bind() {
    document.addEventListener("visibilitychange", stayAwake);
    stayAwake();
  },
  unbind() {
    document.removeEventListener("visibilitychange", stayAwake);
    lock?.release().catch(() => {});
    lock = undefined;
  },
};
