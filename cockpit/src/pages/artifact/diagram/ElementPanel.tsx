import { Panel, Tag, Title } from '@ui5/webcomponents-react'
import { SelectField } from '../../../components/SelectField.tsx'
import { t } from '../../../messages/messages.ts'
import { type FlowElement, titleOf } from './flow-element.ts'
import { ValueList } from './ValueList.tsx'

interface ElementPanelProps {
  readonly elements: readonly FlowElement[]
  readonly element: FlowElement
  readonly onSelect: (element: string) => void
}

/** Everything about one element: what it is, how it is configured, and what is wrong with it. */
export function ElementPanel({ elements, element, onSelect }: ElementPanelProps) {
  const { id, label, doc, supported, problems, values } = element
  const declared = values.filter(({ declaration }) => declaration !== null)
  const others = values.filter(({ declaration }) => declaration === null)
  return (
    <section className="element-panel" aria-label={t('element.properties')}>
      <div className="element-header">
        <div>
          <Title level="H3" size="H5">
            {titleOf(element)} {!supported && <Tag design="Negative">{t('element.unsupported')}</Tag>}
          </Title>
          <p className="hint">{doc === '' ? label : `${label}: ${doc}`}</p>
        </div>
        <SelectField
          label={t('element.element')}
          value={id}
          options={elements.map((each) => ({ value: each.id, text: optionText(each) }))}
          onValue={onSelect}
        />
      </div>
      {problems.length > 0 && (
        <ul className="problem-list">
          {problems.map(({ construct, reason }) => (
            <li key={construct + reason}>
              {construct}: {reason}
            </li>
          ))}
        </ul>
      )}
      <ValueList values={declared} />
      {others.length > 0 && (
        <Panel key={id} headerText={t('element.others', { count: others.length })} collapsed={declared.length > 0}>
          <ValueList values={others} />
        </Panel>
      )}
      {values.length === 0 && <p className="hint">{t('element.nothing')}</p>}
    </section>
  )
}

const optionText = (element: FlowElement): string =>
  element.name === '' || element.name === element.label ? element.label : `${element.name} (${element.label})`
