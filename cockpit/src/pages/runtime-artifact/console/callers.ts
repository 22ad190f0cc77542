import type { AdminAnswer } from '../../../api/admin.ts'
import { t } from '../../../messages/messages.ts'

type Access = AdminAnswer<'GET /access'>[number]

/** The clients as a choice: first those that may call, then those that will see why they may not. */
export function callersOf(access: AdminAnswer<'GET /access'>): { readonly value: string; readonly text: string }[] {
  const ordered = [...access].sort((a, b) => Number(b.allowed) - Number(a.allowed) || nameOf(a).localeCompare(nameOf(b)))
  return ordered.map((each) => ({ value: each.caller.clientId, text: `${nameOf(each)} – ${outlook(each)}` }))
}

function nameOf({ caller: { name, clientId, dialect } }: Access): string {
  return dialect === null ? name || clientId : `${name || clientId} (${t(`dialect.${dialect}`)})`
}

const outlook = (access: Access): string => (access.allowed ? t('console.allowed') : t('console.denied', { cause: access.cause }))
