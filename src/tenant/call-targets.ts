import { API_AREAS, apiTarget } from '../api/call-targets.ts'
import { MANAGEMENT_PREFIXES } from '../api/management-api.ts'
import { normalisePath, splitTarget } from '../http/path.ts'
import type { CallTarget } from '../identity/call-target.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { Callable } from '../platform/access-matrix.ts'
import type { Runtime } from '../runtime/runtime.ts'

/** What can be called here and asks for credentials. */
export function callables(runtime: Pick<Runtime, 'deployments' | 'targetOf'>): Callable[] {
  const endpoints = runtime.deployments.endpoints().map(({ address, flowId, url }): Callable => {
    const { needs, requireFound } = targetOf(url, 'POST', runtime)
    return { kind: 'endpoint', name: address, artifact: flowId, url, needs, requireFound }
  })
  const areas = API_AREAS.map((area): Callable => ({ kind: 'area', artifact: null, url: null, ...area }))
  return [...endpoints, ...areas]
}

/**
 * What a call of this URL or path needs. Throws `bad-request` where nothing asks for credentials, and the refusal of an address
 * that the server would not even read.
 */
export function targetOf(address: string, method: string, runtime: Pick<Runtime, 'targetOf'>): CallTarget {
  const { path } = splitTarget(address, /^https?:\/\/([^/?#]*)/i.exec(address)?.[1])
  if (/^\/(?:http|cxf)(?:\/|$)/.test(path)) return runtime.targetOf(normalisePath(path))
  const prefix = MANAGEMENT_PREFIXES.find((candidate) => path === candidate || path.startsWith(`${candidate}/`))
  if (prefix !== undefined) return apiTarget(method, path, path.slice(prefix.length).replace(/^\/+|\/+$/g, ''))
  throw new SluiceError('bad-request', `Nothing that asks for a token answers ${path}: name a URL below /http, /cxf or /api/v1`)
}
