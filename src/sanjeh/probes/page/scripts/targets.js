// axe's rule of target sizes measures what browsers draw by themselves too: a size that the browser alone has
// set, and the author has not changed, is excepted (WCAG 2.5.8, user agent control): of boxes of choice, and of
// links in the letters and lines of a page without styles, whose words make them wide enough.
(() => {
  const rule = axe._audit.rules.find((each) => each.id === "target-size");
  if (rule.sparesBrowsers) return;
  const axesOwn = rule.matches;
  const drawnByBrowsers = 13;  // CSS pixels, in the one browser that looks
  const [letters, size] = ['"Times New Roman"', "16px"];
  const narrowest = 24;  // CSS pixels (WCAG 2.5.8); how wide a link is, its author's words decide
  const isPlainLink = (element) => {
    if (!element.matches("a[href]") || element.childElementCount) return false;
    if (element.getBoundingClientRect().width < narrowest) return false;
    const style = element.ownerDocument.defaultView.getComputedStyle(element);
    const { display, fontFamily, fontSize, lineHeight, padding, transform, zoom } = style;
    return [display, fontFamily, fontSize, lineHeight, padding, transform, zoom].join()
      === ["inline", letters, size, "normal", "0px", "none", "1"].join();
  };
  const isBrowsers = (element) => {
    if (isPlainLink(element)) return true;
    if (!element.matches("input[type=checkbox], input[type=radio]")) return false;
    const { appearance, width, height, transform, zoom } = element.ownerDocument.defaultView.getComputedStyle(element);
    return appearance !== "none" && [width, height].every((side) => parseFloat(side) === drawnByBrowsers) && transform === "none" && zoom === "1";
  };
  rule.sparesBrowsers = true;
  rule.matches = (element, node, context) => !isBrowsers(element) && axesOwn(element, node, context);
})();
