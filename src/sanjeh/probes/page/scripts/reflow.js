// How much wider than the window the page is, and which texts begin inside it and end outside.
() => {
  const root = document.documentElement;
  const width = root.clientWidth;
  const clips = (element) => element && ["hidden", "clip"].includes(getComputedStyle(element).overflowX);
  const scrolls = (element) => {
    for (let up = element; up && up !== document.body && up !== root; up = up.parentElement) {
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
  const cut = overflow === 0 ? [] : [...document.body.querySelectorAll("*")].filter((element) =>
    isCut(element.getBoundingClientRect()) && element.checkVisibility() && !scrolls(element));
  const texts = cut.filter(says);
  const offenders = texts.length || isClipped ? texts : cut.reverse();
  return {
    overflow_px: overflow,
    is_clipped: isClipped,
    offenders: [...new Set(offenders.map(name))].slice(0, 5),
  };
}
