import { SluiceError } from '../kernel/errors.ts'

/** Bounds on what an archive may unpack to; the largest real artifact has 40 MB, and text packs at most 100 to 1. */
export const ARCHIVE_LIMITS = {
  entries: 10_000,
  /** Bytes of one entry, unpacked. */
  entrySize: 100 * 1024 * 1024,
  /** Bytes of all entries, unpacked. */
  totalSize: 300 * 1024 * 1024,
  /** Unpacked to packed size; small entries are exempt. */
  ratio: 200,
  ratioExemption: 1024 * 1024,
}

export type ArchiveLimits = Readonly<typeof ARCHIVE_LIMITS>

/** Counts what one archive unpacks to and throws `bad-request`, naming entry and limit, when it is too much. */
export class ArchiveQuota {
  readonly #limits: ArchiveLimits
  #entries = 0
  #totalSize = 0

  constructor(limits: ArchiveLimits) {
    this.#limits = limits
  }

  /** Accounts for an entry by its declared sizes, before anything is unpacked. */
  add(path: string, size: number, packedSize = size): void {
    const { entries, entrySize, totalSize, ratio, ratioExemption } = this.#limits
    this.#entries += 1
    this.#totalSize += size
    if (this.#entries > entries) refuse(path, `the archive has more than ${entries} entries`)
    if (size > entrySize) refuse(path, `it unpacks to ${size} bytes, more than ${entrySize}`)
    if (this.#totalSize > totalSize) refuse(path, `the archive unpacks to more than ${totalSize} bytes`)
    if (size > ratioExemption && size > packedSize * ratio) refuse(path, `it is packed more than ${ratio} to 1`)
  }
}

function refuse(path: string, reason: string): never {
  throw new SluiceError('bad-request', `The archive entry ${JSON.stringify(path)} is refused: ${reason}`)
}
