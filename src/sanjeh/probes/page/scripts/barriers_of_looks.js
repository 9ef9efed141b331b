// What the arrangement of the page keeps from some: an order that is only drawn, parts that only a mouse opens.
(() => {
  const { parentOf } = globalThis.sanjehTree;
  const { tell, shown, words, roots } = globalThis.sanjehBarriers;
  const ofRight = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu;
  const near = 8;

  // Peers in one row that run back against the box and against their letters: where the two differ, as with
  // Latin names on a Persian page, either order reads well (WCAG 1.3.2, 2.4.3).
  const lettersOf = (parts) => parts.map((part) => part.textContent).join("").match(/\p{L}/gu) ?? [];
  const directionsOf = (parts, box) => {
    const letters = lettersOf(parts), right = letters.join("").match(ofRight) ?? [];
    const ofBox = getComputedStyle(box).direction === "rtl";
    return letters.length ? [ofBox, right.length > letters.length / 2] : [ofBox];
  };
  const runsBack = (boxes, isFromRight) => boxes.slice(1).some((place, index) =>
    (isFromRight ? boxes[index].right - place.right : place.left - boxes[index].left) < -near);
  const isBeside = (one, other) =>
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > Math.min(one.height, other.height) / 2;
  // What a style sheet sets down by itself or off the screen, or what goes on in a second line, has no one place.
  const hasPlace = (part) => {
    const { width, left, right } = part.getBoundingClientRect();
    return !/absolute|fixed/.test(getComputedStyle(part).position) && part.getClientRects().length === 1 && width > 1 && right > 0 && left < innerWidth;
  };
  // A tall part stands beside two rows: those of one row stand beside each other, all of them.
  const rowsOf = (parts) => {
    const rows = [];
    for (const part of parts) {
      const place = part.getBoundingClientRect();
      if (rows.at(-1)?.every((other) => isBeside(other.getBoundingClientRect(), place))) rows.at(-1).push(part);
      else rows.push([part]);
    }
    return rows;
  };
  // Parts that all run on as text are put in order by their letters, not by a style sheet.
  const isText = (row) => row.every((part) => getComputedStyle(part).display === "inline");
  const goesBack = (row, box) =>
    row.length >= 3 && !isText(row) && directionsOf(row, box).every((isFromRight) => runsBack(row.map((part) => part.getBoundingClientRect()), isFromRight));
  for (const box of shown("*")) {
    if (box.childElementCount < 3 || box.childElementCount > 100 || /^(svg|g|TR|SELECT|BODY)$/.test(box.tagName)) continue;
    const peers = [...box.children].filter((part) => part.tagName === box.lastElementChild.tagName
      && part.checkVisibility() && words(part.textContent) && hasPlace(part));
    if (peers.length >= 3 && rowsOf(peers).some((row) => goesBack(row, box))) tell("order_only_drawn", box);
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
  // What is hidden itself, in a box that is not: a part of a closed dialog waits for the dialog.
  const isShut = (part) => !part.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && Boolean(parentOf(part)?.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
  const opened = new Map();  // part -> what the mouse must be over
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
      const says = lettersOf([part]).length >= 5;
      const hasButton = hosts.some((host) => host.contains(part) && host.querySelector("button, summary, [aria-expanded], [aria-haspopup]"));
      if (isShut(part) && says && !byFocus.has(part) && !hasButton && !part.closest("[aria-expanded]")) opened.set(part, hosts);
    }
  }
  // A script may open it for the keyboard: where anything about it hears keys, the focus or a press, nothing is
  // told; presses that the whole document hears are most pages' and say nothing of this part.
  globalThis.sanjehBarriers.tellOpened = (heard) => {
    for (const [part, hosts] of opened) {
      const about = hosts.filter((host) => host.contains(part) || host.parentElement?.contains(part));
      const isHeard = heard.some((each) => each.contains(part) || about.some((host) => host.contains(each)));
      if (!isHeard) tell("opens_by_mouse_alone", part);
    }
  };
})();
