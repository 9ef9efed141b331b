// Runs axe once in all frames and keeps what a judge needs: rules, counts, where, and why.
async () => {
  const cut = (text, length) => (text.length > length ? text.slice(0, length) + "…" : text);
  const results = await axe.run(document, {
    runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] },
    resultTypes: ["violations", "incomplete"],
    frameWaitTime: 5000,
    pingWaitTime: 500,
  });
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
  return { version: axe.version, violations: brief(results.violations, 100), incomplete: brief(results.incomplete, 10) };
}
