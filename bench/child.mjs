// One process of the benchmark: it loads one job at one size, then answers `verdicts` and `measure`.
// CPU time, not the clock: other processes may run.

const [job, size] = process.argv.slice(2);
const { load } = await import(`./jobs/${job}.mjs`);
const loaded = await load(size);

/** The most requests that are made ready at a time: few enough to stay in the cache, as a server's are. */
const BATCH = 8192;

/** Runs `count` pieces of work; answers the CPU time of one in microseconds. */
function measure(count) {
  let spent = 0;
  for (let done = 0; done < count; done += BATCH) {
    const run = loaded.prepare(Math.min(BATCH, count - done));
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    spent += user + system;
  }
  return spent / count;
}

process.on('message', ({ ask, count }) => {
  process.send(ask === 'verdicts' ? (loaded.verdicts() ?? []) : measure(count));
});
process.on('disconnect', () => process.exit());
process.send('ready');
