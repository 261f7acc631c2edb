// Fixes: made in place, shown as a diff, and refused when a decision would change.
import { describe, expect, it } from 'vitest';
import type { Finding, Suggestion } from '../../src/lint/finding.ts';
import { applyFixes, edited } from '../../src/lint/fix.ts';
import { readFile } from '../../src/lint/read-file.ts';
import { unifiedDiff } from '../../src/syntax/unified-diff.ts';

const text = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["kms:*", "kms:Decrypt"],
      "Resource": "*"
    }
  ]
}
`;
const read = readFile({ file: 'key.json', text });
const scope = {
  files: [read],
  documents: read.documents,
  resources: [],
  trustedAccounts: [],
  trustedOrganizations: [],
};

/** A finding whose fix puts other words in the place of some. */
function finding(words: string, by: string, effect: Suggestion['effect'] = 'same'): Finding {
  const start = text.indexOf(words);
  const place = (offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1, offset };
  };
  const span = { start: place(start), end: place(start + words.length) };
  return {
    rule: 'D04-redundant',
    severity: 'info',
    message: 'it says the same twice',
    file: 'key.json',
    span,
    certain: true,
    fingerprint: words,
    suggestion: { title: 'remove it', effect, edits: [{ span, text: by }] },
  };
}

describe('a fix', () => {
  it('that changes no decision is made, and the rest of the text stays', () => {
    const fixed = applyFixes(read, [finding(', "kms:Decrypt"', '')], scope);
    expect(fixed.text).toBe(text.replace(', "kms:Decrypt"', ''));
    expect(fixed.applied).toHaveLength(1);
  });

  it.each([
    ['that takes something away', finding('"kms:*", ', '')],
    ['that gives something', finding('111122223333:root', '444455556666:root')],
    ['that breaks the document', finding('"Statement"', '"Statment"')],
  ])('%s is refused', (_, wrong) => {
    const fixed = applyFixes(read, [wrong], scope);
    expect(fixed.text).toBe(text);
    expect(fixed.refused).toEqual([wrong]);
  });

  it('that narrows or widens is never made', () => {
    const fixed = applyFixes(read, [finding(', "kms:Decrypt"', '', 'narrows')], scope);
    expect(fixed.text).toBe(text);
  });

  it('is shown as a diff that makes the same text', () => {
    const { edits } = finding(', "kms:Decrypt"', '').suggestion!;
    expect(unifiedDiff('key.json', text, edited(text, edits))).toBe(`--- a/key.json
+++ b/key.json
@@ -4,7 +4,7 @@
     {
       "Effect": "Allow",
       "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
-      "Action": ["kms:*", "kms:Decrypt"],
+      "Action": ["kms:*"],
       "Resource": "*"
     }
   ]
`);
    expect(edited(text, edits)).toBe(text.replace(', "kms:Decrypt"', ''));
  });
});
