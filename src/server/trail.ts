// Writes the records of calls as lines of JSON, a file for each day and each 64 MB. A line is whole in its file
// before the call is answered. Where a write failed half way, the next line begins on a line of its own, so that
// no more than the torn one is lost. Readers take the files as they are: src/why/trail/files.ts.
import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { TrailRecord } from '../model/trail-record.ts';

/** Where records go. */
export interface Trail {
  /** Throws what the file system says when the line could not be written. */
  readonly write: (record: TrailRecord) => void;
  readonly close: () => void;
}

const maxFileBytes = 64 * 1024 * 1024;

interface OpenFile {
  readonly day: string;
  readonly fd: number;
  size: number;
  /** Whether the file ends in the middle of a line. */
  torn: boolean;
}

/** A trail in a folder, which is made if it is not there. */
export function openTrail(folder: string, maxBytes: number = maxFileBytes): Trail {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let file: OpenFile | undefined;
  return {
    write(record) {
      const line = Buffer.from(`${JSON.stringify(record)}\n`);
      const day = record.eventTime.slice(0, 10);
      if (!file || file.day !== day || file.size >= maxBytes) {
        if (file) closeSync(file.fd);
        file = undefined;
        file = openFor(folder, day, maxBytes);
      }
      append(file, line);
    },
    close() {
      if (file) closeSync(file.fd);
      file = undefined;
    },
  };
}

/** The last file of a day that has room. */
function openFor(folder: string, day: string, maxBytes: number): OpenFile {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `.${number}`;
    const fd = openSync(join(folder, `keyward-${day}${suffix}.jsonl`), 'a+', 0o600);
    const { size } = fstatSync(fd);
    if (size < maxBytes) return { day, fd, size, torn: size > 0 && !endsLine(fd, size) };
    closeSync(fd);
  }
}

function endsLine(fd: number, size: number): boolean {
  const last = Buffer.alloc(1);
  readSync(fd, last, 0, 1, size - 1);
  return last[0] === 0x0a;
}

function append(file: OpenFile, line: Buffer): void {
  const bytes = file.torn ? Buffer.concat([Buffer.from('\n'), line]) : line;
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(file.fd, bytes, written);
    file.torn = false;
  } catch (error) {
    if (written > 0) file.torn = true;
    throw error;
  } finally {
    file.size += written;
  }
}
