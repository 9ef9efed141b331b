// Listens from the first moment; what it heard is read by vitals_read.js.
(() => {
  const heard = { fcp: null, lcp: null, cls: 0, tbt: 0 };
  Object.defineProperty(window, Symbol.for("sanjeh.vitals"), { value: heard });
  const listen = (type, note) => {
    try {
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    } catch {
      // A browser without this kind of entry leaves the figure empty.
    }
  };
  listen("paint", (entry) => { if (entry.name === "first-contentful-paint") heard.fcp = entry.startTime; });
  listen("largest-contentful-paint", (entry) => { heard.lcp = entry.startTime; });
  listen("layout-shift", (entry) => { if (!entry.hadRecentInput) heard.cls += entry.value; });
  listen("longtask", (entry) => { heard.tbt += Math.max(0, entry.duration - 50); });
})();
