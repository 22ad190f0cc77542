import type { Exchange } from '../../engine/exchange.ts'
import { compileObjectPath, type ObjectPath, unquote } from './object-path.ts'
import type { Evaluator } from './syntax.ts'

/** Reads a header or a property by name; `undefined` when there is none. */
export type Lookup = (exchange: Exchange, name: string) => unknown

export const headerLookup: Lookup = (exchange, name) => exchange.headers.get(name)
export const propertyLookup: Lookup = (exchange, name) => exchange.properties.get(name)

/**
 * Compiles what follows `header` or `property`: `.name`, `[name]`, `?.name`, and calls behind it. Names hold dots and dashes,
 * so the longest name that exists wins and the rest is called on its value. Returns nothing when no name can be read.
 */
export function compileKeyedValue(source: string, lookup: Lookup): Evaluator | undefined {
  const readings = readingsOf(source)
  const [only] = readings
  if (!only) return undefined
  if (readings.length === 1) return (exchange) => read(exchange, lookup, only) ?? null
  return (exchange) => {
    for (const reading of readings) {
      const value = read(exchange, lookup, reading)
      if (value !== undefined) return value
    }
    return null
  }
}

interface Reading {
  readonly name: string
  readonly path: ObjectPath | undefined
}

function read(exchange: Exchange, lookup: Lookup, { name, path }: Reading): unknown {
  const value = lookup(exchange, name)
  if (value === undefined || value === null) return undefined
  return path ? path(value) : value
}

/** Every way to split the source into a name and calls, longest name first. */
function readingsOf(source: string): Reading[] {
  const bracketed = /^\??\[((?:'[^']*'|"[^"]*"|[^\]])+)\](.*)$/s.exec(source)
  if (bracketed) {
    const path = compileObjectPath(bracketed[2]!)
    return path ? [{ name: unquote(bracketed[1]!.trim()), path }] : []
  }
  const rest = unquote(source.replace(/^\??\./, ''))
  const readings: Reading[] = rest === '' || rest.endsWith(')') ? [] : [{ name: rest, path: undefined }]
  for (let split = rest.length - 1; split > 0; split--) {
    if (!/[.?[]/.test(rest[split]!)) continue
    const path = compileObjectPath(rest.slice(split))
    if (path) readings.push({ name: rest.slice(0, split), path })
  }
  return readings
}
