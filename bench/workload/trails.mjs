// Trails as busy accounts write them, and the world before and after a change: hundreds of principals, thousands of
// sessions, dozens of keys; addresses, times and encryption contexts differ from record to record, and the policies
// look at some of them. The same seed makes the same trail.
import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

const account = '111122223333';
const region = 'us-east-1';
const roles = 300;
const users = 40;
const keys = 60;
const sessions = 5000;
const projects = 20;

/** A world file; `changed` for the one after. */
export function worldText(changed) {
  const identity = (number) => [
    {
      name: 'keys',
      document: policy([
        {
          Sid: 'Use',
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
          Resource: number % 3 === 0 ? '*' : keysFor(number),
        },
        {
          Sid: 'Inside',
          Effect: 'Deny',
          Action: 'kms:*',
          Resource: '*',
          Condition: {
            NotIpAddress: {
              'aws:SourceIp': ['10.0.0.0/8', changed ? '172.16.0.0/16' : '172.16.0.0/12'],
            },
            Bool: { 'aws:ViaAWSService': 'false' },
          },
        },
      ]),
    },
  ];
  const names = (count, name) => Array.from({ length: count }, (_, at) => name(at));
  return JSON.stringify({
    accounts: {
      [account]: {
        roles: Object.fromEntries(
          names(roles, (at) => [`app-${at}`, { id: roleId(at), policies: identity(at) }]),
        ),
        users: Object.fromEntries(names(users, (at) => [`user-${at}`, { policies: identity(at) }])),
        keys: names(keys, (at) => ({
          id: keyId(at),
          region,
          policy: policy([
            {
              Sid: 'Account',
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${account}:root` },
              Action: 'kms:*',
              Resource: '*',
            },
            ...(at % 4 === 0 ? [projectStatement(changed)] : []),
            ...(at % 5 === 0 ? [dateStatement(changed)] : []),
          ]),
          ...(at % 6 === 0 ? { grants: [grantOf(at)] } : {}),
        })),
      },
    },
  });
}

function policy(Statement) {
  return { Version: '2012-10-17', Statement };
}

function projectStatement(changed) {
  const names = Array.from({ length: changed ? 10 : 15 }, (_, number) => `project-${number}`);
  return {
    Sid: 'Projects',
    Effect: 'Deny',
    Principal: '*',
    Action: 'kms:Decrypt',
    Resource: '*',
    Condition: { StringNotEqualsIfExists: { 'kms:EncryptionContext:project': names } },
  };
}

function dateStatement(changed) {
  return {
    Sid: 'Until',
    Effect: 'Deny',
    Principal: '*',
    Action: 'kms:Encrypt',
    Resource: '*',
    Condition: { DateGreaterThan: { 'aws:CurrentTime': `2026-0${changed ? 2 : 3}-01T00:00:00Z` } },
  };
}

function grantOf(at) {
  return {
    GrantId: createHash('sha256').update(`grant ${at}`).digest('hex'),
    GranteePrincipal: `arn:aws:iam::${account}:role/app-${at}`,
    Operations: ['Decrypt', 'GenerateDataKey'],
    Constraints: { EncryptionContextSubset: { project: `project-${at % projects}` } },
  };
}

function keysFor(number) {
  return [0, 7, 21].map((step) => keyArn((number + step) % keys));
}

function keyArn(at) {
  return `arn:aws:kms:${region}:${account}:key/${keyId(at)}`;
}

function keyId(at) {
  return uuid(`key ${at}`);
}

function roleId(at) {
  return `AROA${createHash('sha256').update(`role ${at}`).digest('hex').slice(0, 17).toUpperCase()}`;
}

function uuid(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}

/** Writes a trail with one record on each line. */
export function writeTrail(path, count) {
  const random = randomFrom(1);
  const file = openSync(path, 'w');
  let lines = [];
  for (let at = 0; at < count; at++) {
    lines.push(JSON.stringify(recordOf(at, random)));
    if (lines.length === 2000 || at === count - 1) {
      writeSync(file, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  closeSync(file);
}

/** What callers do, each in its own way. */
const habits = [
  ['Decrypt', 'Decrypt', 'Decrypt', 'Decrypt'],
  ['GenerateDataKey', 'GenerateDataKey', 'Decrypt', 'Decrypt'],
  ['Encrypt', 'Encrypt', 'Decrypt', 'DescribeKey'],
];

function recordOf(at, random) {
  const pick = (count) => Math.floor(random() * count);
  const isUser = random() < 0.05;
  const session = pick(sessions);
  const number = isUser ? pick(users) : session % roles;
  const service = !isUser && random() < 0.3;
  const operation = habits[number % habits.length][pick(4)];
  const key = random() < 0.98 ? (number + [0, 7][pick(2)]) % keys : (number + 21) % keys;
  const time = new Date(Date.UTC(2026, 1, 20) + at * 400).toISOString();
  const denied = random() < 0.01;
  const context =
    operation === 'DescribeKey'
      ? {}
      : {
          encryptionContext: {
            'aws:s3:arn': `arn:aws:s3:::amzn-s3-demo-bucket/${hex(random, 16)}`,
            project: `project-${pick(projects)}`,
          },
          encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        };
  const spec = operation === 'GenerateDataKey' ? { keySpec: 'AES_256' } : {};
  return {
    eventVersion: '1.11',
    userIdentity: isUser ? userOf(number) : roleOf(number, session, service),
    eventTime: `${time.slice(0, 19)}Z`,
    eventSource: 'kms.amazonaws.com',
    eventName: operation,
    awsRegion: region,
    sourceIPAddress: service ? 's3.amazonaws.com' : addressOf(pick),
    userAgent: service
      ? 's3.amazonaws.com'
      : 'aws-sdk-java/2.20.1 Linux/5.10.0 OpenJDK_64-Bit_Server_VM/17.0.8',
    ...(denied
      ? {
          errorCode: 'AccessDenied',
          errorMessage: `User: ${isUser ? userOf(number).arn : sessionArn(number, session)} is not authorized to perform: kms:${operation} on resource: ${keyArn(key)} because no identity-based policy allows the kms:${operation} action`,
        }
      : {}),
    requestParameters: denied ? null : { ...context, ...spec, keyId: keyArn(key) },
    responseElements: null,
    additionalEventData: { keyMaterialId: createHash('sha256').update(String(key)).digest('hex') },
    requestID: `${hex(random, 8)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 12)}`,
    eventID: `${hex(random, 8)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 12)}`,
    readOnly: true,
    resources: [{ accountId: account, type: 'AWS::KMS::Key', ARN: keyArn(key) }],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    ...(service
      ? {}
      : {
          tlsDetails: {
            tlsVersion: 'TLSv1.3',
            cipherSuite: 'TLS_AES_256_GCM_SHA384',
            clientProvidedHostHeader: `kms.${region}.amazonaws.com`,
          },
        }),
  };
}

function userOf(number) {
  return {
    type: 'IAMUser',
    principalId: `AIDA${roleId(number).slice(4)}`,
    arn: `arn:aws:iam::${account}:user/user-${number}`,
    accountId: account,
    accessKeyId: `AKIA${roleId(number).slice(4)}`,
    userName: `user-${number}`,
  };
}

function sessionArn(number, session) {
  return `arn:aws:sts::${account}:assumed-role/app-${number}/${sessionName(session)}`;
}

function sessionName(session) {
  return `i-${createHash('sha256').update(`session ${session}`).digest('hex').slice(0, 17)}`;
}

const madeRoles = new Map();

function roleOf(number, session, service) {
  const id = session * 2 + (service ? 1 : 0);
  let made = madeRoles.get(id);
  if (made === undefined) {
    made = {
      type: 'AssumedRole',
      principalId: `${roleId(number)}:${sessionName(session)}`,
      arn: sessionArn(number, session),
      accountId: account,
      accessKeyId: `ASIA${sessionName(session).slice(2, 18).toUpperCase()}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: roleId(number),
          arn: `arn:aws:iam::${account}:role/app-${number}`,
          accountId: account,
          userName: `app-${number}`,
        },
        attributes: {
          creationDate: new Date(Date.UTC(2026, 1, 1) + session * 61_000)
            .toISOString()
            .replace('.000', ''),
          mfaAuthenticated: 'false',
        },
      },
      ...(service ? { invokedBy: 's3.amazonaws.com' } : {}),
    };
    madeRoles.set(id, made);
  }
  return made;
}

function addressOf(pick) {
  const inside = pick(100) < 97;
  return inside
    ? `10.${pick(256)}.${pick(256)}.${pick(256)}`
    : `172.${16 + pick(16)}.${pick(256)}.${pick(256)}`;
}

function hex(random, digits) {
  return Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(16, '0')
    .slice(-digits);
}

/** xorshift32: https://en.wikipedia.org/wiki/Xorshift */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
