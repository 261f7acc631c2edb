// The envelopes that hold records: `{"Records": […]}` of log files, `{"Events": […]}` of lookup-events.
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html

const listNames = ['Records', 'Events'] as const;

/** Whether a stretch of bytes is the name of a list of records. */
export function isListName(bytes: Buffer, from: number, to: number): boolean {
  return listNames.some(
    (name) => to - from === name.length && bytes.toString('latin1', from, to) === name,
  );
}

/** The records of a line that is an envelope. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  const envelope = value as Readonly<Record<string, unknown>>;
  for (const name of listNames) {
    const list = envelope[name];
    if (Array.isArray(list)) return list;
  }
  return undefined;
}
