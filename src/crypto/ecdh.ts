// Cofactor Diffie-Hellman (SP 800-56A r3 §5.7.1.2; the cofactor of these curves is 1): the raw secret, which
// is the x-coordinate in as many bytes as the curve's field.
import { diffieHellman } from 'node:crypto';
import { readBer, toDer } from './der.ts';
import { curveOf, scalarBytes } from './ec-operations.ts';
import type { KeyPair } from './key-pair.ts';
import { curveOids, ecPublicKeyOid, isOid } from './oids.ts';
import { publicKeyOf } from './public-key.ts';

/** Why a peer's public key cannot be used. */
export type PeerProblem = 'wrong-curve' | 'unnamed-curve' | 'malformed' | 'not-on-curve';

/** The secret shared with the peer whose public key is the SPKI in DER. */
export function deriveSharedSecret(
  pair: KeyPair,
  peerSpki: Uint8Array,
): { readonly secret: Uint8Array } | { readonly problem: PeerProblem } {
  const problem = spkiProblem(pair, peerSpki);
  if (problem) return { problem };
  const publicKey = publicKeyOf(peerSpki);
  if (!publicKey) return { problem: 'not-on-curve' };
  try {
    return { secret: diffieHellman({ privateKey: pair.privateKey, publicKey }) };
  } catch {
    return { problem: 'malformed' };
  }
}

/** SubjectPublicKeyInfo of RFC 5480 §2: the algorithm, its named curve, the point as a bit string. */
function spkiProblem({ privateKey }: KeyPair, spki: Uint8Array): PeerProblem | undefined {
  const curve = curveOf(privateKey);
  const root = readBer(spki);
  const [identifier, point] = root?.children ?? [];
  const [algorithm, parameters] = identifier?.children ?? [];
  if (root?.tag !== 0x30 || root.children.length !== 2) return 'malformed';
  if (Buffer.compare(toDer(root), spki) !== 0) return 'malformed';
  if (identifier?.tag !== 0x30 || algorithm?.tag !== 0x06) return 'malformed';
  // A key of another algorithm (X25519, RSA) is on no curve that could be this one.
  if (!isOid(algorithm, ecPublicKeyOid)) return 'wrong-curve';
  if (parameters?.tag === 0x30) return 'unnamed-curve';
  if (parameters?.tag !== 0x06 || point?.tag !== 0x03) return 'malformed';
  if (!isOid(parameters, curveOids[curve])) return 'wrong-curve';
  const [unused, form] = point.body;
  const size = scalarBytes[curve];
  const expected = form === 4 ? 2 * size : form === 2 || form === 3 ? size : -1;
  return unused === 0 && point.body.length === expected + 2 ? undefined : 'malformed';
}
