// aws kms list-aliases: the aliases of an account and Region, and their keys.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html
import { parseArn } from '../../model/arn.ts';
import type { Fact } from '../fact.ts';
import { counted, hasList, itemsOf, type Output, stated, textOf } from './output.ts';

/** `{ Aliases: [{ AliasName, AliasArn, TargetKeyId }] }`; predefined aliases without a key are skipped. */
export const listAliases: Output = {
  command: 'kms list-aliases',
  matches: (node) => hasList(node, 'Aliases'),
  read(node, { reading }) {
    const facts = itemsOf(node, 'Aliases').flatMap((item): Fact[] => {
      const [name, id] = [textOf(item, 'AliasName'), textOf(item, 'TargetKeyId')];
      const arn = parseArn(textOf(item, 'AliasArn') ?? '');
      if (name === undefined || id === undefined || !arn) return [];
      const key = { account: arn.account, region: arn.region, id };
      const manager = name.startsWith('alias/aws/') ? ({ manager: 'AWS' } as const) : {};
      return [{ kind: 'key', key, aliases: [name], ...manager, ...stated(item, reading) }];
    });
    return { facts, about: counted(facts.length, 'alias', 'aliases') };
  },
};
