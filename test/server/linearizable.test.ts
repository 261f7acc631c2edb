// The checker of histories finds what could not have happened, and lets pass what could.
import { describe, expect, it } from 'vitest';
import { type KeyCall, keyModel } from './key-history.ts';
import { isLinearizable } from './linearizable.ts';

const at = (
  start: number,
  end: number,
  does: KeyCall['does'],
  more: Partial<KeyCall> = {},
): KeyCall => ({ key: 'k', version: 1, start, end, does, ...more });
const disabled = { error: 'DisabledException' };

const rows: readonly { title: string; history: readonly KeyCall[]; holds: boolean }[] = [
  { title: 'nothing', history: [], holds: true },
  {
    title: 'a use before the disabling',
    history: [at(0, 1, 'decrypt'), at(2, 3, 'disable')],
    holds: true,
  },
  {
    title: 'a use that overlaps the disabling',
    history: [at(0, 5, 'disable'), at(1, 9, 'decrypt')],
    holds: true,
  },
  {
    title: 'a use after the disabling',
    history: [at(0, 1, 'disable'), at(2, 3, 'decrypt')],
    holds: false,
  },
  {
    title: 'a refusal after the disabling',
    history: [at(0, 1, 'disable'), at(2, 3, 'decrypt', disabled)],
    holds: true,
  },
  {
    title: 'a refusal before it',
    history: [at(0, 1, 'decrypt', disabled), at(2, 3, 'disable')],
    holds: false,
  },
  {
    title: 'a use after two, that only a third could allow',
    history: [
      at(0, 1, 'disable'),
      at(2, 9, 'enable'),
      at(3, 4, 'decrypt'),
      at(5, 6, 'decrypt', disabled),
    ],
    holds: false,
  },
  {
    title: 'two changes that saw the same policy',
    history: [at(0, 4, 'put-policy'), at(1, 5, 'put-policy')],
    holds: false,
  },
  {
    title: 'two changes, one after the other',
    history: [at(0, 4, 'put-policy', { version: 2 }), at(1, 5, 'put-policy')],
    holds: true,
  },
  {
    title: 'an old policy after a change',
    history: [at(0, 1, 'put-policy'), at(2, 3, 'decrypt')],
    holds: false,
  },
  {
    title: 'a grant that counts once it is made',
    history: [at(0, 1, 'grant', { grant: 'g' }), at(2, 3, 'decrypt-by-grant')],
    holds: true,
  },
  {
    title: 'a grant that counts after its end',
    history: [
      at(0, 1, 'grant', { grant: 'g' }),
      at(2, 3, 'revoke', { grant: 'g' }),
      at(4, 5, 'decrypt-by-grant'),
    ],
    holds: false,
  },
];

describe('a history', () => {
  it.each(rows)('of $title: $holds', ({ history, holds }) => {
    expect(isLinearizable(history, keyModel)).toBe(holds);
  });
});
