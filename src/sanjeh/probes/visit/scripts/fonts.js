// Finds the places with the most text in each font that the page wants, and the web fonts that failed.
() => {
  const mostPlaces = 5;
  const notRead = "script, style, noscript, template, svg";
  const kinds = new Map();
  const walker = document.createTreeWalker(document.body ?? document.documentElement, NodeFilter.SHOW_TEXT);
  for (let count = 0; count < 2000 && walker.nextNode(); count += 1) {
    const element = walker.currentNode.parentElement;
    const length = walker.currentNode.data.trim().length;
    if (length < 3 || element.closest(notRead) || !element.checkVisibility()) continue;
    const wanted = getComputedStyle(element).fontFamily.split(",")[0].replace(/["']/g, "").trim();
    const kind = kinds.get(wanted) ?? kinds.set(wanted, { wanted, letters: 0, longest: 0, element }).get(wanted);
    kind.letters += length;
    if (length > kind.longest) Object.assign(kind, { longest: length, element });
  }
  const most = [...kinds.values()].sort((one, other) => other.letters - one.letters).slice(0, mostPlaces);
  const failed = [...document.fonts].filter(({ status }) => status === "error").map(({ family }) => family);
  globalThis.sanjehPlaces = most.map(({ element }) => element);
  return {
    places: most.length,
    wanted: most.map(({ wanted }) => wanted.slice(0, 60)),
    failed: [...new Set(failed.map((family) => family.replace(/["']/g, "").slice(0, 60)))].sort().slice(0, 10),
  };
}
