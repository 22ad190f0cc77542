import { Tag } from '@ui5/webcomponents-react'
import { t } from '../../messages/messages.ts'
import type { Client } from './client-draft.ts'

/** What the client's user holds; roles on the other application are marked, for they do not help it. */
export function Roles({ client: { roles, application } }: { readonly client: Client }) {
  if (roles.length === 0)
    return (
      <Tag hideStateIcon design="Critical">
        {t('oauth.noRoles')}
      </Tag>
    )
  return (
    <span className="tags">
      {roles.map((held) => (
        <Tag hideStateIcon key={`${held.application} ${held.role}`} design={held.application === application ? 'Information' : 'Critical'}>
          {held.application === application ? held.role : `${held.role} (${held.application})`}
        </Tag>
      ))}
    </span>
  )
}
