import { Link } from '@ui5/webcomponents-react'
import { useNavigate } from 'react-router'
import { Page } from '../../components/Page.tsx'
import { t } from '../../messages/messages.ts'

/** An address that no page has. */
export function Component() {
  const navigate = useNavigate()
  return (
    <Page title={t('notFound.title')} subtitle={t('notFound.text')}>
      <Link onClick={() => navigate('/')}>{t('notFound.home')}</Link>
    </Page>
  )
}
