// Patterns of file names in a configuration: `*` within a folder, `**` across folders, `?` one character.

/** Whether a path fits a pattern; both with forward slashes. A pattern without a slash fits names anywhere. */
export function filePattern(pattern: string): (path: string) => boolean {
  const whole = pattern.includes('/') ? pattern.replace(/^\.\//, '') : `**/${pattern}`;
  const source = whole
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => wildcards[part] ?? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('');
  const expression = new RegExp(`^${source}$`, 'u');
  return (path) => expression.test(path.replaceAll('\\', '/').replace(/^\.\//, ''));
}

const wildcards: Readonly<Record<string, string>> = {
  '**/': '(?:[^/]+/)*',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};
