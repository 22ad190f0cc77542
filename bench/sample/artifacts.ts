import type { Database } from 'better-sqlite3'
import { writeArchive } from '../../src/iflow/archive.ts'
import { content, flowFiles, https } from '../../test/support/flow.ts'

/** Packages of the tenant, with as many flows in each. */
export const PACKAGES = 80
export const FLOWS = 2000

export const packageId = (flow: number): string => `Package${flow % PACKAGES}`
export const flowId = (flow: number): string => `Flow${flow}`
export const flowName = (flow: number): string => `Flow number ${flow}`

/** Flows in packages, designed and deployed, each with an address of its own. */
export async function fillArtifacts(database: Database, now: number): Promise<void> {
  const archives = await Promise.all(Array.from({ length: FLOWS }, (_, flow) => archive(flow)))
  database.transaction(() => {
    fillPackages(database, now)
    fillFlows(database, archives, now)
  })()
}

const archive = (flow: number): Promise<Uint8Array> =>
  writeArchive(flowFiles({ id: flowId(flow), sender: https(`/bench/${flow}`), steps: [content('ok')] }))

function fillPackages(database: Database, now: number): void {
  const add = database.prepare(`insert into packages values (@id, @id, '', 'A package', '1.0.0', '', 'EDIT_ALLOWED',
    '[SAP Cloud Integration]', '[]', '[]', '[]', '[]', '[]', 'bench', @now, 'bench', @now)`)
  for (let each = 0; each < PACKAGES; each++) add.run({ id: packageId(each), now })
}

function fillFlows(database: Database, archives: readonly Uint8Array[], now: number): void {
  const design = database.prepare(`insert into design_artifacts values
    (@id, @packageId, 'INTEGRATION_FLOW', '1.0.0', @name, '', 'bench', @now, 'bench', @now)`)
  const designed = database.prepare('insert into design_artifact_contents values (@id, @content)')
  const runtime = database.prepare(`insert into runtime_artifacts values
    (@id, 'INTEGRATION_FLOW', '1.0.0', @name, @packageId, 'STARTED', null, 'bench', @now)`)
  const deployed = database.prepare('insert into runtime_artifact_contents values (@id, @content)')
  const task = database.prepare("insert into deploy_tasks values ('task-' || @id, @id, 'SUCCESS', @now)")
  for (const [flow, content] of archives.entries()) {
    const row = { id: flowId(flow), name: flowName(flow), packageId: packageId(flow), content, now }
    for (const statement of [design, designed, runtime, deployed, task]) statement.run(row)
  }
}
