// The world of the identity tests, its secrets, and a clock that stands still.
import { createCredentials } from '../../../src/server/credentials.ts';
import { createMemorySessions } from '../../../src/server/sessions.ts';
import { parseWorld } from '../../../src/world/parse.ts';

/** Access key, secret and MFA seed of the callers. The seed is RFC 6238's. */
export const secrets = {
  alice: {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  },
  bob: {
    accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
    secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  },
  root: {
    accessKeyId: 'AKIAROOTROOTEXAMPLE1',
    secretAccessKey: 'rootrootrootrootrootrootrootrootEXAMPLE',
  },
  old: {
    accessKeyId: 'AKIAOLDOLDOLDEXAMPLE',
    secretAccessKey: 'oldoldoldoldoldoldoldoldoldoldoEXAMPLE',
  },
} as const;
export const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
export const mfaSerial = 'arn:aws:iam::111122223333:mfa/alice';
export const now = new Date('2026-06-01T09:00:00Z');

/** Two accounts; alice may assume Engineering, whose trust policy asks for more where a test says so. */
export const worldText = `
region: us-east-1
accounts:
  "111122223333":
    root: { accessKeys: [{ id: ${secrets.root.accessKeyId}, secret: ${secrets.root.secretAccessKey} }] }
    users:
      alice:
        id: AIDAALICEALICEEXAMPL
        tags: { team: blue }
        policies:
          - name: sts
            document:
              Version: "2012-10-17"
              Statement:
                - { Effect: Allow, Action: "sts:*", Resource: "*" }
                - { Effect: Allow, Action: "kms:*", Resource: "*" }
        accessKeys:
          - { id: ${secrets.alice.accessKeyId}, secret: ${secrets.alice.secretAccessKey} }
          - { id: ${secrets.old.accessKeyId}, secret: ${secrets.old.secretAccessKey}, status: Inactive }
        mfaDevices: [{ serial: "${mfaSerial}", seed: ${seed} }]
      bob:
        accessKeys: [{ id: ${secrets.bob.accessKeyId}, secret: { env: BOB_SECRET } }]
    roles:
      Engineering:
        id: AROAENGINEERINGEXAMP
        maxSessionDuration: 7200
        trustPolicy:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Principal: { AWS: "arn:aws:iam::111122223333:root" }
              Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
        policies:
          - name: all
            document: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: ["kms:*", "sts:*"], Resource: "*" }] }
      WithMfa:
        trustPolicy:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Principal: { AWS: "arn:aws:iam::111122223333:user/alice" }
              Action: "sts:AssumeRole"
              Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } }
      NoTags:
        trustPolicy:
          Version: "2012-10-17"
          Statement:
            - { Effect: Allow, Principal: { AWS: "*" }, Action: "sts:AssumeRole" }
      OnlyTags:
        trustPolicy:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Principal: { AWS: "*" }
              Action: ["sts:AssumeRole", "sts:TagSession"]
              Condition: { StringEquals: { "aws:PrincipalTag/project": "x" } }
  "444455556666":
    roles:
      Partner:
        trustPolicy:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Principal: { AWS: "arn:aws:iam::111122223333:root" }
              Action: "sts:AssumeRole"
              Condition: { StringEquals: { "sts:ExternalId": "12345" } }
`;

/** The world and fresh credentials of it. */
export function identities() {
  const { world, diagnostics } = parseWorld(worldText);
  if (!world) throw new Error(JSON.stringify(diagnostics));
  const sessions = createMemorySessions();
  const { credentials, diagnostics: problems } = createCredentials(world, sessions, {
    env: (name) => (name === 'BOB_SECRET' ? secrets.bob.secretAccessKey : undefined),
    file: () => undefined,
  });
  return { world, sessions, credentials, problems };
}
