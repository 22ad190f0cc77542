export interface IdMappingKey {
  readonly fromId: string
  /** Who maps: an adapter or a script. */
  readonly mapper: string
  readonly context: string
  readonly qualifier: string
}

/** The id that a message got for the one it came with. */
export interface IdMapping extends IdMappingKey {
  readonly toId: string
  /** From then on the mapping is gone. */
  readonly expiresAt: number
}

export interface IdMapStore {
  /** The id that is mapped, which is the one of the first who asked; of several at once exactly one is the first. */
  map(mapping: IdMapping, now: number): Promise<string>
  from(fromId: string, now: number): Promise<IdMapping[]>
  to(toId: string, now: number): Promise<IdMapping[]>
  /** Removes up to `limit` of what is gone already, the oldest first. Returns how many. */
  deleteExpired(now: number, limit?: number): Promise<number>
}
