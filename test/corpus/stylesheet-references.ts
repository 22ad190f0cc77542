import { posix } from 'node:path'
import type { Resources } from '../../src/iflow/model.ts'

/** Whether another stylesheet of the artifact includes or imports this one: it need not stand alone. */
export const isFragment = (path: string, resources: Resources): boolean =>
  [...resources].some(([other, content]) => other !== path && /\.xslt?$/i.test(other) && referencesOf(other, content).includes(path))

/** What a stylesheet includes and imports, below the resources of the artifact. */
const referencesOf = (path: string, content: Uint8Array): string[] =>
  [...new TextDecoder().decode(content).matchAll(/<\w+:(?:include|import)\b[^>]*?\bhref\s*=\s*["']([^"']+)["']/g)].map(([, href]) =>
    posix.join(posix.dirname(path), href!),
  )
