// Reading scenario files: everything that cannot be meant is refused with its place.
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.ts';

const request = (lines: string) =>
  `requests:\n  - principal: user/alice\n    action: kms:Decrypt\n${lines}`;
const step = (lines: string, operation = '    operation: CreateKey\n') =>
  `steps:\n  - principal: user/alice\n${operation}${lines}`;
const expecting = (text: string) => request(`    expect: ${text}\n`);

// The text, the code of the first diagnostic, its line and column, what the message or remedy says.
const refused: readonly (readonly [string, string, string, RegExp])[] = [
  ['titel: x\nrequests: []\n', 'scenario-unknown-field', '1:1', /did you mean `title`/],
  ['requests: []\n', 'scenario-empty', '1:11', /asks nothing/],
  ['title: nothing\n', 'scenario-empty', '1:1', /asks nothing/],
  ['- 1\n', 'scenario-type', '1:1', /must be an object, but is a list/],
  ['steps: []\n', 'scenario-empty', '1:8', /the story has no `steps`/],
  [`steps: []\n${request('')}`, 'scenario-contradiction', '1:1', /not both/],
  [request('    operation: Decrypt\n'), 'scenario-contradiction', '4:5', /not both/],
  [request('    save: { a: b }\n'), 'scenario-contradiction', '4:5', /`steps` of a story/],
  [request('    advance: 1d\n'), 'scenario-contradiction', '4:5', /`steps` of a story/],
  [step('    advance: soon\n'), 'scenario-value', '4:14', /`90s`, `20m`, `25h` or `30d`/],
  [step('    parameters: [1]\n'), 'scenario-type', '4:17', /must be an object/],
  [
    step('    key: x\n', '    operation: GenerateRandom\n'),
    'scenario-contradiction',
    '4:5',
    /no parameter `KeyId`/,
  ],
  [
    step('    expect: { error: {} }\n'),
    'scenario-missing-field',
    '4:22',
    /no `code` and no `name`/,
  ],
  [step('    expect: { error: { code: a, name: b } }\n'), 'scenario-missing-field', '4:22', /both/],
  [`clock: noon\n${request('')}`, 'scenario-value', '1:8', /write it in UTC/],
  [`clock: 2026-02-30T25:00:00Z\n${request('')}`, 'scenario-value', '1:8', /not a time/],
  [`world: 5\n${request('')}`, 'scenario-type', '1:8', /an object or the path/],
  ['requests:\n  - action: kms:Decrypt\n', 'scenario-missing-field', '2:5', /no `principal`/],
  ['requests:\n  - principal: alice\n', 'scenario-missing-field', '2:5', /no `action`/],
  [request('    kye: x\n'), 'scenario-unknown-field', '4:5', /did you mean `key`/],
  [request('    key: x\n    resource: y\n'), 'scenario-contradiction', '5:5', /not both/],
  [request('    override: maybe\n'), 'scenario-type', '4:15', /true or false/],
  [request('    grantTokens: abc\n'), 'scenario-type', '4:18', /must be a list/],
  [request('    context: [1]\n'), 'scenario-type', '4:14', /must be an object/],
  [request('    context: { a: { b: 1 } }\n'), 'scenario-type', '4:19', /the value of `a`/],
  [request('    context: { a: [[1]] }\n'), 'scenario-type', '4:20', /an entry of `a`/],
  [
    'requests:\n  - principal: { name: x }\n    action: y\n',
    'scenario-missing-field',
    '2:16',
    /does not say what it is/,
  ],
  [
    'requests:\n  - principal: { user: x, sessionName: y }\n    action: z\n',
    'scenario-unknown-field',
    '2:27',
    /principal with `user`/,
  ],
  [
    'requests:\n  - principal: { role: x, sessionPolicies: [{ file: gone.json }] }\n    action: z\n',
    'file-unreadable',
    '2:53',
    /relative to the scenario/,
  ],
  [expecting('{}'), 'scenario-expects-nothing', '4:5', /could never fail/],
  [expecting('deny'), 'scenario-type', '4:13', /must be an object/],
  [expecting('{ verdict: denied }'), 'scenario-value', '4:24', /`denied` is not a verdict/],
  [expecting('{ reason: no-delegation }'), 'scenario-value', '4:23', /is not a reason/],
  [expecting('{ reason: not-delegate }'), 'scenario-value', '4:23', /did you mean `not-delegated`/],
  [expecting('{ verdikt: deny }'), 'scenario-unknown-field', '4:15', /did you mean `verdict`/],
  [
    expecting('{ verdict: deny, error: { code: x } }'),
    'scenario-contradiction',
    '4:24',
    /refused before/,
  ],
  [expecting('{ error: {} }'), 'scenario-missing-field', '4:22', /no `code`/],
  [expecting('{ error: x }'), 'scenario-type', '4:22', /must be an object/],
  [expecting('{ determining: x }'), 'scenario-type', '4:28', /must be a list/],
  [expecting('{ determining: [keyPolicy] }'), 'scenario-value', '4:29', /`policyName#Sid`/],
  [expecting('{ assumptions: [no-such] }'), 'scenario-value', '4:29', /not a known assumption/],
];

