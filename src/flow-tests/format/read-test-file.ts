import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'
import { SluiceError } from '../../kernel/errors.ts'
import { type TestFile, testFile } from './test-file.ts'

export type FieldPath = readonly PropertyKey[]

/** A test file that can be run, and where its fields stand. */
export interface ParsedTestFile {
  readonly content: TestFile
  /** Line of a field, from 1; of the closest field around it when it is not in the file. */
  lineOf(path: FieldPath): number
}

/** Reads a test file. Throws `bad-request` that names line and field of everything that is wrong. */
export function readTestFile(text: string, name: string): ParsedTestFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number): number => Math.max(lines.linePos(offset).line, 1)
  const lineOf = (path: FieldPath): number => lineAt(offsetOf(document, path))
  // What follows the first mistake is mostly its consequence.
  const [mistake] = document.errors
  if (mistake) throw broken([`${name}:${lineAt(mistake.pos[0])}: ${mistake.message}`])
  const result = testFile.safeParse(toValue(document, name))
  if (result.success) return { content: result.data, lineOf }
  throw broken(result.error.issues.flatMap(explain).map(({ path, message }) => `${name}:${lineOf(path)}: ${dotted(path)}${message}`))
}

const broken = (problems: readonly string[]): SluiceError => new SluiceError('bad-request', problems.join('\n'))

/** Throws `bad-request` for aliases that blow up. */
function toValue(document: Document, name: string): unknown {
  try {
    return document.toJS()
  } catch (cause) {
    throw new SluiceError('bad-request', `${name}: ${(cause as Error).message}`, { cause })
  }
}

/** `tests[0].expect.body: `; nothing for the file itself. */
function dotted(path: FieldPath): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return text === '' ? '' : `${text.replace(/^\./, '')}: `
}

interface Complaint {
  readonly path: FieldPath
  readonly message: string
}

/** Of a union that nothing fits, the form that came closest tells what is wrong. */
function explain(issue: z.core.$ZodIssue): Complaint[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'there is no such field' }))
  }
  if (issue.code !== 'invalid_union') return [{ path: issue.path, message: issue.message }]
  const forms = issue.errors.map((errors) => errors.flatMap((error) => explain({ ...error, path: [...issue.path, ...error.path] })))
  const fitting = forms.filter(([first]) => first && (first.path.length > issue.path.length || !/expected/.test(first.message)))
  const closest = fitting[0] ?? [{ path: issue.path, message: forms.map(([first]) => first?.message).join(', or ') }]
  return closest
}

function offsetOf({ contents }: Document, path: FieldPath): number {
  let node = contents as Node | null
  let offset = node?.range?.[0] ?? 0
  for (const key of path) {
    const found = childOf(node, key)
    if (!found) break
    node = found.value
    offset = found.offset
  }
  return offset
}

function childOf(parent: Node | null, key: PropertyKey): { value: Node | null; offset: number } | undefined {
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key))
    if (!pair) return undefined
    return { value: pair.value as Node | null, offset: (pair.key as Node).range?.[0] ?? 0 }
  }
  const item = (parent as { items?: readonly Node[] } | null)?.items?.[Number(key)]
  return item ? { value: item, offset: item.range?.[0] ?? 0 } : undefined
}
