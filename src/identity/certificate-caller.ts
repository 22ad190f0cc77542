import { sameName } from '../kernel/distinguished-name.ts'
import type { HttpRequest } from '../kernel/http.ts'
import type { StoredCertificate } from '../store/certificates.ts'
import type { CertificateAuthenticator } from './certificate-authenticator.ts'
import type { ClientDirectory } from './client-directory.ts'
import type { Need, Principal } from './principal.ts'
import { Refusal } from './refusals.ts'
import { rolesOfUser } from './roles-in-effect.ts'

const CALLER = { clientId: undefined, instanceId: null, authentication: 'certificate', rolesOutsideToken: [] } as const

/** The user of the Neo dialect whose certificate this is. */
export async function userCaller(
  { user, subaccountId }: StoredCertificate & { readonly user: string },
  { application }: Need,
  directory: ClientDirectory,
): Promise<Principal> {
  const { roles } = await rolesOfUser(user, { subaccountId, application }, directory)
  return { ...CALLER, kind: 'user', user, subaccountId, dialect: 'neo', roles }
}

/**
 * The holder of a certificate that a sender channel lists by subject and issuer. Anybody can make a certificate with these names,
 * so it must come from a trusted authority. Throws the refusals `client-certificate-required`, `certificate-not-listed`,
 * `certificate-untrusted` and those of a certificate that is not valid.
 */
export function listedCaller(
  { clientCertificate: presented }: HttpRequest,
  listed: NonNullable<Need['certificates']>,
  certificates: CertificateAuthenticator,
): Principal {
  if (presented === undefined) throw new Refusal('client-certificate-required')
  const { subjectDn, issuerDn } = certificates.read(presented)
  const facts = { scheme: 'certificate', value: subjectDn.slice(0, 200) } as const
  const isListed = listed.some((entry) => sameName(entry.subjectDn, subjectDn) && sameName(entry.issuerDn, issuerDn))
  if (!isListed) throw new Refusal('certificate-not-listed', facts)
  if (!presented.trusted) throw new Refusal('certificate-untrusted', facts)
  return { ...CALLER, kind: 'certificate', user: subjectDn, subaccountId: undefined, dialect: undefined, roles: new Set() }
}
