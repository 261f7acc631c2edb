// What is wrong with the first five parts of an ARN, as far as its form tells. What follows the fifth colon is
// the service's own business.
import { everyArnService, findService } from '../catalog/all-services.ts';
import { partitionOf, partitions, regions } from '../catalog/regions.ts';
import { type Arn, parseArn } from '../model/arn.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { quoted } from '../syntax/quoted.ts';

/** Why an ARN, or a pattern of one, names nothing; undefined when its form is right or has too many wildcards. */
export function arnFault(text: string): string | undefined {
  const arn = parseArn(text);
  return arn && (partitionFault(arn) ?? serviceFault(arn) ?? regionFault(arn) ?? accountFault(arn));
}

const open = /[*?]|\$\{/;

function partitionFault({ partition }: Arn): string | undefined {
  const ids = partitions.map(({ id }) => id);
  if (open.test(partition) || ids.includes(partition)) return undefined;
  return `the partition ${quoted(partition)} does not exist${didYouMeanHint(partition, ids)}`;
}

function serviceFault({ service }: Arn): string | undefined {
  const lower = service.toLowerCase();
  if (open.test(service) || lower === service) return undefined;
  const known = findService(lower) !== undefined || everyArnService().has(lower);
  return known
    ? `the service ${quoted(service)} is written in lower case: \`${lower}\``
    : undefined;
}

/** The services whose ARNs never have a Region. */
const withoutRegion: ReadonlySet<string> = new Set(['iam', 'organizations', 'cloudfront']);

function regionFault({ service, region, partition }: Arn): string | undefined {
  if (open.test(region) || open.test(service)) return undefined;
  if (region === '') {
    return service === 'kms' ? 'the ARNs of KMS have a Region, and this has none' : undefined;
  }
  if (withoutRegion.has(service)) {
    return `the ARNs of \`${service}\` have no Region, and this has ${quoted(region)}`;
  }
  if (!/^[a-z]{2,}(?:-[a-z]+)+-\d$/.test(region)) {
    return `${quoted(region)} is not a Region${didYouMeanHint(region, regions)}`;
  }
  if (open.test(partition) || partitionOf(region) === partition) return undefined;
  return `the Region ${quoted(region)} is in the partition \`${partitionOf(region)}\`, not in ${quoted(partition)}`;
}

function accountFault({ service, account, resource }: Arn): string | undefined {
  if (open.test(account) || /^(?:\d{12})?$/.test(account)) {
    const needed = service === 'iam' && account === '' && !open.test(resource);
    return needed ? 'the ARNs of `iam` have an account, and this has none' : undefined;
  }
  // AWS's own policies and images have a word for an account.
  return /^\d+$/.test(account)
    ? `the account id ${quoted(account)} has ${account.length} digits instead of 12`
    : undefined;
}
