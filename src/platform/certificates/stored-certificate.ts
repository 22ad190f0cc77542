import type { Certificate } from '../../identity/certificate.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import type { StoredCertificate } from '../../store/certificates.ts'
import type { Store } from '../../store/store.ts'

/** A certificate as it is stored for its holder. */
export function storedCertificate(
  { thumbprint, subjectDn, issuerDn, names, pem, serialNumber, issuedAt, expiresAt }: Certificate,
  holder: Pick<StoredCertificate, 'subaccountId' | 'pinned' | 'createdAt'> &
    Partial<Pick<StoredCertificate, 'clientId' | 'keyId' | 'user' | 'createdBy'>>,
): StoredCertificate {
  const certificate = { thumbprint, subjectDn, issuerDn, names, pem, serialNumber, issuedAt, expiresAt }
  const unless = { clientId: null, keyId: null, user: null, createdBy: null }
  const modified = { modifiedBy: holder.createdBy ?? null, modifiedAt: holder.createdAt }
  return { id: uuid(), ...certificate, ...unless, ...holder, ...modified }
}

/** One certificate stands for one client or user. Throws `conflict` that names who has it. */
export async function requireUnused({ thumbprint, subjectDn }: Certificate, { certificates }: Pick<Store, 'certificates'>): Promise<void> {
  const [holder] = await certificates.list({ thumbprint })
  if (holder === undefined) return
  const name = holder.clientId === null ? `user '${holder.user}'` : `client '${holder.clientId}'`
  throw new SluiceError('conflict', `The certificate of '${subjectDn}' is in use already, by ${name}`)
}
