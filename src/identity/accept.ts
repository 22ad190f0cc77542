export type Offer = 'json' | 'xml'

const NAMES: Readonly<Record<Offer, RegExp>> = {
  json: /^(?:application|text)\/(?:[\w.-]+\+)?json$/,
  xml: /^(?:application|text)\/(?:[\w.-]+\+)?xml$/,
}

/** Chooses what the `Accept` header names with the higher weight; wildcards, no header and a tie give `preset`. */
export function negotiate(accept: string | undefined, preset: Offer): Offer {
  const other: Offer = preset === 'json' ? 'xml' : 'json'
  return weightOf(accept, other) > weightOf(accept, preset) ? other : preset
}

/** Whether the header names JSON. */
export const namesJson = (accept: string | undefined): boolean => weightOf(accept, 'json') > 0

function weightOf(accept: string | undefined, offer: Offer): number {
  let best = 0
  for (const range of accept?.toLowerCase().split(',') ?? []) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
    if (NAMES[offer].test(type)) best = Math.max(best, quality(parameters))
  }
  return best
}

function quality(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith('q='))
  const value = given === undefined ? 1 : Number(given.slice(2))
  return Number.isFinite(value) ? value : 0
}
