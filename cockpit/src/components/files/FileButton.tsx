import { Button, type ButtonPropTypes } from '@ui5/webcomponents-react'
import { useRef } from 'react'

interface FileButtonProps extends Pick<ButtonPropTypes, 'icon' | 'design' | 'disabled'> {
  readonly text: string
  /** Which files the dialog offers: `.zip,.esa`. */
  readonly accept: string
  readonly onFile: (file: File) => void
}

/** Opens the file dialog of the browser. */
export function FileButton({ text, accept, onFile, ...button }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button {...button} onClick={() => input.current?.click()}>
        {text}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={text}
        onChange={({ target }) => {
          const file = target.files?.[0]
          target.value = ''
          if (file !== undefined) onFile(file)
        }}
      />
    </>
  )
}
