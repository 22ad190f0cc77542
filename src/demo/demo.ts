import { writeCredentialFiles } from './credential-files.ts'
import { firstCalls } from './first-call.ts'
import { type DemoTenant, isEmpty, loadDemo } from './load.ts'
import { demoReport } from './report.ts'

/**
 * Loads the demo into an empty tenant, calls it once in each dialect and returns what to tell the user; nothing when the
 * tenant is in use.
 */
export async function runDemo(tenant: DemoTenant, dataDir: string): Promise<string | undefined> {
  if (!(await isEmpty(tenant.store))) return undefined
  const demo = await loadDemo(tenant)
  const files = await writeCredentialFiles(dataDir, demo)
  return demoReport(await firstCalls(demo, tenant.localUrl), files, tenant.publicUrl, demo.endpointUrl)
}
