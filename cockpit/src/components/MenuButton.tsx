import { Button, type ButtonPropTypes, Menu, MenuItem } from '@ui5/webcomponents-react'
import { useId, useRef, useState } from 'react'

interface MenuButtonProps<V extends string> extends Pick<ButtonPropTypes, 'icon' | 'design'> {
  readonly text: string
  readonly items: readonly { readonly value: V; readonly text: string }[]
  readonly onChoose: (value: V) => void
}

/** A button with a menu. What was chosen is done when the menu is closed: closing gives the focus back, which a dialog then takes. */
export function MenuButton<V extends string>({ text, items, onChoose, ...button }: MenuButtonProps<V>) {
  const opener = useId()
  const [open, setOpen] = useState(false)
  const chosen = useRef<V>(undefined)
  const close = () => {
    setOpen(false)
    if (chosen.current !== undefined) onChoose(chosen.current)
    chosen.current = undefined
  }
  return (
    <div>
      <Button {...button} id={opener} accessibilityAttributes={{ hasPopup: 'menu' }} onClick={() => setOpen(true)}>
        {text}
      </Button>
      <Menu opener={opener} open={open} onClose={close}>
        {items.map((item) => (
          <MenuItem
            key={item.value}
            text={item.text}
            onClick={() => {
              chosen.current = item.value
            }}
          />
        ))}
      </Menu>
    </div>
  )
}
