// Replays trails in two worlds and prints what would change.

import { replayJson } from '../../why/replay/json.ts';
import { replayMarkdown } from '../../why/replay/markdown.ts';
import { replay as replayTrails } from '../../why/replay/replay.ts';
import type { ReplayReport } from '../../why/replay/report.ts';
import { thousands } from '../../why/replay/sentences.ts';
import { type ReplayPaint, replayText } from '../../why/replay/text.ts';
import { paintFor } from '../colours.ts';
import type { ReplayOptions } from '../command-options.ts';
import { exitCodes, type Io } from '../io.ts';
import { progressBar } from '../progress.ts';
import { loadWorld } from './load-world.ts';

/** Runs `keyward replay`. */
export async function replay(
  trail: readonly string[],
  options: ReplayOptions,
  io: Io,
): Promise<number> {
  const before = await loadWorld(options.world);
  const after = await loadWorld(options.worldAfter);
  const bar = progressBar(io);
  const report = await replayTrails(before, after, trail, {
    threads: options.threads,
    onProgress: ({ bytes, totalBytes, records }) =>
      bar.at(totalBytes === 0 ? 0 : bytes / totalBytes, `${thousands(records)} records`),
  });
  bar.end();
  io.stdout(printers[options.format](report, paintFor(io, 'stdout')));
  return codeOf(report);
}

const printers: Readonly<
  Record<ReplayOptions['format'], (report: ReplayReport, paint: ReplayPaint) => string>
> = { text: replayText, json: replayJson, markdown: replayMarkdown };

function codeOf({ records, groups, unlisted }: ReplayReport): number {
  if (records.broken > 0 || records.unjudged > 0) return exitCodes.unknown;
  return groups.length > 0 || unlisted > 0 ? exitCodes.bad : exitCodes.good;
}
