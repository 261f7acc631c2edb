// Generated certificates: what they say, and that they are used again as long as they are good.
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { selfSigned } from '../../src/crypto/self-signed.ts';
import { generatedTls } from '../../src/server/tls-files.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const now = new Date('2026-11-02T09:00:00Z');

it('a certificate says its names and dates, and is signed by its own key', () => {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const names = [
    'localhost',
    'kms.example.internal',
    '127.0.0.1',
    '::1',
    'fe80::1:2',
    '1:2:3:4:5:6:7:8',
  ];
  const text = selfSigned(keys, {
    commonName: 'keyward',
    names,
    serial: Buffer.from([1, 2]),
    notBefore: now,
    notAfter: new Date('2051-01-01T00:00:00Z'),
  });
  const certificate = new X509Certificate(text);
  expect(certificate.verify(keys.publicKey)).toBe(true);
  expect(certificate.checkIssued(certificate)).toBe(true);
  expect(certificate.subject).toBe('CN=keyward');
  expect(new Date(certificate.validFrom)).toEqual(now);
  expect(new Date(certificate.validTo)).toEqual(new Date('2051-01-01T00:00:00Z'));
  expect(certificate.serialNumber).toBe('010102');
  expect(certificate.ca).toBe(true);
  for (const name of names.slice(0, 2)) expect(certificate.checkHost(name)).toBe(name);
  for (const address of names.slice(2)) expect(certificate.checkIP(address)).toBe(address);
  expect(certificate.checkHost('example.com')).toBeUndefined();
});

it('a certificate is used again until a month before its end, or until it lacks a name', () => {
  const path = temporaryFolder();
  const first = generatedTls(path, '127.0.0.1', now);
  expect(statSync(join(path, 'keyward-tls.key')).mode & 0o777).toBe(0o600);
  expect(generatedTls(path, 'localhost', new Date('2027-09-01T00:00:00Z')).cert).toBe(first.cert);
  const later = generatedTls(path, '127.0.0.1', new Date('2027-10-20T00:00:00Z'));
  expect(later.cert).not.toBe(first.cert);
  const named = generatedTls(path, '192.0.2.7', new Date('2027-10-20T00:00:00Z'));
  expect(new X509Certificate(named.cert).checkIP('192.0.2.7')).toBe('192.0.2.7');
});
