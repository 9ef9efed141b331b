// Most texts stand on one opaque colour of an element around them, and nothing else that is painted comes
// near. Those that are readable by far are told here for a part of the work; everything that is not certain
// is left to axe's own arithmetic. So "no" means "ask axe".
globalThis.sanjehSurelyReadable = (() => {
  const words = /[\p{L}\p{N}]/u;
  const enough = 4.5;
  const cell = 200;
  const leftToAxe = new Set(["INPUT", "SELECT", "TEXTAREA", "OPTION", "OPTGROUP", "METER", "PROGRESS"]);
  const transparent = "rgba(0, 0, 0, 0)";
  const replaced = new Set(["IMG", "VIDEO", "CANVAS", "IFRAME", "OBJECT", "EMBED", "svg", "INPUT", "FRAME", "AUDIO"]);
  const root = document.documentElement;
  const plain = new Map();  // element -> what its chain of ancestors says: null, or { ground, clip, colour }
  const colours = new Map();
  let painted = null;  // everything that is painted, by the cells of the page that it touches

  const parse = (text) => {
    if (!colours.has(text)) {
      const parts = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(text);
      colours.set(text, parts && { rgb: parts.slice(1, 4).map(Number), alpha: parts[4] === undefined ? 1 : Number(parts[4]) });
    }
    return colours.get(text);
  };
  const luminance = ([...rgb]) => {
    const [r, g, b] = rgb.map((part) => part / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const within = (inner, outer, slack = 1) => inner.left >= outer.left - slack && inner.right <= outer.right + slack
    && inner.top >= outer.top - slack && inner.bottom <= outer.bottom + slack;
  const meet = (one, other) => one.left < other.right && other.left < one.right
    && one.top < other.bottom && other.top < one.bottom;
  const parentOf = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;

  const isPainted = (element, style) => replaced.has(element.tagName)
    || style.backgroundColor !== transparent || style.backgroundImage !== "none" || style.backdropFilter !== "none"
    || style.mixBlendMode !== "normal" || style.boxShadow.includes("inset");
  const cellsOf = function* (place) {
    const [right, bottom] = [Math.min(place.right, 20_000), Math.min(place.bottom, 500_000)];
    for (let x = Math.floor(place.left / cell); x <= right / cell; x += 1) {
      for (let y = Math.floor(place.top / cell); y <= bottom / cell; y += 1) yield x * 10_000 + y;
    }
  };
  const note = (element) => {
    const place = element.getBoundingClientRect();
    if (!place.width || !place.height) return;
    for (const at of cellsOf(place)) {
      if (!painted.has(at)) painted.set(at, []);
      painted.get(at).push({ element, place });
    }
  };
  const notePainted = (scope) => {
    for (const element of scope.querySelectorAll("*")) {
      if (element.shadowRoot) notePainted(element.shadowRoot);
      if (element === document.body || element === root || element.ownerSVGElement) continue;
      if (isPainted(element, getComputedStyle(element))) note(element);
    }
  };
  const isOver = (element, place, mayHold) => {
    for (const at of cellsOf(place)) {
      for (const each of painted.get(at) ?? []) {
        if (meet(place, each.place) && !each.element.contains(element)
          && !(mayHold && element.contains(each.element))) return true;
      }
    }
    return false;
  };
  const ownLines = (element) => [...element.childNodes].filter((child) => child.nodeType === 3 && child.data.trim())
    .flatMap((text) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      return [...range.getClientRects()];
    });
  // What is painted inside the element counts only where the element's own text stands.
  const isCovered = (element, place) => isOver(element, place, true)
    || (isOver(element, place, false) && ownLines(element).some((line) => isOver(element, line, false)));

  const hasPaintedPseudo = (element) => ["::before", "::after"].some((which) => {
    const style = getComputedStyle(element, which);
    if (style.content === "none" || style.content === "normal") return false;
    return style.backgroundImage !== "none" || style.backgroundColor !== transparent;
  });
  const isPlainlyPainted = (style) => style.opacity === "1" && style.backgroundImage === "none"
    && style.filter === "none" && style.mixBlendMode === "normal" && style.textShadow === "none"
    && style.clipPath === "none" && style.maskImage === "none" && style.webkitTextStrokeWidth === "0px"
    && style.clip === "auto" && !style.zIndex.startsWith("-");
  const cut = (one, other) => ({
    left: Math.max(one.left, other.left), right: Math.min(one.right, other.right),
    top: Math.max(one.top, other.top), bottom: Math.min(one.bottom, other.bottom),
  });
  const everywhere = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };

  const canvas = () => {
    const [whole, body] = [getComputedStyle(root), document.body && getComputedStyle(document.body)];
    if (!body || !isPlainlyPainted(whole) || !isPlainlyPainted(body) || hasPaintedPseudo(root)) return null;
    const own = [parse(whole.backgroundColor), parse(body.backgroundColor)];
    if (own.some((colour) => !colour || (colour.alpha !== 0 && colour.alpha !== 1))) return null;
    const ground = (own[1].alpha ? own[1] : own[0].alpha ? own[0] : { rgb: [255, 255, 255] }).rgb;
    // The colour of the body covers the whole canvas, unless the root has one of its own.
    const over = own[0].alpha && own[1].alpha ? document.body.getBoundingClientRect() : everywhere;
    return { ground, over, clip: everywhere };
  };
  const chainOf = (element) => {
    if (!plain.has(element)) plain.set(element, element === document.body ? bodyChain() : readChain(element));
    return plain.get(element);
  };
  const bodyChain = () => (hasPaintedPseudo(document.body) ? null : canvas());
  const readChain = (element) => {
    const parent = parentOf(element);
    const above = parent && parent !== root ? chainOf(parent) : null;
    if (!above) return null;
    const style = getComputedStyle(element);
    const own = parse(style.backgroundColor);
    if (!own || (own.alpha !== 0 && own.alpha !== 1) || !isPlainlyPainted(style) || hasPaintedPseudo(element)) return null;
    const place = element.getBoundingClientRect();
    const clips = style.overflow !== "visible" && style.display !== "inline";
    return {
      ground: own.alpha ? own.rgb : above.ground,
      over: own.alpha ? place : above.over,
      clip: clips ? cut(above.clip, place) : above.clip,
    };
  };
  const placeOf = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  };

  return (element) => {
    if (!(element instanceof HTMLElement) || leftToAxe.has(element.tagName) || !document.body) return false;
    if (![...element.childNodes].some((child) => child.nodeType === 3 && words.test(child.data))) return false;
    const chain = chainOf(element);
    if (!chain) return false;
    const style = getComputedStyle(element);
    const colour = parse(style.color);
    if (!colour || colour.alpha !== 1 || style.webkitTextFillColor !== style.color) return false;
    if (ratio(colour.rgb, chain.ground) < enough) return false;
    const place = placeOf(element);
    if (!place.width || !place.height || !within(place, chain.over) || !within(place, chain.clip)) return false;
    if (!painted) {
      painted = new Map();
      notePainted(document);
    }
    return !isCovered(element, place);
  };
})();
