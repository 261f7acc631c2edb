// How the pages of docs/scenarios say who asks, on what, and with which values.

/** Who asks; with the account where the world has several. */
export function caller(principal, several) {
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
export function shortArn(text, several) {
  const match = /^arn:aws:(?:iam|sts|kms):[^:]*:(\d{12}):(.+)$/.exec(text);
  const name = (match?.[2] ?? text).replace(
    /^((?:key\/)?(?:mrk-)?[0-9a-f]{8})[0-9a-f-]{24,28}$/,
    '$1…',
  );
  return match !== null && several ? `${name} of ${match[1]}` : name;
}

/** The details of a call that are no parameters of it. */
export function circumstances(request) {
  const { via, vpcEndpoint, region, context, override, assumeCallerAllows } = request;
  const { grantTokens, grantId } = request;
  return [
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
}

/** The verdict of a decision, its reason, and what decided. */
export function decision({ verdict, reason, determining, assumptions }) {
  const word = verdict === 'allow' ? '**allowed**' : '**denied**';
  return [
    reason === undefined ? word : `${word}, ${code(reason)}`,
    ...(determining?.length > 0 ? [`by ${determining.map(code).join(', ')}`] : []),
    ...(assumptions ? [`assuming ${assumptions.map(code).join(', ')}`] : []),
  ];
}

/** One value or several, as code. */
export function values(value) {
  return [value]
    .flat()
    .map((item) => code(shown(item)))
    .join(', ');
}

function shown(item) {
  return typeof item === 'string' && item !== '' && !/\s/.test(item) ? item : JSON.stringify(item);
}

/** Characters that look like others are written as escapes. */
export function visible(text) {
  return text.replace(
    /[^\x20-\x7e]/gu,
    (c) => `\\u${c.codePointAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Text as code. */
export function code(text) {
  return `\`${text}\``;
}

/** A table cell ends at a pipe, even inside code. */
export function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
