import { MessageStrip } from '@ui5/webcomponents-react'

/** An error, where it happened; nothing without one. */
export function Problem({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null
  return (
    <div role="alert">
      <MessageStrip design="Negative" hideCloseButton>
        {text}
      </MessageStrip>
    </div>
  )
}
