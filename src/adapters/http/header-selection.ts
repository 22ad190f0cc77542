import type { Exchange } from '../../engine/exchange.ts'
import type { Headers } from '../../engine/headers.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'
import { mayLeave, mayReturn } from './header-names.ts'
import { headerValue, isHeaderName } from './header-value.ts'

/** Decides by name which headers of a message pass a receiver channel. */
export type HeaderSelection = (exchange: Exchange) => (name: string) => boolean

/**
 * Compiles the header list of a receiver channel: `*` alone for all, or names joined by `|` or comma; in a list `*` has no
 * meaning. The list may hold Simple expressions. Names compare without case; there are no patterns.
 */
export function compileHeaderSelection(list: string): HeaderSelection {
  if (!list.includes('${')) {
    const selected = parseSelection(list)
    return () => selected
  }
  const listOf = compileSimpleText(list)
  return (exchange) => parseSelection(listOf(exchange))
}

function parseSelection(list: string): (name: string) => boolean {
  if (list.trim() === '*') return (name) => name.toLowerCase() !== 'sapauthenticatedusername'
  const names = new Set(list.split(/[|,]/).map((name) => name.trim().toLowerCase()))
  return (name) => names.has(name.toLowerCase())
}

/** The selected message headers as header lines for another system. */
export function selectRequestHeaders(headers: Headers, selected: (name: string) => boolean): Record<string, string | string[]> {
  const lines: Record<string, string | string[]> = {}
  for (const [name, value] of headers) {
    const line = selected(name) && mayLeave(name) && isHeaderName(name) ? headerValue(value) : undefined
    if (line !== undefined) lines[name] = line
  }
  return lines
}

/** Puts the selected headers of another system's answer into the message; all others of the message stay. */
export function takeResponseHeaders(headers: Headers, response: Headers, selected: (name: string) => boolean): void {
  for (const [name, value] of response) if (selected(name) && mayReturn(name)) headers.set(name, value)
}
