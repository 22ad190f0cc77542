import type { Clock } from '../kernel/clock.ts'
import type { ClientCertificate } from '../kernel/http.ts'
import type { CertificateFilter, StoredCertificate } from '../store/certificates.ts'
import type { Store } from '../store/store.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { ChangeCache } from './change-cache.ts'
import type { ClientDirectory, KnownClient } from './client-directory.ts'
import { certificateCredential } from './client-proof.ts'
import { type Facts, Refusal } from './refusals.ts'

export interface CertificateOptions {
  readonly store: Pick<Store, 'certificates' | 'onChange'>
  readonly directory: ClientDirectory
  readonly clock: Clock
}

/** How much older than the last accepted one a renewal may be, milliseconds: authorities issue in bursts. */
const GRACE = 10 * 60_000

/** Finds out who a client certificate stands for (contract oauth.md §1.9). */
export class CertificateAuthenticator {
  readonly #options: CertificateOptions
  readonly #stored: ChangeCache<readonly StoredCertificate[]>

  constructor(options: CertificateOptions) {
    this.#options = options
    // Certificates of a client end with it.
    this.#stored = new ChangeCache(options.store, ['certificates', 'clients'], (key) => this.#load(key))
  }

  /** A certificate that is valid now, whoever has it. Throws `certificate-unreadable`, `-expired` and `-not-yet-valid`. */
  read({ der }: ClientCertificate, facts: Facts = {}): Certificate {
    const certificate = readCertificate(der)
    if (certificate === undefined) throw refusal('certificate-unreadable', facts)
    this.#checkValidity(certificate, facts)
    return certificate
  }

  /** The client that the caller names and that has this certificate. Throws refusals that look the same on the wire. */
  async authenticate(presented: ClientCertificate, clientId: string): Promise<KnownClient> {
    const stored = await this.identify(presented, clientId)
    const known = await this.#options.directory.find(clientId)
    if (known === undefined) throw refusal('certificate-of-other-client', { clientId, value: stored.subjectDn })
    const { thumbprint } = this.read(presented)
    return { ...known, proof: { method: 'tls_client_auth', credential: certificateCredential(known.client, stored), thumbprint } }
  }

  /**
   * What is stored of this certificate or of the one that it renews. Throws refusals.
   *
   * @param clientId whose it must be, when the caller says so
   */
  async identify(presented: ClientCertificate, clientId?: string): Promise<StoredCertificate> {
    const certificate = readCertificate(presented.der)
    if (certificate === undefined) throw refusal('certificate-unreadable', { clientId: clientId?.slice(0, 200) })
    const stored = choose(await this.#candidates(certificate), certificate, clientId)
    this.#checkValidity(certificate, { clientId: stored.clientId ?? undefined, user: stored.user ?? undefined })
    if (!stored.pinned) await this.#checkRenewal(presented, certificate, stored)
    return stored
  }

  /** The certificate itself, else the keys without pinning that have the same names. */
  async #candidates({ thumbprint, names }: Certificate): Promise<readonly StoredCertificate[]> {
    const exact = await this.#find({ thumbprint })
    return exact.length > 0 ? exact : (await this.#find({ names })).filter(({ pinned }) => !pinned)
  }

  /** Anybody can make a certificate with these names, so a renewal must come from a trusted authority. */
  async #checkRenewal({ trusted }: ClientCertificate, certificate: Certificate, stored: StoredCertificate): Promise<void> {
    const { issuedAt, thumbprint } = certificate
    const value = shownName(certificate)
    const clientId = stored.clientId ?? undefined
    if (thumbprint !== stored.thumbprint && !trusted) throw refusal('certificate-untrusted', { clientId, value })
    if (issuedAt < stored.issuedAt - GRACE) throw refusal('certificate-superseded', { clientId, value: timeText(issuedAt) })
    if (issuedAt <= stored.issuedAt) return
    const { pem, serialNumber, expiresAt } = certificate
    await this.#options.store.certificates.renew(stored.id, { thumbprint, pem, serialNumber, issuedAt, expiresAt })
  }

  #checkValidity({ issuedAt, expiresAt }: Certificate, facts: Facts): void {
    const now = this.#options.clock.now()
    const checkedAt = timeText(now)
    if (now > expiresAt) throw refusal('certificate-expired', { ...facts, expiredAt: timeText(expiresAt), checkedAt })
    if (now < issuedAt) throw refusal('certificate-not-yet-valid', { ...facts, value: timeText(issuedAt), checkedAt })
  }

  async #find(filter: CertificateFilter): Promise<readonly StoredCertificate[]> {
    return (await this.#stored.get(JSON.stringify(filter))) ?? []
  }

  /** What nobody stored is not remembered: strangers could fill the memory with it. */
  async #load(key: string): Promise<readonly StoredCertificate[] | undefined> {
    const found = await this.#options.store.certificates.list(JSON.parse(key) as CertificateFilter)
    return found.length === 0 ? undefined : found
  }
}

function choose(candidates: readonly StoredCertificate[], certificate: Certificate, clientId: string | undefined): StoredCertificate {
  const shown = clientId?.slice(0, 200)
  const value = shownName(certificate)
  if (candidates.length === 0) throw refusal('certificate-unknown', { clientId: shown, value })
  const [first, second] = clientId === undefined ? candidates : candidates.filter((stored) => stored.clientId === clientId)
  if (first === undefined) throw refusal('certificate-of-other-client', { clientId: shown, value })
  if (second !== undefined) throw refusal('certificate-ambiguous', { clientId: shown, value })
  return first
}

const refusal = (...[cause, facts]: ConstructorParameters<typeof Refusal>): Refusal =>
  new Refusal(cause, { scheme: 'certificate', ...facts })

const timeText = (time: number): string => new Date(time).toISOString()

/** Strangers choose it. */
const shownName = ({ subjectDn }: Certificate): string => subjectDn.slice(0, 200)
