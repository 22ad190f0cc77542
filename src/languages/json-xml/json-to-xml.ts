import { SluiceError } from '../../kernel/errors.ts'
import { parseJson } from './json-parser.ts'
import type { JsonMember, JsonObject, JsonValue } from './json-value.ts'
import { isNcName, type NameMapping } from './names.ts'
import { XmlWriter } from './xml-writer.ts'

export interface JsonToXmlOptions extends NameMapping {
  /** An element around everything; absent: the JSON object must have exactly one member, which becomes the root. */
  readonly root: { readonly name: string; readonly prefix: string; readonly namespace: string } | undefined
}

/**
 * Converts a JSON text to XML by the product's rules (SAP Cloud Integration documentation, “Conversion Rules for JSON to XML
 * Conversion” and “Limitations”): arrays become repeated elements, `@` members attributes, `$` the text, `null` an empty
 * element, numbers and booleans their text. Throws `processing-failed` naming the member.
 *
 * @example jsonToXml('{"a":{"@b":1,"c":[2,3]}}', options) // <?xml version='1.0' encoding='UTF-8'?><a b="1"><c>2</c><c>3</c></a>
 */
export function jsonToXml(json: string, options: JsonToXmlOptions): string {
  const value = parseJson(json)
  if (value.kind !== 'object') fail('The JSON text must be an object')
  if (value.members[0]?.name.startsWith('@')) {
    fail('The root member name starts with the attribute indicator @. An attribute cannot be root.')
  }
  return new Conversion(options).convert(value)
}

class Conversion {
  readonly #options: JsonToXmlOptions
  readonly #writer = new XmlWriter()
  /** Namespace declarations go to the first element that is written. */
  #declared = false

  constructor(options: JsonToXmlOptions) {
    this.#options = options
  }

  convert(object: JsonObject): string {
    const { root } = this.#options
    if (root) this.#element(root.prefix === '' ? root.name : `${root.prefix}:${root.name}`, object)
    else this.#member(onlyMember(object))
    return this.#writer.toString()
  }

  #member({ name, value }: JsonMember): void {
    if (name.startsWith('@')) this.#writer.attribute(this.#xmlName(name.slice(1), name), textOf(name, value))
    else if (name === '$') this.#writer.text(value.kind === 'null' ? '' : textOf(name, value))
    else if (value.kind === 'array') for (const item of value.items) this.#item(name, item)
    else this.#element(this.#xmlName(name, name), value)
  }

  #item(name: string, item: JsonValue): void {
    if (item.kind === 'array') fail(`The member "${name}" has an array inside an array, which XML cannot express`)
    this.#element(this.#xmlName(name, name), item)
  }

  #element(name: string, value: JsonValue): void {
    this.#writer.startElement(name)
    this.#declareNamespaces()
    if (value.kind === 'object') for (const member of value.members) this.#member(member)
    else if (value.kind === 'text') this.#writer.text(value.text)
    this.#writer.endElement()
  }

  #declareNamespaces(): void {
    if (this.#declared) return
    this.#declared = true
    const { useNamespaces, namespaces, root } = this.#options
    const declarations = new Map(useNamespaces ? namespaces : [])
    if (root && root.namespace !== '') declarations.set(root.prefix, root.namespace)
    for (const [prefix, namespace] of declarations) this.#writer.attribute(prefix === '' ? 'xmlns' : `xmlns:${prefix}`, namespace)
  }

  /** `prefix<separator>local` → `prefix:local` for a mapped prefix; an unmapped one stays a part of the name. */
  #xmlName(name: string, member: string): string {
    const { useNamespaces, namespaces, separator } = this.#options
    const end = name.indexOf(separator)
    const prefix = end < 0 ? '' : name.slice(0, end)
    const local = end < 0 ? name : name.slice(end + separator.length)
    if (!useNamespaces || end < 0) return valid([local], local, member)
    if (namespaces.has(prefix)) return valid([prefix, local], `${prefix}:${local}`, member)
    return valid(separator === ':' ? [prefix, local] : [name], name, member)
  }
}

function onlyMember(object: JsonObject): JsonMember {
  const [member, second] = object.members
  if (!member || second) {
    fail(`The root JSON object must contain exactly one member and has ${object.members.length}; add an XML root element in the converter`)
  }
  if (member.name === '$') fail('The root member "$" is text and not an element')
  const items = member.value.kind === 'array' ? member.value.items.length : 1
  if (items !== 1) fail(`The root member "${member.name}" is an array of ${items} items, and an XML document has one root element`)
  return member
}

function textOf(name: string, value: JsonValue): string {
  if (value.kind !== 'text') fail(`The member "${name}" must be a string, number or boolean`)
  return value.text
}

/** Names that begin with `xml` are reserved, and the product refuses them. */
function valid(parts: readonly string[], name: string, member: string): string {
  if (!parts.every(isNcName) || /^xml/i.test(name)) fail(`The JSON member name "${member}" cannot be converted to a valid XML name`)
  return name
}

function fail(reason: string): never {
  throw new SluiceError('processing-failed', reason)
}
