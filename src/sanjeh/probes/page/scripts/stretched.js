// Doubles the text (WCAG 1.4.4), then spaces it (1.4.12), and counts the texts that are newly cut off by
// a box that does not scroll, or newly lie over another text. A constructed style sheet: the page's own
// policy cannot refuse it, and its document stays as it was.
() => {
  const { roots, parentOf, elementOf, texts: textsOf } = globalThis.sanjehTree;
  const mostTexts = 4000, sampled = 300;
  const words = /[\p{L}\p{N}]{2}/u;
  const joined = /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}]/gu;
  const root = document.documentElement;
  const name = (element) => element.tagName.toLowerCase()
    + (element.id ? "#" + element.id : "") + [...element.classList].slice(0, 2).map((each) => "." + each).join("");

  // What may cut a text off: boxes around it that hide, up to the first one that scrolls; all of them frame it.
  const boxes = new Map();
  const boxOf = (element) => {
    if (!element || element === root || element === document.body) return { hides: [], frames: [], floats: false };
    if (!boxes.has(element)) {
      const style = getComputedStyle(element);
      const around = boxOf(parentOf(element));
      const flows = style.overflowX + style.overflowY;
      const hides = /auto|scroll/.test(flows) ? [] : around.hides;
      boxes.set(element, {
        hides: /hidden|clip/.test(flows) ? [element, ...hides] : hides,
        frames: /hidden|clip|auto|scroll/.test(flows) ? [element, ...around.frames] : around.frames,
        floats: around.floats || style.position === "fixed" || style.position === "sticky",
      });
    }
    return boxes.get(element);
  };
  const blockOf = (element) => {
    let block = element;
    while (parentOf(block) && /^(inline|contents)/.test(getComputedStyle(block).display)) block = parentOf(block);
    return block;
  };

  const texts = [];
  const range = document.createRange();
  let letters = 0, joinedLetters = 0;
  for (const node of textsOf()) {
    const element = elementOf(node);
    const text = node.data;
    if (texts.length >= mostTexts) break;
    if (!words.test(text)) continue;
    // Neither what is hidden nor what stands in closed details, nor what the page has yet to draw.
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    if (texts.length < sampled) {
      letters += text.trim().length;
      joinedLetters += (text.match(joined) ?? []).length;
    }
    texts.push({ node, element, em: parseFloat(style.fontSize), ...boxOf(element), isFaded: !element.checkVisibility({ opacityProperty: true }) });
  }
  for (const text of texts) text.block = blockOf(text.element);

  const linesOf = (text) => {
    range.selectNodeContents(text.node);
    return [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
  };
  const beyond = (line, box) =>
    Math.max(line.right - box.right, box.left - line.left, line.bottom - box.bottom, box.top - line.top, 0);
  const covers = (one, other, em) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > em / 2
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > em / 2;
  const measure = () => {
    const places = new Map();
    const placeOf = (box) => places.get(box) ?? places.set(box, box.getBoundingClientRect()).get(box);
    return texts.map((text) => {
      const lines = linesOf(text);
      const hidden = text.hides.flatMap((box) => lines.map((line) => beyond(line, placeOf(box))));
      const shown = lines.filter((line) => text.frames.every((box) => beyond(line, placeOf(box)) < 1));
      const isRead = lines.some((line) => text.frames.every((box) => covers(line, placeOf(box), text.em)));
      return { shown, isRead, hidden: Math.max(0, ...hidden) };
    });
  };
  const overlaps = (measured) => {
    const lines = measured.flatMap(({ shown }, index) =>
      (texts[index].floats || texts[index].isFaded ? [] : shown.map((line) => ({ line, index }))));
    lines.sort((one, other) => one.line.top - other.line.top);
    const found = new Set();
    lines.forEach(({ line, index }, at) => {
      for (let next = at + 1; next < lines.length && lines[next].line.top < line.bottom; next += 1) {
        const other = lines[next].index;
        const { block, em } = texts[index];
        if (block !== texts[other].block && covers(line, lines[next].line, em)) {
          found.add(Math.min(index, other) * mostTexts + Math.max(index, other));
        }
      }
    });
    return found;
  };

  // Text of which a part is read and the rest never can be: no dots tell of more, no button opens the box.
  const opens = "button, summary, [aria-expanded], [role=button]";
  const isMeantToEnd = (box) => {
    const { textOverflow, webkitLineClamp } = getComputedStyle(box);
    return textOverflow !== "clip" || webkitLineClamp !== "none" || box.getAnimations({ subtree: true }).length > 0
      || [box, box.previousElementSibling, box.nextElementSibling].some((each) => each?.matches(opens) || each?.querySelector(opens));
  };
  const isHalved = ({ isRead, hidden }, { hides, em, isFaded }) => hidden > em && isRead && !isFaded && !hides.some(isMeantToEnd);

  const before = measure();
  const halved = texts.filter((text, index) => isHalved(before[index], text)).map(({ element }) => name(element));
  const overlapsBefore = overlaps(before);
  const after = (style) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    const dressed = roots();
    for (const each of dressed) each.adoptedStyleSheets.push(sheet);
    try {
      const now = measure();
      const cut = texts.filter(({ em }, index) => before[index].hidden < em / 4 && now[index].hidden > before[index].hidden + em / 2);
      const over = [...overlaps(now)].filter((pair) => !overlapsBefore.has(pair));
      const covered = over.map((pair) => texts[Math.floor(pair / mostTexts)]);
      const places = [...cut, ...covered].map(({ element }) => name(element));
      return { cut_off: cut.length, overlapping: over.length, places: [...new Set(places)].slice(0, 5) };
    } finally {
      for (const each of dressed) each.adoptedStyleSheets = [...each.adoptedStyleSheets].filter((one) => one !== sheet);
    }
  };

  const hasLetterSpacing = joinedLetters < letters / 2;
  const spacing = "* { line-height: 1.5 !important; word-spacing: .16em !important;"
    + (hasLetterSpacing ? " letter-spacing: .12em !important;" : "") + " } p { margin-block-end: 2em !important; }";
  return {
    texts: before.filter(({ shown }) => shown.length).length,
    has_letter_spacing: hasLetterSpacing,
    already: { cut_off: halved.length, overlapping: 0, places: [...new Set(halved)].slice(0, 5) },
    doubled: after(":root, :host { text-size-adjust: 200% !important; -webkit-text-size-adjust: 200% !important; }"),
    spaced: after(spacing),
  };
}
