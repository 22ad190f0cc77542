import { Card, Title } from '@ui5/webcomponents-react'
import type { ReactNode } from 'react'
import { PageLink } from '../../components/PageLink.tsx'

interface FigureCardProps {
  readonly title: string
  readonly subtitle: string
  /** The page behind the figure. */
  readonly to?: string
  readonly figure?: ReactNode
  readonly look?: 'good' | 'bad' | 'critical' | 'plain'
  readonly wide?: boolean
  readonly children?: ReactNode
}

/** One figure with what explains it; its title leads to the page behind it. */
export function FigureCard({ title, subtitle, to, figure, look = 'plain', wide = false, children }: FigureCardProps) {
  return (
    <Card accessibleName={title} className={wide ? 'overview-wide' : ''}>
      <div className="figure">
        <Title level="H2" size="H5">
          {to === undefined ? title : <PageLink to={to}>{title}</PageLink>}
        </Title>
        <p className="figure-text">{subtitle}</p>
        {figure !== undefined && (
          <p className="figure-number" data-look={look}>
            {figure}
          </p>
        )}
        {children}
      </div>
    </Card>
  )
}
