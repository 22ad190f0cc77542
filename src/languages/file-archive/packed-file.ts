/** A file in a zip or tar archive. */
export interface PackedFile {
  /** As the archive has it, with its folders. */
  readonly name: string
  readonly content: Uint8Array
}
