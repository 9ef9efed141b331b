// How many rounds of a fixed sum this browser does in a millisecond: only for comparing runs on one machine.
() => {
  const work = (forMs) => {
    const began = performance.now();
    let rounds = 0, sum = 0;
    while (performance.now() - began < forMs) {
      for (let step = 0; step < 2000; step++) sum = (sum * 31 + step) | 0;
      rounds++;
    }
    return [rounds / (performance.now() - began), sum];
  };
  work(60); // until the sum is compiled
  return Math.round(work(200)[0] * 10) / 10;
}
