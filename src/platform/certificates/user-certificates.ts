import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { StoredCertificate } from '../../store/certificates.ts'
import type { Store } from '../../store/store.ts'
import type { Subaccount } from '../../store/subaccounts.ts'
import { readPem } from './read-pem.ts'
import { requireUnused, storedCertificate } from './stored-certificate.ts'

export interface UserCertificateOptions {
  readonly store: Pick<Store, 'certificates'>
  readonly subaccount: Subaccount
  readonly clock: Clock
}

/** A certificate in PEM and the user whom it stands for. */
export interface UserCertificate {
  readonly user: string
  readonly certificate: string
  /** Who says so. */
  readonly by?: string | null
}

/** Certificate-to-user mappings of the Neo subaccount: whoever calls with the certificate has the roles of the user. */
export class UserCertificates {
  readonly #options: UserCertificateOptions

  constructor(options: UserCertificateOptions) {
    this.#options = options
  }

  /** Those of service keys too, by subject. */
  list(): Promise<StoredCertificate[]> {
    return this.#options.store.certificates.list()
  }

  /** Throws `bad-request` for what is no certificate, `conflict` for one that somebody has already. */
  async map({ user, certificate: pem, by = null }: UserCertificate): Promise<StoredCertificate> {
    const { store, subaccount, clock } = this.#options
    if (user.trim() === '') throw new SluiceError('bad-request', 'The user must not be empty')
    const certificate = readPem(pem, 'The certificate', clock)
    await requireUnused(certificate, store)
    const holder = { subaccountId: subaccount.id, user, pinned: true, createdAt: clock.now(), createdBy: by }
    const mapping = storedCertificate(certificate, holder)
    await store.certificates.add(mapping)
    return mapping
  }

  /** As `map`, but a certificate that stands for a user already stands for this one from now on. */
  async assign({ user, certificate: pem, by = null }: UserCertificate): Promise<StoredCertificate> {
    const { store, clock } = this.#options
    const { thumbprint } = readPem(pem, 'The certificate', clock)
    const [current] = await store.certificates.list({ thumbprint })
    if (current === undefined || current.user === null || user.trim() === '') return this.map({ user, certificate: pem, by })
    const to = { user, modifiedBy: by, modifiedAt: clock.now() }
    await store.certificates.reassign(current.id, to)
    return { ...current, ...to }
  }

  /** Ends a mapping. Throws `not-found` for an unknown certificate, `conflict` for that of a service key. */
  async unmap(thumbprint: string): Promise<void> {
    const { certificates } = this.#options.store
    const [mapping] = await certificates.list({ thumbprint })
    if (mapping === undefined) throw new SluiceError('not-found', `No certificate with the thumbprint ${thumbprint} is known`)
    if (mapping.user === null) {
      throw new SluiceError('conflict', `The certificate ${thumbprint} belongs to a service key and goes with it: sluice key delete`)
    }
    await certificates.delete(mapping.id)
  }
}
