import type { Exchange } from '../../engine/exchange.ts'

/** Where a row writes: the headers or the properties of an exchange. */
export interface Target {
  readonly noun: 'Header' | 'Property'
  /** `null` takes the value away. */
  set(exchange: Exchange, name: string, value: unknown): void
  delete(exchange: Exchange, name: string): void
  names(exchange: Exchange): string[]
}

export const HEADERS: Target = {
  noun: 'Header',
  set(exchange, name, value) {
    if (value === null || value === undefined) exchange.headers.delete(name)
    else exchange.headers.set(name, value)
  },
  delete: (exchange, name) => exchange.headers.delete(name),
  names: (exchange) => Array.from(exchange.headers, ([name]) => name),
}

export const PROPERTIES: Target = {
  noun: 'Property',
  set(exchange, name, value) {
    if (value === null || value === undefined) exchange.properties.delete(name)
    else exchange.properties.set(name, value)
  },
  delete: (exchange, name) => exchange.properties.delete(name),
  names: (exchange) => [...exchange.properties.keys()],
}
