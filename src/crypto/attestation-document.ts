// What a Nitro enclave says of itself: a COSE_Sign1 (RFC 9052 §4.2) around a CBOR map, with the fields and limits of
// https://github.com/aws/aws-nitro-enclaves-nsm-api/blob/main/docs/attestation_process.md (§2.2, §3.2).
// It reads hostile bytes, so it never throws.
import { decode, encode } from 'cborg';

/** The signed statements of an enclave. */
export interface AttestationDocument {
  readonly moduleId: string;
  readonly digest: 'SHA384';
  readonly timestamp: Date;
  /** Measurements by the index of their platform configuration register. */
  readonly pcrs: ReadonlyMap<number, Uint8Array>;
  /** The certificate (X.509 in DER) whose key signed the document. */
  readonly certificate: Uint8Array;
  /** The certificates above it, root first. */
  readonly cabundle: readonly Uint8Array[];
  /** Where to encrypt for: SPKI in DER. */
  readonly publicKey?: Uint8Array;
  readonly userData?: Uint8Array;
  readonly nonce?: Uint8Array;
}

/** A document, and the signature that has yet to be verified. */
export interface SignedDocument {
  readonly document: AttestationDocument;
  readonly toBeSigned: Uint8Array;
  readonly signature: Uint8Array;
}

const maxPayloadBytes = 16384;

/** Reads a signed attestation document; `undefined` if it is none, or one of another algorithm. */
export function parseAttestation(bytes: Uint8Array): SignedDocument | undefined {
  try {
    const parts: unknown = decode(bytes, { ...maps, tags: { 18: (content) => content() } });
    if (!Array.isArray(parts) || parts.length !== 4) return undefined;
    const [header, unprotected, payload, signature] = parts;
    if (!isBytes(header, 1, 64) || !isBytes(payload, 1, maxPayloadBytes)) return undefined;
    if (!(unprotected instanceof Map) || !isBytes(signature, 96, 96)) return undefined;
    const parameters: unknown = decode(header, maps);
    const isEs384 = parameters instanceof Map && parameters.size === 1 && parameters.get(1) === -35;
    const document = isEs384 ? documentOf(decode(payload, maps)) : undefined;
    if (!document) return undefined;
    const toBeSigned = encode(['Signature1', header, new Uint8Array(0), payload]);
    return { document, toBeSigned, signature };
  } catch {
    return undefined;
  }
}

const maps = { useMaps: true, rejectDuplicateMapKeys: true } as const;

function documentOf(fields: unknown): AttestationDocument | undefined {
  if (!(fields instanceof Map)) return undefined;
  const moduleId: unknown = fields.get('module_id');
  const timestamp: unknown = fields.get('timestamp');
  const pcrs: unknown = fields.get('pcrs');
  const certificate: unknown = fields.get('certificate');
  const cabundle: unknown = fields.get('cabundle');
  const publicKey: unknown = fields.get('public_key') ?? undefined;
  const userData: unknown = fields.get('user_data') ?? undefined;
  const nonce: unknown = fields.get('nonce') ?? undefined;
  const wellFormed =
    typeof moduleId === 'string' &&
    moduleId !== '' &&
    fields.get('digest') === 'SHA384' &&
    isTime(timestamp) &&
    isPcrs(pcrs) &&
    isBytes(certificate, 1, 1024) &&
    isCertificates(cabundle) &&
    (publicKey === undefined || isBytes(publicKey, 1, 1024)) &&
    (userData === undefined || isBytes(userData, 0, 1024)) &&
    (nonce === undefined || isBytes(nonce, 0, 1024));
  if (!wellFormed) return undefined;
  return {
    moduleId,
    digest: 'SHA384',
    timestamp: new Date(timestamp),
    pcrs,
    certificate,
    cabundle,
    ...(publicKey && { publicKey }),
    ...(userData && { userData }),
    ...(nonce && { nonce }),
  };
}

function isBytes(value: unknown, min: number, max: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length >= min && value.length <= max;
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0 && (value as number) <= 8.64e15;
}

function isPcrs(value: unknown): value is Map<number, Uint8Array> {
  if (!(value instanceof Map) || value.size < 1 || value.size > 32) return false;
  return [...value].every(
    ([index, pcr]) =>
      Number.isInteger(index) &&
      index >= 0 &&
      index < 32 &&
      isBytes(pcr, 32, 64) &&
      pcr.length % 16 === 0,
  );
}

function isCertificates(value: unknown): value is Uint8Array[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => isBytes(item, 1, 1024));
}
