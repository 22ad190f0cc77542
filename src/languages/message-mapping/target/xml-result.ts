import { escapeXml } from '../../../iflow/xml-text.ts'
import { NIL, textOf } from '../value.ts'
import type { TargetInstance } from './target-instance.ts'
import type { TargetNode } from './target-node.ts'

const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'

/** Writes results of one mapping as XML, with prefixes as the mapping declares them. */
export class XmlResult {
  readonly #prefixes = new Map<string, string>()
  readonly #declarations: string

  constructor(root: TargetNode, namespaces: ReadonlyMap<string, string>) {
    const preferred = new Map([...namespaces].map(([prefix, namespace]) => [namespace, prefix]))
    for (const namespace of namespacesIn(root)) this.#prefixes.set(namespace, preferred.get(namespace) ?? this.#unused(namespaces))
    this.#declarations = [...this.#prefixes].map(([namespace, prefix]) => ` xmlns:${prefix}="${escapeXml(namespace)}"`).join('')
  }

  write(root: TargetInstance): string {
    return `<?xml version="1.0" encoding="UTF-8"?>${this.#element(root, this.#declarations)}`
  }

  #unused(namespaces: ReadonlyMap<string, string>): string {
    const taken = new Set([...namespaces.keys(), ...this.#prefixes.values()])
    let number = 0
    while (taken.has(`ns${number}`)) number++
    return `ns${number}`
  }

  #element(instance: TargetInstance, declarations: string): string {
    const name = this.#name(instance.node)
    let attributes = declarations
    let content = instance.node.structure.hasText ? escapeXml(textOf(instance.value)) : ''
    for (const child of instance.children) {
      if (child.node.structure.isAttribute) attributes += ` ${this.#name(child.node)}="${escapeAttribute(textOf(child.value))}"`
      else content += this.#element(child, '')
    }
    if (instance.value === NIL) attributes += ` xmlns:xsi="${INSTANCE}" xsi:nil="true"`
    return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`
  }

  #name({ structure }: TargetNode): string {
    const prefix = this.#prefixes.get(structure.namespace)
    return prefix === undefined ? structure.name : `${prefix}:${structure.name}`
  }
}

function namespacesIn(node: TargetNode, found = new Set<string>()): Set<string> {
  if (node.structure.namespace !== '') found.add(node.structure.namespace)
  for (const child of node.children) namespacesIn(child, found)
  return found
}

/** White space in an attribute would become blanks when it is read. */
const escapeAttribute = (text: string): string => escapeXml(text).replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
