// A folder for the files of one test, gone when the test is over.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes an empty folder; answers with its path. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'keyward-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
