// Listens in a world of its own while Tab is pressed; what it heard is read by keyboard_read.js. How a place
// looks with focus is noted when it is reached, how without when it is left: no picture is needed.
() => {
  const mostStops = 40, mostAround = 150;
  const typed = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], "
    + "[type=submit], [type=reset], [type=image], [type=range], [type=color], [type=file])";
  const name = (element) => element.tagName.toLowerCase()
    + (element.id ? "#" + element.id : "") + [...element.classList].slice(0, 2).map((each) => "." + each).join("");
  const parentOf = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;
  const upFrom = function* (element) {
    for (let up = parentOf(element); up && up !== document.body && up !== document.documentElement; up = parentOf(up)) yield up;
  };
  const unseen = /^(transparent|rgba\(.*, 0\))$/;
  const groundOf = (element) => {
    for (let up = element; up; up = parentOf(up)) {
      const { backgroundColor, backgroundImage } = getComputedStyle(up);
      if (backgroundImage !== "none") return "";
      if (!unseen.test(backgroundColor)) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  // A ring in the colour of what it is drawn on is no sign; the browser's own ring has two colours for that.
  const outline = (element, { outlineStyle, outlineWidth, outlineColor, outlineOffset }) => {
    if (outlineStyle === "none" || outlineWidth === "0px") return "";
    const isInside = parseFloat(outlineOffset) < 0;
    const ground = outlineStyle === "auto" ? "" : groundOf(isInside ? element : parentOf(element) ?? element);
    return unseen.test(outlineColor) || outlineColor === ground ? "" : outlineStyle + outlineWidth + outlineColor;
  };
  const dress = (element, part) => {
    const style = getComputedStyle(element, part);
    if (part && (style.content === "none" || style.content === "normal")) return "";  // nothing is drawn there
    return [
      outline(element, style), style.boxShadow, style.borderColor, style.borderWidth, style.borderStyle, style.backgroundColor,
      style.backgroundImage, style.backgroundSize, style.color, style.textDecoration, style.opacity, style.visibility,
      style.transform, style.filter, style.fontWeight, style.display, part ? style.content : style.clipPath,
    ].join("|");
  };
  // What stands beside a place, the nearest first.
  const beside = function* (place) {
    let [before, after] = [place.previousElementSibling, place.nextElementSibling];
    while (before || after) {
      if (before) yield before;
      if (after) yield after;
      [before, after] = [before?.previousElementSibling, after?.nextElementSibling];
    }
  };
  // Where its sign may be drawn: in it, beside it, around it, or beside what is around it; the nearest first.
  const around = (element) => {
    const found = new Set([element]);
    const add = (each) => {
      if (found.size < mostAround && each.checkVisibility() && !each.getAnimations().length) found.add(each);
    };
    const addWhole = (each) => {
      for (const one of [each, ...each.querySelectorAll("*")]) add(one);
      return found.size >= mostAround;
    };
    for (const each of [...element.querySelectorAll("*"), ...(element.labels ?? [])]) add(each);
    for (const at of [element, ...upFrom(element)]) {
      if (at !== element) found.add(at);
      for (const each of beside(at)) if (addWhole(each)) break;
    }
    return [...found];
  };
  const settle = (element) => {
    // What fades in or out is seen as it will be in the end.
    for (const moving of element.getRootNode().getAnimations?.() ?? []) {
      if (moving instanceof CSSTransition) moving.finish();
    }
  };
  const looks = function* (element, places) {
    settle(element);
    // Where it stands in its parent: what a page scrolls or fixes does not move there.
    const { left, top, width, height } = element.getBoundingClientRect();
    const home = parentOf(element)?.getBoundingClientRect() ?? { left: 0, top: 0 };
    yield [left - home.left, top - home.top, width, height].map(Math.round).join();
    for (const each of places) yield [dress(each), dress(each, "::before"), dress(each, "::after")].join("\n");
  };
  // The nearest places are asked first, and most often the very first tells: then no other is asked.
  const looksOtherwise = (element, places, before) => {
    let number = 0;
    for (const look of looks(element, places)) if (look !== before[number++]) return true;
    return false;
  };
  // Where the page could be scrolled to: a page that reads from the right goes on to the left of zero.
  const page = document.scrollingElement ?? document.documentElement;
  const isRtl = getComputedStyle(document.body ?? page).direction === "rtl";  // the window reads as its body does
  const leftmost = isRtl ? page.clientWidth - page.scrollWidth : 0;
  const isFixed = (element) => {
    for (let up = element; up; up = parentOf(up)) if (getComputedStyle(up).position === "fixed") return true;
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
  // An area of a map is drawn, and can be reached, where its picture is.
  const mapOf = (element) => (element.tagName === "AREA" ? element.closest("map")?.name ?? "" : "");
  const pictureOf = (element) => (mapOf(element)
    ? [...element.getRootNode().querySelectorAll(`img[usemap="#${CSS.escape(mapOf(element))}"]`)] : []);
  const isSeen = (element) => isDrawn(element) || [...(element.labels ?? []), ...pictureOf(element)].some(isDrawn);

  const walk = {
    presses: 0, lastNew: 0, lastMove: -1, leaves: 0, pulls: 0, held: 0, rounds: 0, stops: [], reached: new Set(),
    again: new Set(), begins: document.activeElement, listening: new Set(),
  };
  walk.innermost = () => {
    let inner = document.activeElement;
    while (inner?.shadowRoot?.activeElement) inner = inner.shadowRoot.activeElement;
    return inner;
  };
  walk.leave = () => {
    const last = walk.stops.at(-1);
    if (!last?.element?.isConnected || !last.with || last.isLeft || last.element.matches(":focus")) return;
    last.shows_focus ||= last.element.matches(typed) || looksOtherwise(last.element, last.places, last.with);
  };
  // How one press, made at leisure, ended: on the place where it began, on one where others ended, or elsewhere.
  walk.before = document.body;
  walk.rests = new Map();
  walk.rest = () => {
    const now = walk.innermost();
    walk.held = now === walk.before && now !== document.body ? walk.held + 1 : 0;
    walk.before = now;
    // Whoever goes on out of the page, or comes to a new place, goes round in no part of it.
    const come = walk.leaves + walk.reached.size;
    if (now === document.body || come !== walk.come) walk.rests.clear();
    walk.come = come;
    walk.rests.set(now, (walk.rests.get(now) ?? 0) + 1);
    walk.rounds = Math.max(...walk.rests.values()) - 1;
    return Math.max(walk.held, walk.rounds);
  };
  walk.onKey = (event) => { if (event.key === "Tab" && event.isTrusted) walk.presses += 1; };
  walk.onBlur = ({ target }) => {
    if (target !== window) walk.leave();
    else if (document.activeElement?.tagName !== "IFRAME") [walk.leaves, walk.lastMove] = [walk.leaves + 1, walk.presses];
  };
  // The page's own scripts have heard as well by now: a sign of theirs is drawn, or taken away again.
  walk.onIn = (event) => {
    const last = walk.stops.at(-1);
    if (last?.element === event.composedPath()[0] && last.element.matches(":focus")) last.with = [...looks(last.element, last.places)];
  };
  walk.onOut = () => {
    const last = walk.stops.at(-1);
    walk.leave();
    if (last && !last.element.matches(":focus")) last.isLeft = true;
  };
  walk.onFocus = (event) => {
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || walk.heard === event) return;
    walk.heard = event;
    // Nobody pressed a key since the focus last came to a place or left the page: a script has moved it.
    walk.pulls += walk.lastMove === walk.presses;
    walk.lastMove = walk.presses;
    if (walk.stops.at(-1)?.shows_focus === null) walk.leave();
    if (target.shadowRoot) listenIn(target.shadowRoot);
    if (walk.reached.has(target)) walk.again.add(target);
    if (walk.again.has(target)) return;
    walk.reached.add(target);
    walk.lastNew = walk.presses;
    if (walk.stops.length >= mostStops) return;
    const box = target.getBoundingClientRect();
    const places = around(target);
    const href = target.getAttribute("href") ?? "";
    walk.stops.push({
      element: target, places, with: [...looks(target, places)], shows_focus: null,
      place: name(target).slice(0, 120), tag: target.tagName.toLowerCase(),
      left: box.left + scrollX, top: box.top + scrollY, width: box.width, height: box.height,
      is_rtl: getComputedStyle(parentOf(target) ?? target).direction === "rtl",
      is_visible: isSeen(target),
      leads_to: href.startsWith("#") ? href.slice(1, 80) : "",
    });
  };
  // The focus that moves inside one shadow root is heard there alone.
  const listenIn = (root) => {
    if (walk.listening.has(root)) return;
    walk.listening.add(root);
    root.addEventListener("focusin", walk.onFocus, true);
    root.addEventListener("focusin", walk.onIn);
    root.addEventListener("blur", walk.onBlur, true);
    root.addEventListener("focusout", walk.onOut);
  };
  addEventListener("keydown", walk.onKey, true);
  listenIn(window);
  globalThis.sanjehWalk = walk;

  const asked = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex], [contenteditable]";
  const groups = new Set();
  const isInert = (element) => element.closest("[inert]") || [...upFrom(element)].some((up) => up.inert);
  const isReachable = (element) => {
    if (element.tabIndex < 0 || element.matches(":disabled") || isInert(element)) return false;
    const drawn = element.tagName === "AREA" ? pictureOf(element) : [element];
    if (!drawn.some((each) => each.checkVisibility({ visibilityProperty: true }))) return false;
    if (element.type !== "radio" || !element.name) return true;
    const group = [...groups].find(({ name, form }) => name === element.name && form === element.form);
    if (!group) groups.add({ name: element.name, form: element.form });
    return !group;
  };
  const countIn = (scope) => {
    let count = 0;
    for (const element of scope.querySelectorAll("*")) {
      count += element.matches(asked) && isReachable(element);
      if (!element.shadowRoot) continue;
      listenIn(element.shadowRoot);
      count += countIn(element.shadowRoot);
    }
    return count;
  };
  walk.reachable = countIn(document);
  return walk.reachable;
}
