import { text, writeOnly } from '../odata/edm.ts'
import { badRequest } from '../odata/failure.ts'
import type { SecurityMaterial } from '../store/security-material.ts'
import { managementSet } from './management-set.ts'
import { choice, field, materialOperations, securityArtifactDescriptor } from './security-material.ts'

/** `UserCredentials`. Fields in the store: `kind`, `user`, `companyId`; the secret is the password. */
export const userCredentials = managementSet<SecurityMaterial>({
  name: 'UserCredentials',
  type: 'UserCredential',
  keys: ['Name'],
  properties: {
    Name: text((material) => material.name),
    Kind: text(field('kind')),
    Description: text((material) => material.description || null),
    User: text(field('user')),
    Password: writeOnly(),
    CompanyId: text(field('companyId')),
    SecurityArtifactDescriptor: securityArtifactDescriptor('CREDENTIALS'),
  },
  ...materialOperations({
    kind: 'user-credential',
    secret: 'Password',
    fields(body, current) {
      const kind = choice(body, 'Kind', ['default', 'successfactors', 'openconnectors'], current?.kind)
      const companyId = body.text('CompanyId') ?? current?.companyId ?? ''
      if (kind === 'successfactors' && companyId === '') throw badRequest("Property 'CompanyId' cannot be empty. Enter a valid value.")
      return { kind, user: body.text('User') ?? current?.user ?? '', companyId }
    },
  }),
})
