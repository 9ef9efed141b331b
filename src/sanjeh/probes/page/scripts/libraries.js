// Reads versions that libraries tell of themselves, in the page's own world: whatever stands there may
// throw or lie, so only short texts that look like versions are believed.
(paths) => {
  const version = /^v?\d+\.\d+[\w.+-]{0,24}$/;
  const read = (path) => {
    try {
      let found = window;
      for (const part of path.split(".")) found = found?.[part];
      return typeof found === "string" && found.length < 30 && version.test(found) ? found : null;
    } catch {
      return null; // A page's getter that throws tells no version.
    }
  };
  const told = [];
  for (let at = 0; at < paths.length; at += 1) told[at] = read(paths[at]);
  return told;
}
