() => {
  const walk = globalThis.sanjehWalk;
  const focused = walk.innermost();
  removeEventListener("keydown", walk.onKey, true);
  for (const root of walk.listening) {
    root.removeEventListener("focusin", walk.onFocus, true);
    root.removeEventListener("focusin", walk.onIn);
    root.removeEventListener("blur", walk.onBlur, true);
    root.removeEventListener("focusout", walk.onOut);
  }
  focused?.blur?.();
  walk.leave();
  const dialogs = [...document.querySelectorAll("dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]")];
  // WCAG 2.1.2 lets a part hold the focus where visitors are told how to get away: the keys, or a help within it.
  const keys = /\b(ctrl|control|alt|option|shift|cmd|command)\s*\+\s*\S|\besc(ape)?\b|\bF\d{1,2}\b/i;
  const wayOut = /\bhow (to|do)\b|\b(exit|leave|keyboard)\b|چگونه|چطور|خروج|بیرون رفتن|صفحه.?کلید/i;
  const tellsWayOut = () => keys.test(document.body?.innerText ?? "")
    || [...walk.again].some((each) => wayOut.test(`${each.innerText} ${each.ariaLabel ?? ""} ${each.title}`));
  return {
    presses: walk.presses,
    reachable: walk.reachable,
    stuck_presses: walk.presses - walk.lastNew,
    leaves: walk.leaves,
    held_presses: walk.held,
    rounds: walk.rounds,
    tells_way_out: tellsWayOut(),
    // To us players and closed shadow roots are frames: what has the focus in them is not told.
    ends_in_frame: /^(IFRAME|VIDEO|AUDIO|OBJECT|EMBED)$/.test(focused?.tagName) || Boolean(focused?.localName.includes("-") && !focused.shadowRoot && focused.tabIndex < 0),
    has_dialog: dialogs.some((each) => each.checkVisibility()),
    begins_focused: Boolean(walk.begins) && walk.begins !== document.body,
    stops: walk.stops.map(({ element, places, with: looked, isLeft, ...stop }) => stop),
  };
}
