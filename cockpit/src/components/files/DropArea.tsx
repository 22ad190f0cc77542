import { type DragEvent, type ReactNode, useState } from 'react'
import './drop-area.css'

interface DropAreaProps {
  /** What happens to a file that is dropped here. */
  readonly hint: string
  readonly onFile: (file: File) => void
  readonly children: ReactNode
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files')

/** Takes files that are dragged onto what is inside. There is a button for the same beside it: dragging needs a mouse. */
export function DropArea({ hint, onFile, children }: DropAreaProps) {
  const [over, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing can be dropped with a keyboard
    <div
      className="drop-area"
      data-over={over}
      onDragOver={(event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => setOver(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))}
      onDrop={(event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(false)
        const file = event.dataTransfer.files[0]
        if (file !== undefined) onFile(file)
      }}
    >
      {children}
      <p className="hint drop-hint">{hint}</p>
    </div>
  )
}
