import { Button, Title } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/nav-back.js'
import type { ReactNode } from 'react'
import { t } from '../messages/messages.ts'
import './detail-header.css'

interface DetailHeaderProps {
  readonly title: string
  readonly onBack: () => void
  /** Buttons of what is shown. */
  readonly children?: ReactNode
}

/** Title of what a row of a list opened, with the way back to the list. */
export function DetailHeader({ title, onBack, children }: DetailHeaderProps) {
  return (
    <div className="detail-header">
      <Title level="H2" size="H4">
        <Button icon="nav-back" design="Transparent" tooltip={t('list.back')} accessibleName={t('list.back')} onClick={onBack} />
        {title}
      </Title>
      <div className="actions">{children}</div>
    </div>
  )
}
