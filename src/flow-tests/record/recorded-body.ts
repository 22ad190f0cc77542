import type { Payload } from '../format/payload.ts'

/** How a trace marks what it did not keep whole. */
const CUT = /\[(?:Cut: \d+ of \d+ bytes|Not kept: [^\]]+)\]$/

/** Whether the trace kept the body whole, and as text. */
export const isWholeBody = (body: string): boolean => !CUT.test(body) && !body.includes('\ufffd')

/** The traced body as it goes in: as JSON only when nothing is lost by it. */
export function recordedPayload(body: string): Payload {
  const parsed = json(body)
  return parsed !== undefined && JSON.stringify(parsed) === body ? { json: parsed } : body
}

/** The traced body as it is expected: as JSON or XML when it is that. */
export function recordedMatcher(body: string): object | string {
  if (body === '') return { empty: true }
  const parsed = json(body)
  if (parsed !== undefined) return { json: parsed }
  return body.trimStart().startsWith('<') ? { xml: body } : body
}

/** A structure; single values are more readable as text. */
function json(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
