import { posix } from 'node:path'
import type { Exchange } from '../../engine/exchange.ts'
import type { Evaluator } from './syntax.ts'
import { textOf } from './value.ts'

/** The functions `${file:…}`; they read what the file adapters put into the headers `CamelFile…`. */
export const FILE_FUNCTIONS: Readonly<Record<string, Evaluator>> = {
  name: ofName((name) => name),
  'name.ext': ofName((name) => extension(name, 'all')),
  'name.ext.single': ofName((name) => extension(name, 'last')),
  'name.noext': ofName((name) => withoutExtension(name, 'all')),
  'name.noext.single': ofName((name) => withoutExtension(name, 'last')),
  onlyname: ofName((name) => posix.basename(name)),
  'onlyname.noext': ofName((name) => withoutExtension(posix.basename(name), 'all')),
  'onlyname.noext.single': ofName((name) => withoutExtension(posix.basename(name), 'last')),
  ext: ofName((name) => extension(name, 'all')),
  parent: header('CamelFileParent'),
  path: header('CamelFilePath'),
  absolute: header('CamelFileAbsolute'),
  'absolute.path': header('CamelFileAbsolutePath'),
  size: header('CamelFileLength'),
  length: header('CamelFileLength'),
  modified: header('CamelFileLastModified'),
}

function header(name: string): Evaluator {
  return (exchange) => exchange.headers.get(name) ?? null
}

function ofName(derive: (name: string) => string | null): Evaluator {
  return (exchange: Exchange) => {
    const name = exchange.headers.get('CamelFileName')
    return name === undefined || name === null ? null : derive(textOf(name))
  }
}

/** Index of the dot that begins the extension: the first or the last dot of the file's own name. */
function dotOf(name: string, which: 'all' | 'last'): number {
  const begin = name.lastIndexOf('/') + 1
  return which === 'last' ? name.slice(begin).lastIndexOf('.') + begin : name.indexOf('.', begin)
}

function extension(name: string, which: 'all' | 'last'): string | null {
  const dot = dotOf(name, which)
  return dot > name.lastIndexOf('/') ? name.slice(dot + 1) : null
}

function withoutExtension(name: string, which: 'all' | 'last'): string {
  const dot = dotOf(name, which)
  return dot > name.lastIndexOf('/') ? name.slice(0, dot) : name
}
