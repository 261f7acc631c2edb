// One page of docs/scenarios: the scenarios of a topic, each with its story, its world as the file
// writes it, its requests and the answers that are expected.

/** A title as Markdown text: two underscores would make it bold. */
export function heading(title) {
  return title.replaceAll('_', '\\_');
}

/** The text of a topic's page. */
export function scenarioPage({ title, intro, scenarios, id }) {
  return [`# ${title}`, '', intro, '', ...scenarios.flatMap((scenario) => section(id, scenario))]
    .join('\n')
    .replace(/\n+$/, '\n');
}

function section(topic, scenario) {
  const { title, story, source, name, clock, requests } = scenario;
  const several = Object.keys(scenario.world.accounts).length > 1;
  return [
    `## ${heading(title)}`,
    '',
    story.trim(),
    '',
    '```yaml',
    ...worldText(scenario.text),
    '```',
    '',
    ...(clock === undefined ? [] : [`The clock says ${clock}.`, '']),
    '| Request | Answer |',
    '|---|---|',
    ...requests.map((request) => `| ${asked(request, several)} | ${answered(request.expect)} |`),
    '',
    `Read more: ${[source].flat().map(link).join(', ')}. `.trim(),
    `The file: [${name}](../../fixtures/scenarios/${topic}/${name}).`,
    '',
  ];
}

/** The lines of the file from `accounts` to the requests, without their indent. */
function worldText(text) {
  const lines = text.split('\n');
  const from = lines.indexOf('world:');
  const to = lines.indexOf('requests:');
  return lines.slice(from + 1, to).map((line) => line.replace(/^ {2}/, ''));
}

function asked(request, several) {
  const { name, principal, action, key, resource, via, vpcEndpoint, context } = request;
  const { grantTokens, grantId, region, override, assumeCallerAllows } = request;
  const on = key ?? resource;
  const details = [
    ...(via === undefined ? [] : [`forwarded by ${code(via)}`]),
    ...(vpcEndpoint === undefined ? [] : [`through ${code(vpcEndpoint)}`]),
    ...(region === undefined ? [] : [`in ${code(region)}`]),
    ...(grantId === undefined ? [] : [`the grant ${code(grantId)}`]),
    ...(grantTokens === undefined
      ? []
      : [`with the grant token ${grantTokens.map(code).join(', ')}`]),
    ...Object.entries(context ?? {}).map(([name, value]) => `${code(name)} = ${values(value)}`),
    ...(override ? ['given values win'] : []),
    ...(assumeCallerAllows ? ["the caller's account is assumed to allow"] : []),
  ];
  const what = `${caller(principal, several)}: ${code(visible(action))}${on === undefined ? '' : ` on ${code(shortArn(on, several))}`}`;
  return cell([`**${name}**`, [what, ...details].join('; ')].join('<br>'));
}

function caller(principal, several) {
  if (typeof principal === 'string') return code(shortArn(principal, several));
  const { user, role, federatedUser, root, service, sessionName, session, mfa } = principal;
  const { sessionPolicies, tags, sourceIdentity, sourceArn, sourceAccount } = principal;
  const who = federatedUser ?? role ?? user ?? service;
  const said = [
    ...(sessionName === undefined ? [] : [`session ${code(sessionName)}`]),
    ...(federatedUser && user ? [`issued by ${code(shortArn(user, several))}`] : []),
    ...(session ? ['temporary credentials'] : []),
    ...(mfa === undefined ? [] : [mfa ? 'with MFA' : 'without MFA']),
    ...(sessionPolicies
      ? [`session policy ${sessionPolicies.map(({ name }) => code(name)).join(', ')}`]
      : []),
    ...(tags ? [`tags ${code(JSON.stringify(tags))}`] : []),
    ...(sourceIdentity === undefined ? [] : [`source identity ${code(sourceIdentity)}`]),
    ...(sourceArn === undefined ? [] : [`for ${code(sourceArn)}`]),
    ...(sourceAccount === undefined ? [] : [`of account ${code(sourceAccount)}`]),
  ];
  const named = root === undefined ? code(shortArn(who, several)) : `root user of ${code(root)}`;
  return said.length === 0 ? named : `${named} (${said.join(', ')})`;
}

/** `user/alice` for an ARN of IAM, STS or KMS; with its account where the world has several. */
function shortArn(text, several) {
  const match = /^arn:aws:(?:iam|sts|kms):[^:]*:(\d{12}):(.+)$/.exec(text);
  const name = (match?.[2] ?? text).replace(/^((?:key\/)?[0-9a-f]{8})-[0-9a-f-]{27}$/, '$1…');
  return match !== null && several ? `${name} of ${match[1]}` : name;
}

function answered({ verdict, reason, determining, assumptions, error }) {
  if (error !== undefined) return cell(`refused: ${code(error.code)}`);
  const word = verdict === 'allow' ? '**allowed**' : '**denied**';
  return cell(
    [
      reason === undefined ? word : `${word}, ${code(reason)}`,
      ...(determining ? [`by ${determining.map(code).join(', ')}`] : []),
      ...(assumptions ? [`assuming ${assumptions.map(code).join(', ')}`] : []),
    ].join('<br>'),
  );
}

function values(value) {
  return [value]
    .flat()
    .map((item) => code(shown(item)))
    .join(', ');
}

function shown(item) {
  return typeof item === 'string' && item !== '' && !/\s/.test(item) ? item : JSON.stringify(item);
}

/** Characters that look like others are written as escapes. */
function visible(text) {
  return text.replace(
    /[^\x20-\x7e]/gu,
    (c) => `\\u${c.codePointAt(0).toString(16).padStart(4, '0')}`,
  );
}

function code(text) {
  return `\`${text}\``;
}

/** A table cell ends at a pipe, even inside code. */
function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function link(url) {
  return `[${url.split('/').at(-1).replace('.html', '')}](${url})`;
}
