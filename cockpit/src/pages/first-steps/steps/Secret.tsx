import { MessageStrip } from '@ui5/webcomponents-react'
import { Fact } from '../../../components/Fact.tsx'
import { t } from '../../../messages/messages.ts'
import type { Credentials, Dialect } from '../scenario/scenario.ts'

interface SecretProps {
  readonly dialect: Dialect
  readonly credentials: Credentials
}

/** Credentials that were just made; another page or a reload forgets them. */
export function Secret({ dialect, credentials: { clientId, secret } }: SecretProps) {
  return (
    <>
      <MessageStrip design="Information" hideCloseButton>
        {t(dialect === 'neo' ? 'firstSteps.onlyHere' : 'firstSteps.inTheKey')}
      </MessageStrip>
      <dl className="facts step-facts">
        <Fact name={t('oauth.clientId')} value={<code>{clientId}</code>} copy={clientId} />
        <Fact name={t('secret.secret')} value={<code>{secret}</code>} copy={secret} />
      </dl>
    </>
  )
}
