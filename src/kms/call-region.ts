// The Region of a call: what the request says, else the Region of the ARN that it names or of the key whose
// grant it names by a token, else the only one that the world has, else where the caller's account has the key.
import { parseArn } from '../model/arn.ts';
import { quoted } from '../syntax/quoted.ts';
import type { WorldRequest } from '../world/request.ts';
import { wrong } from '../world/step.ts';
import type { KeyStore } from './key-store.ts';
import { SimulationError } from './unresolved.ts';

/** The parameters that may name a key or an alias, in the order in which they decide. */
const naming = ['KeyId', 'SourceKeyId', 'TargetKeyId', 'DestinationKeyId', 'AliasName'] as const;

interface Request extends Pick<WorldRequest, 'region'> {
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
}

/** The Region of a call; throws a SimulationError when it could be any. */
export function callRegion(
  store: KeyStore,
  { region, parameters }: Request,
  account: string | undefined,
): string {
  if (region !== undefined) return region;
  const names: string[] = [];
  for (const parameter of naming) {
    const value = parameters?.[parameter];
    if (typeof value === 'string') names.push(value);
  }
  // A grant token knows its key: RetireGrant needs no other name.
  const given = parameters?.GrantToken;
  const token = typeof given === 'string' ? store.grantTokens.get(given) : undefined;
  if (token) names.push(token.keyArn);
  for (const name of names) {
    const arn = parseArn(name);
    if (arn && arn.region !== '') return arn.region;
  }
  if (store.onlyRegion !== undefined) return store.onlyRegion;
  const regions = new Set(names.flatMap((name) => store.regionsOf(account, name)));
  const [only, second] = regions;
  if (only !== undefined && second === undefined) return only;
  const message =
    second === undefined
      ? 'nothing says in which Region the call is made'
      : `${names.map(quoted).join(', ')} could be in any of ${[...regions].map(quoted).join(', ')}`;
  throw new SimulationError(wrong('request-region', message, 'give the request a `region`'));
}
