import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/refresh.js'
import '@ui5/webcomponents-icons/dist/download.js'
import { useState } from 'react'
import { Page } from '../../components/Page.tsx'
import { useAction } from '../../components/use-action.ts'
import { t } from '../../messages/messages.ts'
import { Entries } from './Entries.tsx'
import { exportLog } from './export-log.ts'
import { Verification } from './Verification.tsx'

/** *Audit Log*: who did what, when and from where. */
export function Component() {
  const [round, setRound] = useState(0)
  const exporting = useAction()
  return (
    <Page
      title={t('audit.title')}
      subtitle={t('audit.subtitle')}
      problem={exporting.problem}
      actions={
        <>
          <Button icon="refresh" onClick={() => setRound(round + 1)}>
            {t('list.refresh')}
          </Button>
          <Button icon="download" disabled={exporting.busy} tooltip={t('audit.exportHint')} onClick={() => void exporting.run(exportLog)}>
            {t('audit.export')}
          </Button>
        </>
      }
    >
      <Verification />
      <Entries round={round} />
    </Page>
  )
}
