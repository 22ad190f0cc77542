import { Body } from '../../engine/body.ts'
import type { PackedFile } from '../../languages/file-archive/packed-file.ts'
import type { KnownItems } from './items.ts'

/** Every file becomes a body, and its name the header `CamelFileName`. */
export const itemsOfFiles = (files: readonly PackedFile[]): KnownItems => ({
  count: files.length,
  put(index, message) {
    const { name, content } = files[index]!
    message.body = Body.bytes(content)
    message.headers.set('CamelFileName', name)
  },
})

/** Whether the name of a file, without its folders, fits a pattern of `*` and `?`; an empty pattern fits every name. */
export function compileFileNamePattern(pattern: string): (file: PackedFile) => boolean {
  if (pattern.trim() === '') return () => true
  const source = pattern
    .trim()
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const expression = new RegExp(`^${source}$`, 's')
  return ({ name }) => expression.test(name.slice(name.lastIndexOf('/') + 1))
}
