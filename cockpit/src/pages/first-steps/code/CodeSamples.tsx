import { Button, MessageStrip, Tab, TabContainer, Title } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/download.js'
import { useState } from 'react'
import { Code } from '../../../components/Code.tsx'
import { CopyButton } from '../../../components/CopyButton.tsx'
import { saveFile } from '../../../components/files/save-file.ts'
import { t } from '../../../messages/messages.ts'
import type { Scene } from '../use-scene.ts'
import { callSample, PLACEHOLDER } from './call-sample.ts'
import { curl } from './curl.ts'
import { node } from './node.ts'
import { postman } from './postman.ts'
import { python } from './python.ts'

const SAMPLES = {
  curl: { write: curl, file: 'call.sh' },
  Postman: { write: postman, file: 'first-steps.postman_collection.json' },
  Node: { write: node, file: 'call.mjs' },
  Python: { write: python, file: 'call.py' },
} as const

type Language = keyof typeof SAMPLES
const LANGUAGES = Object.keys(SAMPLES) as readonly Language[]

/** The same token and call as code to copy, filled with the values of this server. */
export function CodeSamples({ scene }: { readonly scene: Scene }) {
  const [language, setLanguage] = useState<Language>('curl')
  const sample = callSample(scene)
  const { write, file } = SAMPLES[language]
  const code = write(sample)
  return (
    <section aria-label={t('firstSteps.code')} className="code-samples">
      <Title level="H2" size="H4">
        {t('firstSteps.code')}
      </Title>
      <p className="subtitle">{t('firstSteps.codeText')}</p>
      {sample.secret === PLACEHOLDER.secret && (
        <MessageStrip design="Information" hideCloseButton>
          {t('firstSteps.placeholder', { placeholder: PLACEHOLDER.secret })}
        </MessageStrip>
      )}
      <TabContainer onTabSelect={({ detail }) => setLanguage(detail.tab.dataset.name as Language)}>
        {LANGUAGES.map((name) => (
          <Tab key={name} text={name} data-name={name} selected={language === name} />
        ))}
      </TabContainer>
      <div className="code-actions">
        <CopyButton text={code} name={language} />
        <Button icon="download" design="Transparent" onClick={() => saveFile(new Blob([code]), file)}>
          {t('firstSteps.download', { file })}
        </Button>
      </div>
      <Code name={language} text={code} />
    </section>
  )
}
