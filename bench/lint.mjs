// Linting as people run it, cold: one file, a template of 5,000 lines, and 2,000 policy files.
// Prints the shortest of several runs of each, beside a Node that does nothing, and the most memory.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const tool = resolve(import.meta.dirname, '../dist/keyward.js');
const examples = resolve(import.meta.dirname, '../fixtures/aws-examples');
const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'));

try {
  const template = join(folder, 'template.yaml');
  writeFileSync(template, templateOf(5000));
  const many = mkdtempSync(join(folder, 'many-'));
  writePolicies(many, 2000);
  const one = join(examples, 'default-of-the-console.key-policy.json');
  const rows = [
    ['node, doing nothing', 15, ['--eval', '0'], undefined],
    ['one key policy', 15, [tool, 'lint', one], 'node + 200 ms'],
    ['a template of 5,000 lines', 5, [tool, 'lint', template], '1.5 s'],
    ['2,000 policy files', 3, [tool, 'lint', many], '10 s'],
  ];
  console.log('| what | ms | target | MB |\n| --- | ---: | --- | ---: |');
  for (const [what, rounds, args, target = ''] of rows) {
    const runs = Array.from({ length: rounds }, () => run(args));
    const ms = Math.min(...runs.map((each) => each.ms));
    const megabytes = Math.max(...runs.map((each) => each.megabytes));
    console.log(`| ${what} | ${ms.toFixed(0)} | ${target} | ${megabytes.toFixed(0)} |`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** One run: its time, and the most memory that it held, which the child writes to a file when it ends. */
function run(args) {
  const memory = join(folder, 'memory');
  const atExit = `import { writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync(${JSON.stringify(memory)}, String(process.resourceUsage().maxRSS)));`;
  const before = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(atExit)}`, ...args],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const ms = performance.now() - before;
  if (status !== 0 && status !== 1) throw new Error(`ended with ${status}: ${stderr}`);
  return { ms, megabytes: Number(readFileSync(memory, 'utf8')) / 1024 };
}

/** Copies of the example policies, each of its own account. */
function writePolicies(into, count) {
  const names = readdirSync(examples).filter((name) => name.endsWith('.json'));
  const texts = names.map((name) => readFileSync(join(examples, name), 'utf8'));
  for (let index = 0; index < count; index++) {
    const text = texts[index % texts.length].replaceAll('111122223333', `${111122220000 + index}`);
    writeFileSync(join(into, `${index}-${names[index % names.length]}`), text);
  }
}

/** Keys, each with a role that uses it. */
function templateOf(lines) {
  const parts = ['AWSTemplateFormatVersion: "2010-09-09"\nResources:'];
  for (let made = 2; made < lines; made += 38) parts.push(keyAndRole(parts.length));
  return `${parts.join('\n')}\n`;
}

function keyAndRole(number) {
  return `  Key${number}:
    Type: AWS::KMS::Key
    Properties:
      Description: The key of one application
      EnableKeyRotation: true
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - Sid: Account
            Effect: Allow
            Principal:
              AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
            Action: kms:*
            Resource: "*"
          - Sid: Use
            Effect: Allow
            Principal:
              AWS: !GetAtt Role${number}.Arn
            Action: [kms:Decrypt, kms:GenerateDataKey]
            Resource: "*"
            Condition:
              StringEquals:
                kms:EncryptionContext:Application: application-${number}
  Role${number}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: Use
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - { Effect: Allow, Action: kms:Decrypt, Resource: !GetAtt Key${number}.Arn }`;
}
