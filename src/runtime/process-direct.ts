import type { Exchange } from '../engine/exchange.ts'
import type { Entry } from '../engine/plan.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { MessageRunner } from './message-runner.ts'
import type { RunningFlow } from './running-flow.ts'

/** Flows of the tenant that other flows call by address. */
export class ProcessDirectTable {
  readonly #entries = new Map<string, { flow: RunningFlow; entry: Entry }>()
  readonly #runner: MessageRunner

  constructor(runner: MessageRunner) {
    this.#runner = runner
  }

  /** Throws `conflict` when another flow listens on the address. */
  add(address: string, flow: RunningFlow, entry: Entry): void {
    const holder = this.#entries.get(address)
    if (holder) throw new SluiceError('conflict', `The ProcessDirect address ${address} is in use by ${holder.flow.flowId}`)
    this.#entries.set(address, { flow, entry })
  }

  removeOwner(flow: RunningFlow): void {
    for (const [address, holder] of this.#entries) if (holder.flow === flow) this.#entries.delete(address)
  }

  /**
   * Runs the flow behind the address as a message of its own with the caller's correlation id. Body, attachments and the
   * headers that its channel accepts go there; all of them come back. Exchange properties stay on their side of the call.
   */
  async send(address: string, caller: Exchange): Promise<void> {
    const target = this.#entries.get(address)
    if (!target) throw new SluiceError('processing-failed', `No deployed flow listens on the ProcessDirect address ${address}`)
    const message = this.#runner.open(target.flow, caller.log.correlationId, caller.body)
    const accepts = acceptedHeaders(target.entry)
    for (const [name, value] of caller.headers) if (accepts(name)) message.headers.set(name, value)
    message.attachments = new Map(caller.attachments)
    await this.#runner.run(target.flow, target.entry, message)
    caller.body = message.body
    for (const [name, value] of message.headers) if (name !== GUID_HEADER) caller.headers.set(name, value)
    caller.attachments = message.attachments
  }
}

/** Each message keeps the guid of its own log entry. */
const GUID_HEADER = 'SAP_MessageProcessingLogID'

function acceptedHeaders({ trigger }: Entry): (name: string) => boolean {
  const accepts = trigger.kind === 'process-direct' ? trigger.accepts : undefined
  return (name) => name !== GUID_HEADER && (accepts?.(name) ?? true)
}
