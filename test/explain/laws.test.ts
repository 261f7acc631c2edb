// What holds of every explanation, on random small cases and on the goldens' own.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import type { PolicySetInput } from '../../src/engine/policy-set.ts';
import { explain } from '../../src/explain/explain.ts';
import { renderText } from '../../src/explain/text.ts';
import { applyFix } from './apply-fix.ts';
import { situation } from './arbitraries.ts';
import { bob, cases } from './cases.ts';

/** All parts of a policy set, as code writes them that has none. */
const unset = {
  resourcePolicy: undefined,
  resourceAccount: undefined,
  identityPolicies: undefined,
  permissionsBoundary: undefined,
  sessionPolicies: undefined,
  serviceControlPolicies: undefined,
  resourceControlPolicies: undefined,
  vpcEndpointPolicy: undefined,
  grants: undefined,
} as unknown as PolicySetInput;

const runs = { numRuns: Number(process.env.KEYWARD_RUNS ?? 300) };

describe('explanations decide nothing', () => {
  test('the decision equals what decide answers', () => {
    fc.assert(
      fc.property(situation, ({ policies, request }) => {
        const compiled = compilePolicySet(policies);
        expect(explain(compiled, request).decision).toEqual(decide(compiled, request));
      }),
      runs,
    );
  });

  test('a part that is undefined counts as one that is left out', () => {
    fc.assert(
      fc.property(situation, ({ policies, request }) => {
        const whole = explain(compilePolicySet({ ...unset, ...policies }), request);
        expect(whole).toEqual(explain(compilePolicySet(policies), request));
      }),
      runs,
    );
  });

  test('every fix, made by hand from its patches, turns the verdict', () => {
    fc.assert(
      fc.property(situation, (before) => {
        for (const fix of explain(compilePolicySet(before.policies), before.request).fixes) {
          const { policies, request } = applyFix(before, fix);
          const { verdict } = decide(compilePolicySet(policies), request);
          expect(verdict, JSON.stringify(fix)).toBe('allow');
        }
      }),
      runs,
    );
  });

  test('an implicit deny of a user or role has a fix, unless the action never works for it', () => {
    fc.assert(
      fc.property(situation, ({ policies, request }) => {
        const { decision, fixes } = explain(compilePolicySet(policies), request);
        const exempt =
          decision.kind !== 'implicit-deny' ||
          (request.principal === bob && request.action === 'kms:DisableKey') ||
          typeof request.principal === 'object';
        if (!exempt) expect(fixes.length).toBeGreaterThan(0);
      }),
      runs,
    );
  });

  test('no fix removes a statement or adds a wildcard that the request does not need', () => {
    fc.assert(
      fc.property(situation, ({ policies, request }) => {
        for (const { patch } of explain(compilePolicySet(policies), request).fixes) {
          if (patch?.op !== 'add-statement') continue;
          expect(patch.statement?.Action).toBe(request.action);
          expect(JSON.stringify(patch.statement?.Principal ?? '')).not.toContain('*');
          if (!/^(resource|key)-policy$/.test(patch.type))
            expect(patch.statement?.Resource).not.toBe('*');
        }
      }),
      runs,
    );
  });

  test('sentences are whole: no placeholder is left open', () => {
    fc.assert(
      fc.property(situation, ({ policies, request }) => {
        const text = renderText(explain(compilePolicySet(policies), request));
        expect(text).not.toMatch(/undefined|\[object|NaN|\bnull\b/);
      }),
      runs,
    );
  });
});

describe('explanations are lazy', () => {
  test.each(cases.slice(0, 3))(
    '$name: what is read twice is built once',
    ({ policies, request }) => {
      const explanation = explain(compilePolicySet(policies), request);
      expect(explanation.fixes).toBe(explanation.fixes);
      expect(explanation.statements[0]?.clauses).toBe(explanation.statements[0]?.clauses);
    },
  );

  test('the order of members is that of the text', () => {
    const [first] = cases;
    const explanation = explain(compilePolicySet(first!.policies), first!.request);
    const names = Object.keys(explanation).slice(0, 5);
    expect(names).toEqual(['schemaVersion', 'decision', 'request', 'headline', 'errorText']);
  });
});
