import { Link } from '@ui5/webcomponents-react'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'
import type { ConfiguredValue } from './flow-element.ts'
import { ValueRows } from './ValueRows.tsx'

/** Properties with what they mean, generated from the declaration of the element. */
export function ValueList({ values }: { readonly values: readonly ConfiguredValue[] }) {
  return (
    <dl className="element-values">
      {values.map((value) => (
        <div key={value.key} className={isWide(value) ? 'wide' : undefined}>
          <dt>
            <strong>{value.key}</strong>
            {value.declaration !== null && <> – {value.declaration.doc}</>}
          </dt>
          <dd>
            <Value value={value} />
            {value.written !== null && <Externalised written={value.written} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Tables and long texts need the whole line. */
const isWide = ({ value, rows }: ConfiguredValue): boolean => rows !== null || (value ?? '').length > 100

function Value({ value: { declaration, value, rows } }: { readonly value: ConfiguredValue }) {
  if (value === null) return <Default value={declaration?.default ?? ''} />
  if (rows !== null) return <ValueRows rows={rows} />
  return <pre>{declaration?.kind === 'flag' ? flagText(value) : value}</pre>
}

/** A table has no default, and an empty text is none. */
const Default = ({ value }: { readonly value: string }) => (
  <span className="default">{value === '' ? '–' : t('element.default', { value })}</span>
)

const flagText = (value: string): string => (/^(true|1)$/i.test(value.trim()) ? t('element.yes') : t('element.no'))

/** Which externalised parameters the value comes from. */
function Externalised({ written }: { readonly written: string }) {
  const query = useQuery()
  const names = [...new Set([...written.matchAll(/\{\{(.+?)\}\}/gs)].map(([, name]) => name))].join(', ')
  return <Link onClick={() => query.set({ tab: 'parameters' })}>{t('element.externalised', { names })}</Link>
}
