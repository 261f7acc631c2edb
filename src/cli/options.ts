// Options that several commands share.
import { InvalidArgumentError, Option } from 'commander';

/** `--format`, with the formats that a command knows; the first is the default. */
export function formatOption(formats: readonly string[]): Option {
  return new Option('--format <format>', 'how to print the result')
    .choices([...formats])
    .default(formats[0]);
}

/** Collects an option that may be given more than once. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** `--world`, which may be given more than once. */
export function worldOption(): Option {
  return new Option(
    '--world <path>',
    'a world file, or a folder of what the AWS CLI printed; may be repeated (default: the current folder)',
  ).argParser(collect);
}

/** Reads a time: a date alone is midnight UTC. */
export function instant(value: string): Date {
  const form = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/;
  const date = new Date(value);
  if (!form.test(value) || Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('Write it as `2026-01-01T09:30:00Z`.');
  }
  return date;
}

/** Reads a whole number above zero. */
export function positive(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) {
    throw new InvalidArgumentError('Write it as a whole number above zero.');
  }
  return Number(value);
}
