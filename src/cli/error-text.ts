import type { Answer } from './send.ts'

/** The reason in an error answer of the admin API, OData, the token endpoint or plain HTTP. */
export function errorText(answer: Answer): string {
  return textOf(parse(answer.text)) || `The server answered ${answer.status} ${answer.statusText}`.trimEnd()
}

function textOf(body: unknown): string | undefined {
  const { error, error_description: description } = (body ?? {}) as { error?: unknown; error_description?: unknown }
  if (typeof description === 'string') return `${String(error)}: ${description}`
  const message = (error as { message?: unknown } | undefined)?.message
  if (typeof message === 'string') return message
  const value = (message as { value?: unknown } | undefined)?.value
  return typeof value === 'string' ? value : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
