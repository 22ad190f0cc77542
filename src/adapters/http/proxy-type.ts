import type { AdapterContext } from '../../engine/define-adapter.ts'

/**
 * *On-Premise* (`sapcc`) goes through a Cloud Connector in the product, because its tenant stands outside the customer's
 * network. Sluice stands inside: the address is called directly, like every other.
 */
const DIRECT = new Set(['', 'default', 'none', 'sapcc'])

/** Refuses a proxy type that is not known; the others all mean a direct connection here. */
export function checkProxyType(proxyType: string, context: AdapterContext): void {
  if (!DIRECT.has(proxyType.trim().toLowerCase())) context.fail(`Proxy type ${proxyType}`, 'Connections are made directly only')
}
