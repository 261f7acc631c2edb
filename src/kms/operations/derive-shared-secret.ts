// https://docs.aws.amazon.com/kms/latest/APIReference/API_DeriveSharedSecret.html
import { deriveSharedSecret, type PeerProblem } from '../../crypto/ecdh.ts';
import type { OriginType } from '../api-types.generated.ts';
import { KmsError } from '../errors.ts';
import { pairOf } from '../materials.ts';
import { operation } from '../operation.ts';
import { answerFor, attestationConditions } from '../recipient.ts';

export default operation({
  name: 'DeriveSharedSecret',
  on: 'key',
  usage: 'KEY_AGREEMENT',
  conditionKeys: ({ KeyAgreementAlgorithm, Recipient }) => ({
    'kms:KeyAgreementAlgorithm': KeyAgreementAlgorithm,
    ...attestationConditions(Recipient),
  }),
  async run({ PublicKey, KeyAgreementAlgorithm, Recipient }, call) {
    const { key } = call;
    const derived = deriveSharedSecret(await pairOf(key, call.workers, call.random), PublicKey);
    if ('problem' in derived) {
      const message = `The public key ${problems[derived.problem]}: it must be a DER-encoded SPKI key of the named curve of ${key.view.spec}.`;
      throw new KmsError('ValidationException', message);
    }
    return {
      KeyId: key.view.arn,
      KeyAgreementAlgorithm,
      KeyOrigin: key.view.origin as OriginType,
      ...answerFor(Recipient, 'SharedSecret', derived.secret, call),
    };
  },
});

const problems: Readonly<Record<PeerProblem, string>> = {
  'wrong-curve': 'is on another curve',
  'unnamed-curve': 'spells its curve out instead of naming it',
  malformed: 'is malformed',
  'not-on-curve': 'is no point of its curve',
};
