import { Button, Menu, MenuItem } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import { useId, useState } from 'react'
import { t } from '../../messages/messages.ts'
import { MATERIAL_KINDS, type MaterialKind } from './material-kinds.ts'

/** *Create*, and of which kind. */
export function CreateMenu({ onKind }: { readonly onKind: (kind: MaterialKind) => void }) {
  const opener = useId()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button id={opener} icon="add" design="Emphasized" accessibilityAttributes={{ hasPopup: 'menu' }} onClick={() => setOpen(true)}>
        {t('material.create')}
      </Button>
      <Menu opener={opener} open={open} onClose={() => setOpen(false)}>
        {MATERIAL_KINDS.map((kind) => (
          <MenuItem key={kind.set} text={t(kind.text)} onClick={() => onKind(kind)} />
        ))}
      </Menu>
    </>
  )
}
