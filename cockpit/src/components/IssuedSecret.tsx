import { Bar, Button, Dialog, MessageStrip } from '@ui5/webcomponents-react'
import type { ReactNode } from 'react'
import { t } from '../messages/messages.ts'
import { Fact } from './Fact.tsx'

interface IssuedSecretProps {
  readonly title: string
  /** What goes with the secret, by name. */
  readonly facts?: Readonly<Record<string, string>>
  readonly secret: string
  readonly warnings: readonly string[]
  /** What to do next. */
  readonly actions?: ReactNode
  readonly onClose: () => void
}

/** Shows a secret, this once. Rendered while it is open; the secret is nowhere else. */
export function IssuedSecret({ title, facts = {}, secret, warnings, actions, onClose }: IssuedSecretProps) {
  return (
    <Dialog
      open
      headerText={title}
      onClose={onClose}
      footer={
        <Bar
          design="Footer"
          endContent={
            <>
              {actions}
              <Button onClick={onClose}>{t('dialog.close')}</Button>
            </>
          }
        />
      }
    >
      <div className="form">
        <MessageStrip design="Information" hideCloseButton>
          {t('secret.shownOnce')}
        </MessageStrip>
        {warnings.map((warning) => (
          <MessageStrip key={warning} design="Critical" hideCloseButton>
            {warning}
          </MessageStrip>
        ))}
        <dl className="facts">
          {Object.entries(facts).map(([name, value]) => (
            <Fact key={name} name={name} value={value} copy={value} />
          ))}
          <Fact name={t('secret.secret')} value={<code>{secret}</code>} copy={secret} />
        </dl>
      </div>
    </Dialog>
  )
}
