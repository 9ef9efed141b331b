() => {
  const walk = globalThis.sanjehWalk;
  const focused = document.activeElement;
  removeEventListener("keydown", walk.onKey, true);
  removeEventListener("focusin", walk.onFocus, true);
  focused?.blur?.();
  walk.leave();
  const dialogs = [...document.querySelectorAll("dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]")];
  return {
    presses: walk.presses,
    reachable: walk.reachable,
    stuck_presses: walk.presses - walk.lastNew,
    ends_in_frame: focused?.tagName === "IFRAME",
    has_dialog: dialogs.some((each) => each.checkVisibility()),
    begins_focused: Boolean(walk.begins) && walk.begins !== document.body,
    stops: walk.stops.map(({ element, with: looked, ...stop }) => stop),
  };
}
