/** Choices of how far back the list goes, in minutes; none = as far as refusals are kept. */
const MINUTES = { '15m': 15, '1h': 60, '24h': 24 * 60, '7d': 7 * 24 * 60 } as const

export type Since = keyof typeof MINUTES | 'all'

export const SINCE: readonly Since[] = ['all', '15m', '1h', '24h', '7d']

/** @returns the moment in ISO 8601, empty for all */
export const momentOf = (since: Since, now: number): string =>
  since === 'all' ? '' : new Date(now - MINUTES[since] * 60_000).toISOString()
