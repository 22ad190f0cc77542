import { Button, type ButtonPropTypes } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { FormDialog } from './FormDialog.tsx'

interface ConfirmButtonProps extends Pick<ButtonPropTypes, 'icon' | 'design' | 'disabled'> {
  readonly text: string
  /** Says what will be gone. */
  readonly question: string
  readonly onConfirm: () => Promise<unknown>
}

/** A button for what cannot be taken back: asks before it does it. */
export function ConfirmButton({ text, question, onConfirm, design = 'Transparent', ...button }: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button
        {...button}
        design={design}
        tooltip={text}
        accessibleName={text}
        onClick={(event) => {
          event.stopPropagation()
          setAsking(true)
        }}
      >
        {button.icon === undefined && text}
      </Button>
      {asking && (
        <FormDialog title={text} submit={text} destructive onSubmit={onConfirm} onClose={() => setAsking(false)}>
          <p>{question}</p>
        </FormDialog>
      )}
    </>
  )
}
