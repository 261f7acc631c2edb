// Templates: what was read of each, with the words of the file at every place; and what no template may do.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { type Deployment, readFile } from '../../src/lint/read-file.ts';
import { decodeText } from '../../src/syntax/decode-text.ts';
import { describeReading } from './readings.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/lint/templates');
const files = readdirSync(folder).filter((name) => /\.(json|ya?ml|template)$/.test(name));
const textOf = (name: string) => readFileSync(resolve(folder, name), 'utf8');
const read = (text: string, file = 'template.yaml', deployment: Deployment = {}) =>
  readFile({ file, text }, undefined, deployment);

describe('templates', () => {
  it.each(files)('%s is read as recorded', async (name) => {
    const described = describeReading(read(textOf(name), name));
    await expect(described).toMatchFileSnapshot(`${folder}/${name}.read.txt`);
  });

  it.each(files)('%s is read alike with the line ends of Windows, in UTF-16', (name) => {
    const text = textOf(name);
    const windows = text.replaceAll('\n', '\r\n');
    const bytes = Buffer.from(`\ufeff${windows}`, 'utf16le');
    const decoded = decodeText(bytes).text ?? '';
    expect(describeReading(read(decoded, name))).toEqual(describeReading(read(text, name)));
  });

  it('names every place of a value that it writes out itself', () => {
    for (const name of files) {
      const { documents } = read(textOf(name), name);
      const patterns = documents
        .flatMap(({ policy }) => policy.statements)
        .flatMap(({ clauses }) => clauses)
        .flatMap((clause) => (clause.kind === 'Action' ? clause.patterns : []));
      for (const { value, span } of patterns) {
        const words = textOf(name).slice(span?.start.offset, span?.end.offset);
        expect([value, `"${value}"`, '!Split [" ", "s3:GetObject s3:PutObject"]']).toContain(words);
      }
    }
  });
});

describe('what AWS and its tools write by default', () => {
  it.each(files.filter((name) => name.startsWith('as-')))('%s brings nothing grave', (name) => {
    const { findings, unread } = lint([{ path: name, text: textOf(name) }]);
    const grave = findings.filter(({ severity }) => severity === 'error' || severity === 'high');
    expect([grave, unread]).toEqual([[], []]);
  });
});

describe('where a template is deployed', () => {
  const text = `
Conditions:
  Here: !Equals [!Ref "AWS::Region", eu-west-1]
Mappings:
  Regions: { eu-west-1: { Role: reader } }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !If [Here, !FindInMap [Regions, !Ref "AWS::Region", Role], other]
  Key: { Type: AWS::KMS::Key }
`;
  const arnOf = (deployment: Deployment) => {
    const [role] = read(text, 'a.yaml', deployment).resources;
    return role?.kind === 'role' ? role.arn : undefined;
  };

  it.each([
    ['nobody says it', {}, 'arn:aws:iam::111122223333:role/Role'],
    ['another Region', { region: 'us-west-2' }, 'arn:aws:iam::111122223333:role/other'],
    [
      'the Region that a condition asks for',
      { account: '444455556666', region: 'eu-west-1' },
      'arn:aws:iam::444455556666:role/reader',
    ],
    ['another partition', { region: 'cn-north-1' }, 'arn:aws-cn:iam::111122223333:role/other'],
  ])('%s', (_, deployment, arn) => {
    expect(arnOf(deployment)).toBe(arn);
  });

  it('is the account that a template without AWS::AccountId writes out', () => {
    const own = 'Resources: { Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: "x" } } }';
    const said = `${own} # arn:aws:iam::444455556666:root`;
    expect(read(said).resources[0]?.account).toBe('444455556666');
    expect(read(`${said} AWS::AccountId`).resources[0]?.account).toBe('111122223333');
  });
});

it.each([
  ['standard input', '-', 'Resources:\n  Key: { Type: AWS::KMS::Key }'],
  ['flow style', 'a.yaml', '{ Resources: { Key: { Type: "AWS::KMS::Key", Properties: !Ref P } } }'],
  ['JSON by another name', 'a.template', '{ "Resources": { "Key": { "Type": "AWS::KMS::Key" } } }'],
])('a template is known by its sections: %s', (_, file, text) => {
  expect(read(text, file).resources.map(({ kind }) => kind)).toEqual(['key']);
});

