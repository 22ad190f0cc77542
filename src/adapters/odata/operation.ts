import type { Exchange } from '../../engine/exchange.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'
import { writeAtomRequest } from './atom-request.ts'
import { writeJsonRequest } from './json-request.ts'
import type { MetadataOf } from './metadata-source.ts'
import { type RequestEntity, readRequestEntity } from './request-entity.ts'
import { keyPredicate } from './resource-url.ts'
import type { EntityType } from './service-metadata.ts'

/** One operation on a service, ready to be addressed and sent. */
export interface ODataRequest {
  readonly method: string
  /** Path below the service. */
  readonly resource: string
  readonly options: readonly string[]
  /** Name of the root element that the flow sees. */
  readonly setName: string
  readonly body: Uint8Array | undefined
}

export interface OperationConfig {
  readonly operation: string
  /** Yields the method of a dynamic operation. */
  readonly operationExpression: string
  readonly resourcePath: string
  readonly queryOptions: string
  readonly customQueryOptions: string
  readonly contentType: string
}

/** Compiles a channel's operation. Metadata is asked for only by the operations that send an entity or call a function. */
export function compileRequest(config: OperationConfig): (exchange: Exchange, metadata: MetadataOf) => Promise<ODataRequest> {
  const methodOf = compileMethod(config)
  const resourceOf = compileSimpleText(config.resourcePath)
  const optionsOf = [compileSimpleText(config.queryOptions), compileSimpleText(config.customQueryOptions)]
  return async (exchange, metadata) => {
    const method = methodOf(exchange)
    const resource = resourceOf(exchange).trim()
    const options = optionsOf.map((option) => option(exchange))
    const setName = lastSegment(resource)
    const plain = { resource, options, setName, body: undefined }
    if (method === undefined) return { ...plain, method: await functionMethod(setName, metadata) }
    if (method === 'GET' || method === 'DELETE') return { ...plain, method }
    const entity = readRequestEntity(exchange.body.asDocument(), await entityType(setName, metadata))
    const addressed = method === 'POST' || resource.endsWith(')') ? resource : resource + keysOf(entity)
    return { ...plain, resource: addressed, options, method, body: Buffer.from(write(entity, config.contentType)) }
  }
}

/** The method of an operation; a function has that of the metadata. */
function compileMethod({ operation, operationExpression }: OperationConfig): (exchange: Exchange) => string | undefined {
  if (operation !== 'DynamicOperation') {
    const method = /\(([A-Z]+)\)$/.exec(operation)?.[1]
    return () => method
  }
  const read = compileSimpleText(operationExpression)
  return (exchange) => knownMethod(read(exchange).trim().toUpperCase() || 'POST')
}

function knownMethod(method: string): string {
  if (['GET', 'POST', 'PUT', 'PATCH', 'MERGE', 'DELETE'].includes(method)) return method
  throw new SluiceError('processing-failed', `'${method}' is not the method of an OData operation`)
}

/** `A_SalesOrder('1')/to_Item` → `to_Item`. */
const lastSegment = (resource: string): string => (resource.split('/').at(-1) ?? '').replace(/\(.*$/, '')

const write = (entity: RequestEntity, contentType: string): string =>
  contentType === 'application/json' ? writeJsonRequest(entity) : writeAtomRequest(entity)

/** Of a set, or of what a navigation of that name leads to. */
async function entityType(name: string, metadata: MetadataOf): Promise<EntityType> {
  const { sets } = await metadata()
  const type = sets.get(name) ?? [...sets.values()].map((each) => each.navigations.get(name)?.target()).find((each) => each !== undefined)
  if (!type) throw new SluiceError('processing-failed', `The OData service has no entity set ${name}`)
  return type
}

async function functionMethod(name: string, metadata: MetadataOf): Promise<string> {
  const declared = (await metadata()).functions.get(name)
  if (!declared) throw new SluiceError('processing-failed', `The OData service has no function import ${name}`)
  return declared.method
}

function keysOf({ type, properties }: RequestEntity): string {
  return keyPredicate(
    type.keys.map((name) => {
      const key = properties.find((property) => property.name === name)
      if (key?.text == null) throw new SluiceError('processing-failed', `The body has no value for the key ${name} of ${type.name}`)
      return { name, edmType: key.edmType, text: key.text }
    }),
  )
}
