// Whatever the layout of a trail, and however its bytes arrive, the same records come out of it, each at its place;
// and what is broken costs nothing but itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrailSink } from '../../src/why/trail/item.ts';
import { createSplitter } from '../../src/why/trail/split.ts';

interface Found {
  readonly values: unknown[];
  readonly problems: string[];
}

function split(bytes: Buffer, sizes: readonly number[] = [1 << 20]): Found {
  const found: Found = { values: [], problems: [] };
  const sink: TrailSink = {
    value: (value) => found.values.push(value),
    problem: ({ kind }, line, record) => found.problems.push(`${kind}:${line}:${record ?? ''}`),
  };
  const splitter = createSplitter(sink);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    splitter.push(bytes.subarray(at, at + size));
    at += size;
  }
  splitter.end(false);
  return found;
}

const record = fc.record({
  eventVersion: fc.constantFrom('1.08', '1.11'),
  userIdentity: fc.record({ arn: fc.string({ unit: 'grapheme' }), list: fc.array(fc.string()) }),
  requestParameters: fc.option(
    fc.dictionary(
      fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
      fc.string(),
    ),
  ),
  resources: fc.array(fc.record({ ARN: fc.string() }), { maxLength: 2 }),
});

const layouts: Readonly<Record<string, (records: readonly object[]) => string>> = {
  'a record a line': (records) => records.map((each) => `${JSON.stringify(each)}\n`).join(''),
  'a record a line, of Windows, the last line open': (records) =>
    records.map((each) => JSON.stringify(each)).join('\r\n'),
  'records one behind another': (records) => records.map((each) => JSON.stringify(each)).join(''),
  'records printed over lines': (records) =>
    records.map((each) => JSON.stringify(each, null, 2)).join('\n'),
  'records printed over lines without indentation': (records) =>
    records.map((each) => JSON.stringify(each, null, 1).replace(/\n +/g, '\n')).join('\n'),
  'a list': (records) => JSON.stringify(records),
  'a list printed over lines': (records) => JSON.stringify(records, null, 4),
  'an envelope': (records) => JSON.stringify({ Records: records }),
  'an envelope printed over lines': (records) => JSON.stringify({ Records: records }, null, '\t'),
  'an envelope with more in it': (records) =>
    JSON.stringify({
      a: ['Records', { Records: [1] }],
      b: 'Records',
      Records: records,
      c: { d: [] },
    }),
  'two envelopes': (records) =>
    `${JSON.stringify({ Records: records.slice(0, 1) })}${JSON.stringify({ Records: records.slice(1) })}`,
  'what lookup-events prints': (records) =>
    JSON.stringify({ Events: records, NextToken: 'x' }, null, 4),
};

describe.each(Object.entries(layouts))('%s', (_, layout) => {
  it('gives its records, however the bytes arrive', () => {
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 5 }),
        fc.array(fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constantFrom(400, 1 << 20)), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.boolean(),
        (records, sizes, marked) => {
          const bytes = Buffer.from(`${marked ? '\ufeff' : ''}${layout(records)}`);
          expect(split(bytes, sizes)).toEqual({ values: records, problems: [] });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives the records before a cut', () => {
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (records, part) => {
          const bytes = Buffer.from(layout(records));
          const { values } = split(bytes.subarray(0, Math.floor(bytes.length * part)));
          const whole = values.slice(0, records.length);
          expect(whole).toEqual(records.slice(0, whole.length));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('loses nothing but what is broken', () => {
    const records = [1, 2, 3, 4, 5].map((n) => ({
      eventVersion: '1.11',
      eventID: `id-${n}`,
      resources: [{ ARN: 'arn' }],
    }));
    const text = layout(records);
    for (const [what, broken] of Object.entries({
      'cut inside a string': text.replace('id-3"', 'id-'),
      'a brace too few': text.replace(/\}(?=[^{}]*\{[^{}]*id-4)/, ' '),
      'a brace too many': text.replace('"id-3"', '"id-3"}'),
      'a word that is no JSON': text.replace('"id-3"', 'nothing'),
    })) {
      const ids = split(Buffer.from(broken), [7]).values.map(
        (value) => (value as { eventID?: string }).eventID,
      );
      expect({ what, ids }).toEqual({
        what,
        ids: expect.arrayContaining(['id-1', 'id-2', 'id-4', 'id-5']),
      });
    }
  });
});
