// The document as markup; what open shadow roots draw stands at the head of their hosts, without what they
// leave undrawn. The parts are put together in a document without a window: the page's own elements are
// neither changed nor made again.
() => {
  const type = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : "";
  if (globalThis.sanjehTree.roots().length === 1) return type + (document.documentElement?.outerHTML ?? "");
  const inert = document.implementation.createHTMLDocument("");
  const partsOf = ({ shadowRoot, childNodes }) => (shadowRoot
    ? [...shadowRoot.childNodes, ...[...childNodes].filter(({ assignedSlot }) => assignedSlot)]
    : [...childNodes]);
  const copyOf = (node) => {
    if (node.nodeType !== 1 || node.localName === "template") return inert.importNode(node, true);
    const copy = inert.importNode(node);
    copy.append(...partsOf(node).map(copyOf));
    return copy;
  };
  return type + copyOf(document.documentElement).outerHTML;
}
