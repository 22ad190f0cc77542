import { useState } from 'react'
import { change, type Entity, entityPath } from '../../api/odata.ts'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { TextField } from '../../components/TextField.tsx'
import { useDraft } from '../../components/use-draft.ts'
import { t } from '../../messages/messages.ts'
import { given, idFrom, NO_TEXTS, type PackageTexts, textsOf } from './package-texts.ts'

interface PackageDialogProps {
  /** Absent: a new one. */
  readonly item?: Entity<'IntegrationPackages'>
  readonly onSaved: (id: string) => void
  readonly onClose: () => void
}

/** Creates a package, or changes what is said about one. */
export function PackageDialog({ item, onSaved, onClose }: PackageDialogProps) {
  const [texts, changeTexts] = useDraft<PackageTexts>(item === undefined ? NO_TEXTS : textsOf(item))
  const [chosenId, setChosenId] = useState<string>()
  const id = item?.Id ?? chosenId ?? idFrom(texts.Name)
  const put = (name: keyof PackageTexts) => (value: string) => changeTexts({ [name]: value })
  const save = async () => {
    if (item === undefined)
      await change('POST', 'IntegrationPackages', { Id: id, ...given({ ...texts, ShortText: texts.ShortText || texts.Name }) })
    else await change('PUT', entityPath('IntegrationPackages', id), texts)
    onSaved(id)
  }
  return (
    <FormDialog
      title={item === undefined ? t('packages.createTitle') : t('packages.edit', { name: item.Name ?? id })}
      submit={item === undefined ? t('packages.createSubmit') : t('form.save')}
      onSubmit={save}
      onClose={onClose}
    >
      <Field label={t('packages.name')} required value={texts.Name} onValue={put('Name')} />
      {item === undefined && <Field label={t('packages.id')} required value={id} hint={t('packages.idHint')} onValue={setChosenId} />}
      <Field label={t('packages.shortText')} value={texts.ShortText} onValue={put('ShortText')} />
      <TextField label={t('packages.description')} value={texts.Description} onValue={put('Description')} />
      <Field label={t('packages.version')} value={texts.Version} onValue={put('Version')} />
      <Field label={t('packages.vendor')} value={texts.Vendor} onValue={put('Vendor')} />
    </FormDialog>
  )
}
