import type { HttpResponse } from '../../kernel/http.ts'
import type { Vault } from '../../store/vault.ts'
import { json, type RestRoute } from '../rest/rest-handler.ts'
import { notFound } from './cloud-foundry-error.ts'
import { moment } from './resource.ts'

/** What clients wait for. */
export type Operation =
  | 'service_instance.create'
  | 'service_instance.update'
  | 'service_instance.delete'
  | 'service_bindings.create'
  | 'service_bindings.delete'

const COLLECTION_OF: Readonly<Record<string, string>> = {
  service_instance: 'service_instances',
  service_bindings: 'service_credential_bindings',
}

export interface JobOptions {
  readonly vault: Pick<Vault, 'hmac'>
  readonly publicUrl: () => string
}

/**
 * Jobs that are over before anybody hears of them: the change was made when the answer goes out. A job is not stored; its guid
 * says what it was, signed, so that every node knows it.
 */
export class Jobs {
  readonly #options: JobOptions

  constructor(options: JobOptions) {
    this.#options = options
  }

  /** `202 Accepted` with the address of the job. */
  accepted(operation: Operation, resource: string, at: number): HttpResponse {
    const text = Buffer.from(JSON.stringify([operation, resource, at])).toString('base64url')
    const location = `${this.#options.publicUrl()}/v3/jobs/${text}.${this.#signature(text)}`
    return { status: 202, headers: { Location: location, 'Cache-Control': 'no-store' }, body: null }
  }

  /** `GET /v3/jobs/{guid}`. Throws `CF-ResourceNotFound` for a job that never was. */
  get route(): RestRoute<unknown> {
    return { method: 'GET', path: '/jobs/{guid}', handle: async ({ params }) => json(200, this.#show(params.guid!)) }
  }

  #show(guid: string) {
    const [text = '', signature] = guid.split('.')
    if (signature !== this.#signature(text)) throw notFound('Job')
    const [operation, resource, at] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [Operation, string, number]
    const [kind = ''] = operation.split('.')
    const root = `${this.#options.publicUrl()}/v3`
    return {
      guid,
      created_at: moment(at),
      updated_at: moment(at),
      operation,
      state: 'COMPLETE',
      errors: [],
      warnings: [],
      links: {
        self: { href: `${root}/jobs/${guid}` },
        ...(!operation.endsWith('.delete') && { [COLLECTION_OF[kind]!]: { href: `${root}/${COLLECTION_OF[kind]}/${resource}` } }),
      },
    }
  }

  #signature(text: string): string {
    return this.#options.vault.hmac('cloud foundry job', text).toString('base64url').slice(0, 22)
  }
}
