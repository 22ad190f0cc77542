import { Tag, type TagPropTypes } from '@ui5/webcomponents-react'
import { type MessageKey, t } from '../messages/messages.ts'

type Design = NonNullable<TagPropTypes['design']>

const DESIGNS: Readonly<Record<string, Design>> = {
  STARTED: 'Positive',
  COMPLETED: 'Positive',
  ERROR: 'Negative',
  FAILED: 'Negative',
  ESCALATED: 'Critical',
  RETRY: 'Critical',
  CANCELLED: 'Neutral',
  STOPPED: 'Neutral',
}

/** How a message or what is deployed is doing; a word that is not known stands as it is. */
export function StatusTag({ status }: { readonly status: string }) {
  const key = `status.${status}`
  const text = t(key as MessageKey)
  return (
    <Tag design={DESIGNS[status] ?? 'Information'} hideStateIcon>
      {text === key ? status : text}
    </Tag>
  )
}
