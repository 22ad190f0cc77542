import { useState } from 'react'
import { change, entityPath } from '../../api/odata.ts'
import { DataTable } from '../../components/DataTable.tsx'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { CreateMenu } from './CreateMenu.tsx'
import { MaterialDialog } from './MaterialDialog.tsx'
import { type Material, materials } from './material.ts'
import { materialColumns } from './material-columns.tsx'
import { MATERIAL_KINDS, type MaterialKind } from './material-kinds.ts'

const EVERY = 'every'

/** Security material of every kind. A row opens its form. */
export function Materials() {
  const [text, setText] = useState('')
  const [type, setType] = useState<string>(EVERY)
  const [open, setOpen] = useState<{ readonly kind: MaterialKind; readonly entity?: Material['entity'] }>()
  const all = useData(() => materials(Date.now()), [])
  const found = all.data?.filter(
    ({ name, description, kind }) =>
      (type === EVERY || kind.set === type) && `${name} ${description}`.toLowerCase().includes(text.trim().toLowerCase()),
  )
  const remove = async ({ kind, name }: Material) => {
    await change('DELETE', entityPath(kind.set, name))
    all.reload()
  }
  return (
    <>
      <Toolbar actions={<CreateMenu onKind={(kind) => setOpen({ kind })} />}>
        <Field label={t('material.filter')} value={text} onValue={setText} />
        <SelectField label={t('material.materialType')} value={type} options={TYPES} onValue={setType} />
      </Toolbar>
      <Problem text={all.problem} />
      <DataTable
        name={t('material.tab')}
        columns={materialColumns(remove)}
        data={{ data: found, loading: all.loading }}
        keyOf={({ name }) => name}
        empty={t(all.data?.length === 0 ? 'material.none' : 'list.noneMatches')}
        onOpen={({ kind, entity }) => setOpen({ kind, entity })}
      />
      {open !== undefined && (
        <MaterialDialog kind={open.kind} entity={open.entity} onDeployed={all.reload} onClose={() => setOpen(undefined)} />
      )}
    </>
  )
}

const TYPES = [
  { value: EVERY, text: t('material.everyType') },
  ...MATERIAL_KINDS.map(({ set, text }) => ({ value: set as string, text: t(text) })),
]
