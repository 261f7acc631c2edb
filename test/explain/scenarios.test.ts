// Every request of every scenario has an explanation that is whole, valid, and true of its decision.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import { explain } from '../../src/explain/explain.ts';
import { renderText } from '../../src/explain/text.ts';
import { findScenarioFiles, loadScenario, worldLoader } from '../../src/scenario/load.ts';
import { runScenario } from '../../src/scenario/run.ts';
import { applyFix } from './apply-fix.ts';
import { plainDocuments } from './plain-documents.ts';

const folder = fileURLToPath(new URL('../../fixtures/scenarios', import.meta.url));
const schema = new URL('../../schemas/explanation.schema.json', import.meta.url);
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(schema, 'utf8')),
);
const worlds = worldLoader();

describe('scenarios are explained', () => {
  test.each(findScenarioFiles([folder]).files.map((file) => [relative(folder, file), file]))(
    '%s',
    async (_, file) => {
      const { scenario, world } = await loadScenario(file, worlds);
      for (const { outcome } of (await runScenario(scenario!, world!)).requests) {
        if (outcome.kind !== 'decided') continue;
        const { policies, request, decision } = outcome;
        const explanation = explain(policies, request);
        expect(explanation.decision).toEqual(decision);
        expect(renderText(explanation)).not.toMatch(/undefined|\[object|NaN/);
        validate(JSON.parse(JSON.stringify(explanation)));
        expect(validate.errors ?? []).toEqual([]);
        const plain = { policies: plainDocuments(policies), request };
        for (const fix of explanation.fixes) {
          const fixed = applyFix(plain, fix);
          const { verdict } = decide(compilePolicySet(fixed.policies), fixed.request);
          expect(verdict, JSON.stringify(fix)).toBe('allow');
        }
      }
    },
  );
});
