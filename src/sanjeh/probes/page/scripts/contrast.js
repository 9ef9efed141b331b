// axe's contrast rule leaves out text that it takes for an icon font, and it takes joined Arabic
// script for one (isIconLigature). Here the rule meets every text with a letter or a digit; only
// what axe left out AND is written in icon names ("arrow_back") or private-use glyphs stays out.
// Whatever axe itself would measure is measured still. See docs/method/persian-contrast.md.
(() => {
  const rule = axe._audit.rules.find((each) => each.id === "color-contrast");
  if (rule.readsPersian) return;
  const axesOwn = rule.matches;
  const noFontHasLigatures = new Proxy({}, { get: () => ({ occurrences: Infinity, numLigatures: 0 }) });
  const words = /[\p{L}\p{N}]/u;
  const iconName = /^[a-z0-9_]+$/;

  const ignoringLigatures = (ask) => {
    const fonts = axe._cache.get("fonts", () => ({}));
    axe._cache.set("fonts", noFontHasLigatures);
    try {
      return ask();
    } finally {
      axe._cache.set("fonts", fonts);
    }
  };
  const isIcon = (textNode) => {
    const text = textNode.actualNode.nodeValue.trim();
    if (!words.test(text)) return true;
    return iconName.test(text) && axe.commons.text.isIconLigature(textNode, 0.15, Infinity);
  };
  const isWrittenInIcons = (element) => {
    const texts = element.children.filter((child) => child.props.nodeName === "#text");
    return texts.length > 0 && texts.every(isIcon);
  };

  rule.readsPersian = true;
  rule.matches = (node, element, context) =>
    !sanjehSurelyReadable(node) &&
    ignoringLigatures(() => axesOwn(node, element, context)) &&
    (!isWrittenInIcons(element) || axesOwn(node, element, context));
})();
