/** What is marked, by whom. */
export interface ProcessingMarkKey {
  /** `idempotent`: was processed before; `lock`: is processed now. */
  readonly kind: 'idempotent' | 'lock'
  /** Who provides the component: `SAP`. */
  readonly vendor: string
  /** Adapter or step: `SFTP`, `XI`, … */
  readonly component: string
  /** Where the entry comes from, as `user@host`. */
  readonly source: string
  /** File name, message id, … */
  readonly entry: string
}

export interface ProcessingMark extends ProcessingMarkKey {
  readonly createdAt: number
  /** From then on the mark is gone. */
  readonly expiresAt: number
}

/** The idempotent repository and the locks of messages in process: one is there or not, and nobody gets it twice. */
export interface ProcessingMarkStore {
  /** Sets the mark unless it is there at its `createdAt`. Of several at once exactly one is told `true`. */
  claim(mark: ProcessingMark): Promise<boolean>
  find(key: ProcessingMarkKey, now: number): Promise<ProcessingMark | undefined>
  /** Marks of a kind, or those for one entry of it; by component, source and entry. */
  list(kind: ProcessingMark['kind'], now: number, entry?: string): Promise<ProcessingMark[]>
  /** Whether there was such a mark. */
  release(key: ProcessingMarkKey, now: number): Promise<boolean>
  /** Removes up to `limit` of what is gone already, the oldest first. Returns how many. */
  deleteExpired(now: number, limit?: number): Promise<number>
}
