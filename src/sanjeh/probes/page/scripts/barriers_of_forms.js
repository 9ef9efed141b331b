// Fields, groups and things that only look like buttons.
(() => {
  const { tell, all, shown, isShown, closest, plain, labelOf, controls } = globalThis.sanjehBarriers;
  const text = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();
  const typed = "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image], [type=radio], [type=checkbox]), select, textarea";
  const group = (element) => closest(element, "fieldset, [role=group], [role=radiogroup]");

  // The button beside a field may say what the field is for (technique G167): it stays when the placeholder goes.
  const wordsOf = (said) => plain(said).replace(/جستوجو|جست و ?جو/g, "جستجو").split(" ");
  const saidBy = (button) => labelOf(button) || text(button) || button.value || button.title;
  const isNamedByButton = (field) => {
    const button = field.nextElementSibling;
    if (!button?.matches("button, input[type=submit], input[type=button]") || !isShown(button)) return false;
    // «جست‌وجو» is said by «جست‌وجوی خدمت» as well.
    const hint = wordsOf(field.placeholder);
    return wordsOf(saidBy(button)).some((word) => word.length > 2 && hint.some((other) => other.startsWith(word)));
  };
  for (const field of shown("input:not([type=hidden]), select, textarea")) {
    const labels = [...(field.labels ?? [])].filter((label) => isShown(label) && text(label));
    if (labels.length > 1 && !labelOf(field)) tell("two_labels", field);
    if (field.placeholder && !(field.labels ?? []).length && !labelOf(field) && !field.title && !isNamedByButton(field)) tell("placeholder_is_label", field);
    if (field.accessKey) tell("access_key", field);
  }
  for (const other of shown("a[accesskey], button[accesskey], label[accesskey]")) tell("access_key", other);

  // Choices with one name belong to one question, and the question belongs to all of them.
  const choices = new Map();
  for (const choice of shown("input[type=radio][name], input[type=checkbox][name]")) {
    const key = choice.type + " " + choice.name;
    if (group(choice)) continue;
    if (!choices.has(key)) choices.set(key, { first: choice, count: 0, rows: new Set() });
    choices.get(key).count += 1;
    choices.get(key).rows.add(closest(choice, "tr, [role=row]"));
  }
  // One choice in each row of a table belongs to its row: the table holds them together.
  const areOfRows = ({ count, rows }) => rows.size === count && !rows.has(null);
  for (const { first, count, rows } of choices.values()) if (count > 1 && !areOfRows({ count, rows })) tell("group_without_legend", first);
  for (const fieldset of shown("fieldset")) {
    const legend = [...fieldset.children].find(({ tagName }) => tagName === "LEGEND");
    const said = text(legend) || legend?.querySelector("img[alt]:not([alt=''])");
    // One field that has its own label is no group: its box may serve to switch it off.
    const inside = [...fieldset.querySelectorAll(`${typed}, [type=radio], [type=checkbox]`)].filter(isShown);
    if (!legend && inside.length === 1 && (labelOf(inside[0]) || inside[0].labels?.length)) continue;
    if (!said && !labelOf(fieldset) && !fieldset.title && !/^(none|presentation)$/.test(fieldset.getAttribute("role"))) tell("fieldset_without_legend", fieldset);
  }

  // The same words for two fields, with no heading and no group between them that tells them apart.
  const seen = new Set();
  let part = 0;
  for (const field of shown(`h1, h2, h3, h4, h5, h6, legend, [role=heading], th, tr, ${typed}`)) {
    part += !field.matches(typed);
    const said = plain(labelOf(field) || [...(field.labels ?? [])].map(text).join(" "));
    if (!field.matches(typed) || !said) continue;
    if (seen.has(`${part} ${said}`)) tell("label_not_unique", field);
    seen.add(`${part} ${said}`);
  }
  const referred = new Set(all("[aria-labelledby]").flatMap((each) => each.getAttribute("aria-labelledby").split(/\s+/)));
  for (const label of shown("label")) {
    // A word in a label's place hinders where there is something that it could be the label of.
    const near = closest(label, "form, fieldset, main, body")?.querySelector("input:not([type=hidden]), select, textarea");
    if (near && text(label) && !label.control && !referred.has(label.id) && !label.querySelector("[role], [contenteditable]") && !label.closest("[role]:not(form, main)")) tell("label_of_nothing", label);
  }
  for (const hint of shown("[class*=hint], [class*=help-text], [class*=help-block], [class*=helper-text], [class*=form-text], small")) {
    const before = hint.previousElementSibling, after = hint.nextElementSibling;
    const field = [before, after].map((each) => (each?.matches(typed) ? each : null)).find(Boolean);
    if (field && text(hint) && !hint.closest("label") && !field.getAttribute("aria-describedby") && !field.labels?.[0]?.contains(hint)) tell("hint_unbound", field);
  }
  // Something is wrong in this form, it says; but not where.
  const told = "[aria-invalid=true], [aria-describedby], [aria-errormessage]";
  for (const alert of shown("form [role=alert], form [class*=validation-summary], form [class*=error-summary]")) {
    const form = alert.closest("form");
    if (text(alert) && !alert.querySelector("a[href^='#']") && form.querySelector(typed) && !form.querySelector(told)) tell("errors_unplaced", form);
  }
  for (const select of shown("select[onchange]")) {
    if (/location|submit\(|window\.open|navigate/.test(select.getAttribute("onchange"))) tell("choice_leads_away", select);
  }

  const native = "a[href], button, input, select, textarea, summary, details, iframe, audio, video, [contenteditable], object, embed, area[href], dialog";
  for (const stop of shown("[tabindex='0']")) {
    const scrolls = /auto|scroll/.test(getComputedStyle(stop).overflow);
    if (!stop.matches(native) && !stop.hasAttribute("role") && !scrolls && !stop.shadowRoot && !stop.localName.includes("-")
      && !stop.hasAttribute("onclick") && !stop.hasAttribute("onkeydown")) tell("stop_without_purpose", stop);
  }

  // What the field must look like is said where it is asked for: beside it, before the first mistake (WCAG 3.3.2).
  for (const field of shown("input[pattern]")) {
    const said = text(field.labels?.[0]), isTold = field.title || field.placeholder || field.getAttribute("aria-describedby");
    if (!isTold && !/[\d۰-۹(:]/.test(said) && !field.parentNode.querySelector("small, [class*=hint], [class*=help]")) tell("format_untold", field);
  }
  // A label for readers aloud alone, off the page or cut down to a dot, is near or far for nobody.
  const isOnPage = (label) => {
    const { left, right, bottom, width, height } = label.getBoundingClientRect();
    return right + scrollX > 0 && left + scrollX < document.documentElement.clientWidth && bottom + scrollY > 0 && width > 1 && height > 1;
  };
  // A label far from its field is not seen as its own by who sees a part of the window at a time (technique G162).
  for (const field of shown(typed)) {
    const label = [...(field.labels ?? [])].find((each) => isShown(each) && text(each) && !each.contains(field) && isOnPage(each));
    if (!label) continue;
    const words = document.createRange();
    words.selectNodeContents(label);
    const [one, other] = [words.getBoundingClientRect(), field.getBoundingClientRect()];
    const isBeside = Math.min(one.bottom, other.bottom) > Math.max(one.top, other.top);
    const gap = Math.max(other.left - one.right, one.left - other.right);
    if (isBeside && gap > 20 * parseFloat(getComputedStyle(label).fontSize)) tell("label_far_away", field);
  }

  // What answers a click but no key: barriers.py asks the browser who listens, and tells it to `hears`.
  const clicked = new Set(), keyed = new Set();
  let hasDelegates = false;
  const isMouseOnly = (element) =>
    element instanceof HTMLElement && element.tabIndex < 0 && !closest(element, controls)
    && element.querySelector(controls) === null && element !== document.body && element !== document.documentElement
    && !closest(element, "[tabindex]:not([tabindex='-1'])");
  const isSeenButton = (element) => isShown(element) && element.innerText.trim().length < 200 && element.getBoundingClientRect().width > 0;
  // In a part that is opened later: a hand under the pointer and a word or a sign are meant to be pressed.
  const isLaterButton = (element) => !element.checkVisibility() && text(element) && text(element).length < 40
    && getComputedStyle(element).cursor === "pointer" && !element.closest("[inert]");
  const isFakeButton = (element) => isMouseOnly(element) && (isSeenButton(element) || isLaterButton(element));
  for (const element of all("[onclick], [onmousedown], [onmouseup]")) {
    clicked.add(element);
    if (isFakeButton(element)) tell("fake_button", element);
  }
  // A choice that acts at once, where no button stands that could act instead (WCAG 3.2.2).
  const actsAlone = (select) => isShown(select) && !closest(select, "form")
    && !closest(select, "fieldset, section, main, dialog, body").querySelector("button, input[type=submit], input[type=button], [role=button]");
  globalThis.sanjehBarriers.hears = (element, kind) => {
    if (kind === "change") {
      if (element instanceof HTMLSelectElement && !element.hasAttribute("onchange") && actsAlone(element)) tell("choice_acts_at_once", element);
      return;
    }
    if (kind === "key") {
      if (element instanceof Node) keyed.add(element);
      return;
    }
    hasDelegates ||= element === document || element === document.body || element === document.documentElement;
    if (!(element instanceof Element) || clicked.has(element)) return;
    clicked.add(element);
    if (isFakeButton(element)) tell("fake_button", element);
  };
  // A link to nowhere that nothing answers, and what opens for no key: told only when all who listen are known.
  const isToTop = /top|بالا|آغاز|ابتدا/iu;
  globalThis.sanjehBarriers.tellHeard = (isHeardAtWindow) => {
    const presses = [...clicked].filter((each) => each !== document.body && each !== document.documentElement);
    globalThis.sanjehBarriers.tellOpened([...presses, ...keyed]);
    if (hasDelegates || isHeardAtWindow) return;
    for (const link of shown("a[href='#']:not([role])")) {
      let answered = false;
      for (let up = link; up; up = globalThis.sanjehTree.parentOf(up)) answered ||= clicked.has(up);
      if (!answered && text(link) && !isToTop.test(text(link) + link.title)) tell("link_leads_nowhere", link);
    }
  };
})();