it('a text that a condition chooses keeps its places', () => {
  const text = `Resources:
  Guardrail:
    Type: AWS::Organizations::Policy
    Properties:
      Type: SERVICE_CONTROL_POLICY
      Content: !If [C, !Sub '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "kms:\${A}", "Resource": "*" }] }', !Ref "AWS::NoValue"]
`;
  const [document] = read(text).documents;
  const [statement] = document?.policy.statements ?? [];
  const [action, resource] = statement?.clauses ?? [];
  const words = text.slice(resource?.span?.start.offset, resource?.span?.end.offset);
  expect([action?.unknown, words]).toEqual(['`A`', '"*"']);
});

describe('bad input', () => {
  const codes = (text: string, file?: string) =>
    read(text, file).diagnostics.map(({ code }) => code);
  const key = (policy: string) =>
    `Resources: { Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: ${policy} } } }`;
  const nested = (depth: number) =>
    `${'!If [C, '.repeat(depth)}x${`, !Ref "AWS::NoValue"]`.repeat(depth)}`;

  it.each([
    ['broken YAML', 'Resources:\n  Key:\n\tType: x', ['yaml-syntax']],
    ['an alias without an anchor', 'Resources:\n  Key: *other', ['yaml-alias']],
    ['a tag that is no function', 'Resources: { Key: !<tag:example.com,2000:x> {} }', ['yaml-tag']],
    ['tags outside of templates', 'Version: !Ref Version\nStatement: []', ['yaml-tag']],
    ['a policy that is a number', key('5'), ['not-an-object']],
    ['a policy that is a text', key('"allow everything"'), ['json-syntax']],
    ['a reference to nothing', key('!Ref Polcy'), ['unknown-reference', 'unknown-policy']],
    ['a reference to itself', key('!GetAtt Key.Policy'), ['unknown-policy']],
    [
      'a function of another tool',
      key('!Include policy.json'),
      ['unknown-function', 'unknown-policy'],
    ],
    ['functions with arguments of the wrong kind', key('!Join 5'), ['unknown-policy']],
    ['a choice between too few', key('!If [A]'), ['unknown-policy']],
    [
      'a resource that is a text',
      'Resources: { Key: { Type: "A::B" }, Text: x }',
      ['template-resource'],
    ],
    ['nesting that no template needs', key(nested(300)), ['too-deep']],
  ])('%s is said', (_, text, expected) => {
    expect([...new Set(codes(text))]).toEqual(expected);
  });

  it('says how the variables of policies are written in Fn::Sub', () => {
    const [problem] = read(key('!Sub "${aws:username}"')).diagnostics;
    expect(problem?.remedy).toContain('`${!aws:username}`');
  });

  it('takes nothing from the tree of constructs beside the templates of CDK', () => {
    const policy = { Statement: [{ Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } } }] };
    const text = JSON.stringify({ version: 'tree-0.1', tree: { id: 'App', attributes: policy } });
    expect(codes(text, 'tree.json')).toEqual(['no-policies']);
  });

  it('says of broken JSON where it breaks', () => {
    const [problem] = read('{ "Resources": { "Key": { ] } }', 'a.json').diagnostics;
    expect([problem?.code, problem?.span?.start.column]).toEqual(['json-syntax', 27]);
  });

  it('does no work twice for nested choices, conditions of conditions and loops of loops', () => {
    const conditions = Array.from(
      { length: 60 },
      (_, at) => `  C${at + 1}: !And [!Condition C${at}, !Condition C${at}]`,
    ).join('\n');
    const loop = (name: string, inner: string) =>
      `"Fn::ForEach::${name}": [${name}, [${'a,'.repeat(200)}b], { ${inner} }]`;
    const body = '"K${A}${B}${C}${D}": { Type: "AWS::KMS::Key" }';
    const text = [
      'Parameters: { P: { Type: String } }',
      `Conditions:\n  C0: !Equals [!Ref P, a]\n${conditions}\n  C: !Condition C60`,
      'Resources:',
      `  Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Version: "2012-10-17", Statement: [${nested(80)}] } } }`,
      `  ${loop('A', loop('B', loop('C', loop('D', body))))}`,
    ].join('\n');
    const start = performance.now();
    const { diagnostics } = read(text);
    expect(diagnostics.map(({ code }) => code)).toContain('not-looked-at');
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('reads a policy of 10,000 statements', () => {
    const statement = '{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*" }';
    const text = `{ "Statement": [${Array.from({ length: 10_000 }, () => statement).join(',\n')}] }`;
    const [document] = read(text, 'policy.json').documents;
    expect(document?.policy.statements.length).toBe(10_000);
  });
});
