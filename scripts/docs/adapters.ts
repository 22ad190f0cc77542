import { ADAPTERS } from '../../src/adapters/index.ts'
import type { AdapterDefinition } from '../../src/engine/define-adapter.ts'
import { fieldTable } from './fields.ts'
import { blocks, code, page, sentence } from './markdown.ts'

/** Every adapter that channels can use. */
export function adaptersPage(): string {
  const adapters = [...ADAPTERS].sort((a, b) => a.label.localeCompare(b.label, 'en'))
  return page(
    'Adapters',
    'What a channel may use. *Property* is the key in the `.iflw` file. An absent or empty property has the default.',
    ...adapters.map(section),
  )
}

function section({ label, adapter, protocol, direction, doc, fields }: AdapterDefinition): string {
  const name = [`Component type ${code(adapter)}`, ...(protocol ? [`message protocol ${code(protocol)}`] : []), direction].join(', ')
  return blocks(`## ${label}`, `${sentence(doc)} ${name}.`, fieldTable(fields))
}
