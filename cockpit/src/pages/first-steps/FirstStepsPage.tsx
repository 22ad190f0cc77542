import { SegmentedButton, SegmentedButtonItem } from '@ui5/webcomponents-react'
import { Page } from '../../components/Page.tsx'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { CodeSamples } from './code/CodeSamples.tsx'
import { Steps } from './Steps.tsx'
import type { Dialect } from './scenario/scenario.ts'
import { useScene } from './use-scene.ts'
import './first-steps.css'

const DIALECTS: readonly Dialect[] = ['cloud-foundry', 'neo']

/** From nothing to a called flow and its log, in either dialect. */
export function Component() {
  const query = useQuery()
  const dialect: Dialect = query.of('dialect') === 'neo' ? 'neo' : 'cloud-foundry'
  const { scene, problem } = useScene(dialect)
  return (
    <Page
      title={t('nav.firstSteps')}
      subtitle={t('firstSteps.subtitle')}
      problem={problem}
      actions={
        <SegmentedButton accessibleName={t('firstSteps.dialect')}>
          {DIALECTS.map((name) => (
            <SegmentedButtonItem key={name} selected={name === dialect} onClick={() => query.set({ dialect: name })}>
              {t(`dialect.${name}`)}
            </SegmentedButtonItem>
          ))}
        </SegmentedButton>
      }
    >
      {scene && (
        <>
          <Steps key={dialect} scene={scene} />
          <CodeSamples scene={scene} />
        </>
      )}
    </Page>
  )
}
