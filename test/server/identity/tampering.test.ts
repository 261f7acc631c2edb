// A signed request that was changed anywhere is refused. KEYWARD_TAMPERINGS says how many are tried: 100,000 in
// the whole run, a part of them every time.
//
// Not counted, because by specification nothing that is signed has changed: white space around and runs of it
// inside header values and between the parts of the Authorization header, the order of those parts, the case of
// header names, headers that are neither signed nor X-Amz-*, the order of query parameters and other ways to
// escape the same bytes in a query, `a` for `a=`, and `.`, `..` and empty segments of a path.
import { describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/server/authenticate.ts';
import { sha256 } from '../../../src/server/sigv4.ts';
import { identities, now, secrets } from './identity-world.ts';
import { received, type SentRequest } from './sent-request.ts';
import { aws4Sign, type SignWith, sdkSign, smithyPresign, smithySign } from './signers.ts';
import { meaning, mutations, picker } from './tampering.ts';

const total = Number(process.env.KEYWARD_TAMPERINGS ?? 10_000);
const seed = Number(process.env.KEYWARD_SEED ?? 1);

const { credentials, sessions } = identities();
const session: SignWith = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'FwoGZXIvYXdzEXAMPLETOKEN==',
};
await sessions.put({
  accessKeyId: session.accessKeyId,
  secretAccessKey: session.secretAccessKey,
  tokenDigest: sha256(Buffer.from(session.sessionToken!)),
  issuedAt: now.toISOString(),
  expiresAt: '2026-06-01T10:00:00Z',
  caller: { user: 'arn:aws:iam::111122223333:user/alice', session: true, mfa: false },
});

const originals: readonly SentRequest[] = (
  await Promise.all(
    [secrets.alice, session].map((who) =>
      Promise.all([
        smithySign({ credentials: who }),
        aws4Sign({ credentials: who }),
        sdkSign({ credentials: who }),
        smithyPresign({ credentials: who }),
        smithySign({ credentials: who, query: { b: 'x y', a: '1' } }),
      ]),
    ),
  )
).flat();

const ask = (request: SentRequest) =>
  authenticate(received(request), credentials, { now, service: 'kms' });

describe(`${total} changed requests (seed ${seed})`, () => {
  it('are made of requests that are accepted', async () => {
    for (const request of originals) expect(await ask(request)).toMatchObject({ kind: 'signed' });
  });

  const kinds = Object.entries(mutations);
  it.each(kinds)('with another %s are all refused', async (_, mutate) => {
    const pick = picker(seed);
    const meanings = originals.map(meaning);
    const accepted: SentRequest[] = [];
    let counted = 0;
    for (let tried = 0; counted < total / kinds.length; tried++) {
      // A kind of change that most requests have no place for would never end.
      if (tried > total * 5) break;
      const at = pick(originals.length);
      const changed = mutate(originals[at]!, pick);
      if (meaning(changed) === meanings[at]) continue;
      counted++;
      const answer = await ask(changed);
      if (answer.kind === 'signed') accepted.push(changed);
      else
        expect(answer.error).toMatchObject({
          status: 400,
          name: expect.stringMatching(/Exception$/),
        });
    }
    expect(counted).toBeGreaterThanOrEqual(Math.floor(total / kinds.length));
    expect(accepted).toEqual([]);
  });
});