describe('parseScenario', () => {
  it.each(refused)('refuses %j', (text, code, place, words) => {
    const { scenario, diagnostics } = parseScenario(text, { file: 's.yaml' });
    expect(scenario).toBeUndefined();
    const found = diagnostics.find((diagnostic) => diagnostic.code === code);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(`${found!.message} ${found!.remedy}`).toMatch(words);
    expect(`${found!.span!.start.line}:${found!.span!.start.column}`).toBe(place);
    expect(found!.file).toBe('s.yaml');
  });

  it('reads all that a request can say', () => {
    const { scenario, diagnostics } = parseScenario(`
title: all of it
source: [https://docs.aws.amazon.com/kms/]
clock: 2026-03-04T05:06:07Z
world: ../world.yaml
requests:
  - name: first
    principal: { role: role/Engineering, sessionName: s, mfa: true, tags: { team: 012 } }
    action: kms:Decrypt
    key: alias/app
    region: us-east-1
    context: { aws:SourceIp: 192.0.2.1, n: 5, account: 012345678901, b: true, none: null, l: [a, 1] }
    via: s3
    vpcEndpoint: vpce-1
    grantTokens: [t]
    grantId: g
    override: true
    assumeCallerAllows: true
    expect: { verdict: deny, reason: trust-policy }
  - { principal: anonymous, action: kms:Encrypt, expect: { verdict: allow, reason: trust-policy } }
`);
    expect(diagnostics).toEqual([]);
    const [first, second] = scenario!.requests;
    expect(scenario).toMatchObject({
      title: 'all of it',
      sources: ['https://docs.aws.amazon.com/kms/'],
      clock: new Date('2026-03-04T05:06:07Z'),
      world: { kind: 'path', path: '../world.yaml' },
    });
    expect(first!.ask).toEqual({
      principal: { role: 'role/Engineering', sessionName: 's', mfa: true, tags: { team: '012' } },
      action: 'kms:Decrypt',
      key: 'alias/app',
      region: 'us-east-1',
      context: {
        'aws:SourceIp': '192.0.2.1',
        n: 5,
        account: '012345678901',
        b: true,
        none: null,
        l: ['a', 1],
      },
      via: 's3',
      vpcEndpoint: 'vpce-1',
      grantTokens: ['t'],
      grantId: 'g',
      override: true,
    });
    expect(first!.assumeCallerAllows).toBe(true);
    expect(second!.name).toBe('request 2');
  });

  it('reads JSON, and session policies with their places', () => {
    const text = JSON.stringify({
      $schema: 'scenario.schema.json',
      requests: [
        {
          principal: {
            arn: 'arn:aws:iam::111122223333:role/Engineering',
            sessionPolicies: [
              { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
            ],
          },
          action: 'kms:Decrypt',
          key: 'alias/app',
        },
      ],
    });
    const { scenario, diagnostics } = parseScenario(text, { file: 's.json' });
    expect(diagnostics).toEqual([]);
    const principal = scenario!.requests[0]!.ask.principal as unknown as {
      sessionPolicies: object[];
    };
    expect(principal.sessionPolicies[0]).toMatchObject({
      name: 'sessionPolicies[0]',
      type: 'session-policy',
      file: 's.json',
      statements: [{ span: { start: { line: 1 } } }],
    });
  });
});
