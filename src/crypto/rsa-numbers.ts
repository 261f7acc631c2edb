// Whether the numbers of an RSA private key belong together (RFC 8017 §3.2). OpenSSL does not check them when it reads
// a key, and goes on with the private exponent when the primes are wrong. They pass through big integers that cannot
// be overwritten, but never through strings.

/** The INTEGERs of RSAPrivateKey after its version, as DER contents octets. */
export function belongTogether(integers: readonly Uint8Array[]): boolean {
  const [n, e, d, p, q, dP, dQ, qInv] = integers.map(toBigInt) as RsaNumbers;
  return (
    p > 1n &&
    q > 1n &&
    p * q === n &&
    (e * dP) % (p - 1n) === 1n &&
    (e * dQ) % (q - 1n) === 1n &&
    d % (p - 1n) === dP &&
    d % (q - 1n) === dQ &&
    (qInv * q) % p === 1n
  );
}

type RsaNumbers = [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];

function toBigInt(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}
