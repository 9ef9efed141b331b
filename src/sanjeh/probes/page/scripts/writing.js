// Counts the letters that run either way, by the computed direction of the element they stand in.
() => {
  const { closest, elementOf, texts } = globalThis.sanjehTree;
  const counts = { rtl_letters: 0, rtl_in_ltr: 0, ltr_letters: 0, ltr_in_rtl: 0 };
  const letter = /\p{L}/gu;
  const rtlLetter = /(?=\p{L})[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu;
  const notProse = "script, style, noscript, template, pre, code, kbd, samp, textarea, svg, [hidden]";
  const directions = new Map();
  const directionOf = (element) => {
    if (!directions.has(element)) {
      const isProse = !closest(element, notProse) && element.checkVisibility();
      directions.set(element, isProse ? getComputedStyle(element).direction : null);
    }
    return directions.get(element);
  };
  for (const node of texts()) {
    const direction = directionOf(elementOf(node));
    if (!direction) continue;
    const text = node.data;
    const rightward = (text.match(rtlLetter) ?? []).length;
    const leftward = (text.match(letter) ?? []).length - (text.match(rtlLetter) ?? []).length;
    counts.rtl_letters += rightward;
    counts.ltr_letters += leftward;
    if (direction === "ltr") counts.rtl_in_ltr += rightward;
    else counts.ltr_in_rtl += leftward;
  }
  const hasDir = (element) => element?.hasAttribute("dir") ?? false;
  return {
    body_direction: getComputedStyle(document.body ?? document.documentElement).direction,
    has_dir: hasDir(document.documentElement) || hasDir(document.body),
    ...counts,
  };
}
