// The account and Region that a template or plan is read for: those of the command line, those that its text
// names, or made-up ones.
/** Where a stack is taken to be. */
export interface Environment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly urlSuffix: string;
  /** Whether the account and the Region were said, and so may decide conditions. */
  readonly accountGiven: boolean;
  readonly regionGiven: boolean;
}

const usualAccount = '111122223333';
const usualRegion = 'us-east-1';

/** The environment of a text. */
export function environmentOf(
  text: string,
  known: { readonly account?: string; readonly region?: string },
): Environment {
  const region = known.region ?? usualRegion;
  const partition = region.startsWith('cn-')
    ? 'aws-cn'
    : region.startsWith('us-gov-')
      ? 'aws-us-gov'
      : 'aws';
  return {
    account: known.account ?? accountIn(text) ?? usualAccount,
    region,
    partition,
    urlSuffix: partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    accountGiven: known.account !== undefined,
    regionGiven: known.region !== undefined,
  };
}

/** A text without `AWS::AccountId` writes its own account out: the one that most root ARNs name. */
function accountIn(text: string): string | undefined {
  if (text.includes('AWS::AccountId')) return undefined;
  const counts = new Map<string, number>();
  for (const [, account] of text.matchAll(/:iam::(\d{12}):root\b/g)) {
    counts.set(account!, (counts.get(account!) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
