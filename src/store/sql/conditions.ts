import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { SluiceError } from '../../kernel/errors.ts'
import type { Condition, Value } from '../query.ts'
import type { OneOf } from './context.ts'

/** The fields that a table can be asked for, and what each is compared with. */
export type Fields<F extends string> = Readonly<Record<F, Field>>

interface Field {
  readonly type: 'string' | 'number'
  readonly nullable?: true
  /** The value that nearly every row has and that the field's index therefore leaves out. */
  readonly usual?: string
}

type Sql = RawBuilder<SqlBool>
type Comparison = Extract<Condition, { value: Value }>
type Comparator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'

const NONE: ReadonlySet<never> = new Set()

const COMPARATORS: Readonly<Record<Comparator, string>> = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' }

/**
 * Turns conditions into SQL with bound parameters. Logic is two-valued as in OData: a comparison with `null` is false, but for
 * `eq` and `ne`, so that `not` turns every row's answer around. Texts compare by exact spelling. An unknown field or a value
 * of the wrong type throws `bad-request`.
 */
export class Conditions<F extends string> {
  readonly #fields: Fields<F>
  readonly #oneOf: OneOf

  constructor(fields: Fields<F>, oneOf: OneOf) {
    this.#fields = fields
    this.#oneOf = oneOf
  }

  /** @param unindexed comparisons that no index is to be used for */
  toSql(condition: Condition<F>, unindexed: ReadonlySet<Condition<F>> = NONE): Sql {
    switch (condition.op) {
      case 'and':
        return joined(
          'and',
          condition.conditions.map((part) => this.toSql(part, unindexed)),
          sql`1 = 1`,
        )
      case 'or':
        return this.#anyOf(condition.conditions)
      case 'not':
        return sql`not (${this.toSql(condition.condition)})`
      default:
        return this.#comparison(condition, unindexed.has(condition))
    }
  }

  /** The field's column; guards against names that do not come from the table's own list. */
  column(field: F): RawBuilder<unknown> {
    this.#field(field)
    return sql.ref(field)
  }

  #field(field: F): Field {
    if (!Object.hasOwn(this.#fields, field)) throw new SluiceError('bad-request', `There is no field ${field}`)
    return this.#fields[field]
  }

  /** Many `field eq value` of one field become one list, so that the length of a filter is not bounded by the database. */
  #anyOf(conditions: readonly Condition<F>[]): Sql {
    const lists = new Map<F, string[]>()
    const others: Sql[] = []
    for (const condition of conditions) {
      if (condition.op === 'eq' && typeof condition.value === 'string') entryOf(lists, condition.field).push(condition.value)
      else others.push(this.toSql(condition))
    }
    const listed = [...lists].map(([field, values]) => this.#inList(field, values))
    return joined('or', [...listed, ...others], sql`1 = 0`)
  }

  #inList(field: F, values: readonly string[]): Sql {
    const [first = ''] = values
    const single = this.toSql({ op: 'eq', field, value: first })
    return values.length === 1 ? single : this.#oneOf(field, values)
  }

  #comparison({ op, field, value }: Comparison & { field: F }, unindexed = false): Sql {
    const { type, nullable, usual } = this.#field(field)
    if (value === null) return nullTest(op, sql.ref(field))
    if (typeof value !== type) throw wrongType(field, type)
    // The planner takes an expression for what it is, not for the column.
    const test = comparison(op, unindexed ? sql`coalesce(${sql.ref(field)}, null)` : sql.ref(field), value)
    // Says what the database cannot see in a parameter: that the index has the row.
    if (op === 'eq' && usual !== undefined && value !== usual && !unindexed)
      return sql`(${test} and ${sql.ref(field)} <> ${sql.lit(usual)})`
    if (nullable === undefined) return test
    return op === 'ne' ? sql`(${sql.ref(field)} is null or ${test})` : sql`(${sql.ref(field)} is not null and ${test})`
  }
}

function entryOf<F>(lists: Map<F, string[]>, field: F): string[] {
  const list = lists.get(field) ?? []
  lists.set(field, list)
  return list
}

function comparison(op: Comparison['op'], column: RawBuilder<unknown>, value: Value): Sql {
  if (op === 'startswith') return like(column, `${escaped(value)}%`)
  if (op === 'endswith') return like(column, `%${escaped(value)}`)
  if (op === 'contains') return like(column, `%${escaped(value)}%`)
  return sql`${column} ${sql.raw(COMPARATORS[op])} ${value}`
}

function nullTest(op: Comparison['op'], column: RawBuilder<unknown>): Sql {
  if (op === 'eq') return sql`${column} is null`
  return op === 'ne' ? sql`${column} is not null` : sql`1 = 0`
}

const like = (column: RawBuilder<unknown>, pattern: string): Sql => sql`${column} like ${pattern} escape '\\'`

const escaped = (value: Value): string => String(value).replace(/[\\%_]/g, '\\$&')

/** A balanced tree: databases bound the depth of an expression, not its size. */
function joined(operator: 'and' | 'or', parts: readonly Sql[], whenEmpty: Sql): Sql {
  const [first] = parts
  if (first === undefined) return whenEmpty
  if (parts.length === 1) return first
  const middle = parts.length >> 1
  const left = joined(operator, parts.slice(0, middle), whenEmpty)
  return sql`(${left} ${sql.raw(operator)} ${joined(operator, parts.slice(middle), whenEmpty)})`
}

function wrongType(field: string, type: 'string' | 'number'): SluiceError {
  return new SluiceError('bad-request', `${field} can only be compared with a ${type}`)
}
