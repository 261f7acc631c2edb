// Scenario files in a folder of their own, gone when the tests of a file are over.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Writes files into a new folder; answers with its path. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A world of one account: the key's policy names alice, and leaves nothing to the account. */
export const world = `accounts:
  "111122223333":
    users:
      alice: {}
    roles:
      Engineering:
        policies:
          - name: engineering
            document:
              Version: "2012-10-17"
              Statement:
                - { Sid: UseKeys, Effect: Allow, Action: "kms:*", Resource: "*" }
    keys:
      - id: 1234abcd-12ab-34cd-56ef-1234567890ab
        region: us-east-1
        aliases: [alias/app]
        policy:
          Version: "2012-10-17"
          Statement:
            - Sid: Alice
              Effect: Allow
              Principal: { AWS: arn:aws:iam::111122223333:user/alice }
              Action: ["kms:Decrypt", "kms:Encrypt"]
              Resource: "*"
            - Effect: Deny
              Principal: "*"
              Action: "kms:Encrypt"
              Resource: "*"
`;
