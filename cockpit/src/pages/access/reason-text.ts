import { t } from '../../messages/messages.ts'
import type { Access } from './access.ts'

/** The role by which a call passes, or the cause for which it does not. */
export function reasonText(access: Access): string {
  if (!access.allowed) return access.cause
  return access.roles.join(', ') || t('access.noRoleNeeded')
}
