import { required, text, writeOnly } from '../odata/edm.ts'
import type { Question } from '../odata/entity-set.ts'
import { created } from '../odata/reply.ts'
import type { UserCredentialParameter } from '../store/partner-directory.ts'
import type { Condition } from '../store/query.ts'
import { managementSet, stampOf } from './management-set.ts'
import { textFor } from './partner-directory/partner-body.ts'
import { AUTHORSHIP_FIELDS, authorshipProperties, type PartnerKind, partnerOperations } from './partner-directory/partner-rows.ts'
import { ReportedFailure } from './reported-failure.ts'

const type = 'UserCredentialParameter'

const kind: PartnerKind<UserCredentialParameter, 'pid' | 'id'> = {
  type,
  rows: ({ store }) => store.partnerDirectory.userCredentialParameters,
  keyOf: ({ Pid, Id }) => ({ pid: String(Pid), id: String(Id) }),
  named: ({ pid, id }) => `User Credential Parameter with partner ID ${pid} and parameter ID ${id}`,
  table: { name: 'ITPD_USER_CREDENTIAL_PAS', index: 'ITPD_USER_CREDENTIAL_PAS_PK' },
  fields: { Pid: 'pid', Id: 'id', User: 'user', ...AUTHORSHIP_FIELDS },
  newRow: (body, { vault }) => ({
    pid: textFor(type, body, 'Pid'),
    id: textFor(type, body, 'Id'),
    user: textFor(type, body, 'User', 200),
    password: vault.encrypt(textFor(type, body, 'Password')),
  }),
}

const operations = partnerOperations(kind)

/** Whether a filter asks for one partner and nothing else. */
const isOnePartner = (where: Condition | undefined): boolean =>
  where?.op === 'eq' && where.field === 'Pid' && typeof where.value === 'string' && where.value !== ''

function requirePartner({ query: { where } }: Question): void {
  if (isOnePartner(where)) return
  const asked = where !== undefined && 'field' in where ? `${where.field} ${where.op} '${where.value}'` : ''
  throw new ReportedFailure(
    `Filter '${asked}' is not supported in UserCredentialParameters query. ` +
      `Only filters of the form "$filter=Pid eq 'parterId1'" are supported.`,
  )
}

/** `UserCredentialParameters` of partners, of one partner at a time; creating one that exists replaces it. The password is never read. */
export const userCredentialParameters = managementSet<UserCredentialParameter>({
  name: 'UserCredentialParameters',
  type: 'UserCredentialParameter',
  keys: ['Pid', 'Id'],
  properties: {
    Pid: text((row) => row.pid),
    Id: text((row) => row.id),
    ...authorshipProperties,
    User: required(text((row) => row.user)),
    Password: writeOnly(),
  },
  ...operations,
  async find(question, context) {
    requirePartner(question)
    return operations.find!(question, context)
  },
  create: {
    requires: 'editPartnerDirectory',
    async run(body, context) {
      const { user, now } = stampOf(context)
      const row = kind.newRow(body, context)
      const { createdBy = user, createdAt = now } = (await kind.rows(context).find(row)) ?? {}
      const stored = { ...row, createdBy, createdAt, modifiedBy: user, modifiedAt: now }
      await kind.rows(context).put(stored)
      return created(stored)
    },
  },
})
