/** In the words of the parameter `key-type`. */
export const KEY_TYPES = ['clientid_secret', 'certificate', 'certificate_external'] as const

export const KEY_LENGTHS = ['2048', '4096'] as const

/** A new service key as it stands in the fields. */
export interface KeyDraft {
  readonly name: string
  readonly type: (typeof KEY_TYPES)[number]
  /** Days. */
  readonly validity: string
  readonly keyLength: (typeof KEY_LENGTHS)[number]
  /** PEM. */
  readonly certificate: string
  readonly pinned: boolean
}

export const NEW_KEY: KeyDraft = { name: '', type: 'clientid_secret', validity: '365', keyLength: '2048', certificate: '', pinned: true }

/** Parameters of the key, as the platform spells them. */
export function keyParameters({ type, validity, keyLength, certificate, pinned }: KeyDraft): Record<string, unknown> {
  switch (type) {
    case 'certificate':
      return { 'key-type': type, validity: days(validity), 'key-length': Number(keyLength) }
    case 'certificate_external':
      return { 'key-type': type, 'X.509': certificate, 'pin-certificate': pinned }
    default:
      return { 'key-type': type }
  }
}

/** What is no number is sent as it is: the server says what it must be. */
const days = (text: string): unknown => (/^\d+$/.test(text.trim()) ? Number(text) : text)
