import type { HttpRequest, HttpResponse } from '../kernel/http.ts'

type Entity = Record<string, unknown>

/**
 * The management API as the contract words it (odata-api §1.5, §3), on maps: what was written is read back. Artifacts whose
 * name begins with `Broken` fail to deploy.
 */
export class ManagementApiDouble {
  readonly requests: string[] = []
  readonly entities = new Map<string, Entity>()
  readonly sets = new Map<string, Entity[]>()
  readonly values = new Map<string, string>()
  #polls = 0

  readonly handler = async (request: HttpRequest): Promise<HttpResponse> => {
    const [path = '', query = ''] = request.target.slice('/api/v1/'.length).split('?', 2)
    const target = decodeURIComponent(path)
    const options = decodeURIComponent(query)
    this.requests.push(`${request.method} ${target}${options ? `?${options}` : ''}`)
    if (request.headers.authorization !== 'Bearer admin-token') return { status: 401, headers: {}, body: null }
    const body = await read(request)
    if (request.method === 'GET') return this.#get(target)
    if (request.method === 'DELETE') return this.entities.delete(target) ? accepted() : missing()
    return target.startsWith('Deploy') ? this.#deploy(options) : this.#write(target, request.method, body)
  }

  #get(target: string): HttpResponse {
    const value = this.values.get(target)
    if (value !== undefined) return { status: 200, headers: {}, body: value }
    const set = this.sets.get(target)
    if (set) return json(200, { d: { results: set } })
    if (target.startsWith('BuildAndDeployStatus')) return json(200, { d: { Status: this.#status(target) } })
    const entity = this.entities.get(target)
    return entity ? json(200, { d: entity }) : missing()
  }

  /** Deploying the first time it is asked, then ended. */
  #status(target: string): string {
    this.#polls += 1
    if (this.#polls % 2 === 1) return 'DEPLOYING'
    return target.includes('Broken') ? 'FAIL' : 'SUCCESS'
  }

  #deploy(options: string): HttpResponse {
    const id = /Id='([^']*)'/.exec(options)?.[1]
    return { status: 202, headers: {}, body: `task-of-${id}` }
  }

  #write(target: string, method: string, body: Entity): HttpResponse {
    if (target.includes('$links/Configurations')) {
      const key = /Configurations\('(.*)'\)$/.exec(target)?.[1]
      return key === 'Address' ? accepted() : missing()
    }
    const key = method === 'PUT' ? target : `${target}(${keyOf(target, body)})`
    this.entities.set(key, { ...this.entities.get(key), ...body })
    return method === 'PUT' ? accepted() : json(201, { d: body })
  }
}

function keyOf(set: string, { Id, Name }: Entity): string {
  return set.endsWith('DesigntimeArtifacts') ? `Id='${Id}',Version='active'` : `'${Id ?? Name}'`
}

async function read(request: HttpRequest): Promise<Entity> {
  const chunks: Buffer[] = []
  for await (const chunk of request.body) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  return text === '' ? {} : JSON.parse(text)
}

const json = (status: number, value: unknown): HttpResponse => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
})

const accepted = (): HttpResponse => ({ status: 202, headers: {}, body: null })

const missing = (): HttpResponse =>
  json(404, { error: { code: 'Not Found', message: { lang: 'en', value: 'Requested entity could not be found.' } } })
