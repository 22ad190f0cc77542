import { Field } from '../../../components/Field.tsx'
import { t } from '../../../messages/messages.ts'
import '../keystore.css'

/** The parts of the name that a certificate of one's own has. */
const PARTS = ['CommonName', 'Organization', 'OrganizationUnit', 'Locality', 'State', 'Country', 'Email'] as const

export type Subject = Readonly<Record<(typeof PARTS)[number], string>>

export const EMPTY_SUBJECT: Subject = {
  CommonName: '',
  Organization: '',
  OrganizationUnit: '',
  Locality: '',
  State: '',
  Country: '',
  Email: '',
}

interface SubjectFieldsProps {
  readonly subject: Subject
  readonly onChange: (changes: Partial<Subject>) => void
}

export function SubjectFields({ subject, onChange }: SubjectFieldsProps) {
  return (
    <div className="keystore-names">
      {PARTS.map((part) => (
        <Field
          key={part}
          label={t(`keystore.subject.${part}`)}
          required={part === 'CommonName'}
          value={subject[part]}
          onValue={(value) => onChange({ [part]: value })}
        />
      ))}
    </div>
  )
}
