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
  async map({ user, certificate: pem }: { user: string; certificate: string }): Promise<StoredCertificate> {
    const { store, subaccount, clock } = this.#options
    if (user.trim() === '') throw new SluiceError('bad-request', 'The user must not be empty')
    const certificate = readPem(pem, 'The certificate', clock)
    await requireUnused(certificate, store)
    const mapping = storedCertificate(certificate, { subaccountId: subaccount.id, user, pinned: true, createdAt: clock.now() })
    await store.certificates.add(mapping)
    return mapping
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
