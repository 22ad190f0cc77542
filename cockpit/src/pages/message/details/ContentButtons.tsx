import { Button, Dialog } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/download.js'
import '@ui5/webcomponents-icons/dist/show.js'
import { useState } from 'react'
import { value } from '../../../api/odata.ts'
import { useAction } from '../../../components/use-action.ts'
import { t } from '../../../messages/messages.ts'

interface ContentButtonsProps {
  /** Of the entity that the content belongs to. */
  readonly path: string
  readonly name: string
}

/** Shows a content as text, or downloads it. */
export function ContentButtons({ path, name }: ContentButtonsProps) {
  const [text, setText] = useState<string>()
  const { problem, run, clear } = useAction()
  const show = () => run(async () => setText(await (await value(path)).text()))
  const download = () =>
    run(async () => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(await (await value(path)).blob())
      link.download = name
      link.click()
      URL.revokeObjectURL(link.href)
    })
  const close = () => {
    setText(undefined)
    clear()
  }
  const tool = (icon: string, label: string, act: () => void) => (
    <Button icon={icon} design="Transparent" tooltip={label} accessibleName={label} onClick={act} />
  )
  return (
    <div className="actions">
      {tool('show', t('message.show', { name }), () => void show())}
      {tool('download', t('message.download', { name }), () => void download())}
      {(text ?? problem) !== undefined && (
        <Dialog open headerText={name} onClose={close} footer={<Button onClick={close}>{t('dialog.close')}</Button>}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrow keys */}
          <section className="code message-content" aria-label={name} tabIndex={0}>
            {problem ?? text}
          </section>
        </Dialog>
      )}
    </div>
  )
}
