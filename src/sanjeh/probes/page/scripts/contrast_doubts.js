// Which texts stand on what no arithmetic of backgrounds tells: a dark canvas, an inset shadow, a border, a
// filter, a fixed layer, something a style sheet draws, a frame that shows what is behind it; and texts that
// axe never reads: placeholders and those of style sheets. They are measured in a picture (contrast_picture.py):
// `find` names them, `gather` shows some of them and says where they stand, `hide` and `show` their letters.
globalThis.sanjehDoubts = (() => {
  const mostElements = 6000, mostPlaces = 150, bold = 700;
  const words = /[\p{L}\p{N}]/u;
  const transparent = "rgba(0, 0, 0, 0)";
  const scopes = [];  // { root, view, offset: () => [x, y], frame } of the page, its open shadow roots and its own frames
  const clipped = [];  // elements whose background is their letters
  let places = [], sheets = [];

  const everywhere = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
  const parentOf = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;
  const upFrom = function* (element) {
    for (let up = element; up; up = parentOf(up)) yield up;
  };
  const meets = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  const contains = (outer, inner) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1
    && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
  const isOpaque = (colour) => !/, 0(\.\d+)?\)$|\/ 0?\.\d+\)$|\/ 0\)$|^transparent$/.test(colour);
  const isPainted = (style) => style.backgroundColor !== transparent || style.backgroundImage !== "none"
    || style.boxShadow.includes("inset") || style.backdropFilter !== "none";

  const enter = (root, view, frame, offset) => {
    scopes.push({ root, view, frame, offset, isDark: isDark(view.document) });
    for (const element of [...root.querySelectorAll("*")].slice(0, mostElements)) {
      if (element.shadowRoot) enter(element.shadowRoot, view, frame, offset);
      let inside = null;
      try { inside = element.tagName === "IFRAME" ? element.contentDocument : null; } catch { /* another site's */ }
      if (!inside?.body || !element.checkVisibility()) continue;
      enter(inside, inside.defaultView, element, () => {
        const { left, top } = element.getBoundingClientRect();
        const [x, y] = offset();
        const style = view.getComputedStyle(element);
        return [x + left + element.clientLeft + parseFloat(style.paddingLeft), y + top + element.clientTop + parseFloat(style.paddingTop)];
      });
    }
  };

  // What an element does to the texts inside it, and the area in which it may lie over or under others.
  const isOddInside = (style) => style.filter !== "none" || style.backdropFilter !== "none" || style.mixBlendMode !== "normal"
    || style.maskImage !== "none" || style.boxShadow.includes("inset") || style.backgroundClip === "text" || style.backgroundBlendMode.split(",").some((mode) => mode.trim() !== "normal");
  // What a chain of ancestors says is said once for all that stand in it.
  const remembered = (ask) => {
    const known = new Map();
    const answer = (element, view) => {
      if (!element) return ask(null, view, answer);
      if (!known.has(element)) known.set(element, ask(element, view, answer));
      return known.get(element);
    };
    return answer;
  };
  const isInOdd = remembered((element, view, above) => element !== null
    && (isOddInside(view.getComputedStyle(element)) || above(parentOf(element), view)));
  const hasGround = remembered((element, view, above) => {
    if (!element) return false;
    const { backgroundColor } = view.getComputedStyle(element);
    return (backgroundColor !== transparent && isOpaque(backgroundColor)) || above(parentOf(element), view);
  });
  const pseudoArea = (element, view, part) => {
    const style = view.getComputedStyle(element, part);
    const isDrawn = style.content !== "none" && style.content !== "normal" && style.display !== "none"
      && (isPainted(style) || style.filter !== "none" || parseFloat(style.borderTopWidth) + parseFloat(style.borderBottomWidth) >= 8);
    if (!isDrawn) return null;
    if (style.position === "fixed") return everywhere;
    const home = style.position !== "absolute" ? element
      : [...upFrom(element)].find((up) => view.getComputedStyle(up).position !== "static") ?? element.ownerDocument.documentElement;
    return home.getBoundingClientRect();
  };
  const areasOf = (scope) => {
    const areas = [];
    for (const element of [...scope.root.querySelectorAll("*")].slice(0, mostElements)) {
      const style = scope.view.getComputedStyle(element);
      if (style.display === "none") continue;
      const box = element.getBoundingClientRect();
      // What no pointer meets is not met by axe either.
      const layer = (style.position === "fixed" || Number(style.zIndex) < 0 || style.pointerEvents === "none") && isPainted(style);
      if (layer || style.backdropFilter !== "none" || style.mixBlendMode !== "normal") areas.push({ element, box });
      const [top, right, bottom, left] = ["Top", "Right", "Bottom", "Left"].map((side) => parseFloat(style[`border${side}Width`]));
      const within = (...widths) => ({ top: box.top + widths[0], right: box.right - widths[1], bottom: box.bottom - widths[2], left: box.left + widths[3] });
      if (Math.max(top, right, bottom, left) >= 8) areas.push({ element: null, box, but: within(top, right, bottom, left) });
      const [ring, gap] = [parseFloat(style.outlineWidth), parseFloat(style.outlineOffset)];
      const around = (far) => within(-far, -far, -far, -far);
      if (style.outlineStyle !== "none" && ring >= 8) areas.push({ element: null, box: around(gap + ring), but: around(gap) });
      if (/padding-box|content-box/.test(style.backgroundClip) && isPainted(style)) {
        const padding = /content-box/.test(style.backgroundClip) ? ["Top", "Right", "Bottom", "Left"].map((side) => parseFloat(style[`padding${side}`])) : [0, 0, 0, 0];
        areas.push({ element: null, box, but: within(top + padding[0], right + padding[1], bottom + padding[2], left + padding[3]) });
      }
      for (const part of ["::before", "::after"]) {
        const area = pseudoArea(element, scope.view, part);
        if (area) areas.push({ element: null, box: area });
      }
    }
    return areas;
  };

  const isDark = (document) => {
    const { colorScheme } = document.defaultView.getComputedStyle(document.documentElement);
    const said = document.querySelector("meta[name='color-scheme' i]")?.content ?? "";
    return /dark/.test(colorScheme + said);
  };
  const isTwoColoured = (element, view) => ["::first-line", "::first-letter"].some((part) =>
    view.getComputedStyle(element, part).color !== view.getComputedStyle(element).color);
  const isDoubtful = (element, lines, scope, areas) => isInOdd(element, scope.view) || isTwoColoured(element, scope.view)
    || ((scope.frame || scope.isDark) && !hasGround(element, scope.view))
    || (areas.length > 0 && lines().some((box) => areas.some((area) =>
      meets(box, area.box) && !(area.but && contains(area.but, box)) && !area.element?.contains(element))));

  const selectorOf = (element) => {
    const steps = [];
    for (let up = element; up && steps.length < 4; up = up.parentElement) {
      if (up.id) return ["#" + CSS.escape(up.id), ...steps].join(" > ");
      const twins = [...(up.parentElement?.children ?? [])].filter(({ tagName }) => tagName === up.tagName);
      steps.unshift(up.localName + (twins.length > 1 ? `:nth-of-type(${twins.indexOf(up) + 1})` : ""));
    }
    return steps.join(" > ");
  };
  const targetOf = (element, { frame }, part) => (frame ? selectorOf(frame) + " > " : "") + selectorOf(element) + part;
  const resolve = (target) => {
    let scope = document, element = null;
    for (const step of target) {
      for (const piece of [step].flat()) {
        element = scope?.querySelector(piece) ?? null;
        scope = element?.shadowRoot ?? scope;
      }
      try { scope = element?.contentDocument ?? scope; } catch { return null; }
    }
    return element;
  };

  const isDisabled = (element) => element.closest(":disabled, [aria-disabled=true]") !== null || [...(element.closest("label")?.control ? [element.closest("label").control] : [])].some((control) => control.disabled);
  const linesOf = (element) => [...element.childNodes].filter(({ nodeType, data }) => nodeType === 3 && words.test(data)).flatMap((node) => {
    const range = element.ownerDocument.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
  });
  const contentOf = (element) => {
    const range = element.ownerDocument.createRange();
    range.selectNodeContents(element);
    return [...range.getClientRects()];
  };
  const generated = (element, view) => ["::before", "::after"].filter((part) => {
    const { content, display } = view.getComputedStyle(element, part);
    return display !== "none" && words.test((content.match(/"([^"\\]|\\.)*"/g) ?? []).join("")) && /\p{L}{2}/u.test(content);
  });
  // The number of an item that has a colour of its own; beside the item it stands in no box that can be asked for.
  const isNumbered = (element, view) => {
    const { display, listStyleType, color } = view.getComputedStyle(element);
    return display === "list-item" && !/^(none|disc|circle|square|disclosure-.*)$/.test(listStyleType)
      && view.getComputedStyle(element, "::marker").color !== color;
  };
  const numberOf = (element, view) => {
    const { direction, listStylePosition, fontSize, lineHeight } = view.getComputedStyle(element);
    const { left, right, top, bottom } = element.getBoundingClientRect();
    if (listStylePosition === "inside") return { left, right, top, bottom };
    const [room, line] = [3 * parseFloat(fontSize), parseFloat(lineHeight) || 1.5 * parseFloat(fontSize)];
    const beside = direction === "rtl" ? { left: right, right: Math.min(right + room, view.innerWidth) } : { left: Math.max(0, left - room), right: left };
    return { ...beside, top, bottom: Math.min(bottom, top + line) };
  };
  const kindsOf = function* (element, view) {
    if (element.matches("input, textarea")) {
      if (element.placeholder && element.matches(":placeholder-shown")) yield { part: "::placeholder", always: true, lines: () => [element.getBoundingClientRect()] };
      return;
    }
    const own = [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && words.test(data));
    if (own && !element.matches("option, optgroup, script, style, noscript, title, svg *")) yield { part: "", always: false, lines: () => linesOf(element) };
    if (isNumbered(element, view)) yield { part: "::marker", always: true, lines: () => [numberOf(element, view)], without: () => contentOf(element) };
    const [part] = generated(element, view);
    if (part) yield { part, always: true, lines: () => [element.getBoundingClientRect()], without: () => contentOf(element) };
  };
  const wanted = ({ fontSize, fontWeight }) => {
    const size = parseFloat(fontSize);
    return size >= 24 || (size >= 18.66 && Number(fontWeight) >= bold) ? 3 : 4.5;
  };

  // `told` are axe's own targets: those it has found failing, and those it leaves to people, who keep them; but
  // not for a text in the colour of its ground (1:1), which in truth may stand on another.
  const find = (told) => {
    enter(document, window, null, () => [0, 0]);
    const asked = new Map();
    const left = new Set(told.incomplete.filter(({ why }) => why !== "equalRatio").map(({ target }) => resolve(target)));
    for (const list of ["violations", "incomplete"]) {
      for (const { target, text } of told[list]) asked.set(resolve(target), { list, target: text });
    }
    const doubtful = [];
    for (const scope of scopes) {
      const areas = areasOf(scope);
      for (const element of [...scope.root.querySelectorAll("*")].slice(0, mostElements)) {
        if (scope.view.getComputedStyle(element).backgroundClip === "text") clipped.push(element);
        if (element.childNodes.length === 0 && !element.matches("input, textarea") && !generated(element, scope.view).length) continue;
        if (left.has(element) || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || isDisabled(element)) continue;
        for (const { part, always, lines, without } of kindsOf(element, scope.view)) {
          if (!always && !isDoubtful(element, lines, scope, areas)) continue;
          if (!lines().length) continue;
          const style = scope.view.getComputedStyle(element, part || undefined);
          const known = (part === "" && asked.get(element)) || { list: "", target: targetOf(element, scope, part).slice(0, 200) };
          doubtful.push({ scope, lines, without: without ?? (() => []), ...known, wanted: wanted(style), fontSize: style.fontSize });
        }
      }
    }
    places = [...doubtful.filter(({ list }) => list), ...doubtful.filter(({ list }) => !list)].slice(0, mostPlaces);
    return places.map(({ target, list, wanted, fontSize }) => ({ target, list, wanted, fontSize }));
  };
  const inWindow = (boxes, scope) => {
    const [x, y] = scope.offset();
    return boxes.map(({ left, top, right, bottom }) => [left + x, top + y, right + x, bottom + y]);
  };
  const whereIs = ({ lines, scope }) => inWindow(lines(), scope);
  // Scrolls to the first of these places; tells which of them stand in the middle of the window, and where in the page.
  const gather = (wantedPlaces) => {
    const [first] = wantedPlaces;
    const isInside = ([, top, , bottom]) => top >= 0 && bottom <= innerHeight;
    const lines = whereIs(places[first]);
    const [lead] = lines;
    if (!lead) return { seen: [{ index: first, boxes: [], without: [] }], scroll: [scrollX, scrollY], size: [innerWidth, innerHeight] };
    if (!lines.every(isInside)) scrollTo({ top: Math.max(0, lead[1] + scrollY - innerHeight / 4), behavior: "instant" });
    const seen = wantedPlaces.map((index) => ({ index, boxes: whereIs(places[index]), without: inWindow(places[index].without(), places[index].scope) }))
      .filter(({ index, boxes }) => index === first || boxes.every(isInside))
      .map((each) => ({ ...each, boxes: each.boxes.filter(isInside) })); // of a line that is cut, only its faint tops are seen
    return { seen, scroll: [scrollX, scrollY], size: [innerWidth, innerHeight] };
  };
  const pathOf = (element) => {
    const steps = [];
    for (let up = element; up?.parentElement; up = up.parentElement) steps.unshift(`:nth-child(${[...up.parentElement.children].indexOf(up) + 1})`);
    return [":root", ...steps].join(" > ");
  };
  const hide = () => {
    const letters = "*, *::before, *::after, *::placeholder, *::marker { -webkit-text-fill-color: transparent !important;"
      + " transition: none !important; caret-color: transparent !important; text-shadow: none !important }";
    for (const { root, view } of scopes) {
      const own = clipped.filter((element) => element.getRootNode() === root).map((element) => pathOf(element) + " { background: none !important }");
      const sheet = new view.CSSStyleSheet();
      sheet.replaceSync([letters, ...own].join("\n"));
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      sheets.push([root, sheet]);
    }
  };
  const show = () => {
    for (const [root, sheet] of sheets) root.adoptedStyleSheets = [...root.adoptedStyleSheets].filter((each) => each !== sheet);
    sheets = [];
  };
  return { find, gather, hide, show };
})();
