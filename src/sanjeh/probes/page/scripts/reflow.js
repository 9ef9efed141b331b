// How much wider than the window the page is, and which texts begin inside it and end outside.
() => {
  const { all, parentOf } = globalThis.sanjehTree;
  const root = document.documentElement;
  const width = root.clientWidth;
  const clips = (element) => element && ["hidden", "clip"].includes(getComputedStyle(element).overflowX);
  const scrolls = (element) => {
    for (let up = element; up && up !== document.body && up !== root; up = parentOf(up)) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const name = (element) => element.tagName.toLowerCase()
    + (element.id ? "#" + element.id : "") + [...element.classList].slice(0, 2).map((each) => "." + each).join("");
  const says = (element) => element.tagName === "IMG" || element.tagName === "TABLE"
    || [...element.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  const isCut = ({ left, right, width: wide }) =>
    wide > 8 && ((left < width - 8 && right > width + 8) || (right > 8 && left < -8));
  const overflow = Math.max(0, (document.scrollingElement ?? root).scrollWidth - width);
  const isClipped = Boolean(clips(root) || clips(document.body));
  // What stands wholly out of the window, where one has to scroll to reach it, widens the page as well.
  const isBeyond = ({ left, right, width: wide, height }) => wide > 0 && height > 0 && (right <= 8 || left >= width - 8);
  // Seen from where reading begins: a page that reads from the right may stand scrolled to its far end.
  const placeOf = (element) => {
    const { left, right, width: wide, height } = element.getBoundingClientRect();
    return { left: left + scrollX, right: right + scrollX, width: wide, height };
  };
  const those = (where) => all("*").filter((element) =>
    element !== root && element !== document.body && where(placeOf(element)) && element.checkVisibility() && !scrolls(element)
    && getComputedStyle(element).position !== "fixed");
  const found = overflow === 0 ? [] : those(isCut);
  const cut = overflow === 0 || isClipped || found.length ? found : those(isBeyond);
  const texts = cut.filter(says);
  const offenders = texts.length || isClipped ? texts : cut.reverse();
  return {
    overflow_px: overflow,
    is_clipped: isClipped,
    offenders: [...new Set(offenders.map(name))].slice(0, 5),
  };
}
