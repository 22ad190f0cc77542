import { Page } from '../../components/Page.tsx'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { Policies } from './Policies.tsx'
import { PolicyDetails } from './PolicyDetails.tsx'

/** *Access Policies*. `?policy=ID` shows what one protects. */
export function Component() {
  const id = useQuery().of('policy')
  return (
    <Page title={t('policy.title')} subtitle={t('policy.subtitle')}>
      {id === '' ? <Policies /> : <PolicyDetails key={id} id={id} />}
    </Page>
  )
}
