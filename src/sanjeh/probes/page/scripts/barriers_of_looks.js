// What the arrangement of the page keeps from some: an order that is only drawn, parts that only a mouse opens.
(() => {
  const { tell, shown, roots } = globalThis.sanjehBarriers;
  const ofRight = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu;
  const near = 8;

  // Words are read in the direction of their letters, wherever a style sheet has put them (WCAG 1.3.2, 2.4.3).
  const readsFromRight = (parts) => {
    const text = parts.map((part) => part.textContent).join("");
    const letters = (text.match(/\p{L}/gu) ?? []).length;
    return letters ? (text.match(ofRight) ?? []).length > letters / 2 : getComputedStyle(parts[0].parentElement).direction === "rtl";
  };
  const isBeside = (one, other) =>
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > Math.min(one.height, other.height) / 2;
  const isPlaced = (part) => /absolute|fixed/.test(getComputedStyle(part).position);
  const goesBack = (row) => {
    const boxes = row.map((part) => part.getBoundingClientRect());
    const isFromRight = readsFromRight(row);
    return boxes.slice(1).some((box, index) => (isFromRight ? boxes[index].right - box.right : box.left - boxes[index].left) < -near);
  };
  // A part that goes on in a second line has no one place: it stands in no row.
  const isWrapped = (part) => part.getClientRects().length > 1;
  const rowsOf = (parts) => {
    const rows = [];
    for (const part of parts) {
      const last = rows.at(-1);
      if (last && !isWrapped(part) && !isWrapped(last.at(-1)) && isBeside(last.at(-1).getBoundingClientRect(), part.getBoundingClientRect())) last.push(part);
      else rows.push([part]);
    }
    return rows;
  };
  for (const box of shown("*")) {
    if (box.childElementCount < 3 || box.childElementCount > 100 || /^(svg|g|TR|SELECT|BODY)$/.test(box.tagName)) continue;
    const peers = [...box.children].filter((part) => part.tagName === box.lastElementChild.tagName && part.checkVisibility()
      && part.textContent.trim() && part.getBoundingClientRect().width > 1 && !isPlaced(part));
    if (peers.length >= 3 && rowsOf(peers).some((row) => row.length >= 3 && goesBack(row))) tell("order_only_drawn", box);
  }

  // Parts that a style sheet opens under the mouse, and no other rule of it for the focus (WCAG 2.1.1, 1.4.13).
  const rulesOf = function* (rules) {
    for (const rule of rules) {
      if (rule.media && !matchMedia(rule.media.mediaText).matches) continue;
      if (rule.selectorText) yield rule;
      if (rule.cssRules?.length) yield* rulesOf(rule.cssRules);
    }
  };
  const readable = (sheet) => {
    try {
      return sheet.disabled ? [] : sheet.cssRules;
    } catch {
      return [];  // a sheet of another site is drawn, and not told
    }
  };
  const opens = ({ style }) => (style.display && style.display !== "none") || style.visibility === "visible" || parseFloat(style.opacity) > 0;
  const split = (selector) => selector.match(/(?:[^,(]|\([^)]*\))+/g) ?? [];
  const matched = (root, selector) => {
    try {
      return [...root.querySelectorAll(selector)];
    } catch {
      return [];
    }
  };
  for (const root of roots) {
    const byMouse = new Map(), byFocus = new Set();
    const sheets = [...root.styleSheets, ...root.adoptedStyleSheets].flatMap((sheet) => [...rulesOf(readable(sheet))]);
    for (const selector of sheets.filter(opens).flatMap(({ selectorText }) => split(selectorText))) {
      const bare = selector.replace(/:(hover|focus-within|focus-visible|focus|active)(?![\w-])/g, "").trim();
      if (/:focus/.test(selector)) for (const part of matched(root, bare)) byFocus.add(part);
      // The part itself must be another than what the mouse is over.
      else if (/:hover[^\s>+~]*\s*[\s>+~]/.test(selector.trim())) for (const part of matched(root, bare)) byMouse.set(part, matched(root, selector.split(/:hover/)[0].trim() || "*"));
    }
    for (const [part, hosts] of byMouse) {
      const isHidden = !part.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      const says = (part.textContent.match(/\p{L}/gu) ?? []).length >= 5;
      const hasButton = hosts.some((host) => host.contains(part) && host.querySelector("button, summary, [aria-expanded], [aria-haspopup]"));
      if (isHidden && says && !byFocus.has(part) && !hasButton && !part.closest("[aria-expanded]")) tell("opens_by_mouse_alone", part);
    }
  }
})();
