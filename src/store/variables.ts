export interface VariableKey {
  readonly name: string
  /** Flow whose own the variable is; empty = every flow sees it. */
  readonly flowId: string
}

export interface Variable extends VariableKey {
  readonly value: string
  readonly updatedAt: number
  /** From then on the variable is gone. */
  readonly retainUntil: number
  /** Its value was sealed with the vault; absent: it was not. */
  readonly encrypted?: boolean
}

/** Values that outlive a message. One whose `retainUntil` has come is not there any more. */
export interface VariableStore {
  put(variable: Variable): Promise<void>
  find(key: VariableKey, now: number): Promise<Variable | undefined>
  /** Throws `not-found`. */
  delete(key: VariableKey, now: number): Promise<void>
  list(now: number): Promise<Variable[]>
  /** Removes up to `limit` of what is gone already, the oldest first. Returns how many. */
  deleteExpired(now: number, limit?: number): Promise<number>
}
