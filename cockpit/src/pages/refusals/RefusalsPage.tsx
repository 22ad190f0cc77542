import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/refresh.js'
import { useState } from 'react'
import { Page } from '../../components/Page.tsx'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { RefusalDetails } from './RefusalDetails.tsx'
import { Refusals } from './Refusals.tsx'

/** Denied calls. `?request=ID` opens one, `?client=…&cause=…&since=1h` chooses. */
export function Component() {
  const requestId = useQuery().of('request')
  const [round, setRound] = useState(0)
  const refresh = (
    <Button icon="refresh" onClick={() => setRound(round + 1)}>
      {t('list.refresh')}
    </Button>
  )
  return (
    <Page title={t('refusals.title')} subtitle={t('refusals.subtitle')} actions={requestId === '' && refresh}>
      {requestId === '' ? <Refusals round={round} /> : <RefusalDetails key={requestId} requestId={requestId} />}
    </Page>
  )
}
