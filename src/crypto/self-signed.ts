// A self-signed certificate of a P-256 key, for a server that speaks TLS to clients on its own machine.
// RFC 5280 §4.1 (Certificate), §4.2.1.6 (subjectAltName), RFC 5758 §3.2 (ecdsa-with-SHA256).
import { type KeyObject, sign } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { der } from './der.ts';

/** What a certificate says. */
export interface CertificateFacts {
  readonly commonName: string;
  /** DNS names and IP addresses. */
  readonly names: readonly string[];
  /** At most 16 bytes. */
  readonly serial: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A certificate of a P-256 key pair in PEM, which vouches for itself: clients trust it when they are told to. */
export function selfSigned(
  keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  facts: CertificateFacts,
): string {
  const body = toBeSigned(keys.publicKey, facts);
  const signature = sign('sha256', body, keys.privateKey);
  return pem(sequence(body, ecdsaWithSha256, bitString(signature)));
}

const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utf8String: 0x0c,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const oids = {
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
  commonName: [0x55, 0x04, 0x03],
  subjectAltName: [0x55, 0x1d, 0x11],
  basicConstraints: [0x55, 0x1d, 0x13],
  keyUsage: [0x55, 0x1d, 0x0f],
  extendedKeyUsage: [0x55, 0x1d, 0x25],
  serverAuth: [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01],
} as const;

const sequence = (...parts: readonly Uint8Array[]) => der(tags.sequence, ...parts);
const objectId = (bytes: readonly number[]) => der(tags.objectId, bytes);
const bitString = (bytes: Uint8Array) => der(tags.bitString, [0], bytes);
const ecdsaWithSha256 = sequence(objectId(oids.ecdsaWithSha256));

function toBeSigned(publicKey: KeyObject, facts: CertificateFacts): Uint8Array {
  const version3 = der(0xa0, der(tags.integer, [2]));
  // The first bit says the sign: a zero before it keeps a serial number positive.
  const serial = der(tags.integer, [0x01], facts.serial);
  const name = nameOf(facts.commonName);
  const validity = sequence(timeOf(facts.notBefore), timeOf(facts.notAfter));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const extensions = der(0xa3, sequence(...extensionsOf(facts.names)));
  return sequence(version3, serial, ecdsaWithSha256, name, validity, name, spki, extensions);
}

function nameOf(commonName: string): Uint8Array {
  const value = der(tags.utf8String, Buffer.from(commonName));
  return sequence(der(tags.set, sequence(objectId(oids.commonName), value)));
}

/** RFC 5280 wants GeneralizedTime from 2050 on, and readers take it before that too. */
function timeOf(date: Date): Uint8Array {
  const text = `${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  const year = date.getUTCFullYear();
  return year < 2050
    ? der(0x17, Buffer.from(text.slice(2)))
    : der(tags.generalizedTime, Buffer.from(text));
}

function extensionsOf(names: readonly string[]): Uint8Array[] {
  const isAuthority = sequence(der(tags.boolean, [0xff]));
  // digitalSignature and keyCertSign: some clients trust only what may sign certificates.
  const usage = der(tags.bitString, [0x02, 0x84]);
  return [
    extension(oids.basicConstraints, isAuthority, true),
    extension(oids.keyUsage, usage, true),
    extension(oids.extendedKeyUsage, sequence(objectId(oids.serverAuth)), false),
    extension(oids.subjectAltName, sequence(...names.map(generalName)), false),
  ];
}

function extension(oid: readonly number[], value: Uint8Array, critical: boolean): Uint8Array {
  const flag = critical ? [der(tags.boolean, [0xff])] : [];
  return sequence(objectId(oid), ...flag, der(tags.octetString, value));
}

function generalName(name: string): Uint8Array {
  if (isIPv4(name)) return der(0x87, name.split('.').map(Number));
  if (isIPv6(name)) return der(0x87, ipv6Bytes(name));
  return der(0x82, Buffer.from(name, 'latin1'));
}

function ipv6Bytes(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const words = (part: string) =>
    part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16));
  const [before, after] = [words(head), words(tail ?? '')];
  const middle = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return [...before, ...(tail === undefined ? [] : middle), ...after].flatMap((word) => [
    word >> 8,
    word & 0xff,
  ]);
}

function pem(bytes: Uint8Array): string {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,64}/g)!;
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
