import { Title } from '@ui5/webcomponents-react'
import { Fact } from '../../../components/Fact.tsx'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import type { TrialToken } from './use-trial-token.ts'

/** The token that the call was made with, shortened. */
export function Token({ token: { accessToken, format, scopes, expiresAt } }: { readonly token: TrialToken }) {
  return (
    <>
      <Title level="H2" size="H5">
        {t('console.token')}
      </Title>
      <dl className="facts">
        <Fact
          name={format === 'jwt' ? 'JWT' : t('console.opaque')}
          value={<code>{`${accessToken.slice(0, 12)}…`}</code>}
          copy={accessToken}
        />
        <Fact name={t('console.tokenUntil')} value={timeText(expiresAt)} />
        {scopes.length > 0 && <Fact name={t('console.tokenScopes')} value={scopes.join(' ')} />}
      </dl>
    </>
  )
}
