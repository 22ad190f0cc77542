import { ADAPTERS } from './adapters/index.ts'
import { readSettings } from './config/read-settings.ts'
import type { SettingName } from './config/settings.ts'
import { runDemo } from './demo/demo.ts'
import { addressReport } from './demo/report.ts'
import { FlowTests } from './flow-tests/flow-tests.ts'
import { messageOf, SluiceError } from './kernel/errors.ts'
import { lineLogger, silentLogger } from './kernel/logger.ts'
import { JvmScriptHost } from './languages/script-host/jvm-script-host.ts'
import { type CheckedArtifact, checkArtifacts, offlineServices } from './runtime/check.ts'
import { STEPS } from './steps/index.ts'
import { scriptHostOptions } from './tenant/built.ts'
import { registry } from './tenant/registry.ts'
import { startTenant } from './tenant.ts'

export interface StartOptions {
  /** Settings given on the command line. */
  readonly flags: Partial<Record<SettingName, string>>
  /** Whether an empty data folder gets the demo. */
  readonly demo: boolean
}

/** Runs the server until it is told to stop (SIGINT, SIGTERM); messages in flight finish first. */
export async function start({ flags, demo }: StartOptions): Promise<void> {
  const { settings } = readSettings(flags, process.env)
  const logger = lineLogger((line) => process.stderr.write(line))
  const stopped = nextSignal()
  const tenant = await startTenant(settings, logger)
  const { publicUrl, httpsUrl } = tenant
  console.log(addressReport({ publicUrl, httpsUrl, dataDir: settings.dataDir }))
  if (demo) {
    const report = await runDemo(tenant, settings.dataDir).catch((thrown) => `The demo could not be loaded: ${messageOf(thrown)}`)
    if (report) console.log(`\n${report}\n`)
  }
  await stopped
  console.log('Stopping: messages in flight finish first')
  await tenant.stop()
}

const noTenant = (): never => {
  throw new SluiceError('unavailable', 'There is no tenant to ask')
}

/** Which of the artifacts run here; needs no server. */
export async function check(paths: readonly string[]): Promise<CheckedArtifact[]> {
  const services = offlineServices(() => new JvmScriptHost(scriptHostOptions(noTenant, silentLogger)))
  try {
    return await checkArtifacts(paths, registry, services)
  } finally {
    await services.scripts.stop()
  }
}

/** Runs flow tests; needs no server. */
export function flowTests(): { readonly tests: FlowTests; stop(): Promise<void> } {
  const scripts = new JvmScriptHost(scriptHostOptions(noTenant, silentLogger))
  return { tests: new FlowTests({ steps: STEPS, adapters: ADAPTERS, scripts }), stop: () => scripts.stop() }
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
