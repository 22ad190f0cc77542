/** What stands between prefix and local part of a JSON name, as flows write it: a character, or the name of the blank. */
export const prefixSeparatorOf = (configured: string): string => (configured.toLowerCase() === 'space' ? ' ' : configured)
