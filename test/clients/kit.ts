// A world for stories with real clients, and ways to run programs against a server.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { World } from '../../src/world/world.ts';
import { home, keyId, serverWorld } from '../server/kit.ts';

/** The seed of alice's MFA device, in base32. */
export const mfaSeed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

const withMfa = `Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }`;

/** The role Engineering may be assumed, and may use alias/app, only with MFA. */
export function storyWorld(): World {
  const trust = `{ Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::${home}:root' }, Action: 'sts:AssumeRole', ${withMfa} }] }`;
  const policy = `{ Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 'kms:GenerateDataKey', Resource: '*', ${withMfa} }] }`;
  return serverWorld({
    mfa: `mfaDevices: [{ serial: 'arn:aws:iam::${home}:mfa/alice', seed: ${mfaSeed} }]`,
    role: `{ trustPolicy: ${trust}, policies: [{ name: data-keys, document: ${policy} }] }`,
    keys: `[{ id: ${keyId}, aliases: [alias/app] }]`,
  });
}

const execute = promisify(execFile);

/** Runs a program of Debian's package; throws a sentence where it is not installed. */
export async function runProgram(
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  if (!existsSync(path)) {
    throw new Error(
      `${path} is missing: apt-get install --no-install-recommends awscli python3-boto3`,
    );
  }
  const { PATH = '', HOME = '/tmp' } = process.env;
  const clean = {
    PATH,
    HOME,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
  try {
    const { stdout, stderr } = await execute(path, [...args], { env: { ...clean, ...env } });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const {
      code,
      stdout = '',
      stderr = '',
    } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: typeof code === 'number' ? code : -1, stdout, stderr };
  }
}
