// Listens from the first moment; what it heard is read by timing_read.js.
(() => {
  const heard = { paint: null, largest: null, tasks: [], shifts: [] };
  Object.defineProperty(window, Symbol.for("sanjeh.timing"), { value: heard });
  const listen = (type, note) => {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  };
  listen("paint", (entry) => { if (entry.name === "first-contentful-paint") heard.paint = entry.startTime; });
  listen("largest-contentful-paint", (entry) => { heard.largest = entry.startTime; });
  listen("longtask", (entry) => { heard.tasks.push([entry.startTime, entry.duration]); });
  listen("layout-shift", (entry) => {
    if (!entry.hadRecentInput) heard.shifts.push([entry.startTime, entry.value]);
  });
})();
