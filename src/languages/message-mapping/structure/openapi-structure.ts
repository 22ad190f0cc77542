import { decodeText } from '../../../iflow/xml-file.ts'
import { SluiceError } from '../../../kernel/errors.ts'
import { ARRAY_ROOT, OBJECT_ROOT } from '../source/json-source.ts'
import type { StructureNode } from './structure-node.ts'

type Json = Record<string, unknown>

const DELIMITER = '__$delim$__'

/**
 * The message of one operation of a Swagger 2.0 or OpenAPI 3.0 document. The operation is written as path, method, `Request` or
 * `Response` and status, joined by `__$delim$__`. Throws `deploy-failed` naming the file when the document does not have it.
 */
export function openApiStructure(bytes: Uint8Array, file: string, operation: string): StructureNode {
  const document = parse(bytes, file)
  const resolver = new Resolver(document)
  const schema = operationSchema(resolver, operation.split(DELIMITER))
  if (!schema) throw new SluiceError('deploy-failed', `${file} does not describe ${operation.replaceAll(DELIMITER, ' ')}`)
  const isArray = schema.type === 'array'
  const root = isArray ? resolver.follow(schema.items) : schema
  return new OpenApiNode(resolver, isArray ? ARRAY_ROOT : OBJECT_ROOT, root ?? {}, { isArray, isRequired: !isArray })
}

function parse(bytes: Uint8Array, file: string): Json {
  try {
    return JSON.parse(decodeText(bytes)) as Json
  } catch (cause) {
    throw new SluiceError('deploy-failed', `${file} is not valid JSON: ${(cause as Error).message}`, { cause })
  }
}

function operationSchema(resolver: Resolver, [path = '', method = '', direction, status = 'default']: string[]): Json | undefined {
  const operation = resolver.follow(resolver.at('paths', path, method.toLowerCase()))
  if (!operation) return undefined
  if (direction === 'Request') return bodySchema(resolver, resolver.follow(operation.requestBody)) ?? bodyParameter(resolver, operation)
  return bodySchema(resolver, resolver.follow((operation.responses as Json | undefined)?.[status]))
}

/** OpenAPI 3 keeps a schema for each media type, Swagger 2 one for all. */
function bodySchema(resolver: Resolver, body: Json | undefined): Json | undefined {
  const content = body?.content as Record<string, Json> | undefined
  const media = content && (content['application/json'] ?? Object.values(content)[0])
  return resolver.follow(media?.schema ?? body?.schema)
}

function bodyParameter(resolver: Resolver, operation: Json): Json | undefined {
  const parameters = (operation.parameters as unknown[] | undefined) ?? []
  const body = parameters.map((parameter) => resolver.follow(parameter)).find((parameter) => parameter?.in === 'body')
  return resolver.follow(body?.schema)
}

/** Follows references inside one document. */
class Resolver {
  readonly #document: Json

  constructor(document: Json) {
    this.#document = document
  }

  at(...path: string[]): unknown {
    return path.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), this.#document)
  }

  /** The object itself, or what it refers to. References that lead in a circle end as nothing. */
  follow(value: unknown, depth = 0): Json | undefined {
    if (!isObject(value)) return undefined
    if (typeof value.$ref !== 'string') return value
    if (depth > LONGEST_CHAIN) return undefined
    const steps = value.$ref.replace(/^#\//, '').split('/')
    return this.follow(this.at(...steps.map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))), depth + 1)
  }
}

const LONGEST_CHAIN = 50

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

class OpenApiNode implements StructureNode {
  readonly namespace = ''
  readonly isAttribute = false
  readonly name: string
  readonly minimum: number
  readonly maximum: number
  readonly isArray: boolean
  readonly #resolver: Resolver
  readonly #schema: Json

  constructor(resolver: Resolver, name: string, schema: Json, occurrence: { isArray: boolean; isRequired: boolean }) {
    this.#resolver = resolver
    this.#schema = schema
    this.name = name
    this.isArray = occurrence.isArray
    this.minimum = occurrence.isRequired ? 1 : 0
    this.maximum = occurrence.isArray ? Number.POSITIVE_INFINITY : 1
  }

  get hasText(): boolean {
    return this.children().length === 0
  }

  children(): StructureNode[] {
    const { properties, required } = this.#merged(this.#schema, 0)
    return Object.entries(properties).map(([name, value]) => {
      const schema = this.#resolver.follow(value) ?? {}
      const isArray = schema.type === 'array'
      const item = isArray ? (this.#resolver.follow(schema.items) ?? {}) : schema
      return new OpenApiNode(this.#resolver, name, item, { isArray, isRequired: !isArray && required.has(name) })
    })
  }

  #merged(schema: Json, depth: number): { properties: Json; required: Set<string> } {
    const own = { properties: { ...(schema.properties as Json) }, required: new Set(schema.required as string[] | undefined) }
    if (!Array.isArray(schema.allOf) || depth > LONGEST_CHAIN) return own
    for (const part of schema.allOf) {
      const { properties, required } = this.#merged(this.#resolver.follow(part) ?? {}, depth + 1)
      Object.assign(own.properties, properties)
      for (const name of required) own.required.add(name)
    }
    return own
  }
}
