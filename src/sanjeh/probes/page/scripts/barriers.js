// Barriers that axe has no rule for: each family of them (barriers_of_*.js) tells kinds and places by
// `sanjehBarriers.tell`. Only what stands in the document as it is drawn is looked at; nothing is pressed.
globalThis.sanjehBarriers = (() => {
  const { closest } = globalThis.sanjehTree;
  const roots = globalThis.sanjehTree.roots();
  const mostPlaces = 5, mostElements = 6_000;
  const found = new Map();  // kind -> { count, places }
  const name = (element) => element.tagName.toLowerCase()
    + (element.id ? "#" + element.id : "") + [...element.classList].slice(0, 2).map((each) => "." + each).join("");
  const tell = (kind, element) => {
    const told = found.get(kind) ?? found.set(kind, { kind, count: 0, places: [] }).get(kind);
    told.count += 1;
    if (told.places.length < mostPlaces) told.places.push(name(element).slice(0, 120));
  };
  const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]).slice(0, mostElements);
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && !closest(element, "[aria-hidden=true], [inert]");
  const shown = (selector) => all(selector).filter(isShown);
  // One spelling for what is compared: no case, no joiner, no mark at the end, Persian letters for Arabic ones.
  const plain = (text) => (text ?? "").normalize("NFKC").toLowerCase().replace(/[\u064b-\u0655\u200b-\u200f]/g, "")
    .replace(/ي/g, "ی").replace(/ك/g, "ک").replace(/\s+/g, " ").replace(/^[\s.…:»«›‹<>←→|-]+|[\s.…:»«›‹<>←→|!-]+$/g, "");
  const words = (text) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).length;
  const ownText = (element) => [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data).join(" ").trim();
  const labelOf = (element) => {
    const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const named = ids.map((id) => element.getRootNode().getElementById(id)?.textContent ?? "").join(" ").trim();
    return named || (element.getAttribute("aria-label") ?? "").trim();
  };
  const controls = "a[href], area[href], button, input, select, textarea, summary, label, option, [contenteditable], audio[controls], "
    + "video[controls], iframe, object, embed, [role=button], [role=link], [role=checkbox], [role=radio], [role=switch], [role=tab], "
    + "[role=menuitem], [role=option], [role=slider], [role=textbox], [role=combobox]";
  return { found, tell, all, shown, isShown, closest, plain, words, ownText, labelOf, controls, roots };
})();
