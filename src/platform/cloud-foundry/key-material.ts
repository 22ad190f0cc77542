import { type Certificate, readCertificate } from '../../identity/certificate.ts'
import { newSecret } from '../../identity/new-secret.ts'
import type { Secrets } from '../../identity/secrets.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { StoredCertificate } from '../../store/certificates.ts'
import type { ClientSecret } from '../../store/clients.ts'
import type { ServiceInstance } from '../../store/services.ts'
import type { Store } from '../../store/store.ts'
import type { ClientAuthority } from '../certificates/client-authority.ts'
import { readPem } from '../certificates/read-pem.ts'
import { requireUnused, storedCertificate } from '../certificates/stored-certificate.ts'
import type { CertificateParameters } from './certificate-parameters.ts'
import type { KeyParameters } from './key-parameters.ts'

/** What the JSON of a key says about the credentials themselves (contracts: oauth §1.6). */
export type KeyCredentialMembers = SecretMembers | CertificateMembers

export interface SecretMembers {
  readonly clientsecret: string
}

interface CertificateMembers {
  readonly certificate: string
  /** Of keys whose certificate was issued here. */
  readonly key?: string
  readonly certificatedetails: CertificateDetails
}

interface CertificateDetails {
  readonly issuerdn: string
  readonly subjectdn: string
  readonly validuntil: string
  /** Hexadecimal, with `0x` before it. */
  readonly serialnumber: string
}

/** What a service key proves itself with: one secret or one certificate. */
export interface KeyMaterial {
  readonly members: KeyCredentialMembers
  readonly secrets: readonly ClientSecret[]
  readonly certificates: readonly StoredCertificate[]
}

export interface KeyHolder {
  readonly instance: ServiceInstance
  readonly keyId: string
  readonly clientId: string
}

export interface KeyMaterialOptions {
  readonly store: Pick<Store, 'certificates'>
  readonly secrets: Pick<Secrets, 'generate' | 'hash'>
  readonly authority: Pick<ClientAuthority, 'issue'>
  readonly clock: Clock
}

/** Makes what the parameters ask for. Throws `bad-request` and `conflict` for an external certificate. */
export async function makeKeyMaterial(parameters: KeyParameters, holder: KeyHolder, options: KeyMaterialOptions): Promise<KeyMaterial> {
  switch (parameters['key-type']) {
    case 'certificate':
      return issuedMaterial(parameters, holder, options)
    case 'certificate_external':
      return externalMaterial(parameters, holder, options)
    default:
      return secretMaterial(holder, options)
  }
}

async function secretMaterial({ clientId, keyId }: KeyHolder, { secrets, clock }: KeyMaterialOptions): Promise<KeyMaterial> {
  const clientsecret = secrets.generate()
  const hash = await secrets.hash('generated', clientsecret)
  return {
    members: { clientsecret },
    secrets: [newSecret({ clientId, kind: 'generated', hash, keyId, createdAt: clock.now() })],
    certificates: [],
  }
}

async function issuedMaterial(
  { validity: validityDays, 'key-length': keyLength }: Extract<CertificateParameters, { 'key-type': 'certificate' }>,
  holder: KeyHolder,
  { authority, clock }: KeyMaterialOptions,
): Promise<KeyMaterial> {
  const subject = `O=Sluice, OU=${holder.instance.id}, CN=${holder.keyId}`
  const { certificate: pem, key } = await authority.issue({ subject, validityDays, keyLength })
  const certificate = readCertificate(pem)!
  return {
    members: { certificate: pem, key, certificatedetails: detailsOf(certificate) },
    secrets: [],
    certificates: [stored(certificate, holder, true, clock)],
  }
}

async function externalMaterial(
  { 'X.509': pem, 'pin-certificate': pinned }: Extract<CertificateParameters, { 'key-type': 'certificate_external' }>,
  holder: KeyHolder,
  { store, clock }: KeyMaterialOptions,
): Promise<KeyMaterial> {
  const certificate = readPem(pem, "Parameter 'X.509'", clock)
  await requireUnused(certificate, store)
  return {
    members: { certificate: certificate.pem, certificatedetails: detailsOf(certificate) },
    secrets: [],
    certificates: [stored(certificate, holder, pinned, clock)],
  }
}

const stored = (certificate: Certificate, { instance, clientId, keyId }: KeyHolder, pinned: boolean, clock: Clock): StoredCertificate =>
  storedCertificate(certificate, { subaccountId: instance.subaccountId, clientId, keyId, pinned, createdAt: clock.now() })

const detailsOf = ({ issuerDn, subjectDn, expiresAt, serialNumber }: Certificate): CertificateDetails => ({
  issuerdn: issuerDn,
  subjectdn: subjectDn,
  validuntil: new Date(expiresAt).toISOString(),
  serialnumber: `0x${serialNumber}`,
})
