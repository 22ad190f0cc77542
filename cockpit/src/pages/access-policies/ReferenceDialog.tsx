import { change } from '../../api/odata.ts'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { useDraft } from '../../components/use-draft.ts'
import { t } from '../../messages/messages.ts'
import { attributesOf, conditionTypesOf, REFERENCE_TYPES, type ReferenceType, typeText } from './reference-rules.ts'

interface ReferenceDialogProps {
  readonly policyId: string
  readonly onAdded: () => void
  readonly onClose: () => void
}

/** *Add Artifact Reference*. */
export function ReferenceDialog({ policyId, onAdded, onClose }: ReferenceDialogProps) {
  const [draft, set] = useDraft({
    type: 'INTEGRATION_FLOW' as ReferenceType,
    name: '',
    value: '',
    attribute: 'Name' as 'Name' | 'ID',
    condition: 'exactString' as 'exactString' | 'regularExpression',
  })
  const { type } = draft
  const attributes = attributesOf(type)
  const conditions = conditionTypesOf(type)
  const attribute = attributes.find((one) => one === draft.attribute) ?? 'Name'
  const condition = conditions.find((one) => one === draft.condition) ?? 'exactString'
  const add = async () => {
    await change('POST', 'ArtifactReferences', {
      Name: draft.name.trim() || draft.value,
      Type: type,
      ConditionAttribute: attribute,
      ConditionType: condition,
      ConditionValue: draft.value,
      AccessPolicy: { Id: policyId },
    })
    onAdded()
  }
  return (
    <FormDialog title={t('policy.addReference')} submit={t('form.add')} onSubmit={add} onClose={onClose}>
      <SelectField
        label={t('policy.artifactType')}
        value={type}
        options={REFERENCE_TYPES.map((value) => ({ value, text: typeText(value) }))}
        onValue={(value) => set({ type: value })}
      />
      <SelectField
        label={t('policy.attribute')}
        value={attribute}
        options={attributes.map((value) => ({ value, text: t(`policy.attribute.${value}`) }))}
        onValue={(value) => set({ attribute: value })}
      />
      <SelectField
        label={t('policy.condition')}
        value={condition}
        options={conditions.map((value) => ({ value, text: t(`policy.condition.${value}`) }))}
        onValue={(value) => set({ condition: value })}
      />
      <Field label={t('policy.value')} required value={draft.value} onValue={(value) => set({ value })} />
      <Field label={t('policy.referenceName')} hint={t('policy.referenceNameHint')} value={draft.name} onValue={(name) => set({ name })} />
    </FormDialog>
  )
}
