// One process of the benchmark: it loads one job at one size, then answers `verdicts` and `measure`.
// CPU time, not the clock: other processes may run.

const [job, size] = process.argv.slice(2);
const { load } = await import(`./jobs/${job}.mjs`);
const loaded = await load(size);

/** Runs `count` pieces of work; answers the CPU time of one in microseconds. */
function measure(count) {
  const run = loaded.prepare(count);
  globalThis.gc?.();
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

process.on('message', ({ ask, count }) => {
  process.send(ask === 'verdicts' ? (loaded.verdicts() ?? []) : measure(count));
});
process.on('disconnect', () => process.exit());
process.send('ready');
