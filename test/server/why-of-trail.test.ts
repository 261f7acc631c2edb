// What a server writes into its trail is what `keyward why` and `keyward replay` read: each record is a call to
// them, and they come to the decision that the server came to.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TrailRecord } from '../../src/model/trail-record.ts';
import { readRecord } from '../../src/why/trail/read-record.ts';
import { explainDenial } from '../../src/why.ts';
import type { World } from '../../src/world/world.ts';
import { keyward } from '../cli/keyward.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { answered, recordsIn, serverWorld, start, worldText } from './kit.ts';
import { storyParts, tellStory } from './trail-story.ts';

const judgedBy = (world: World, record: TrailRecord | undefined) => {
  const why = explainDenial(world, { record });
  return why.kind === 'answer' ? why.agreement : why.because;
};

it('each record is read, and judged as the server judged it', async () => {
  const trail = join(temporaryFolder(), 'trail');
  const world = serverWorld(storyParts);
  const { url } = await start({ trail }, world);
  const told = await tellStory(url);
  expect(told.filter(({ denied }) => denied).length).toBeGreaterThan(8);
  const records = recordsIn(trail);
  const depends: string[] = [];
  for (const { what, id, denied } of told) {
    const record = records.find(({ requestID }) => requestID === id);
    expect(readRecord(record).kind, what).toBe('call');
    expect(record!.errorCode?.endsWith('AccessDenied') ?? false, what).toBe(denied);
    const { json } = await answered(await fetch(`${url}/_keyward/requests/${id}`));
    const agreement = judgedBy(world, record);
    // What was refused before a policy was asked names no key.
    if ((json.decisions as unknown[]).length === 0) expect(agreement, what).toBe('unclear-record');
    else if (agreement === 'depends') depends.push(what);
    else expect(agreement, what).toBe('agrees');
  }
  // No record holds the policy of a federated session.
  expect(depends).toEqual(['a federated user', 'a federated user, denied']);
});

it('the policy of a session is in no record: where the world lacks it, that is what is named', async () => {
  const trail = join(temporaryFolder(), 'trail');
  const world = serverWorld({ ...storyParts, sessions: '[]' });
  const { url } = await start({ trail }, world);
  const told = await tellStory(url);
  const { id } = told.find(({ what }) => what === 'a session policy denies')!;
  const record = recordsIn(trail).find(({ requestID }) => requestID === id);
  const why = explainDenial(world, { record });
  expect(why.kind === 'answer' && why.differences[0]?.sentence).toMatch(
    /^AWS said a session policy/,
  );
});

it('the commands read the folder of a trail', async () => {
  const folder = temporaryFolder();
  const trail = join(folder, 'trail');
  const { url } = await start({ trail }, serverWorld(storyParts));
  const told = await tellStory(url);
  const world = join(folder, 'world.yaml');
  writeFileSync(world, worldText(storyParts));
  const why = await keyward(['why', '--world', world, trail, '--limit', '50', '--format', 'json']);
  expect([why.code, why.stderr]).toEqual([1, '']);
  const { answers } = JSON.parse(why.stdout) as { answers: { count: number }[] };
  const explained = answers.reduce((sum, { count }) => sum + count, 0);
  expect(explained).toBe(told.filter(({ denied }) => denied).length);
  const same = ['--world', world, '--world-after', world, '--threads', '1'];
  const replay = await keyward(['replay', ...same, trail]);
  // Three records name no key: not all could be judged.
  expect([replay.code, replay.stderr]).toEqual([3, '']);
  expect(replay.stdout).toContain('26 decided, 3 not judged, 5 skipped. Nothing changes.');
  expect(replay.stdout).toContain('AWS answered 0 otherwise than the world before.');
});
