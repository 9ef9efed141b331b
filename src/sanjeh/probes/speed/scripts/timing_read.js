() => {
  const heard = window[Symbol.for("sanjeh.timing")];
  const trip = performance.getEntriesByType("navigation")[0];
  const round = (number, digits) => Math.round(number * 10 ** digits) / 10 ** digits;
  const time = (number) => (typeof number === "number" && number > 0 ? round(number, 1) : null);
  // What a task longer than 50 ms takes from a visitor, from the first content on.
  const blocking = (heard?.tasks ?? []).reduce((sum, [start, duration]) => {
    const since = Math.max(start, heard.paint ?? Infinity);
    return sum + Math.max(0, start + duration - since - 50);
  }, 0);
  // The worst burst: shifts at most a second apart, five seconds in all (web.dev, CLS).
  let worst = 0, burst = 0, began = -Infinity, last = -Infinity;
  for (const [at, value] of heard?.shifts ?? []) {
    if (at - last > 1000 || at - began > 5000) [burst, began] = [0, at];
    burst += value;
    last = at;
    worst = Math.max(worst, burst);
  }
  return {
    load_ms: time(trip?.loadEventStart),
    fcp_ms: time(heard?.paint),
    lcp_ms: time(heard?.largest),
    tbt_ms: heard ? round(blocking, 1) : null,
    cls: heard ? round(worst, 4) : null,
  };
}
