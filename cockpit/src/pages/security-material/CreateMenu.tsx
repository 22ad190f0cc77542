import '@ui5/webcomponents-icons/dist/add.js'
import { MenuButton } from '../../components/MenuButton.tsx'
import { t } from '../../messages/messages.ts'
import { MATERIAL_KINDS, type MaterialKind } from './material-kinds.ts'

/** *Create*, and of which kind. */
export function CreateMenu({ onKind }: { readonly onKind: (kind: MaterialKind) => void }) {
  return (
    <MenuButton
      text={t('material.create')}
      icon="add"
      design="Emphasized"
      items={MATERIAL_KINDS.map(({ set, text }) => ({ value: set, text: t(text) }))}
      onChoose={(set) => {
        const kind = MATERIAL_KINDS.find((each) => each.set === set)
        if (kind !== undefined) onKind(kind)
      }}
    />
  )
}
