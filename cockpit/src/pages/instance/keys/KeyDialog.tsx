import { Bar, Button, Dialog, SegmentedButton, SegmentedButtonItem } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/download.js'
import { useState } from 'react'
import { Code } from '../../../components/Code.tsx'
import { CopyButton } from '../../../components/CopyButton.tsx'
import { saveFile } from '../../../components/files/save-file.ts'
import { t } from '../../../messages/messages.ts'
import { KeyFacts } from './KeyFacts.tsx'
import type { KeyDetails } from './Keys.tsx'

const VIEWS = ['form', 'json'] as const

/** The credentials of a service key, as a form or as JSON. Rendered while it is open; they are nowhere else. */
export function KeyDialog({ details, onClose }: { readonly details: KeyDetails; readonly onClose: () => void }) {
  const [view, setView] = useState<(typeof VIEWS)[number]>('form')
  const json = JSON.stringify(details.credentials, null, 2)
  const download = () => saveFile(new Blob([json], { type: 'application/json' }), `${details.instance}-${details.name}.json`)
  return (
    <Dialog
      open
      headerText={t('key.title', { name: details.name })}
      className="key-dialog"
      onClose={onClose}
      footer={
        <Bar
          design="Footer"
          endContent={
            <>
              <CopyButton text={json} name={t('instance.as.json')} />
              <Button icon="download" design="Transparent" onClick={download}>
                {t('key.download')}
              </Button>
              <Button design="Emphasized" onClick={onClose}>
                {t('dialog.close')}
              </Button>
            </>
          }
        />
      }
    >
      <div className="form">
        <SegmentedButton accessibleName={t('key.view')}>
          {VIEWS.map((name) => (
            <SegmentedButtonItem key={name} selected={view === name} onClick={() => setView(name)}>
              {t(`instance.as.${name}`)}
            </SegmentedButtonItem>
          ))}
        </SegmentedButton>
        {view === 'form' ? <KeyFacts credentials={details.credentials} /> : <Code name={t('instance.as.json')} text={json} />}
      </div>
    </Dialog>
  )
}
