import { Button } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { PageLink } from '../../components/PageLink.tsx'
import { t } from '../../messages/messages.ts'
import './user-roles.css'

interface LinksProps {
  readonly places: readonly { readonly text: string; readonly to: string }[]
  /** What stands there without any. */
  readonly none: string
}

/** Links that are shown before somebody asks for all. */
const FEW = 5

export function Links({ places, none }: LinksProps) {
  const [all, setAll] = useState(false)
  if (places.length === 0) return <span className="hint">{none}</span>
  const shown = all ? places : places.slice(0, FEW)
  return (
    <ul className="role-links">
      {shown.map(({ text, to }) => (
        <li key={`${text} ${to}`}>
          <PageLink to={to}>{text}</PageLink>
        </li>
      ))}
      {shown.length < places.length && (
        <li>
          <Button design="Transparent" onClick={() => setAll(true)}>
            {t('userRoles.more', { count: places.length - shown.length })}
          </Button>
        </li>
      )}
    </ul>
  )
}
