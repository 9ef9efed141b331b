// Listens in a world of its own while Tab is pressed; what it heard is read by keyboard_read.js. How a place
// looks with focus is noted when it is reached, how without when it is left: no picture is needed.
() => {
  const mostStops = 40;
  const typed = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], "
    + "[type=submit], [type=reset], [type=image], [type=range], [type=color], [type=file])";
  const name = (element) => element.tagName.toLowerCase()
    + (element.id ? "#" + element.id : "") + [...element.classList].slice(0, 2).map((each) => "." + each).join("");
  const outline = (style) =>
    (style.outlineStyle === "none" || style.outlineWidth === "0px" ? "" : style.outlineStyle + style.outlineWidth + style.outlineColor);
  const dress = (element, part) => {
    const style = getComputedStyle(element, part);
    return [
      outline(style), style.boxShadow, style.borderColor, style.borderWidth, style.borderStyle, style.backgroundColor,
      style.backgroundImage, style.color, style.textDecoration, style.opacity, style.visibility, style.transform, style.filter,
    ].join("|");
  };
  const looks = (element) => {
    // What fades in or out is seen as it will be in the end.
    for (const moving of element.parentElement?.getAnimations({ subtree: true }) ?? []) {
      if (moving instanceof CSSTransition) moving.finish();
    }
    // Where it stands in its parent: what a page scrolls or fixes does not move there.
    const { left, top, width, height } = element.getBoundingClientRect();
    const home = element.parentElement?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const at = [left - home.left, top - home.top, width, height].map(Math.round);
    // A box that is drawn by its label, or by what stands around it, shows its focus there.
    const drawn = [element, element.nextElementSibling].filter(Boolean);
    const dresses = drawn.flatMap((each) => [dress(each), dress(each, "::before"), dress(each, "::after")]);
    return [...at, ...dresses, element.parentElement ? dress(element.parentElement) : ""].join("\n");
  };
  // Where the page could be scrolled to: a page that reads from the right goes on to the left of zero.
  const page = document.scrollingElement ?? document.documentElement;
  const isRtl = getComputedStyle(page).direction === "rtl";
  const leftmost = isRtl ? page.clientWidth - page.scrollWidth : 0;
  const isFixed = (element) => {
    for (let up = element; up; up = up.parentElement) if (getComputedStyle(up).position === "fixed") return true;
    return false;
  };
  const isWithin = (element, { left, right, top, bottom }) =>
    (isFixed(element)
      ? right > 0 && left < innerWidth && bottom > 0 && top < innerHeight
      : right + scrollX > leftmost && left + scrollX < leftmost + page.scrollWidth
        && bottom + scrollY > 0 && top + scrollY < page.scrollHeight);
  const isDrawn = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && isWithin(element, box)
      && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const isSeen = (element) => isDrawn(element) || [...(element.labels ?? [])].some(isDrawn);

  const walk = { presses: 0, lastNew: 0, stops: [], reached: new Set(), begins: document.activeElement };
  const leave = () => {
    const last = walk.stops.at(-1);
    if (last?.element?.isConnected && last.with) {
      last.shows_focus ??= last.element.matches(typed) || looks(last.element) !== last.with;
    }
  };
  walk.leave = leave;
  walk.onKey = (event) => { if (event.key === "Tab" && event.isTrusted) walk.presses += 1; };
  walk.onFocus = ({ target }) => {
    leave();
    if (!(target instanceof Element) || walk.reached.has(target)) return;
    walk.reached.add(target);
    walk.lastNew = walk.presses;
    if (walk.stops.length >= mostStops) return;
    const box = target.getBoundingClientRect();
    walk.stops.push({
      element: target, with: looks(target), shows_focus: null,
      place: name(target).slice(0, 120), tag: target.tagName.toLowerCase(),
      left: box.left + scrollX, top: box.top + scrollY, width: box.width, height: box.height,
      is_rtl: getComputedStyle(target.parentElement ?? target).direction === "rtl",
      is_visible: isSeen(target),
      leads_to: (target.getAttribute("href") ?? "").startsWith("#") ? target.getAttribute("href").slice(1, 80) : "",
    });
  };
  addEventListener("keydown", walk.onKey, true);
  addEventListener("focusin", walk.onFocus, true);
  globalThis.sanjehWalk = walk;

  const asked = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex], [contenteditable]";
  const groups = new Set();
  const isReachable = (element) => {
    if (element.tabIndex < 0 || element.disabled || element.closest("[inert]")) return false;
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    if (element.type !== "radio") return true;
    const isFirst = !groups.has(element.name);
    groups.add(element.name);
    return isFirst;
  };
  walk.reachable = [...document.querySelectorAll(asked)].filter(isReachable).length;
  return walk.reachable;
}
