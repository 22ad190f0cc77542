import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/copy.js'
import '@ui5/webcomponents-icons/dist/accept.js'
import { useState } from 'react'
import { t } from '../messages/messages.ts'

/** Copies a text and says that it did. */
export function CopyButton({ text, name }: { readonly text: string; readonly name: string }) {
  const [copied, setCopied] = useState(false)
  const label = copied ? t('copy.done') : t('copy.of', { name })
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <Button icon={copied ? 'accept' : 'copy'} design="Transparent" tooltip={label} accessibleName={label} onClick={() => void copy()} />
  )
}
