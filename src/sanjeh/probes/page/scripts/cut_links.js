// Links, buttons and fields that a box around them cuts off, where nobody can scroll to the rest of them.
// Asked in the wide window first, and then in the narrow one: what both cut off is a part that moves, not a
// window that is too narrow.
() => {
  const { all, parentOf } = globalThis.sanjehTree;
  const root = document.documentElement;
  const name = (element) => element.tagName.toLowerCase()
    + (element.id ? "#" + element.id : "") + [...element.classList].slice(0, 2).map((each) => "." + each).join("");
  const isSet = (element) => ["absolute", "fixed"].includes(getComputedStyle(element).position);
  const isLarge = ({ width, height }, least) => width > least && height > 8;
  const isOutside = (place, frame) => place.right > frame.right + 8 || place.left < frame.left - 8;
  const isCut = (element) => {
    const place = element.getBoundingClientRect();
    if (!isLarge(place, 8) || isSet(element)) return false;
    for (let up = parentOf(element); up && up !== document.body && up !== root; up = parentOf(up)) {
      const { overflowX } = getComputedStyle(up);
      if (["auto", "scroll"].includes(overflowX)) return false;
      // A box that is folded up keeps its links for later.
      if (overflowX !== "visible" && isOutside(place, up.getBoundingClientRect())) {
        return isLarge(up.getBoundingClientRect(), 48);
      }
      if (isSet(up)) return false;
    }
    return false;
  };
  const controls = all("a[href], button, input, select, textarea");
  const cut = controls.filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && isCut(element));
  const before = globalThis.sanjehCutWide;
  if (!before) {
    globalThis.sanjehCutWide = new WeakSet(cut);
    return [];
  }
  return [...new Set(cut.filter((element) => !before.has(element)).map(name))].slice(0, 5);
}
