import { Title } from '@ui5/webcomponents-react'
import { admin } from '../../api/admin.ts'
import { Fact } from '../../components/Fact.tsx'
import { Problem } from '../../components/Problem.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'

const URLS = ['token', 'apiToken', 'introspection', 'revocation', 'keys', 'metadata'] as const

/** The OAuth URLs of the Neo subaccount. */
export function Branding() {
  const { data, problem } = useData(() => admin('GET /subaccounts'), [])
  const urls = data?.find(({ dialect }) => dialect === 'neo')?.oauthUrls
  return (
    <>
      <Title level="H2" size="H4" className="section-title">
        {t('oauth.urls')}
      </Title>
      <p className="subtitle section-text">{t('oauth.urlsText')}</p>
      <Problem text={problem} />
      <dl className="facts oauth-urls">
        {URLS.map((name) => {
          const url = urls?.[name]
          return url && <Fact key={name} name={t(`oauth.url.${name}`)} value={url} copy={url} />
        })}
      </dl>
    </>
  )
}
