// Denials without AWS's sentence: one that only its code tells, and one that AWS encoded.
import type { DeniedText } from './denied-text.ts';
import { Gap, lettersOf, squeezed } from './letters.ts';
import { readWrapper, WRAPPER_REACH } from './wrapper.ts';

/** A denial whose sentence is missing, or cut off before the action; undefined where KMS is not named. */
export function deniedByCode(text: string): DeniedText | undefined {
  const code = CODE.exec(text);
  if (code === null) return undefined;
  const before = text.slice(Math.max(0, code.index - WRAPPER_REACH), code.index);
  const after = text.slice(code.index, code.index + WRAPPER_REACH);
  const { action, ...wrapper } = readWrapper(before, after);
  const byKms = /^Kms/i.test(code[0]) || (action !== undefined && isKmsAlone(action, text));
  const byEndpoint = code[0] === 'VpceAccessDenied';
  if (!byKms && !byEndpoint) return undefined;
  return {
    ...(action === undefined ? {} : { action }),
    said: byEndpoint ? { kind: 'either', policyType: 'vpc-endpoint-policy' } : { kind: 'nothing' },
    cut: /:\s{0,4}$|\buser:/i.test(after.trimEnd().slice(-WRAPPER_REACH)),
    text: code[0],
    ...wrapper,
  };
}

const CODE = /\b(?:Kms\.?|KMS\.?|Vpce)?AccessDenied(?:Exception)?\b/;

/** Other services have operations like TagResource too. */
function isKmsAlone(action: string, text: string): boolean {
  return /crypt|DataKey|Mac$/.test(action) || /kms/i.test(text);
}

/**
 * The part of "Encoded authorization failure message: …" that is encoded, put together where it was wrapped.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
export function encodedMessage(text: string): string | undefined {
  const { text: all, lower, gaps } = lettersOf(text);
  const found = lower.indexOf(ENCODED);
  if (found < 0) return undefined;
  const from = found + ENCODED.length;
  let end = from;
  let kept = from;
  while (end < all.length && ENCODED_CHAR.test(all[end]!)) {
    end++;
    const gap = end === all.length ? Gap.paragraph : gaps[end]!;
    if (gap === Gap.none) continue;
    // The word of another sentence ends in a space; a line of the message ends in a line break.
    if (gap !== Gap.blank || kept === from) kept = end;
    if (gap !== Gap.line) break;
  }
  if (end < all.length && gaps[end] === Gap.none && kept === from) kept = end;
  return kept - from >= 20 ? all.slice(from, kept) : undefined;
}

const ENCODED = squeezed('Encoded authorization failure message:');
const ENCODED_CHAR = /[A-Za-z0-9_=-]/;
