import { Link, MessageStrip, Title } from '@ui5/webcomponents-react'
import { t } from '../../messages/messages.ts'
import type { DeployProblem } from './deploy-problems.ts'

interface ProblemsProps {
  readonly problems: readonly DeployProblem[]
  /** Shows an element. */
  readonly onSelect: (element: string) => void
}

/** What keeps a flow from running, each with its element. */
export function Problems({ problems, onSelect }: ProblemsProps) {
  return (
    <section className="deploy-problems" aria-label={t('deployed.problems')}>
      <Title level="H2" size="H5">
        {t('deployed.problems')}
      </Title>
      {problems.map((problem) => (
        <MessageStrip key={`${problem.element} ${problem.construct} ${problem.reason}`} design="Negative" hideCloseButton>
          {problem.construct !== undefined && <strong>{problem.construct}: </strong>}
          {problem.reason}{' '}
          {problem.element !== undefined && (
            <Link
              accessibleName={t('deployed.showElement', { element: problem.element })}
              onClick={(event) => {
                event.preventDefault()
                onSelect(problem.element!)
              }}
            >
              {problem.name ?? problem.element}
            </Link>
          )}
        </MessageStrip>
      ))}
      <p className="hint">{t('deployed.repair')}</p>
    </section>
  )
}
