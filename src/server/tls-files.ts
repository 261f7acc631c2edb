// A generated certificate and its key, as files: made once and used again, so that clients that were told to trust
// it stay content. They are good for this machine's names and for the one that the server listens on.
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemRandom } from '../crypto/random.ts';
import { selfSigned } from '../crypto/self-signed.ts';

/** A certificate and its private key in PEM. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  /** Where the certificate is, for clients that are to trust it. */
  readonly certPath: string;
}

const dayMs = 24 * 60 * 60 * 1000;
const days = 365;

/** The certificate of a folder; made where there is none, or one that ends within a month or lacks a name. */
export function generatedTls(folder: string, host: string, now: Date): TlsFiles {
  const certPath = join(folder, 'keyward-tls.pem');
  const keyPath = join(folder, 'keyward-tls.key');
  if (existsSync(certPath) && existsSync(keyPath)) {
    const cert = readFileSync(certPath, 'utf8');
    if (isGood(cert, host, now)) return { cert, key: readFileSync(keyPath, 'utf8'), certPath };
  }
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const cert = selfSigned(keys, {
    commonName: 'keyward',
    names: [...new Set(['localhost', '127.0.0.1', '::1', ...(isWildcard(host) ? [] : [host])])],
    serial: systemRandom(16).subarray(0, 15),
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + days * dayMs),
  });
  const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The mode of a file that exists already would stay: it is replaced.
  writeFileSync(keyPath, key, { mode: 0o600 });
  writeFileSync(certPath, cert, { mode: 0o600 });
  return { cert, key, certPath };
}

function isGood(cert: string, host: string, now: Date): boolean {
  try {
    const { validTo, subjectAltName = '' } = new X509Certificate(cert);
    const ends = Date.parse(validTo);
    const named = isWildcard(host) || subjectAltName.includes(host);
    return named && ends - now.getTime() > 30 * dayMs;
  } catch {
    return false;
  }
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}
