// Every file of fixtures/scenarios is run; each must be a story with a source, in both directions.
import { execFileSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reasons } from '../src/scenario/answers.ts';
import { findScenarioFiles, loadScenario, worldLoader } from '../src/scenario/load.ts';
import { runScenario, withoutExpectation } from '../src/scenario/run.ts';
import type { Scenario } from '../src/scenario/scenario.ts';
import { formatDiagnostic } from '../src/syntax/format-diagnostic.ts';

const { files } = findScenarioFiles(['fixtures/scenarios']);
const worlds = worldLoader();
const loaded = await Promise.all(files.map((file) => loadScenario(file, worlds)));
const scenarios = loaded.flatMap(({ scenario }) => scenario ?? []);

describe.each(loaded)('$file', ({ scenario, world, diagnostics }) => {
  it('is answered as expected', async () => {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map((error) => formatDiagnostic(error))).toEqual([]);
    const { requests } = await runScenario(scenario!, world!);
    const differing = requests.flatMap(({ request, mismatches }) =>
      mismatches.map(({ field, expected, actual }) => ({
        request: request.name,
        [field]: { expected, actual },
      })),
    );
    expect(differing).toEqual([]);
  });
});

describe('the scenarios', () => {
  it('are at least 280', () => expect(scenarios.length).toBeGreaterThanOrEqual(280));

  it.each<[string, (scenario: Scenario) => boolean]>([
    ['expect something of every request', (scenario) => withoutExpectation(scenario).length === 0],
    ['name a page of AWS as their source', hasSource],
    ['tell a story of two sentences or more', hasStory],
    ['stand in the folder of their topic', isInItsFolder],
    [
      'are named in kebab-case',
      ({ file }) => /^[a-z0-9]+(-[a-z0-9]+){2,}\.yaml$/.test(basename(file)),
    ],
    // A scenario that only denies would pass with an engine that denies everything.
    ['expect two different answers', hasTwoAnswers],
  ])('all %s', (_, holds) => {
    expect(scenarios.filter((scenario) => !holds(scenario)).map(({ file }) => file)).toEqual([]);
  });

  it('meet every reason', () => {
    const met = scenarios.flatMap(({ requests }) =>
      requests.map((one) => one.expect?.reason?.value),
    );
    expect(reasons.filter((reason) => !met.includes(reason))).toEqual([]);
  });

  it('have titles of their own', () => {
    const titles = scenarios.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('are what docs/scenarios was written from', () => {
    // Exits with 1, and names the pages, when one is stale.
    execFileSync(process.execPath, ['scripts/docs-scenarios.mjs', '--check']);
  });
});

function hasSource({ sources }: Scenario): boolean {
  return (
    sources.length > 0 &&
    sources.every((source) => /^https:\/\/docs\.aws\.amazon\.com\/\S+\.html(#\S+)?$/.test(source))
  );
}

function hasStory({ title, story }: Scenario): boolean {
  const sentences = story?.trim().match(/[.?!](\s|$)/g) ?? [];
  return title !== undefined && sentences.length >= 2;
}

function isInItsFolder({ file, topic }: Scenario): boolean {
  return topic === basename(dirname(file));
}

function hasTwoAnswers({ requests }: Scenario): boolean {
  const answers = requests.map(({ expect: { verdict, apiError } = {} }) => {
    // What a policy allows, the service may still refuse.
    if (verdict?.value === 'allow') return apiError?.value ?? 'allow';
    return verdict?.value ?? 'refused';
  });
  return new Set(answers).size > 1;
}
