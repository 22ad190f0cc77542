import type { Exchange } from '../../engine/exchange.ts'
import type { PgpKeyBlock } from '../../engine/services.ts'
import type { Row } from '../../iflow/table.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'

/** The parts of user ids that a table names, one a row; each may be an expression. Blank ones are left out. */
export function compileUserIds(rows: readonly Row[]): (exchange: Exchange) => readonly string[] {
  const parts = rows.flatMap((row) => Object.values(row).slice(0, 1)).map((part) => compileSimpleText(part))
  return (exchange) => parts.map((part) => part(exchange).trim()).filter((part) => part !== '')
}

/** The keys of which some user id contains one of the parts. */
export const withUserIds = (keys: readonly PgpKeyBlock[], parts: readonly string[]): PgpKeyBlock[] =>
  keys.filter(({ userIds }) => userIds.some((userId) => parts.some((part) => userId.includes(part))))

/** The parts as a message shows them. */
export const quoted = (parts: readonly string[]): string => parts.map((part) => `'${part}'`).join(', ')
