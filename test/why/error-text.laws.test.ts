import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessDeniedText } from '../../src/catalog/error-texts.ts';
import { kmsActions } from '../../src/catalog/kms-actions.ts';
import { readErrorText, readErrorTexts } from '../../src/why/error-text/error-text.ts';
import { denials, escapings, layouts } from './error-texts.ts';

const account = fc.constantFrom('111122223333', '444455556666');
const name = fc.stringMatching(/^[A-Za-z0-9+=,.@_-]{1,40}$/);
const principal = fc.oneof(
  fc.tuple(account, name).map(([id, user]) => `arn:aws:iam::${id}:user/${user}`),
  fc
    .tuple(account, name, name)
    .map(([id, path, user]) => `arn:aws-cn:iam::${id}:user/${path}/${user}`),
  fc
    .tuple(account, name, name)
    .map(([id, role, of]) => `arn:aws:sts::${id}:assumed-role/${role}/${of}`),
  account.map((id) => `arn:aws:iam::${id}:root`),
);
const resource = fc.oneof(
  fc.tuple(account, fc.uuid()).map(([id, key]) => `arn:aws:kms:eu-central-1:${id}:key/${key}`),
  account.map((id) => `arn:aws:kms:us-gov-west-1:${id}:key/mrk-${'0123456789abcdef'.repeat(2)}`),
  fc
    .tuple(account, fc.stringMatching(/^[a-zA-Z0-9_-]{1,20}$/))
    .map(([id, alias]) => `arn:aws:kms:us-east-1:${id}:alias/${alias}`),
);
const action = fc.constantFrom(...kmsActions.map((row) => `kms:${row.name}`));
const denied = fc
  .record({ principal, resource, action, row: fc.constantFrom(...denials) })
  .map(({ principal: principalArn, resource: resourceArn, action: of, row }) => ({
    said: row.said,
    principal: principalArn,
    action: of,
    text: accessDeniedText({ ...row.call, principalArn, resourceArn, action: of }),
    resource: row.resource.kind === 'arn' ? { kind: 'arn', arn: resourceArn } : row.resource,
  }));

describe('an error text, whatever it is', () => {
  it('is read back for any caller, key and action, laid out and escaped twice', () => {
    const layout = fc.constantFrom(...layouts);
    const escaping = fc.constantFrom(...escapings);
    fc.assert(
      fc.property(denied, layout, escaping, escaping, (expected, lay, one, two) => {
        // A form has `+` for its spaces, and those of another form around it would be letters.
        fc.pre(one.how !== 'in a form' || one === two);
        const text = two.wrap(one.wrap(lay.wrap(expected.text)));
        expect(readErrorText(text), text).toMatchObject({
          kind: 'denied',
          denied: { ...expected, cut: false },
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same with line breaks anywhere', () => {
    const breaks = fc.array(fc.nat(1000), { maxLength: 12 });
    fc.assert(
      fc.property(
        denied,
        breaks,
        fc.constantFrom('\n', '\n   ', '\r\n', '\n│ '),
        (expected, places, line) => {
          const cuts = new Set(places.map((place) => 1 + (place % (expected.text.length - 1))));
          const text = [...expected.text]
            .map((char, at) => (cuts.has(at) ? line + char : char))
            .join('');
          expect(readErrorText(text), text).toMatchObject({
            kind: 'denied',
            denied: { ...expected, cut: false },
          });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('never names a policy, caller, key or action that a beginning of it does not have', () => {
    fc.assert(
      fc.property(
        denied,
        fc.nat(1000),
        fc.constantFrom('', '...', '…', '\n'),
        (expected, place, end) => {
          const read = readErrorText(expected.text.slice(0, place % expected.text.length) + end);
          if (read.kind !== 'denied') return;
          const { said, principal: by, action: of, resource: on } = read.denied;
          expect([undefined, expected.principal]).toContain(by);
          expect([undefined, expected.action]).toContain(of);
          if (on !== undefined) expect(on).toEqual(expected.resource);
          if ('policyType' in said) expect(said).toEqual(expected.said);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is never a reason to stop', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'User: ',
        'arn:',
        ' is not authorized to perform: ',
        'kms:',
        'Decrypt',
        'on resource: ',
      ),
      fc.constantFrom(
        'because no ',
        'with an explicit deny in a ',
        '\n',
        '\\',
        '\\u00',
        '&#',
        '%2',
        '…',
        '│ ',
      ),
      fc.constantFrom(
        'AccessDeniedException',
        'NotFoundException',
        'Encoded authorization failure message:',
      ),
      fc.string({ maxLength: 5, unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        expect(['denied', 'other-error', 'encoded', 'unrecognised']).toContain(
          readErrorText(text).kind,
        );
        expect(Array.isArray(readErrorTexts(text))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
