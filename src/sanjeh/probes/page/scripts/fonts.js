// Tells which font of the page's own list really draws the places with the most text, and the web fonts that
// failed. A family draws a text when it makes it another width than a fallback alone does, and the same width
// whichever fallback stands behind it. (The debugger could name the font too, but first it fetches and parses
// all style sheets anew.)
() => {
  const mostPlaces = 5, mostTexts = 2000, sampled = 60;
  const kinds = new Map();
  let count = 0;
  for (const node of globalThis.sanjehTree.texts()) {
    const text = node.data.trim();
    const element = globalThis.sanjehTree.elementOf(node);
    count += 1;
    if (count > mostTexts) break;
    if (text.length < 3 || !element.checkVisibility()) continue;
    const { fontFamily, fontWeight } = getComputedStyle(element);
    const kind = kinds.get(fontFamily) ?? kinds.set(fontFamily, { fontFamily, fontWeight, letters: 0, text: "" }).get(fontFamily);
    kind.letters += text.length;
    if (text.length > kind.text.length) Object.assign(kind, { text, fontWeight });
  }

  const canvas = document.createElement("canvas").getContext("2d");
  const width = (fonts, { fontWeight, text }) => {
    canvas.font = `${fontWeight} 40px ${fonts}`;
    return canvas.measureText(text.slice(0, sampled)).width;
  };
  const draws = (family, kind) => {
    const [serif, mono] = [width(`${family}, serif`, kind), width(`${family}, monospace`, kind)];
    return serif === mono && (serif !== width("serif", kind) || mono !== width("monospace", kind));
  };
  const bare = (family) => family.replace(/["']/g, "").trim().slice(0, 60);
  const faces = [...document.fonts];
  const loaded = new Set(faces.filter(({ status }) => status === "loaded").map(({ family }) => bare(family)));
  const generic = /^(serif|sans-serif|monospace|cursive|fantasy|system-ui|ui-[a-z-]+|math|emoji|-[\w-]+)$/;
  const seen = (kind) => {
    const families = kind.fontFamily.match(/"[^"]*"|[^,]+/g).map((each) => each.trim());
    const family = families.find((each) => !generic.test(each) && draws(each, kind)) ?? "";
    return { wanted: bare(families[0]), family: bare(family), is_web_font: loaded.has(bare(family)), letters: kind.letters };
  };
  const most = [...kinds.values()].sort((one, other) => other.letters - one.letters).slice(0, mostPlaces);
  const failed = faces.filter(({ status }) => status === "error").map(({ family }) => bare(family));
  return { places: most.map(seen), failed: [...new Set(failed)].sort().slice(0, 10) };
}
