import { required, text } from '../odata/edm.ts'
import type { AuthorizedUser } from '../store/partner-directory.ts'
import { managementSet } from './management-set.ts'
import { optionalText, textFor } from './partner-directory/partner-body.ts'
import { AUTHORSHIP_FIELDS, authorshipProperties, partnerOperations } from './partner-directory/partner-rows.ts'

const type = 'AuthorizedUser'

/** `AuthorizedUsers`: callers who may act as a partner. */
export const authorizedUsers = managementSet<AuthorizedUser>({
  name: 'AuthorizedUsers',
  type: 'AuthorizedUser',
  keys: ['User'],
  properties: { User: text((row) => row.user), Pid: required(text((row) => row.pid)), ...authorshipProperties },
  ...partnerOperations<AuthorizedUser, 'user'>({
    type,
    rows: ({ store }) => store.partnerDirectory.authorizedUsers,
    keyOf: ({ User }) => ({ user: String(User) }),
    named: ({ user }) => `Authorized User with user ${user}`,
    table: { name: 'ITPD_AUTHORIZED_USERS', index: 'PK_ITPD_AUTHORIZED_USERS' },
    fields: { User: 'user', Pid: 'pid', ...AUTHORSHIP_FIELDS },
    newRow: (body) => ({ user: textFor(type, body, 'User', 150), pid: textFor(type, body, 'Pid') }),
    change: (body) => ({ pid: optionalText(body, 'Pid')! }),
  }),
})
