// Secrets of a world file: read, and never shown.
import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../src/syntax/code-frame.ts';
import { formatDiagnostic } from '../../src/syntax/format-diagnostic.ts';
import { parseWorld } from '../../src/world/parse.ts';
import { redactFiles } from '../../src/world/redact.ts';
import { renderWorld, showWorld } from '../../src/world/show.ts';

const hush = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const text = `accounts:
  "111122223333":
    root: { accessKeys: [{ id: AKIAROOTROOTEXAMPLE1, secret: "${hush}" }] }
    users:
      alice:
        accessKeys:
          - { id: AKIAIOSFODNN7EXAMPLE, secret: ${hush}, status: Active }
          - id: AKIAI44QH8DHBEXAMPLE
            secret: 8675309012345
        mfaDevices: [{ serial: "arn:aws:iam::111122223333:mfa/alice", seed: ${seed} }]
    roles: { app: {} }
    sessions:
      - { role: app, sessionName: work, accessKeys: [{ id: ASIAIOSFODNN7EXAMPLE, secret: ${hush}, sessionToken: "${hush}" }] }
`;
const shown = (value: string) =>
  [hush, seed, '8675309012345', hush.slice(0, 12)].filter((secret) => value.includes(secret));

describe('the secrets of a world file', () => {
  const { world, diagnostics } = parseWorld(text, { file: 'world.yaml' });

  it('are read', () => {
    expect(diagnostics).toEqual([]);
    const account = world!.accounts.get('111122223333')!;
    const [key] = account.users.get('alice')!.accessKeys!;
    expect(key).toMatchObject({ id: 'AKIAIOSFODNN7EXAMPLE', status: 'Active' });
    expect(key?.secret.kind === 'value' && key.secret.reveal()).toBe(hush);
    expect(account.root?.accessKeys).toHaveLength(1);
    expect(account.sessions[0]?.accessKeys?.[0]?.sessionToken?.kind).toBe('value');
  });

  it('do not stand in the summary of the world, or in its data', () => {
    expect(shown(renderWorld(showWorld(world!)))).toEqual([]);
    expect(shown(JSON.stringify(showWorld(world!)))).toEqual([]);
    expect(
      shown(
        JSON.stringify(
          [...world!.accounts.values()].map((a) => ({ ...a, users: [...a.users.values()] })),
        ),
      ),
    ).toEqual([]);
  });

  it('do not leave by a redaction, and what leaves is still a world', () => {
    const { files } = redactFiles([{ path: 'world.yaml', text }]);
    expect(shown(files![0]!.text)).toEqual([]);
    expect(parseWorld(files![0]!.text, { file: 'world.yaml' }).diagnostics).toEqual([]);
  });

  it.each([
    `accounts: { "111122223333": { users: { alice: { accessKeys: [{ id: AKIAIOSFODNN7EXAMPLE, secret: ${hush}, statu: Active }] } } } }`,
    `{"accounts": {"111122223333": {"users": {"alice": {"accessKeys": [{"id": "AKIA", "secret": "${hush}"}]}}}}}`,
    `accounts: { "111122223333": { users: { alice: { mfaDevices: [{ serial: x, seed: "${hush}" }] } } } }`,
    `accounts: { "111122223333": { users: { alice: { mfaDevices: [{ serial: "arn:aws:iam::111122223333:mfa/alice", seed: "${hush}" }] } } } }`,
    `accounts: { "111122223333": { root: { accessKeys: [{ id: AKIAIOSFODNN7EXAMPLE, secret: [${hush}] }] } } }`,
    `accounts: { "111122223333": { root: { accessKeys: [{ id: AKIAIOSFODNN7EXAMPLE, secret: '${hush}' `,
  ])('do not stand in what is said of a mistake beside them: %#', (wrong) => {
    const found = parseWorld(wrong, { file: 'world.yaml' }).diagnostics;
    expect(found.length).toBeGreaterThan(0);
    for (const diagnostic of found) {
      expect(shown(JSON.stringify(diagnostic))).toEqual([]);
      expect(shown(formatDiagnostic(diagnostic, wrong))).toEqual([]);
      if (diagnostic.span) expect(shown(codeFrame(wrong, diagnostic.span))).toEqual([]);
    }
  });
});
