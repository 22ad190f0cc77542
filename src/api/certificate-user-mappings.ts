import { X509Certificate } from 'node:crypto'
import { SluiceError } from '../kernel/errors.ts'
import { binary, dateTime, int64, text } from '../odata/edm.ts'
import type { EntityBody } from '../odata/entity-body.ts'
import type { Keys } from '../odata/entity-set.ts'
import { badRequest, entityNotFound } from '../odata/failure.ts'
import { created } from '../odata/reply.ts'
import type { StoredCertificate } from '../store/certificates.ts'
import { type Management, managementSet } from './management-set.ts'
import { ReportedFailure } from './reported-failure.ts'
import { requiredText } from './security-material.ts'

/** 32 hexadecimal digits. */
const idOf = ({ id }: StoredCertificate): string => id.replaceAll('-', '')

/** `CertificateUserMappings`: client certificates that stand for users of the Neo dialect. */
export const certificateUserMappings = managementSet<StoredCertificate>({
  name: 'CertificateUserMappings',
  type: 'CertificateUserMapping',
  keys: ['Id'],
  properties: {
    Id: text(idOf),
    User: text(({ user }) => user),
    Certificate: binary(({ pem }) => Buffer.from(pem)),
    LastModifiedBy: text(({ modifiedBy }) => modifiedBy),
    LastModifiedTime: dateTime(({ modifiedAt }) => modifiedAt),
    CreatedBy: text(({ createdBy }) => createdBy),
    CreatedTime: dateTime(({ createdAt }) => createdAt),
    ValidUntil: int64(({ expiresAt }) => expiresAt),
  },
  requires: 'viewMonitoring',
  list: mappings,
  read: find,
  create: {
    requires: 'editSecurityMaterial',
    async run(body, context) {
      const user = requiredText(body, 'User')
      const certificate = certificateIn(body, user)
      try {
        return created(await certificatesOf(context).assign({ user, certificate, by: context.user }))
      } catch (thrown) {
        throw thrown instanceof SluiceError && thrown.code === 'bad-request' ? notCreated(thrown.message) : thrown
      }
    },
  },
  delete: {
    requires: 'editSecurityMaterial',
    async run(keys, context) {
      const mapping = await find(keys, context)
      if (mapping === undefined) throw entityNotFound()
      await certificatesOf(context).unmap(mapping.thumbprint)
      return { status: 204 }
    },
  },
})

const certificatesOf = ({ userCertificatesIn, store }: Management) => userCertificatesIn(store)

async function mappings(context: Management): Promise<StoredCertificate[]> {
  return (await certificatesOf(context).list()).filter(({ user }) => user !== null)
}

async function find({ Id }: Keys, context: Management): Promise<StoredCertificate | undefined> {
  return (await mappings(context)).find((mapping) => idOf(mapping) === String(Id).toLowerCase())
}

/** The certificate as PEM; the body has PEM or DER, in base64. */
function certificateIn(body: EntityBody, user: string): string {
  const bytes = body.bytes('Certificate')
  if (bytes === undefined) throw badRequest("Property 'Certificate' cannot be empty. Enter a valid value.")
  const content = Buffer.from(bytes)
  if (content[0] !== 0x30) return content.toString('latin1')
  try {
    return new X509Certificate(content).toString()
  } catch {
    throw notCreated(`The certificate for the user ${user} is not a X.509 certificate`)
  }
}

const notCreated = (reason: string): ReportedFailure => new ReportedFailure(`Problem during creating an entity: ${reason}`)
