// The small policy by hand, in Maps and Sets: what deciding it must cost at least, in this language.
// It knows nothing but this one policy: no wildcards, no other operators, no reasons.
import { actions, callers, keyArn, viaService } from '../workload/names.mjs';
import { requestJob } from './job.mjs';

const roles = new Map(callers.map((caller) => [caller, 'Engineering']));
const keys = new Set([keyArn(0)]);
const services = new Set([viaService('s3'), viaService('ec2')]);
const matching = (pattern) => new Set(actions.filter((action) => pattern.test(action)));
const uses = matching(/:(Encrypt|Decrypt|ReEncrypt.*|GenerateDataKey.*|DescribeKey)$/);
const encrypts = matching(/:(Encrypt|Decrypt|GenerateDataKey|GenerateDataKeyWithoutPlaintext)$/);
const reads = matching(/:(Describe.*|List.*|GetKeyPolicy|GetKeyRotationStatus|GetPublicKey)$/);
const attaches = matching(/:(CreateGrant|ListGrants|RevokeGrant)$/);
const erases = matching(/:(ScheduleKeyDeletion|DisableKey)$/);

/** By action: which of the statements speak of it. */
const rules = new Map(
  actions.map((action) => [
    action,
    {
      never: action === 'kms:PutKeyPolicy',
      erase: erases.has(action),
      use: uses.has(action),
      attach: attaches.has(action),
      encrypt: encrypts.has(action),
      read: reads.has(action),
    },
  ]),
);

function decide({ principal, action, resource, context }) {
  const rule = rules.get(action);
  if (rule === undefined || !keys.has(resource)) return 'deny';
  if (rule.erase && context['aws:PrincipalTag/team'] !== 'security') return 'deny';
  if (rule.never || roles.get(principal) !== 'Engineering') return 'deny';
  if (rule.use && services.has(context['kms:ViaService'])) return 'allow';
  if (rule.attach && context['kms:GrantIsForAWSResource'] === 'true') return 'allow';
  if (rule.encrypt && context['kms:EncryptionContext:app'] === 'orders') return 'allow';
  return rule.read ? 'allow' : 'deny';
}

export async function load() {
  return requestJob(
    (request) => request,
    (request) => decide(request) === 'allow',
  );
}
