import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { errorText } from './error-text.ts'
import { type Answer, send } from './send.ts'

export interface ServerOptions {
  readonly url?: string
  readonly dataDir?: string
}

export interface Call {
  readonly method?: string
  readonly json?: unknown
  /** Statuses that the caller handles itself. */
  readonly expect?: readonly number[]
}

/** Base URL without a trailing slash: `--url`, else `SLUICE_URL`, else the local default. */
export function serverUrl(env: NodeJS.ProcessEnv, options: ServerOptions): string {
  const url = options.url ?? env.SLUICE_URL ?? 'http://127.0.0.1:8080'
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new SluiceError('bad-request', `'${url}' is no http or https URL; set --url or SLUICE_URL`)
  }
  return url.replace(/\/+$/, '')
}

/** The folder of the running server as far as this machine knows. */
export function dataFolder(env: NodeJS.ProcessEnv, options: ServerOptions): string {
  return options.dataDir ?? env.SLUICE_DATA_DIR ?? './data'
}

/** A client that acts as administrator. Throws `unauthorized` when there is no admin token. */
export function connect(env: NodeJS.ProcessEnv, options: ServerOptions): ServerClient {
  const folder = dataFolder(env, options)
  return new ServerClient({ url: serverUrl(env, options), token: env.SLUICE_ADMIN_TOKEN || readToken(folder), folder })
}

function readToken(folder: string): string {
  const file = join(folder, 'admin-token')
  if (!existsSync(file)) {
    throw new SluiceError(
      'unauthorized',
      `There is no admin token in ${file}. Start Sluice with: sluice start; or name its folder with --data-dir or SLUICE_DATA_DIR, or set SLUICE_ADMIN_TOKEN`,
    )
  }
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw new SluiceError('unauthorized', `The admin token in ${file} cannot be read: ${messageOf(cause)}`, { cause })
  }
}

/** Calls the admin API and the management API. Refusals of the server become `SluiceError`s with its text. */
export class ServerClient {
  readonly url: string
  readonly #token: string
  readonly #folder: string

  constructor(options: { url: string; token: string; folder: string }) {
    this.url = options.url
    this.#token = options.token
    this.#folder = options.folder
  }

  /** JSON of an answer below `/admin/v1`; `undefined` for an answer without a body. */
  async admin<T>(path: string, call: Call = {}): Promise<T> {
    const answer = await this.request(`/admin/v1${path}`, call)
    return (answer.text === '' ? undefined : JSON.parse(answer.text)) as T
  }

  /** Any path. Throws unless the status is below 400 or expected. */
  async request(path: string, { method = 'GET', json, expect = [] }: Call = {}): Promise<Answer> {
    const answer = await send({
      url: `${this.url}${path}`,
      method,
      headers: {
        Authorization: `Bearer ${this.#token}`,
        Accept: 'application/json',
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
      },
      body: json === undefined ? undefined : JSON.stringify(json),
      folder: this.#folder,
    })
    if (answer.status < 400 || expect.includes(answer.status)) return answer
    throw this.#failure(answer)
  }

  #failure(answer: Answer): SluiceError {
    if (answer.status === 401) {
      return new SluiceError(
        'unauthorized',
        `${this.url} refused the admin token. Is ${this.#folder} the folder of that server? See --data-dir and SLUICE_ADMIN_TOKEN`,
      )
    }
    return new SluiceError('bad-request', errorText(answer))
  }
}

/** One segment of a path. */
export const segment = encodeURIComponent
