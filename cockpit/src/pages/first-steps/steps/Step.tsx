import { Button, Card, Tag, Title } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/accept.js'
import type { ReactNode } from 'react'
import { PageLink } from '../../../components/PageLink.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { useAction } from '../../../components/use-action.ts'
import { t } from '../../../messages/messages.ts'

interface StepProps {
  readonly number: number
  readonly title: string
  readonly text: string
  readonly done: boolean
  /** Where the same is done by mouse. */
  readonly page?: { readonly to: string; readonly text: string }
  /** Does it. */
  readonly action?: { readonly text: string; readonly run: () => Promise<unknown> } | undefined
  /** What must come first; the button waits for it. */
  readonly missing?: string | undefined
  readonly children?: ReactNode
}

/** One step of the scenario: what it is, whether it is done, and the two ways to do it. */
export function Step({ number, title, text, done, page, action, missing, children }: StepProps) {
  const { busy, problem, run } = useAction()
  return (
    <li className="step">
      <Card accessibleName={`${number}. ${title}`}>
        <div className="step-body">
          <header className="step-header">
            <Title level="H2" size="H5">{`${number}. ${title}`}</Title>
            <Tag design={done ? 'Positive' : 'Neutral'} hideStateIcon>
              {t(done ? 'firstSteps.done' : 'firstSteps.open')}
            </Tag>
          </header>
          <p>{text}</p>
          <Problem text={problem} />
          {children}
          <div className="step-actions">
            {action && (
              <Button
                design={done ? 'Default' : 'Emphasized'}
                disabled={busy || missing !== undefined}
                onClick={() => void run(action.run)}
              >
                {action.text}
              </Button>
            )}
            {page && <PageLink to={page.to}>{page.text}</PageLink>}
            {action && missing !== undefined && <span className="hint">{missing}</span>}
          </div>
        </div>
      </Card>
    </li>
  )
}
