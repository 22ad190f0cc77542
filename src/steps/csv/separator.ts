/** The separator as flows write it: a character, or the name of a tab. */
export const separatorOf = (configured: string): string => (configured === '\\t' || configured.toLowerCase() === 'tab' ? '\t' : configured)
