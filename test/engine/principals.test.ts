// How an entry of a Principal element names a caller, and whom a NotPrincipal element leaves out.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
import { describe, expect, test } from 'vitest';
import { readPrincipal } from '../../src/engine/principal.ts';
import { exemption, FORM, formOf, strongestForm } from '../../src/engine/principal-match.ts';
import type { PrincipalClause, PrincipalPattern } from '../../src/model/policy.ts';
import type { PrincipalInput } from '../../src/model/request.ts';
import { principalPattern } from '../../src/policy/principal-pattern.ts';
import { account, alice, otherAccount, root } from '../operators/ask.ts';

const bob = `arn:aws:iam::${account}:user/bob`;
const role = `arn:aws:iam::${account}:role/Engineering`;
const session = `arn:aws:sts::${account}:assumed-role/Engineering/one`;
const otherSession = `arn:aws:sts::${account}:assumed-role/Engineering/two`;
const similarSession = `arn:aws:sts::${account}:assumed-role/Engineering2/one`;
const federated = `arn:aws:sts::${account}:federated-user/alice`;
const cloudtrail = 'cloudtrail.amazonaws.com';
const anonymous = 'anonymous';

function pattern(text: string): PrincipalPattern {
  const found = principalPattern(text);
  if (found === undefined) throw new Error(`\`${text}\` names nobody`);
  return found;
}

const partition = 'aws';
const fixed = { account, partition, serviceLinked: false };
const rolePath = `arn:aws:iam::${account}:role/team/Engineering`;
const linkedPath = `arn:aws:iam::${account}:role/aws-service-role/rds.amazonaws.com/Rds`;
const inChina = 'arn:aws-cn:iam::111122223333';

const user = (more: object) => ({
  ...fixed,
  kind: 'user',
  arn: alice,
  principalArn: alice,
  name: 'alice',
  ...more,
});
const ofRole = (more: object) => ({
  ...fixed,
  kind: 'role',
  arn: role,
  principalArn: role,
  name: 'Engineering',
  temporary: true,
  mfa: false,
  ...more,
});
const ofSession = { arn: session, sessionName: 'one' };
const ofRoot = (more: object) => ({
  ...fixed,
  kind: 'root',
  arn: root,
  principalArn: root,
  temporary: false,
  ...more,
});
const ofFederated = (more: object) => ({
  ...fixed,
  kind: 'federated-user',
  arn: federated,
  principalArn: federated,
  name: 'alice',
  temporary: true,
  ...more,
});
const ofService = (more: object) => ({
  kind: 'service',
  arn: cloudtrail,
  partition,
  serviceLinked: false,
  temporary: false,
  ...more,
});

const tags = { team: 'blue' };
const callers: [input: string | PrincipalInput, principal: object][] = [
  [alice, user({ temporary: false })],
  [{ user: alice }, user({ temporary: false })],
  [{ user: alice, tags }, user({ temporary: false, tags })],
  [{ user: alice, session: true }, user({ temporary: true, mfa: false })],
  [{ user: alice, session: false }, user({ temporary: false })],
  [{ user: alice, mfa: true }, user({ temporary: true, mfa: true })],
  [{ user: alice, mfa: false }, user({ temporary: false, mfa: false })],
  [
    `arn:aws:iam::${account}:user/team/alice`,
    user({
      arn: `arn:aws:iam::${account}:user/team/alice`,
      principalArn: `arn:aws:iam::${account}:user/team/alice`,
      temporary: false,
    }),
  ],
  [
    `${inChina}:user/alice`,
    user({
      arn: `${inChina}:user/alice`,
      principalArn: `${inChina}:user/alice`,
      partition: 'aws-cn',
      temporary: false,
    }),
  ],
  [role, ofRole({})],
  [{ role }, ofRole({})],
  [{ role, sessionName: 'one' }, ofRole(ofSession)],
  [session, ofRole(ofSession)],
  [{ role: session }, ofRole(ofSession)],
  [
    { role: session, mfa: true, tags, sourceIdentity: 'bob' },
    ofRole({ ...ofSession, mfa: true, tags, sourceIdentity: 'bob' }),
  ],
  [
    { role, mfa: true, tags, sourceIdentity: 'bob' },
    ofRole({ mfa: true, tags, sourceIdentity: 'bob' }),
  ],
  [{ role: rolePath, sessionName: 'one' }, ofRole({ ...ofSession, principalArn: rolePath })],
  [
    `arn:aws:sts::${account}:assumed-role/Engineering/a/b`,
    ofRole({ arn: `arn:aws:sts::${account}:assumed-role/Engineering/a/b`, sessionName: 'a/b' }),
  ],
  [
    linkedPath,
    ofRole({ arn: linkedPath, principalArn: linkedPath, name: 'Rds', serviceLinked: true }),
  ],
  [root, ofRoot({})],
  [{ root: account }, ofRoot({})],
  [{ root }, ofRoot({})],
  [{ root: account, mfa: true }, ofRoot({ temporary: true, mfa: true })],
  [{ root: account, mfa: false }, ofRoot({ temporary: true, mfa: false })],
  [
    `${inChina}:root`,
    ofRoot({ arn: `${inChina}:root`, principalArn: `${inChina}:root`, partition: 'aws-cn' }),
  ],
  [federated, ofFederated({})],
  [{ federatedUser: federated, user: alice, tags }, ofFederated({ issuingUser: alice, tags })],
  [cloudtrail, ofService({})],
  ['ec2.cn-north-1.amazonaws.com.cn', ofService({ arn: 'ec2.cn-north-1.amazonaws.com.cn' })],
  [
    { service: cloudtrail, sourceArn: 'arn:aws:s3:::b', sourceAccount: account },
    ofService({ sourceArn: 'arn:aws:s3:::b', sourceAccount: account }),
  ],
  [
    'anonymous',
    { kind: 'anonymous', arn: 'anonymous', partition, serviceLinked: false, temporary: false },
  ],
];

