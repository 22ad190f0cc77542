import { Bar, Button, Dialog } from '@ui5/webcomponents-react'
import type { ReactNode } from 'react'
import { t } from '../messages/messages.ts'
import { Problem } from './Problem.tsx'
import { useAction } from './use-action.ts'

interface FormDialogProps {
  readonly title: string
  /** What the button that does it says. */
  readonly submit: string
  readonly destructive?: boolean
  /** Whether what it needs is there; it is unless told otherwise. */
  readonly ready?: boolean
  /** Does it; the dialog stays open with the error when this throws. */
  readonly onSubmit: () => Promise<unknown>
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Asks for what something needs, and does it. Rendered while it is open. */
export function FormDialog({ title, submit, destructive = false, ready = true, onSubmit, onClose, children }: FormDialogProps) {
  const { busy, problem, run } = useAction()
  const send = async () => {
    if (ready && (await run(onSubmit))) onClose()
  }
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
              <Button design={destructive ? 'Negative' : 'Emphasized'} disabled={busy || !ready} onClick={() => void send()}>
                {submit}
              </Button>
              <Button design="Transparent" onClick={onClose}>
                {t('dialog.cancel')}
              </Button>
            </>
          }
        />
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Problem text={problem} />
        {children}
      </form>
    </Dialog>
  )
}
