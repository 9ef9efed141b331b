() => {
  const walk = globalThis.sanjehWalk;
  const focused = walk.innermost();
  removeEventListener("keydown", walk.onKey, true);
  for (const root of walk.listening) {
    root.removeEventListener("focusin", walk.onFocus, true);
    root.removeEventListener("blur", walk.onBlur, true);
  }
  focused?.blur?.();
  walk.leave();
  const dialogs = [...document.querySelectorAll("dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]")];
  return {
    presses: walk.presses,
    reachable: walk.reachable,
    stuck_presses: walk.presses - walk.lastNew,
    leaves: walk.leaves,
    held_presses: walk.held,
    // To us players and closed shadow roots are frames: what has the focus in them is not told.
    ends_in_frame: /^(IFRAME|VIDEO|AUDIO|OBJECT|EMBED)$/.test(focused?.tagName) || Boolean(focused?.localName.includes("-") && !focused.shadowRoot && focused.tabIndex < 0),
    has_dialog: dialogs.some((each) => each.checkVisibility()),
    begins_focused: Boolean(walk.begins) && walk.begins !== document.body,
    stops: walk.stops.map(({ element, places, with: looked, ...stop }) => stop),
  };
}
