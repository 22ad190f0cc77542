import { testFileSchema } from '../../src/flow-tests/format/json-schema.ts'
import { blocks, code, codes, page, prose, sentence, table } from './markdown.ts'

interface Schema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly enum?: readonly string[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
}

/** The format as JSON Schema, as editors read it. */
export const flowTestSchema = (): string => `${JSON.stringify(testFileSchema(), null, 2)}\n`

/** Every field of a test file, from the schema that validates it. */
export function flowTestPage(): string {
  const { $defs = {} } = testFileSchema() as Schema
  return page(
    'Flow test files',
    'What a `*.test.yaml` may hold. [Flow tests](../flow-tests.md) shows how it is used; [flow-tests.schema.json](flow-tests.schema.json) is the same for editors.',
    ...ORDER.flatMap((name) => section(name, $defs[name]!)),
  )
}

/** From the file inwards. */
const ORDER = [
  ...['flowTests', 'test', 'request', 'message', 'payload', 'stub', 'answer', 'tenantContents'],
  ...['expectations', 'bodyMatcher', 'textMatcher', 'call', 'log', 'tenantExpectations'],
]

function section(name: string, schema: Schema): string[] {
  return [`## ${name}`, prose(sentence(schema.description ?? '')), ...nestedTables(name, objectOf(schema))]
}

/** The form with fields, of several. */
const objectOf = (schema: Schema): Schema => schema.anyOf?.find(({ properties }) => properties) ?? schema

function nestedTables(name: string, schema: Schema): string[] {
  const fields = Object.entries(schema.properties ?? {})
  if (fields.length === 0) return []
  const rows = fields.map(([field, value]) => [code(field), kindOf(value), prose(sentenceOf(value))])
  const nested = fields.flatMap(([field, value]) => {
    const inner = innerObject(value)
    return inner ? [blocks(`### ${name}.${field}`, ...nestedTables(`${name}.${field}`, inner))] : []
  })
  return [table(['Field', 'Kind', 'Meaning'], rows), ...nested]
}

const sentenceOf = ({ description = '' }: Schema): string => (description === '' ? '' : sentence(description))

/** Fields of an entry of a list or map that has no section of its own. */
function innerObject(schema: Schema): Schema | undefined {
  if (schema.properties) return schema
  const inner = schema.items ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined)
  return inner && !inner.$ref && inner.properties ? inner : undefined
}

function kindOf(schema: Schema): string {
  const { $ref, const: only, enum: choices, anyOf, items, additionalProperties } = schema
  if ($ref !== undefined) return link($ref)
  if (only !== undefined) return code(JSON.stringify(only))
  if (choices) return `one of ${codes(choices)}`
  if (anyOf) return [...new Set(anyOf.map(kindOf))].join(' or ')
  if (items) return `list of ${kindOf(items)}`
  if (typeof additionalProperties === 'object') return `map to ${kindOf(additionalProperties)}`
  return [schema.type ?? 'anything'].flat().join(' or ')
}

function link($ref: string): string {
  const name = $ref.slice($ref.lastIndexOf('/') + 1)
  return `[${name}](#${name.toLowerCase()})`
}
