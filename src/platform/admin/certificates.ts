import { z } from 'zod'
import type { StoredCertificate } from '../../store/certificates.ts'
import type { UserCertificates } from '../certificates/user-certificates.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const certificateView = z.strictObject({
  thumbprint: z.string(),
  subject: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  issuedAt: moment,
  expiresAt: moment,
  pinned: z.boolean(),
  user: z.string().nullable(),
  clientId: z.string().nullable(),
})

export type CertificateView = z.output<typeof certificateView>

export interface CertificateRouteParts {
  readonly userCertificates: UserCertificates
  readonly clientAuthorityPem: string
}

export function certificateRoutes({ userCertificates, clientAuthorityPem }: CertificateRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/certificates',
      summary: 'Client certificates of service keys and of users of the Neo subaccount',
      answer: z.array(certificateView),
      handle: async () => (await userCertificates.list()).map(view),
    }),
    route({
      method: 'POST',
      path: '/certificates',
      summary: 'Map a client certificate to a user of the Neo subaccount',
      body: z.strictObject({ user: z.string(), certificate: z.string() }),
      answer: certificateView,
      status: 201,
      handle: async ({ body }) => view(await userCertificates.map(body)),
    }),
    route({
      method: 'DELETE',
      path: '/certificates/{thumbprint}',
      summary: 'End the mapping of a client certificate to its user',
      handle: ({ params }) => userCertificates.unmap(params.thumbprint),
    }),
    route({
      method: 'GET',
      path: '/client-authority',
      summary: 'The authority that issues the certificates of service keys, for proxies that verify them',
      answer: z.strictObject({ certificate: z.string() }),
      handle: async () => ({ certificate: clientAuthorityPem }),
    }),
  ]
}

function view({
  thumbprint,
  serialNumber,
  pinned,
  user,
  clientId,
  subjectDn,
  issuerDn,
  issuedAt,
  expiresAt,
}: StoredCertificate): CertificateView {
  const times = { issuedAt: toMoment(issuedAt), expiresAt: toMoment(expiresAt) }
  return { thumbprint, subject: subjectDn, issuer: issuerDn, serialNumber, ...times, pinned, user, clientId }
}
