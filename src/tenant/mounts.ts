import { MANAGEMENT_PREFIXES } from '../api/management-api.ts'
import { CATALOGUE_PATH } from '../demo/catalogue.ts'
import { COCKPIT_PATH, createCockpit } from '../http/cockpit-files.ts'
import { health } from '../http/health.ts'
import type { Mount } from '../http/mount.ts'
import type { HttpHandler } from '../kernel/http.ts'
import { isForCloudController } from '../platform/platform-apis.ts'
import { UAA_PREFIXES } from '../platform/uaa/uaa-api.ts'
import { builtFolder } from './built.ts'
import type { Core } from './core.ts'
import type { Handlers } from './handlers.ts'

/** The address space of the one origin (design §3). */
export function mountsOf(
  { identity, runtime, managementApi, adminApi, uaaApi, platformApis, catalogue }: Core & Handlers,
  isReady: () => boolean,
): Mount[] {
  const { live, ready } = health(isReady)
  return [
    ...identity.routes.map(({ path, handler }) => normalised(path, handler)),
    normalised('/http', runtime.handler),
    normalised('/cxf', runtime.handler),
    normalised('/admin/v1', adminApi),
    ...platformApis.mounts.map(({ prefix, handler }) => normalised(prefix, handler)),
    ...UAA_PREFIXES.map((prefix) => normalised(prefix, uaaApi)),
    encoded('/', (request) => (isForCloudController(request) ? platformApis.root : managementApi)(request)),
    normalised('/healthz', live),
    normalised('/readyz', ready),
    ...MANAGEMENT_PREFIXES.map((prefix) => encoded(prefix, managementApi)),
    encoded(CATALOGUE_PATH, catalogue),
    normalised(COCKPIT_PATH, createCockpit(builtFolder('cockpit'))),
  ]
}

const normalised = (prefix: string, handler: HttpHandler): Mount => ({ prefix, path: 'normalised', handler })
const encoded = (prefix: string, handler: HttpHandler): Mount => ({ prefix, path: 'encoded', handler })
