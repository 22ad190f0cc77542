import { Title } from '@ui5/webcomponents-react'
import { type ReactNode, useEffect } from 'react'
import { t } from '../messages/messages.ts'
import { type Parent, Parents } from './Parents.tsx'
import { Problem } from './Problem.tsx'

interface PageProps {
  readonly title: string
  /** One sentence below the title. */
  readonly subtitle?: string | undefined
  /** The pages above this one, the uppermost first. */
  readonly parents?: readonly Parent[]
  /** Buttons of the whole page. */
  readonly actions?: ReactNode
  readonly problem?: string | undefined
  readonly children: ReactNode
}

/** Title, actions and content of a page; names the browser's tab. */
export function Page({ title, subtitle, parents = [], actions, problem, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} – ${t('shell.product')}`
  }, [title])
  return (
    <>
      <header className="page-header">
        <div>
          {parents.length > 0 && <Parents pages={parents} />}
          <Title level="H1" size="H3">
            {title}
          </Title>
          {subtitle !== undefined && <p className="subtitle">{subtitle}</p>}
        </div>
        <div className="actions">{actions}</div>
      </header>
      <Problem text={problem} />
      {children}
    </>
  )
}
