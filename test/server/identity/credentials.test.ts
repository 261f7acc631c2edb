// Access keys of a world: whose they are, where their secrets come from, and what is said when they are not there.
import { describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/server/authenticate.ts';
import { createCredentials, type SecretReaders } from '../../../src/server/credentials.ts';
import { createMemorySessions } from '../../../src/server/sessions.ts';
import { parseWorld } from '../../../src/world/parse.ts';
import { now } from './identity-world.ts';
import { received } from './sent-request.ts';
import { smithySign } from './signers.ts';

const text = `accounts:
  "111122223333":
    users:
      alice: { accessKeys: [{ id: AKIAIOSFODNN7EXAMPLE, secret: { file: secrets/alice } }] }
      bob:
        accessKeys: [{ id: AKIAI44QH8DHBEXAMPLE, secret: { env: BOB_SECRET } }]
        mfaDevices: [{ serial: "arn:aws:iam::111122223333:mfa/bob", seed: { env: BOB_SEED } }]
    roles: { app: {} }
    sessions:
      - role: app
        sessionName: work
        accessKeys: [{ id: ASIAIOSFODNN7EXAMPLE, secret: hush, sessionToken: FwoGZXIvYXdzEXAMPLE }]
`;
const { world } = parseWorld(text, { file: 'worlds/world.yaml' });
const of = (readers: SecretReaders) => createCredentials(world!, createMemorySessions(), readers);

const { credentials, diagnostics } = of({
  env: (name) => (name === 'BOB_SECRET' ? 'bobs' : 'GEZDGNBVGY3TQOJQ'),
  file: (path, from) =>
    path === 'secrets/alice' && from === 'worlds/world.yaml' ? 'alices\n' : undefined,
});

describe('a secret', () => {
  it.each([
    ['a file beside the world', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'alices' }],
    ['the environment', { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: 'bobs' }],
    [
      'a session, with its token',
      {
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'hush',
        sessionToken: 'FwoGZXIvYXdzEXAMPLE',
      },
    ],
  ])('may come from %s', async (_, who) => {
    expect(diagnostics).toEqual([]);
    const request = await smithySign({ credentials: who });
    expect(
      await authenticate(received(request), credentials, { now, service: 'kms' }),
    ).toMatchObject({
      kind: 'signed',
    });
  });

  it('that is not there is said without any other, and signs nothing', async () => {
    const lacking = of({ env: () => undefined, file: () => '' });
    expect(lacking.diagnostics.map(({ message }) => message)).toEqual([
      'the file `secrets/alice` does not hold the secret of the access key `AKIAIOSFODNN7EXAMPLE`',
      'the environment variable `BOB_SECRET` does not hold the secret of the access key `AKIAI44QH8DHBEXAMPLE`',
      'the environment variable `BOB_SEED` does not hold the secret of the MFA device `arn:aws:iam::111122223333:mfa/bob`',
    ]);
    const request = await smithySign({
      credentials: { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: '' },
    });
    expect(
      await authenticate(received(request), lacking.credentials, { now, service: 'kms' }),
    ).toMatchObject({
      error: { name: 'UnrecognizedClientException' },
    });
  });
});
