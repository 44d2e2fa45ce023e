// A translator in the browser takes the texts off the page and puts its own in their place: Chrome and Edge an element
// called "font", Safari another text. What React writes into the text that it knows is then shown nowhere, and taking
// that text away throws and leaves an error in place of the page. And where one part of a sentence is new while the rest
// stands in translation, a number may belong to neither.
// So before React touches a text of its own that was taken, and as soon as anything in its paragraph changes, the whole
// paragraph gets its own texts back. The translator finds them, and translates them as one sentence again.
// Nothing here does anything until a translator has begun.
self.translation ??= (() => {
  const PARAGRAPH = "p, li, dt, dd, h1, h2, h3, h4, h5, h6, summary, label, th, td, caption, figcaption";
  const standIn = new WeakMap(), original = new WeakMap(); // the page's text to the translator's node, and back
  const isText = node => node?.nodeType === Node.TEXT_NODE, isFont = node => node?.nodeName === "FONT";
  const ofReact = node => { // and still in its tree
    let fiber = node[Object.keys(node).find(key => key.startsWith("__reactFiber"))];
    while (fiber?.return) fiber = fiber.return;
    return fiber?.tag === 3;
  };
  const restore = part => {
    const nodes = document.createTreeWalker(part.closest(PARAGRAPH) ?? part), found = [];
    while (nodes.nextNode()) if (original.has(nodes.currentNode)) found.push(nodes.currentNode);
    for (const node of found) {
      node.replaceWith(original.get(node));
      standIn.delete(original.get(node));
      original.delete(node);
    }
  };
  const back = node => standIn.get(node)?.parentElement && restore(standIn.get(node).parentElement);

  let begun = false;
  const begin = () => {
    begun = true;
    const value = Object.getOwnPropertyDescriptor(Node.prototype, "nodeValue");
    Object.defineProperty(Node.prototype, "nodeValue", { ...value, set(text) { back(this); value.set.call(this, text); } });
    const { removeChild, insertBefore, appendChild } = Node.prototype;
    Object.assign(Node.prototype, {
      removeChild(node) {
        back(node);
        return isText(node) && node.parentNode !== this ? node : removeChild.call(this, node);
      },
      insertBefore(node, next) {
        back(node);
        back(next);
        return insertBefore.call(this, node, isText(next) && next.parentNode !== this ? null : next);
      },
      appendChild(node) {
        back(node);
        return appendChild.call(this, node);
      },
    });
  };

  new MutationObserver(records => {
    const parts = new Map();
    for (const { target, addedNodes, removedNodes } of records) {
      const part = parts.get(target) ?? { came: [], went: [] };
      part.came.push(...addedNodes);
      part.went.push(...removedNodes);
      parts.set(target, part);
    }
    const changed = [];
    for (const [part, { came, went }] of parts) {
      if (part.closest("font")) continue; // the translator's own
      const put = came.filter(node => node.parentNode === part && (isFont(node) || isText(node) && !ofReact(node)));
      const taken = went.map(node => original.get(node) ?? node).filter(node => isText(node) && node.parentNode !== part);
      let translated = 0;
      for (const node of put) {
        const text = taken[translated];
        if (!text || !(isFont(node) || ofReact(text))) break;
        if (!begun) begin();
        standIn.set(text, node);
        original.set(node, text);
        translated++;
      }
      const spaces = [...came, ...went].every(node => isFont(node) || isText(node) && !node.data.trim());
      if (begun && !translated && !spaces) changed.push(part);
    }
    for (const part of changed) if (part.isConnected && part.closest(PARAGRAPH)) restore(part);
  }).observe(document.body, { childList: true, subtree: true });
  return true;
})();
