// Headings, lists and tables that only look so, and text that is hard to read.
(() => {
  const { tell, all, shown, closest, ownText, labelOf } = globalThis.sanjehBarriers;
  const letters = (text) => (text.match(/\p{L}/gu) ?? []).length;
  const blocks = shown("p, div, li, td, th, dd, dt, blockquote, figcaption, address, span, a, label, h1, h2, h3, h4, h5, h6")
    .filter((element) => letters(ownText(element)) >= 2);
  const isBlock = (style) => !style.display.startsWith("inline");
  const lines = (element, style) => element.getBoundingClientRect().height / (parseFloat(style.lineHeight) || parseFloat(style.fontSize) * 1.2);

  for (const block of blocks) {
    const style = getComputedStyle(block);
    const text = ownText(block);
    const size = parseFloat(style.fontSize);
    if (size < 9 && letters(text) >= 5) tell("tiny_text", block);
    if (letters(text) < 100 || !isBlock(style)) continue;
    const capitals = style.textTransform === "uppercase" || (/\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text));
    if (capitals && /\p{Script=Latin}/u.test(text)) tell("all_capitals", block);
    if (style.fontStyle !== "normal") tell("long_italics", block);
    if (style.textAlign === "justify") tell("justified_text", block);
    if (style.lineHeight !== "normal" && parseFloat(style.lineHeight) < size * 1.15 && lines(block, style) > 1.5) tell("tight_lines", block);
    // One block of so much text, without a break, is not read but searched (WCAG technique G153).
    if (letters(text) > 2000 && block.querySelectorAll("br").length < 3) tell("wall_of_text", block);
  }

  // The first place of an abbreviation says what it stands for: by title, or in brackets beside it (H28, G97).
  const known = new Set(), brackets = /^\s*[(（]|[(（]\s*$/;
  for (const short of shown("abbr, acronym")) {
    const said = short.textContent.trim();
    const beside = brackets.test(short.nextSibling?.data ?? "") || brackets.test(short.previousSibling?.data ?? "");
    if (letters(said) >= 2 && !known.has(said) && !short.title && !labelOf(short) && !beside && !short.closest("dfn")) tell("short_unexplained", short);
    known.add(said);
  }

  // The direction of one part, however short: most of its letters are of the other one.
  const ofRight = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu;
  for (const part of shown("*")) {
    const text = ownText(part);
    const count = letters(text);
    if (count < 5 || closest(part, "script, style, pre, code, kbd, samp, svg, textarea, [contenteditable]")) continue;
    const { direction, unicodeBidi } = getComputedStyle(part);
    const right = (text.match(ofRight) ?? []).length / count;
    const turned = closest(part, "[dir], [lang]");
    const isOwn = turned !== null && turned !== document.documentElement && turned !== document.body;
    // A few words of the page's own direction inside a paragraph of another follow it; a part that says so does not.
    const isWhole = isBlock(getComputedStyle(part)) || turned === part;
    if (unicodeBidi === "plaintext" || !isWhole) continue;
    if (right > 0.9 && direction === "ltr") tell("direction_unfit", part);
    if (right < 0.1 && direction === "rtl" && isOwn && /\p{Script=Latin}/u.test(text) && turned.dir !== "auto"
      && (turned.dir === "rtl" || !/^(fa|ar|ur|he|ps|ckb)/.test(turned.lang))) tell("direction_unfit", part);
  }

  // Names of icons are words only until their font draws them.
  const iconFont = /icon|symbol|awesome|glyph|material|dashicons|feather/i;
  const generated = (element) => ["::before", "::after"].map((part) => getComputedStyle(element, part))
    .filter(({ display, visibility, fontFamily }) => display !== "none" && visibility === "visible" && !iconFont.test(fontFamily))
    .flatMap(({ content }) => content.match(/"([^"\\]|\\.)*"/g) ?? []).join(" ");
  for (const element of shown("*")) {
    if (letters(generated(element)) >= 4) tell("text_by_style", element);
  }

  for (const block of shown("div, p, span, b, strong")) {
    const next = block.nextElementSibling;
    const text = ownText(block);
    if (!next || !text || text.length > 80 || block.children.length || /[.:؟?!،,؛;]$/.test(text) || !isBlock(getComputedStyle(block))) continue;
    if (block.closest("h1, h2, h3, h4, h5, h6, [role=heading], a, button, nav, li, table, header, footer, label, legend, summary, figcaption")) continue;
    if (!/^(P|DIV|UL|OL)$/.test(next.tagName) || (next.innerText ?? "").length < Math.max(40, text.length)) continue;
    const [own, its] = [getComputedStyle(block), getComputedStyle(next)];
    if (parseFloat(own.fontSize) >= 1.2 * parseFloat(its.fontSize) && Number(own.fontWeight) >= Number(its.fontWeight)) tell("fake_heading", block);
  }
  const bullet = /^\s*([*•●▪◦‣·–—-]|[\d۰-۹]{1,2}[.)-])\s*\p{L}/u;
  for (const block of shown("div, p, td, section, article, main, body")) {
    const pieces = [...block.childNodes].filter((child) => child.nodeType === 3 && child.data.trim());
    const listed = pieces.filter((child) => bullet.test(child.data) && (child.nextSibling?.nodeName === "BR" || child.previousSibling?.nodeName === "BR"));
    const items = [...block.children].filter((child) => /^(P|DIV)$/.test(child.tagName) && bullet.test(ownText(child)));
    if (listed.length >= 3 || items.length >= 3) tell("fake_list", block);
  }

  const isHead = (cell) => cell.tagName === "TH" || /^(column|row)header$/.test(cell.getAttribute("role"));
  // Cells that are built alike, of the same parts in the same order, are members of one row and no columns of a page.
  const partsOf = (cell) => [...cell.children].map(({ tagName }) => tagName).join(" ");
  const areAlike = (cells) => partsOf(cells[0]) !== "" && cells.every((cell) => partsOf(cell) === partsOf(cells[0]));
  for (const table of shown("table")) {
    if (/^(presentation|none|grid|treegrid)$/.test(table.getAttribute("role"))) continue;
    const rows = [...table.rows];
    const cells = rows.flatMap((row) => [...row.cells]);
    const heads = cells.filter(isHead);
    const isNamed = Boolean(table.caption || table.tHead || table.summary || labelOf(table));
    const spans = rows.map((row) => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0));
    const isRegular = cells.every(({ rowSpan }) => rowSpan === 1);
    if (!heads.length && isNamed && rows.length > 1) tell("table_without_headers", table);
    // A heading that names its own heading is what that one is about (HTML: cells of both kinds are assigned).
    if (heads.length && heads.length === cells.length && !heads.some(({ headers }) => headers)) tell("table_without_cells", table);
    const isOneRow = rows.length === 1 && cells.length > 1 && !areAlike(cells);
    if (!heads.length && !isNamed && (isOneRow || table.querySelector("table, form, h1, h2, h3"))) tell("table_for_layout", table);
    if (table.parentElement?.closest("td, th")) tell("table_in_table", table);
    if (heads.length && isRegular && cells.every(({ headers }) => !headers) && new Set(spans).size > 1) tell("table_ragged", table);
    const double = rows.filter((row) => row.querySelectorAll(":scope > td").length > 0 && row.querySelectorAll(":scope > th").length > 1);
    if (double.length > 1 && heads.every((head) => !head.scope && !head.id)) tell("table_headers_unclear", table);
  }

  // Each root has names of its own.
  const ids = new Map();
  for (const element of all("[id]")) {
    const names = ids.get(element.getRootNode()) ?? ids.set(element.getRootNode(), new Set()).get(element.getRootNode());
    if (element.id && names.has(element.id)) tell("duplicate_id", element);
    names.add(element.id);
  }
  for (const old of shown("center, font, big, strike, tt, basefont")) tell("old_markup", old);
  // An empty paragraph sets parts of the text apart; one after the last of them is a tag that was left open or over.
  const isLeftOver = (paragraph) => !paragraph.nextElementSibling && Boolean(paragraph.previousElementSibling);
  for (const paragraph of all("p")) {
    if (!paragraph.textContent.trim() && !paragraph.children.length && !paragraph.id && !paragraph.attributes.length && !isLeftOver(paragraph)) tell("empty_paragraph", paragraph);
  }
})();
