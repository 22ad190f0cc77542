import { join } from 'node:path'
import type { Settings } from './config/settings.ts'
import { localCertificate } from './http/local-ca.ts'
import type { Mount } from './http/mount.ts'
import { type ServerOptions, startServer } from './http/server.ts'
import type { Identity } from './identity/identity.ts'
import { systemClock } from './kernel/clock.ts'
import type { Logger } from './kernel/logger.ts'
import type { Platform } from './platform/platform.ts'
import type { Deployments } from './runtime/deployments.ts'
import { chores } from './store/retention/chores.ts'
import { Retention } from './store/retention/retention.ts'
import type { Store } from './store/store.ts'
import { addressesOf, certificateNames } from './tenant/addresses.ts'
import { buildCore } from './tenant/core.ts'
import { openData } from './tenant/data.ts'
import { buildHandlers } from './tenant/handlers.ts'
import { mountsOf } from './tenant/mounts.ts'
import { clientCertificatesOf } from './tenant/trusted-certificates.ts'

/** A tenant that answers. */
export interface RunningTenant {
  readonly store: Store
  readonly platform: Platform
  readonly deployments: Deployments
  /** Origin under which callers reach it. */
  readonly publicUrl: string
  /** Origin of the http listener, as this machine reaches it. */
  readonly localUrl: string
  /** Origin of the https listener. */
  readonly httpsUrl: string
  /** Refuses new calls, lets messages in flight finish, flushes the logs. */
  stop(): Promise<void>
}

/** How late a step of the signing key rotation may come, milliseconds. */
const UPKEEP_INTERVAL = 300_000

/** Builds the parts of a tenant, wires them and starts the listeners; flows that were deployed are up when this resolves. */
export async function startTenant(settings: Settings, logger: Logger): Promise<RunningTenant> {
  const data = await openData(settings, logger)
  const { host, port, httpsPort } = settings
  const names = certificateNames(settings, data.subaccounts)
  const certificate = await localCertificate(join(data.dataDir, 'tls'), names, systemClock.now())
  const mounts: Mount[] = []
  let record: Identity['record'] | undefined
  const onRefusal: ServerOptions['onRefusal'] = (request, refusal) => record?.(refusal, request)
  const clientCertificates = clientCertificatesOf(settings, data.clientAuthority)
  const server = await startServer({ mounts, host, port, httpsPort, certificate, clientCertificates, logger, onRefusal })
  const addresses = addressesOf(settings, server)
  const core = buildCore(settings, data, addresses, logger)
  record = core.identity.record
  let ready = false
  mounts.push(...mountsOf({ ...core, ...buildHandlers(core, data, addresses, logger) }, () => ready))
  await core.runtime.restore()
  ready = true
  await core.platform.upkeep()
  const retention = retentionOf(settings, data.store, core.identity, logger)
  retention.start()
  const upkeep = setInterval(() => void core.platform.upkeep(), UPKEEP_INTERVAL).unref()
  return {
    store: data.store,
    platform: core.platform,
    deployments: core.runtime.deployments,
    publicUrl: addresses.publicUrl,
    localUrl: addresses.localUrl,
    httpsUrl: addresses.httpsUrl,
    async stop() {
      ready = false
      clearInterval(upkeep)
      await server.stop()
      await core.runtime.stop()
      await retention.stop()
      await core.identity.flush()
      await core.scripts.stop()
      await data.store.close()
    },
  }
}

function retentionOf(settings: Settings, store: Store, identity: Identity, logger: Logger): Retention {
  const pruning = { what: 'refusals and audit log entries', run: async () => identity.prune().then(() => 0) }
  return new Retention({ chores: [...chores(store, settings), pruning], clock: systemClock, logger })
}
