// The page as it is drawn: the document and the open shadow roots in it, read as one tree.
globalThis.sanjehTree ??= (() => {
  const most = 20_000;
  const rootsIn = (root) => [root, ...[...root.querySelectorAll("*")].slice(0, most)
    .flatMap(({ shadowRoot }) => (shadowRoot ? rootsIn(shadowRoot) : []))];
  const all = (selector) => rootsIn(document).flatMap((root) => [...root.querySelectorAll(selector)]);
  const parentOf = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;
  const closest = (element, selector) => {
    for (let up = element; up; up = parentOf(up)) if (up.matches(selector)) return up;
    return null;
  };
  // Texts without an element around them, straight in a shadow root, stand in its host.
  const elementOf = (text) => text.parentElement ?? text.getRootNode().host;
  const texts = function* () {
    for (const root of rootsIn(document)) {
      const walker = document.createTreeWalker(root.body ?? root.documentElement ?? root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) yield walker.currentNode;
    }
  };
  return { roots: () => rootsIn(document), all, parentOf, closest, elementOf, texts };
})();
