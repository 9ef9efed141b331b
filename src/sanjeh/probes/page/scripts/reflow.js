// How much wider than the window the page is, and which texts begin inside it and end outside.
() => {
  const { all, closest, parentOf, elementOf, texts: textsOf } = globalThis.sanjehTree;
  const root = document.documentElement;
  const width = root.clientWidth;
  const clips = (element) => element && ["hidden", "clip"].includes(getComputedStyle(element).overflowX);
  const scrolls = (element) => {
    // Pictures and frames clip what they draw, and are wide all the same.
    for (let up = parentOf(element); up && up !== document.body && up !== root; up = parentOf(up)) {
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
  // What is read or used beyond the window: a box that is only wide keeps nothing from anybody (WCAG 1.4.10).
  // A window reads from the side of its body, wherever the direction was written (CSS Writing Modes, principal flow).
  const isFromRight = getComputedStyle(document.body ?? root).direction === "rtl";
  const beyondOf = ({ left, right }) => (isFromRight ? -(left + scrollX) : right + scrollX - width);
  const isFixed = (element) => {
    for (let up = element; up; up = parentOf(up)) if (getComputedStyle(up).position === "fixed") return true;
    return false;
  };
  // What a box around it lets be seen of it.
  const shownOf = ({ left, right, bottom }, innermost) => {
    const seen = { left, right };
    for (let up = innermost; up && up !== document.body && up !== root; up = parentOf(up)) {
      if (getComputedStyle(up).overflowX === "visible") continue;
      const frame = up.getBoundingClientRect();
      seen.left = Math.max(seen.left, frame.left);
      seen.right = Math.min(seen.right, frame.right);
    }
    return seen.right - seen.left > 1 && bottom + scrollY > 0 ? seen : null;
  };
  const range = document.createRange();
  const linesOf = function* (where) {
    for (const node of textsOf()) {
      const element = elementOf(node);
      if (!/[\p{L}\p{N}]/u.test(node.data) || !element?.checkVisibility({ visibilityProperty: true })) continue;
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) if (where(line)) yield [line, element, element];
    }
  };
  const pictures = "img, svg, canvas, video, iframe, object, embed, [role=img]";
  const parts = `${pictures}, audio, input, select, textarea, button, [role=button], [role=slider]`;
  const partsOf = function* () {
    for (const element of all(parts)) {
      const box = element.getBoundingClientRect();
      if (beyondOf(box) > 0 && element.checkVisibility({ visibilityProperty: true })) yield [box, element, parentOf(element)];
    }
  };
  // Maps, diagrams, films and tables of data may need two dimensions, and are excepted then (WCAG 1.4.10): of
  // frames nobody knows what they hold. Pages are laid out in tables too, which have no headings of columns.
  const isTableOfData = (table) => !["presentation", "none"].includes(table.getAttribute("role"))
    && table.querySelector("th, [role=columnheader], [role=rowheader]");
  const isWiderThanTheWindow = (cell) => (cell.colSpan ?? 1) === 1 && cell.getBoundingClientRect().width > width;
  const mayNeedTwoDimensions = (element) => {
    if (element.matches(pictures)) return true;
    for (let up = element; up; up = parentOf(up)) {
      // A cell that is too wide by itself could be read in lines.
      if (up.matches("td, th, [role=cell], [role=gridcell]") && isWiderThanTheWindow(up)) return false;
      if (up.matches("table, [role=table], [role=grid]") && isTableOfData(up)) return true;
    }
    return false;
  };
  const blockOf = (element) => {
    let block = element;
    while (parentOf(block) && /^(inline|contents)/.test(getComputedStyle(block).display)) block = parentOf(block);
    return block;
  };
  const crossesTheEdge = ({ left, right }) =>
    (isFromRight ? right + scrollX > 8 && left + scrollX < 0 : left + scrollX < width - 8 && right + scrollX > width);
  const beyondOnes = () => [...linesOf((line) => beyondOf(line) > 0), ...partsOf()].flatMap(([place, element, around]) => {
    const seen = isFixed(element) ? null : shownOf(place, around);
    const beyond = seen ? Math.min(Math.round(beyondOf(seen)), overflow) : 0;
    return beyond > 0 ? [{ element, beyond, seen, isExcepted: mayNeedTwoDimensions(element) }] : [];
  });
  // One block of running text (and its heading), whose lines begin in the window and go on out of it, while all else
  // fits: whether its width is needed (a poem, a listing), people judge. Not what stands wholly out there, no cell.
  const heading = "h1, h2, h3, h4, h5, h6, [role=heading]", cell = "td, th, [role=cell], [role=gridcell]";
  const isOneBlock = (ones) => {
    const blocks = [...new Set(ones.map(({ element }) => blockOf(element)))];
    const block = blocks.find((each) => !each.matches(heading)) ?? blocks[0];
    const isItsHeading = (each) => each.matches(heading) && parentOf(each) === parentOf(block);
    return Boolean(block) && ones.some(({ seen }) => crossesTheEdge(seen)) && !ones.some(({ element }) => element.matches(parts))
      && blocks.every((each) => each === block || isItsHeading(each)) && !closest(block, cell);
  };
  // Lines that go on out of the window on the side where reading begins: no scrolling leads there.
  const isLost = ({ left, right }) =>
    (isFromRight ? right + scrollX > width + 8 && left + scrollX < width - 8 : left + scrollX < -8 && right + scrollX > 8);
  const lostTexts = () => [...linesOf(isLost)].flatMap(([line, element]) => {
    const seen = isFixed(element) ? null : shownOf(line, element);
    return seen && isLost(seen) ? [name(blockOf(element))] : [];
  });
  const mostOf = (ones) => Math.max(0, ...ones.map(({ beyond }) => beyond));
  const ones = overflow === 0 ? [] : beyondOnes();
  return {
    overflow_px: overflow,
    content_px: mostOf(ones.filter(({ isExcepted }) => !isExcepted)),
    two_dimensional_px: mostOf(ones.filter(({ isExcepted }) => isExcepted)),
    is_one_block: isOneBlock(ones),
    is_clipped: isClipped,
    offenders: [...new Set(offenders.map(name))].slice(0, 5),
    lost_texts: [...new Set(lostTexts())].slice(0, 5),
  };
}