test.each(callers)('%j is read with all that follows from it', (input, principal) => {
  expect(readPrincipal(input)).toStrictEqual(principal);
});

type Row = [entry: string, caller: string | PrincipalInput, form: keyof typeof FORM];

const forms: Row[] = [
  ['*', alice, 'everyone'],
  ['*', anonymous, 'everyone'],
  ['*', cloudtrail, 'everyone'],
  [root, alice, 'account'],
  [account, alice, 'account'],
  [account, session, 'account'],
  [account, root, 'self'],
  [root, root, 'self'],
  [root, cloudtrail, 'none'],
  [root, anonymous, 'none'],
  [otherAccount, alice, 'none'],
  [`arn:aws-cn:iam::${account}:root`, alice, 'none'],
  [alice, alice, 'self'],
  [alice, bob, 'none'],
  [alice, { federatedUser: federated, user: alice }, 'issuingUser'],
  [alice, { federatedUser: federated }, 'none'],
  [bob, { federatedUser: federated, user: alice }, 'none'],
  [role, session, 'role'],
  [role, role, 'role'],
  [role, alice, 'none'],
  [role, similarSession, 'none'],
  [session, session, 'self'],
  [session, otherSession, 'none'],
  [session, role, 'none'],
  [federated, federated, 'self'],
  [federated, alice, 'none'],
  [cloudtrail, cloudtrail, 'self'],
  [cloudtrail, 's3.amazonaws.com', 'none'],
  [cloudtrail, alice, 'none'],
  ['AIDACKCEVSQ6C2EXAMPLE', alice, 'none'],
];

test.each(forms)('`%s` names %j: %s', (entry, caller, form) => {
  expect(formOf(pattern(entry), readPrincipal(caller))).toBe(FORM[form]);
});

test.each(['federated', 'canonical-user', 'unique-id'] as const)(
  'an entry of kind %s names no caller by its text',
  (kind) => {
    const entry = { kind, value: alice } as PrincipalPattern;
    expect(formOf(entry, readPrincipal(alice))).toBe(FORM.none);
  },
);

test('a service of that name is not the anonymous caller', () => {
  const entry: PrincipalPattern = { kind: 'service', value: 'anonymous' };
  expect(formOf(entry, readPrincipal('anonymous'))).toBe(FORM.none);
});

test('of several entries the strongest counts, wherever it stands', () => {
  const clause = (...entries: string[]): PrincipalClause => ({
    kind: 'Principal',
    principals: entries.map(pattern),
  });
  const caller = readPrincipal(session);
  expect(strongestForm(clause(), caller)).toBe(FORM.none);
  expect(strongestForm(clause(root, role), caller)).toBe(FORM.role);
  expect(strongestForm(clause(session, root), caller)).toBe(FORM.self);
  expect(strongestForm(clause('*', role), caller)).toBe(FORM.everyone);
});

const exemptions: [
  entries: string[],
  caller: string | PrincipalInput,
  state: ReturnType<typeof exemption>,
  hunts: string,
][] = [
  [[alice], bob, 'none', 'someone else'],
  [[otherAccount], alice, 'none', 'another account'],
  [['*'], alice, 'exempt', 'everyone'],
  [[alice], alice, 'incomplete', 'the user without its account'],
  [[alice, root], alice, 'exempt', 'the user and its account'],
  [[root, alice], alice, 'exempt', 'in either order'],
  [[root], alice, 'incomplete', 'the account alone'],
  [[root, bob], alice, 'none', 'the account beside one of its users'],
  [[root, `arn:aws:iam::${otherAccount}:user/bob`], alice, 'incomplete', 'beside another’s user'],
  [[root, otherAccount], alice, 'incomplete', 'beside another account'],
  [[root], root, 'exempt', 'the root user'],
  [[cloudtrail], cloudtrail, 'exempt', 'a service'],
  [['s3.amazonaws.com'], cloudtrail, 'none', 'another service'],
  [['*'], anonymous, 'exempt', 'an anonymous caller'],
  [[role, root], session, 'exempt', 'the role and its account'],
  [[role], session, 'incomplete', 'the role without its account'],
  [[session, role, root], session, 'exempt', 'the session, its role and its account'],
  [[session, root], session, 'incomplete', 'the session without its role'],
  [[session, role], session, 'incomplete', 'the session without its account'],
  [[otherSession, role, root], session, 'incomplete', 'another session of the role'],
  [[similarSession, role, root], session, 'exempt', 'a session of another role'],
  [[federated, root], federated, 'exempt', 'a federated user and its account'],
  [[federated], federated, 'incomplete', 'a federated user without its account'],
];

describe('NotPrincipal', () => {
  test.each(exemptions)('%j and %j: %s (%s)', (entries, caller, state) => {
    const clause: PrincipalClause = { kind: 'NotPrincipal', principals: entries.map(pattern) };
    expect(exemption(clause, readPrincipal(caller), false)).toBe(state);
  });

  test('never exempts a caller with a permissions boundary', () => {
    const clause: PrincipalClause = {
      kind: 'NotPrincipal',
      principals: [alice, root].map(pattern),
    };
    expect(exemption(clause, readPrincipal(alice), true)).toBe('incomplete');
    expect(exemption(clause, readPrincipal(bob), true)).toBe('incomplete');
    expect(exemption(clause, readPrincipal(`arn:aws:iam::${otherAccount}:user/bob`), true)).toBe(
      'none',
    );
  });
});
