// How axe is run, one frame at a time: `look` in each, then `tell` once, in the first. axe's own way,
// messages between the frames, would pass through the page's hands.
// What is kept is what a judge needs: rules, counts, where, and why.
globalThis.sanjehAxe ??= (() => {
  // What axe advises beyond WCAG takes as long again as all else: a page of thousands of parts does without.
  const hasPractices = document.getElementsByTagName("*").length <= 5000;
  const advised = hasPractices ? ["best-practice"] : [];
  const criteria = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
  const options = {
    runOnly: [...advised, ...criteria],
    rules: { "target-size": { enabled: true } },  // axe leaves it to whoever asks for WCAG 2.2
    resultTypes: ["violations", "incomplete"],
    preload: { assets: ["media"], timeout: 5000 },  // style sheets are not fetched again: no rule here reads them
  };
  const cut = (text, length) => (text.length > length ? text.slice(0, length) + "…" : text);
  const place = (node) => {
    const { fgColor, bgColor, contrastRatio, expectedContrastRatio, fontSize, messageKey } = node.any[0]?.data ?? {};
    return {
      target: cut(node.target.flat().join(" > "), 200),
      html: cut(node.html, 300),
      contrast: contrastRatio === undefined ? null
        : { ratio: contrastRatio, wanted: parseFloat(expectedContrastRatio), fgColor, bgColor, fontSize },
      why: messageKey ?? null,
    };
  };
  const brief = (rules, most) => rules.map((rule) => ({
    rule: rule.id,
    impact: rule.impact,
    nodes: rule.nodes.length,
    places: rule.nodes.slice(0, most).map(place),
  }));
  // axe's best practices are no criteria of WCAG: they are told apart, and only where they are broken.
  const isPractice = ({ tags }) => tags.includes("best-practice");
  const isCriterion = (rule) => !isPractice(rule);
  const said = ({ violations, incomplete }, unseen) => ({
    version: axe.version,
    violations: brief(violations.filter(isCriterion), 100),
    incomplete: brief(incomplete.filter(isCriterion), 10),
    practices: hasPractices ? brief(violations.filter(isPractice), 10) : null,
    frames_unseen: unseen,
  });
  // All places of the rule of contrast, so that a picture can be asked about those that arithmetic may have wrong.
  const contrastOf = ({ violations, incomplete }) => {
    const nodes = (rules) => rules.filter(({ id }) => id === "color-contrast").flatMap((rule) => rule.nodes)
      .map((node) => ({ target: node.target, text: place(node).target, why: place(node).why }));
    return { violations: nodes(violations), incomplete: nodes(incomplete) };
  };
  let seen = null;
  return {
    frames: [],
    contrast: null,
    criteria,
    // The whole answer of a page without frames; or what these rules, or rules with these tags, say of it.
    async alone(runOnly = options.runOnly) {
      const results = await axe.run(document, { ...options, runOnly, iframes: false });
      this.contrast = contrastOf(results);
      return said(results, 0);
    },
    async look(context) {
      const inside = axe.utils.getFrameContexts(context, options);
      this.frames = inside.map(({ frameSelector }) => axe.utils.shadowSelect(frameSelector));
      seen = await axe.runPartial(context, options);
      return inside.map(({ frameContext }) => frameContext);
    },
    seen: () => JSON.stringify(seen),
    async tell(others) {
      const results = await axe.finishRun([seen, ...others], options);
      this.contrast = contrastOf(results);
      return said(results, others.filter((other) => other === null).length);
    },
  };
})();
