// axe's rule of target sizes measures boxes of choice as browsers draw them too: a size that the browser alone
// has set, and the author has not changed, is excepted (WCAG 2.5.8, user agent control).
(() => {
  const rule = axe._audit.rules.find((each) => each.id === "target-size");
  if (rule.sparesBrowsers) return;
  const axesOwn = rule.matches;
  const drawnByBrowsers = 13;  // CSS pixels, in the one browser that looks
  const isBrowsers = (element) => {
    if (!element.matches("input[type=checkbox], input[type=radio]")) return false;
    const { appearance, width, height, transform, zoom } = element.ownerDocument.defaultView.getComputedStyle(element);
    return appearance !== "none" && [width, height].every((side) => parseFloat(side) === drawnByBrowsers) && transform === "none" && zoom === "1";
  };
  rule.sparesBrowsers = true;
  rule.matches = (element, node, context) => !isBrowsers(element) && axesOwn(element, node, context);
})();
