import { JsonLiteral, NIL, textOf } from '../value.ts'
import type { TargetInstance } from './target-instance.ts'

/**
 * Writes a result as JSON. A value is a string, also where the structure says number or boolean, unless it is a number or
 * boolean of a JSON source; nothing is written for names that begin with `@`, as in the product.
 */
export function writeJson(roots: readonly TargetInstance[], isArray: boolean): string {
  return isArray ? `[${roots.map(writeInstance).join(',')}]` : roots.map(writeInstance).join('')
}

function writeInstance(instance: TargetInstance): string {
  if (!instance.node.structure.hasText) return writeObject(instance.children)
  if (instance.value instanceof JsonLiteral) return instance.value.text
  return instance.value === NIL ? 'null' : JSON.stringify(textOf(instance.value))
}

function writeObject(children: readonly TargetInstance[]): string {
  const members = new Map<string, { isArray: boolean; values: string[] }>()
  for (const child of children) {
    const { name, isArray } = child.node.structure
    if (name.startsWith('@')) continue
    const member = members.get(name) ?? { isArray, values: [] }
    member.values.push(writeInstance(child))
    members.set(name, member)
  }
  const written = [...members].map(
    ([name, { isArray, values }]) => `${JSON.stringify(name)}:${isArray ? `[${values.join(',')}]` : values[0]}`,
  )
  return `{${written.join(',')}}`
}
