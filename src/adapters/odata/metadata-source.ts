import type { AdapterContext } from '../../engine/define-adapter.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'
import type { OutboundResponse } from '../http/outbound.ts'
import { resourceUrl } from './resource-url.ts'
import { readServiceMetadata, type ServiceMetadata } from './service-metadata.ts'

export type MetadataOf = () => Promise<ServiceMetadata>

/**
 * Where a channel's metadata comes from: the EDMX file of the artifact, read at deployment, else `$metadata` of the service,
 * asked once per address when an operation first needs it. Exports often name a file that they do not hold.
 */
export function compileMetadata(
  file: string,
  options: string,
  context: AdapterContext,
): (exchange: Exchange, address: string, get: (url: URL) => Promise<OutboundResponse>) => Promise<ServiceMetadata> {
  const own = ownMetadata(file, context)
  const optionsOf = compileSimpleText(options)
  const asked = new Map<string, ServiceMetadata>()
  return async (exchange, address, get) => {
    const known = own ?? asked.get(address)
    if (known) return known
    const { body } = await get(resourceUrl(address, '$metadata', [optionsOf(exchange)]))
    const metadata = readServiceMetadata(new TextDecoder().decode(body))
    asked.set(address, metadata)
    return metadata
  }
}

function ownMetadata(file: string, context: AdapterContext): ServiceMetadata | undefined {
  const path = file.trim().replace(/^\/?(?:src\/main\/resources\/)?/, '')
  const bytes = path === '' ? undefined : context.flow.resources.get(path)
  return bytes && readServiceMetadata(new TextDecoder().decode(bytes))
}
