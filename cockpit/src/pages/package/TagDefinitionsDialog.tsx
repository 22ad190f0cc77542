import { useEffect, useState } from 'react'
import { change, value } from '../../api/odata.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { base64OfText } from '../../components/files/base64.ts'
import { Problem } from '../../components/Problem.tsx'
import { TextField } from '../../components/TextField.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { linesOf, type TagConfiguration, tagsFrom } from './tag-lines.ts'

interface TagDefinitionsDialogProps {
  readonly onSaved: () => void
  readonly onClose: () => void
}

/** Says which tags packages have. */
export function TagDefinitionsDialog({ onSaved, onClose }: TagDefinitionsDialogProps) {
  const [lines, setLines] = useState('')
  const { data, problem } = useData(
    async () => (await (await value("CustomTagConfigurations('CustomTags')")).json()) as TagConfiguration,
    [],
  )
  useEffect(() => setLines(data === undefined ? '' : linesOf(data)), [data])
  const save = async () => {
    const CustomTagsConfigurationContent = await base64OfText(JSON.stringify(tagsFrom(lines)))
    await change('POST', 'CustomTagConfigurations?Overwrite=true', { CustomTagsConfigurationContent })
    onSaved()
  }
  return (
    <FormDialog title={t('tags.define')} submit={t('form.save')} onSubmit={save} onClose={onClose}>
      <p>{t('tags.defineText')}</p>
      <Problem text={problem} />
      <TextField
        label={t('package.tags')}
        rows={8}
        value={lines}
        placeholder={'Author\nLine of business: Sales, Finance'}
        hint={t('tags.defineHint')}
        onValue={setLines}
      />
    </FormDialog>
  )
}
