// ML-DSA (FIPS 204 §5.2, §5.3), pure and with an empty context. μ = SHAKE256(SHAKE256(pk, 64) ‖ 0x00 ‖ 0x00 ‖ M, 64)
// may come instead of M, and signatures of either verify as the other's
// (https://docs.aws.amazon.com/kms/latest/developerguide/offline-operations.html).
import { isMlDsa } from './ml-public-key.ts';
import { mlSecretKeyOf } from './ml-secret-key.ts';
import type { MessageForm, SigningRow } from './signing-row.ts';

const muBytes = 64;
const entropyBytes = 32;

const shake256: SigningRow = {
  forms: ['RAW', 'EXTERNAL_MU'],
  async sign({ spec, privateKey }, messageForm, message, workers, random) {
    if (!isMlDsa(spec)) throw new TypeError('the private key is none of ML-DSA');
    const key = await mlSecretKeyOf(spec, privateKey, workers);
    const entropy = random(entropyBytes);
    return workers.run('mlDsaSign', { spec, key, form: formOf(messageForm), message, entropy });
  },
  async verify(spki, messageForm, message, signature, workers) {
    if (messageForm === 'EXTERNAL_MU' && message.length !== muBytes) return false;
    return workers.run('mlDsaVerify', { spki, form: formOf(messageForm), message, signature });
  },
};

function formOf(form: MessageForm): 'message' | 'mu' {
  return form === 'EXTERNAL_MU' ? 'mu' : 'message';
}

/** ML-DSA; the key's spec chooses the parameter set. */
export const mlDsaSignatures = { ML_DSA_SHAKE_256: shake256 } as const;
