// Attestation documents for tests: signed as an enclave's would be, under a root of our own.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { encode, Tagged } from 'cborg';
import { der } from '../../src/crypto/der.ts';

/** What a document says; what is left out has a plain value, and `undefined` leaves a field out. */
export interface AttestationFields {
  readonly publicKey?: Uint8Array | undefined;
  readonly pcrs?: ReadonlyMap<number, Uint8Array>;
  readonly moduleId?: string;
  readonly nonce?: Uint8Array;
  readonly userData?: Uint8Array;
  /** When it was signed; its certificates are good from a day before to a day after. */
  readonly at: Date;
}

/** Ways to get it wrong. */
export interface Flaws {
  /** Changes the fields of the CBOR map before they are signed. */
  readonly fields?: (fields: Map<unknown, unknown>) => void;
  /** Whether the root certificate is that of somebody else. */
  readonly foreignRoot?: boolean;
  /** Whether the intermediate certificate may not issue others. */
  readonly leafAsIssuer?: boolean;
  /** What the protected header says; ES384 as it is. */
  readonly header?: Map<unknown, unknown>;
  readonly tagged?: boolean;
}

/** Makes a signed attestation document. */
export function makeAttestation(given: AttestationFields, flaws: Flaws = {}): Uint8Array {
  const { root, issuer, leaf, stranger } = authority();
  const validity = [-1, 1].map((days) => new Date(given.at.getTime() + days * 86_400_000)) as [
    Date,
    Date,
  ];
  const issue = (
    subject: string,
    key: KeyPairObjects,
    by: string,
    byKey: KeyPairObjects,
    ca: boolean,
  ) =>
    certificate({
      subject,
      issuer: by,
      publicKey: key.publicKey,
      issuerKey: byKey.privateKey,
      ca,
      validity,
    });
  const rootKey = flaws.foreignRoot ? stranger : root;
  const fields = new Map<unknown, unknown>([
    ['module_id', given.moduleId ?? 'i-0abcdef0123456789-enc0123456789abcdef'],
    ['digest', 'SHA384'],
    ['timestamp', given.at.getTime()],
    ['pcrs', given.pcrs ?? new Map([0, 1, 2, 3, 4, 8].map((i) => [i, Buffer.alloc(48, i)]))],
    ['certificate', issue('leaf', leaf, 'issuer', issuer, false)],
    [
      'cabundle',
      [
        issue('root', rootKey, 'root', rootKey, true),
        issue('issuer', issuer, 'root', root, !flaws.leafAsIssuer),
      ],
    ],
    ['public_key', given.publicKey ?? null],
    ['user_data', given.userData ?? null],
    ['nonce', given.nonce ?? null],
  ]);
  flaws.fields?.(fields);
  const header = encode(flaws.header ?? new Map([[1, -35]]));
  const payload = encode(fields);
  const toBeSigned = encode(['Signature1', header, new Uint8Array(0), payload]);
  const signature = sign('sha384', toBeSigned, { key: leaf.privateKey, dsaEncoding: 'ieee-p1363' });
  const parts = [header, new Map(), payload, signature];
  return encode(flaws.tagged ? new Tagged(18, parts) : parts);
}

interface KeyPairObjects {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

let keys: Record<'root' | 'issuer' | 'leaf' | 'stranger', KeyPairObjects> | undefined;

function authority() {
  const fresh = () => generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
  keys ??= { root: fresh(), issuer: fresh(), leaf: fresh(), stranger: fresh() };
  return keys;
}

/** An X.509 certificate (RFC 5280 §4.1) with ecdsa-with-SHA384. */
function certificate(input: {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly issuerKey: KeyObject;
  readonly ca: boolean;
  readonly validity: readonly [Date, Date];
}): Uint8Array {
  const algorithm = der(0x30, der(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3]));
  const extension = (oid: readonly number[], value: Uint8Array) =>
    der(0x30, der(0x06, oid), der(0x01, [0xff]), der(0x04, value));
  const constraints = extension(
    [0x55, 0x1d, 19],
    der(0x30, ...(input.ca ? [der(0x01, [0xff])] : [])),
  );
  const usage = extension([0x55, 0x1d, 15], der(0x03, input.ca ? [2, 4] : [7, 0x80]));
  const body = der(
    0x30,
    der(0xa0, der(0x02, [2])),
    der(0x02, [1]),
    algorithm,
    name(input.issuer),
    der(0x30, ...input.validity.map(time)),
    name(input.subject),
    input.publicKey.export({ format: 'der', type: 'spki' }),
    der(0xa3, der(0x30, constraints, usage)),
  );
  const signature = sign('sha384', body, input.issuerKey);
  return der(0x30, body, algorithm, der(0x03, [0], signature));
}

function name(commonName: string): Uint8Array {
  const attribute = der(0x30, der(0x06, [0x55, 4, 3]), der(0x0c, Buffer.from(commonName)));
  return der(0x30, der(0x31, attribute));
}

/** GeneralizedTime. */
function time(date: Date): Uint8Array {
  return der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+/g, '')}`));
}
