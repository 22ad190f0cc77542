/** A question to a table in domain words. The OData layer makes it from `$filter` and friends; stores turn it into SQL. */
export interface Query<F extends string = string> {
  readonly where?: Condition<F>
  readonly orderBy?: readonly { readonly field: F; readonly descending: boolean }[]
  readonly limit?: number
  readonly offset?: number
}

/**
 * Two-valued logic as in OData: `null` equals only `null`, every other comparison with it is false, and `not` turns each
 * answer around. An empty `and` is true, an empty `or` is false. Texts compare by exact spelling, upper and lower case differ.
 */
export type Condition<F extends string = string> =
  | { readonly op: 'and' | 'or'; readonly conditions: readonly Condition<F>[] }
  | { readonly op: 'not'; readonly condition: Condition<F> }
  | { readonly op: 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'; readonly field: F; readonly value: Value }
  | { readonly op: 'startswith' | 'endswith' | 'contains'; readonly field: F; readonly value: string }

/** Times are milliseconds since the epoch. */
export type Value = string | number | boolean | null
