/** Name and value, as headers have them; a name can occur once. */
export interface NamedValue {
  readonly name: string
  readonly value: string
}

/** A payload that a flow persisted, with what can be shown without reading it. */
export interface MessageStoreEntry {
  readonly id: string
  readonly messageGuid: string
  /** Name of the persist step. */
  readonly storeId: string
  readonly time: number
  readonly contentType: string
  readonly hasAttachments: boolean
  /** Its content and attachments were sealed with the vault; absent: they were not. */
  readonly encrypted?: boolean
}

export interface MessageStoreAttachment {
  readonly id: string
  readonly entryId: string
  readonly name: string
  readonly contentType: string
  readonly properties: readonly NamedValue[]
}

/** An entry as it is written. */
export interface MessageStoreRecord {
  readonly entry: Omit<MessageStoreEntry, 'hasAttachments'>
  readonly content: Uint8Array
  readonly properties: readonly NamedValue[]
  readonly attachments: readonly (Omit<MessageStoreAttachment, 'entryId'> & { readonly content: Uint8Array })[]
}

export interface MessageStoreStore {
  /** Writes an entry with everything that belongs to it, or nothing. */
  write(record: MessageStoreRecord): Promise<void>
  /** Entries of a message, oldest first. */
  ofMessage(messageGuid: string): Promise<MessageStoreEntry[]>
  find(id: string): Promise<MessageStoreEntry | undefined>
  content(id: string): Promise<Uint8Array | undefined>
  properties(id: string): Promise<NamedValue[]>
  /** In the order in which they were written. */
  attachments(entryId: string): Promise<MessageStoreAttachment[]>
  attachment(id: string): Promise<{ attachment: MessageStoreAttachment; content: Uint8Array } | undefined>
  /** Removes entries written before that time with everything that belongs to them, up to `limit`, the oldest first. Returns how many. */
  deleteBefore(time: number, limit?: number): Promise<number>
}
