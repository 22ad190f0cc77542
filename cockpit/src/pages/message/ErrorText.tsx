import { MessageStrip } from '@ui5/webcomponents-react'
import { CopyButton } from '../../components/CopyButton.tsx'
import { t } from '../../messages/messages.ts'
import type { MessageDetails } from './message.ts'

/** Why the message failed, in the words of the server. */
export function ErrorText({ details: { error } }: { readonly details: MessageDetails }) {
  return (
    <div className="message-error">
      <MessageStrip design="Negative" hideCloseButton>
        <span className="message-error-text">{error.trimEnd()}</span>
      </MessageStrip>
      <CopyButton text={error} name={t('message.error')} />
    </div>
  )
}
