// What holds for the catalogue as a whole: sources, staleness, no Node modules.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assumptions } from '../../src/catalog/assumptions.ts';
import { conditionKeys } from '../../src/catalog/condition-keys.ts';
import { explicitDeny, hiddenKey, implicitDeny } from '../../src/catalog/error-texts.ts';
import { grantOperations } from '../../src/catalog/grant-operations.ts';
import { kmsActions } from '../../src/catalog/kms-actions.ts';
import { operatorNames } from '../../src/catalog/operators.ts';
import { quotas } from '../../src/catalog/quotas.ts';
import { partitions } from '../../src/catalog/regions.ts';
import { serviceTrusts, supportsRcp, trustOf } from '../../src/catalog/services.ts';
import { viaServices, viaServicesSource } from '../../src/catalog/via-services.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'src/catalog');

interface Sourced {
  readonly source: string;
}

const tables: Readonly<Record<string, readonly Sourced[]>> = {
  actions: kmsActions,
  assumptions: Object.values(assumptions),
  'condition keys': conditionKeys,
  'error texts': [hiddenKey, ...Object.values(explicitDeny), ...Object.values(implicitDeny)],
  'grant operations': grantOperations,
  operators: operatorNames,
  partitions,
  quotas: Object.values(quotas).filter((quota) => quota !== undefined),
  services: serviceTrusts,
  'services that forward calls': [{ source: viaServicesSource }],
};

// Texts that AWS does not document were seen in issues, and only those may cite one.
const documented = /^https:\/\/docs\.aws\.amazon\.com\/\S+\.html(#\S+)?$/;
const observed = /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/issues\/\d+$/;

describe('the catalogue', () => {
  it.each(Object.entries(tables))('has a source for each row: %s', (name, rows) => {
    const unsourced = rows.filter(
      ({ source }) =>
        !documented.test(source) && !(name === 'error texts' && observed.test(source)),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(unsourced).toEqual([]);
  });

  it('is what its command generates', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/catalog.mjs', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('runs in a browser', () => {
    for (const file of readdirSync(folder)) {
      const text = readFileSync(join(folder, file), 'utf8');
      expect(text, file).not.toMatch(/['"]node:|\bprocess\.|\brequire\(|from '[^.]/);
    }
  });

  it('words its assumptions in whole sentences', () => {
    for (const [id, { statement, choice, why }] of Object.entries(assumptions)) {
      for (const text of [statement, choice, why]) expect(text, id).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('knows the services that kms:ViaService names', () => {
    expect(viaServices).toHaveLength(95);
    expect(viaServices).toEqual([...new Set(viaServices)].sort());
    expect(viaServices).toEqual(expect.arrayContaining(['s3', 'ec2', 'workspaces-web', 'es']));
  });

  it('knows how services trust', () => {
    expect(['kms', 'sts', 's3'].map(trustOf)).toEqual(['explicit', 'trust-policy', 'implicit']);
    expect(['kms', 'sts', 's3', 'iam'].map(supportsRcp)).toEqual([true, true, true, false]);
  });

  it('knows the sizes of policies', () => {
    expect(quotas['key-policy']).toMatchObject({ limit: 32_768, unit: 'bytes' });
    expect(quotas['service-control-policy']).toMatchObject({
      limit: 10_240,
      whitespaceCounts: true,
    });
    expect(quotas['identity-policy']).toMatchObject({ limit: 6_144, whitespaceCounts: false });
  });
});
