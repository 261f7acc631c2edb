import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { explain } from '/work/main/src/explain/explain.ts';
import { findScenarioFiles, loadScenario, worldLoader } from '/work/main/src/scenario/load.ts';
import { runScenario } from '/work/main/src/scenario/run.ts';
test('dump', async () => {
  const worlds = worldLoader(); let out = '';
  for (const file of findScenarioFiles(['/work/main/fixtures/scenarios']).files) {
    const { scenario, world } = await loadScenario(file, worlds);
    for (const { request, outcome } of runScenario(scenario!, world!).requests) {
      if (outcome.kind === 'refused') continue;
      const e = explain(outcome.policies, outcome.request);
      out += `\n## ${file.split('scenarios/')[1]} | ${request.name}\n${e.headline}\n`;
      for (const m of e.nearMisses) out += `  ~ ${m.sentence}: ${m.failed.map((f) => f.sentence).join(' && ')}\n`;
      for (const f of e.fixes) out += `  > [${f.kind}] ${f.title}${f.opens ? ' {' + f.opens + '}' : ''}${f.alsoNeeds.map((s) => ' ALSO ' + s.title).join('')}\n`;
      if (e.advice) out += `  ! ${e.advice}\n`;
    }
  }
  writeFileSync('/tmp/dump.txt', out);
});
