import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Refusal } from '../identity/refusals.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../kernel/http.ts'

export const COCKPIT_PATH = '/cockpit'

/** What the files of a page may do: everything comes from this server, and nothing is written into the page as code. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // The diagrams set styles of single elements.
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html;charset=UTF-8',
  '.js': 'text/javascript;charset=UTF-8',
  '.css': 'text/css;charset=UTF-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}

const READING: readonly string[] = ['GET', 'HEAD']

const INDEX = 'index.html'

/** Names that the build gives to assets. */
const PUBLIC = /^assets\/[\w.-]+\.(js|css|json|svg|woff2?)$/

/**
 * Serves the pages of the cockpit below `/cockpit/`. Every address without a file gets the first page, which finds its own way.
 * Throws the refusal `method-not-offered`, and `not-found` when the cockpit was not built, and for unknown assets.
 *
 * @param folder where the build wrote them, with a `.br` beside each file that is worth it
 */
export function createCockpit(folder: string): HttpHandler {
  return async (request) => {
    if (!READING.includes(request.method)) throw new Refusal('method-not-offered', { defect: 'The cockpit is read only', allowed: READING })
    if (request.path === COCKPIT_PATH) return { status: 308, headers: { Location: `${COCKPIT_PATH}/` }, body: null }
    const name = request.path.slice(COCKPIT_PATH.length + 1)
    const served = PUBLIC.test(name) ? await answer(folder, name, request) : undefined
    if (served !== undefined) return served
    if (name.startsWith('assets/')) throw new SluiceError('not-found', 'The cockpit has no such file; load the page again')
    const index = await answer(folder, INDEX, request)
    if (index === undefined) throw new SluiceError('not-found', 'The cockpit was not built: npm start builds it')
    return index
  }
}

/** Assets have their hash in their name and never change. */
async function answer(folder: string, name: string, { headers }: HttpRequest): Promise<HttpResponse | undefined> {
  const packed = /\bbr\b/.test(headers['accept-encoding'] ?? '') ? await read(join(folder, `${name}.br`)) : undefined
  const body = packed ?? (await read(join(folder, name)))
  if (body === undefined) return undefined
  return {
    status: 200,
    headers: {
      'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
      'Cache-Control': name === INDEX ? 'no-cache' : 'public, max-age=31536000, immutable',
      ...(packed !== undefined && { 'Content-Encoding': 'br' }),
      Vary: 'Accept-Encoding',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      ...(name === INDEX && { 'Content-Security-Policy': POLICY, 'X-Frame-Options': 'DENY' }),
    },
    body,
  }
}

async function read(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw thrown
  }
}
