import type { Entry } from '../engine/plan.ts'
import type { EndpointTable } from './endpoint-table.ts'
import type { Pollers } from './pollers.ts'
import type { ProcessDirectTable } from './process-direct.ts'
import type { RunningFlow } from './running-flow.ts'
import type { Scheduler } from './scheduler.ts'

/** Where triggers are registered. */
export interface TriggerTables {
  readonly endpoints: EndpointTable
  readonly processDirect: ProcessDirectTable
  readonly scheduler: Scheduler
  readonly pollers: Pollers
}

/**
 * Makes a flow reachable: every address at once or, when one of them is taken, none (throws `conflict`).
 *
 * @param fresh whether the flow was just deployed rather than restored at start
 */
export function activate(flow: RunningFlow, tables: TriggerTables, fresh: boolean): void {
  try {
    for (const entry of flow.plan.entries) register(flow, entry, tables)
  } catch (taken) {
    deactivate(flow, tables)
    throw taken
  }
  for (const entry of flow.plan.entries) begin(flow, entry, tables, fresh)
}

export function deactivate(flow: RunningFlow, tables: TriggerTables): void {
  tables.endpoints.removeOwner(flow)
  tables.processDirect.removeOwner(flow)
  tables.scheduler.removeOwner(flow)
  tables.pollers.removeOwner(flow)
}

function begin(flow: RunningFlow, entry: Entry, { scheduler, pollers }: TriggerTables, fresh: boolean): void {
  const { trigger } = entry
  if (trigger.kind === 'schedule') scheduler.add(trigger.schedule, flow, entry, fresh)
  else if (trigger.kind === 'poll') pollers.add(trigger, flow, entry)
}

function register(flow: RunningFlow, entry: Entry, tables: TriggerTables): void {
  const { trigger } = entry
  if (trigger.kind === 'http') tables.endpoints.add({ trigger, flow, entry })
  else if (trigger.kind === 'process-direct') tables.processDirect.add(trigger.address, flow, entry)
}
