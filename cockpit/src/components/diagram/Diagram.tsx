import { Button, MessageStrip } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/zoom-in.js'
import '@ui5/webcomponents-icons/dist/zoom-out.js'
import '@ui5/webcomponents-icons/dist/full-screen.js'
import { useEffect, useRef, useState } from 'react'
import { messageOf } from '../../api/error.ts'
import { t } from '../../messages/messages.ts'
import './diagram.css'
import type { DiagramMark, DiagramViewer } from './viewer.ts'

interface DiagramProps {
  /** What a screen reader calls it. */
  readonly name: string
  /** BPMN 2.0 with its drawing. */
  readonly xml: string
  /** Elements that stand out. */
  readonly marks?: readonly DiagramMark[]
  /** Id of the element that is chosen. */
  readonly selected?: string | undefined
  /** Hears of the element that is clicked; of nothing when it is the space between them. */
  readonly onSelect?: (element: string | undefined) => void
}

const NONE: readonly DiagramMark[] = []

/** An integration flow as it was drawn. The viewer loads when the first diagram is shown. */
export function Diagram({ name, xml, marks = NONE, selected, onSelect }: DiagramProps) {
  const container = useRef<HTMLDivElement>(null)
  const [viewer, setViewer] = useState<DiagramViewer>()
  const [problem, setProblem] = useState<string>()
  const select = useRef(onSelect)
  select.current = onSelect
  useEffect(() => {
    let current: DiagramViewer | undefined
    let gone = false
    const show = async () => {
      const { DiagramViewer } = await import('./viewer.ts')
      if (gone || container.current === null) return
      current = new DiagramViewer(container.current, (element) => select.current?.(element))
      await current.show(xml)
      if (!gone) setViewer(current)
    }
    setProblem(undefined)
    show().catch((thrown) => gone || setProblem(messageOf(thrown)))
    return () => {
      gone = true
      setViewer(undefined)
      current?.destroy()
    }
  }, [xml])
  useEffect(() => viewer?.mark(marks, selected), [viewer, marks, selected])
  return (
    <section className="diagram" aria-label={name}>
      {problem !== undefined && (
        <MessageStrip design="Information" hideCloseButton>
          {t('diagram.none', { reason: problem })}
        </MessageStrip>
      )}
      <div className="diagram-canvas" ref={container} hidden={problem !== undefined} />
      {viewer !== undefined && <Zoom viewer={viewer} />}
    </section>
  )
}

function Zoom({ viewer }: { readonly viewer: DiagramViewer }) {
  const tool = (icon: string, name: string, act: () => void) => (
    <Button icon={icon} design="Transparent" tooltip={name} accessibleName={name} onClick={act} />
  )
  return (
    <div className="diagram-zoom">
      {tool('zoom-in', t('diagram.zoomIn'), () => viewer.zoom(1.25))}
      {tool('zoom-out', t('diagram.zoomOut'), () => viewer.zoom(0.8))}
      {tool('full-screen', t('diagram.fit'), () => viewer.fit())}
    </div>
  )
}
