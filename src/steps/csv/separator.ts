const NAMED = new Map([
  ['\\t', '\t'],
  ['tab', '\t'],
  ['space', ' '],
])

/** The separator as flows write it: a character, or the name of a tab or blank. */
export const separatorOf = (configured: string): string => NAMED.get(configured.toLowerCase()) ?? configured
