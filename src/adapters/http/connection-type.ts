import type { AdapterContext } from '../../engine/define-adapter.ts'

/** Refuses a channel whose address stands in a destination of an API provider instead of the channel (SAP Help, “HTTP Receiver for an API Artifact”). */
export function checkConnectionType(type: string, context: AdapterContext): void {
  if (!['', 'url'].includes(type.trim().toLowerCase()))
    context.fail(`Connection type ${type}`, 'There are no destinations here: the channel needs an address')
}
