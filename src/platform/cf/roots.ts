import { cloudFoundry } from '../../identity/dialects/cloud-foundry.ts'
import { Refusal } from '../../identity/refusals.ts'
import type { HttpHandler } from '../../kernel/http.ts'
import { json } from '../rest/rest-handler.ts'
import { COLLECTIONS } from './resource.ts'

/** Version of the Cloud Controller API whose behaviour this follows. */
const API_VERSION = '3.133.0'

const NAME = 'Sluice'

type Document = (publicUrl: string) => unknown

const link = (href: string, more: object = {}) => ({ href, ...more })

/** `GET /`: where everything is. */
const globalRoot: Document = (url) => ({
  links: {
    self: link(url),
    cloud_controller_v2: null,
    cloud_controller_v3: link(`${url}/v3`, { meta: { version: API_VERSION } }),
    network_policy_v0: null,
    network_policy_v1: null,
    login: link(url),
    uaa: link(url),
    credhub: null,
    routing: null,
    logging: null,
    log_cache: null,
    log_stream: null,
    app_ssh: null,
  },
})

const v3Root: Document = (url) => ({
  links: {
    self: link(`${url}/v3`),
    ...Object.fromEntries(COLLECTIONS.map((name) => [name, link(`${url}/v3/${name}`)])),
    info: link(`${url}/v3/info`),
    jobs: link(`${url}/v3/jobs`),
  },
})

/** `GET /v2/info`: what tools ask that are older than the root document. */
const v2Info: Document = (url) => ({
  name: NAME,
  build: '',
  support: '',
  version: 0,
  description: 'An open Cloud Integration tenant',
  authorization_endpoint: url,
  token_endpoint: url,
  min_cli_version: null,
  min_recommended_cli_version: null,
  api_version: '2.223.0',
  app_ssh_endpoint: null,
  app_ssh_host_key_fingerprint: null,
  app_ssh_oauth_client: null,
})

const v3Info: Document = (url) => ({
  build: '',
  cli_version: { minimum: '', recommended: '' },
  custom: {},
  description: 'An open Cloud Integration tenant',
  name: NAME,
  version: 0,
  links: { self: link(`${url}/v3/info`), support: link('') },
})

/** `GET /login`: what `cf login` asks the user for. */
const loginPrompts: Document = (url) => ({
  app: { version: API_VERSION },
  links: { uaa: url, login: url, token: url + cloudFoundry.tokenPath },
  prompts: { username: ['text', 'User'], password: ['password', 'Password'] },
})

/** Documents that need no login, by their paths. */
const ROOT_DOCUMENTS: Readonly<Record<string, Document>> = {
  '/': globalRoot,
  '/v3': v3Root,
  '/v3/info': v3Info,
  '/v2/info': v2Info,
  '/login': loginPrompts,
}

/** Answers a root document; `undefined` for other paths. */
export function rootDocument(publicUrl: () => string): (path: string) => HttpHandler | undefined {
  return (path) => {
    const document = ROOT_DOCUMENTS[path.length > 1 ? path.replace(/\/$/, '') : path]
    return document && answer(document, publicUrl)
  }
}

const answer =
  (document: Document, publicUrl: () => string): HttpHandler =>
  async ({ method }) => {
    if (method !== 'GET' && method !== 'HEAD') throw new Refusal('method-not-allowed', { method, allowed: ['GET', 'HEAD'] })
    return json(200, document(publicUrl()))
  }
