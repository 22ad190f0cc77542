import { parseJson } from '../../json-xml/json-parser.ts'
import type { JsonValue } from '../../json-xml/json-value.ts'
import { JsonLiteral, type Value } from '../value.ts'
import type { SourceNode } from './source-node.ts'

/** Names that the mapping editor gives to the root of a JSON message: an object, or each item of an array. */
export const OBJECT_ROOT = '__$$DuMmY_RoOt$$__'
export const ARRAY_ROOT = '__$$RoOt_ArRaY$$__'

/** The roots of a JSON message: one for an object, one for each item of an array. Throws `processing-failed` when it is not JSON. */
export function jsonSources(text: string): SourceNode[] {
  const json = parseJson(text)
  return json.kind === 'array' ? items(json).map((item) => new JsonSource(ARRAY_ROOT, item)) : [new JsonSource(OBJECT_ROOT, json)]
}

class JsonSource implements SourceNode {
  readonly isAttribute = false
  readonly namespace = ''
  readonly name: string
  readonly #json: JsonValue

  constructor(name: string, json: JsonValue) {
    this.name = name
    this.#json = json
  }

  value(): Value {
    const json = this.#json
    if (json.kind === 'null') return new JsonLiteral('null')
    if (json.kind !== 'text') return ''
    return json.isLiteral ? new JsonLiteral(json.text) : json.text
  }

  children(): SourceNode[] {
    if (this.#json.kind !== 'object') return []
    return this.#json.members.flatMap(({ name, value }) => items(value).map((item) => new JsonSource(name, item)))
  }
}

/** An array repeats its member; arrays in arrays lie flat. */
const items = (value: JsonValue): readonly JsonValue[] => (value.kind === 'array' ? value.items.flatMap(items) : [value])
