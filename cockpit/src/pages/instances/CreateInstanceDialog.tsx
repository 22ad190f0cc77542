import { MessageStrip } from '@ui5/webcomponents-react'
import { useRef, useState } from 'react'
import { type AdminAnswer, admin } from '../../api/admin.ts'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { useDraft } from '../../components/use-draft.ts'
import { t } from '../../messages/messages.ts'
import { ParameterEditor } from './parameters/ParameterEditor.tsx'
import { draftOf, givenBy } from './parameters/parameter-draft.ts'

type Plan = AdminAnswer<'GET /offerings'>[number]['plans'][number]
type Instance = AdminAnswer<'POST /instances'>

interface CreateInstanceDialogProps {
  /** Those that are entitled. */
  readonly plans: readonly Plan[]
  readonly plan: string
  /** A role that the instance is to have; empty = those of the plan. */
  readonly role: string
  readonly onCreated: (instance: Instance) => void
  readonly onClose: () => void
}

/** *Create Instance*: of a plan that is entitled, with parameters as a form or as JSON. */
export function CreateInstanceDialog({ plans, plan: asked, role, onCreated, onClose }: CreateInstanceDialogProps) {
  const [name, setName] = useState('')
  const created = useRef<Instance>(undefined)
  const [plan, setPlan] = useState(plans.find((candidate) => candidate.plan === asked) ?? plans[0])
  const [draft, change] = useDraft(() => draftOf(startOf(plan, role)))
  if (plan === undefined) {
    return (
      <FormDialog title={t('instances.create')} submit={t('dialog.close')} onSubmit={async () => undefined} onClose={onClose}>
        <p>{t('marketplace.nothingOffered')}</p>
      </FormDialog>
    )
  }
  const create = async () => {
    created.current = await admin('POST /instances', { body: { name, plan: plan.plan, parameters: { ...givenBy(draft) } } })
  }
  const close = () => (created.current === undefined ? onClose() : onCreated(created.current))
  const choose = (value: string) => {
    const chosen = plans.find((candidate) => candidate.plan === value)
    setPlan(chosen)
    change(draftOf(startOf(chosen, '')))
  }
  return (
    <FormDialog title={t('instances.create')} submit={t('instances.createSubmit')} onSubmit={create} onClose={close}>
      <Field label={t('instance.name')} required value={name} onValue={setName} placeholder="orders" />
      <SelectField
        label={t('service.plan')}
        hint={t(`plan.${plan.plan}.text`)}
        value={plan.plan}
        options={plans.map(({ plan: value }) => ({ value, text: value }))}
        onValue={choose}
      />
      {plans.length === 1 && (
        <MessageStrip design="Information" hideCloseButton>
          {t('instances.onlyEntitled')}
        </MessageStrip>
      )}
      <ParameterEditor draft={draft} offered={plan} onChange={change} />
    </FormDialog>
  )
}

const startOf = (plan: Plan | undefined, role: string) => ({ ...plan?.defaults, ...(role !== '' && { roles: [role] }) })
