// Reads the access keys and MFA devices of a world file. No message shows a secret.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html
import type { LocatedNode } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import type { SecretSource } from './access-keys.ts';
import type { CredentialsOfCaller } from './fact.ts';
import { placeOf } from './policy-source.ts';
import { fields, items, problem, type Reading, text, word } from './reading.ts';

/** The members of a user, root user or session that say what it proves itself with. */
export function readCredentials(
  parts: { readonly accessKeys?: LocatedNode; readonly mfaDevices?: LocatedNode },
  reading: Reading,
): CredentialsOfCaller {
  const accessKeys = items(parts.accessKeys, '`accessKeys`', reading).flatMap(
    (item) => readAccessKey(item, reading) ?? [],
  );
  const mfaDevices = items(parts.mfaDevices, '`mfaDevices`', reading).flatMap(
    (item) => readMfaDevice(item, reading) ?? [],
  );
  return {
    ...(accessKeys.length > 0 ? { accessKeys } : {}),
    ...(mfaDevices.length > 0 ? { mfaDevices } : {}),
  };
}

const keyFields = ['id', 'secret', 'status', 'sessionToken'] as const;

function readAccessKey(node: LocatedNode, reading: Reading) {
  const parts = fields(node, 'an access key', keyFields, reading);
  if (!parts) return undefined;
  const id = text(parts.id, 'the `id` of an access key', reading);
  if (id === undefined || !/^\w{16,128}$/.test(id)) {
    const said =
      id === undefined ? 'an access key has no `id`' : `${quoted(id)} is no id of an access key`;
    return problem(reading, (parts.id ?? node).span, 'world-access-key', said, {
      remedy: 'it looks like `AKIAIOSFODNN7EXAMPLE`, with 16 to 128 letters and digits',
    });
  }
  const secret = readSecret(parts.secret, node, 'secret', reading);
  const status = word(parts.status, 'status', ['Active', 'Inactive'], reading) ?? 'Active';
  const sessionToken =
    parts.sessionToken && readSecret(parts.sessionToken, node, 'sessionToken', reading);
  if (!secret) return undefined;
  const place = placeOf(node, reading);
  return { id, secret, status, place, ...(sessionToken ? { sessionToken } : {}) };
}

function readMfaDevice(node: LocatedNode, reading: Reading) {
  const parts = fields(node, 'an MFA device', ['serial', 'seed'], reading);
  if (!parts) return undefined;
  const serial = text(parts.serial, 'the `serial` of an MFA device', reading);
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (SerialNumber)
  if (serial === undefined || !/^[\w+=/:,.@-]{9,256}$/.test(serial)) {
    const said =
      serial === undefined
        ? 'an MFA device has no `serial`'
        : `${quoted(serial)} is no serial number of an MFA device`;
    return problem(reading, (parts.serial ?? node).span, 'world-mfa-device', said, {
      remedy: 'it looks like `arn:aws:iam::111122223333:mfa/alice`',
    });
  }
  const seed = readSecret(parts.seed, node, 'seed', reading);
  if (!seed) return undefined;
  if (seed.kind === 'value' && !/^[A-Z2-7]+=*$/i.test(seed.reveal())) {
    return problem(
      reading,
      node.span,
      'world-mfa-device',
      'the `seed` of an MFA device is not base32',
      {
        remedy: 'write the letters A to Z and digits 2 to 7 that the device was set up with',
      },
    );
  }
  return { serial, seed, place: placeOf(node, reading) };
}

/** A secret: its text, `{ env: NAME }` or `{ file: PATH }`. What is wrong is said of the whole entry. */
function readSecret(
  node: LocatedNode | undefined,
  owner: LocatedNode,
  field: string,
  reading: Reading,
): SecretSource | undefined {
  const wrong = (said: string) =>
    problem(reading, owner.span, 'world-secret', `the \`${field}\` ${said}`, {
      remedy: 'give a text, `{ env: NAME }` for an environment variable, or `{ file: PATH }`',
    });
  if (node?.kind === 'string' && node.value !== '') {
    const { value } = node;
    return { kind: 'value', reveal: () => value };
  }
  if (node?.kind === 'number') {
    const { raw } = node;
    return { kind: 'value', reveal: () => raw };
  }
  if (node?.kind !== 'object') return wrong(node ? 'is no text' : 'is missing');
  const parts = fields(node, `a \`${field}\``, ['env', 'file'], reading);
  const name = text(parts?.env, 'the `env` of a secret', reading);
  const path = text(parts?.file, 'the `file` of a secret', reading);
  if ((name === undefined) === (path === undefined)) {
    return wrong('names neither an environment variable nor a file, or both');
  }
  if (name !== undefined) return { kind: 'env', name };
  const from = reading.file === undefined ? {} : { from: reading.file };
  return { kind: 'file', path: path!, ...from };
}
