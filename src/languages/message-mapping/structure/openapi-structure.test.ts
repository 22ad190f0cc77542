import { describe, expect, test } from 'vitest'
import { openApiStructure } from './openapi-structure.ts'
import type { StructureNode } from './structure-node.ts'

const structure = (document: unknown, operation: string): StructureNode =>
  openApiStructure(new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document)), 'json/api.json', operation)

const shown = (node: StructureNode): string[] =>
  node.children().map(({ name, minimum, isArray, hasText }) => `${name} ${minimum}${isArray ? ' array' : ''}${hasText ? ' text' : ''}`)

const ORDER = {
  type: 'object',
  required: ['id', 'tags'],
  properties: {
    id: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
    lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } },
    parent: { $ref: '#/components/schemas/Order' },
  },
}
const V3 = {
  openapi: '3.0.0',
  paths: {
    '/orders': {
      get: { responses: { 200: { $ref: '#/components/responses/List' } } },
      post: { requestBody: { content: { 'text/json': { schema: { $ref: '#/components/schemas/Order' } } } }, responses: {} },
    },
  },
  components: {
    responses: { List: { content: { 'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Order' } } } } } },
    schemas: {
      Order: ORDER,
      Line: { allOf: [{ properties: { no: { type: 'integer' } }, required: ['no'] }, { properties: { text: {} } }] },
    },
  },
}

describe('openApiStructure', () => {
  test('OpenAPI 3: an object, with references, arrays and merged parts', () => {
    const root = structure(V3, '/orders__$delim$__POST__$delim$__Request')
    expect([root.name, root.isArray, root.minimum, root.maximum]).toEqual(['__$$DuMmY_RoOt$$__', false, 1, 1])
    expect(shown(root)).toEqual(['id 1 text', 'tags 0 array text', 'lines 0 array', 'parent 0'])
    expect(shown(root.children()[2]!)).toEqual(['no 1 text', 'text 0 text'])
    expect(shown(root.children()[3]!)).toEqual(shown(root))
  })

  test('an array at the root stands for its items', () => {
    const root = structure(V3, '/orders__$delim$__GET__$delim$__Response__$delim$__200')
    expect([root.name, root.isArray, root.minimum, root.maximum]).toEqual(['__$$RoOt_ArRaY$$__', true, 0, Number.POSITIVE_INFINITY])
    expect(shown(root)).toEqual(['id 1 text', 'tags 0 array text', 'lines 0 array', 'parent 0'])
  })

  test('Swagger 2: body parameter and response', () => {
    const swagger = {
      swagger: '2.0',
      paths: {
        '/a/{id}': {
          put: {
            parameters: [{ in: 'path' }, { $ref: '#/parameters/Body' }],
            responses: { 200: { schema: { properties: { out: {} } } } },
          },
        },
      },
      parameters: { Body: { in: 'body', schema: { $ref: '#/definitions/In~1Side' } } },
      definitions: { 'In/Side': { properties: { in: {} } } },
    }
    expect(shown(structure(swagger, '/a/{id}__$delim$__PUT__$delim$__Request'))).toEqual(['in 0 text'])
    expect(shown(structure(swagger, '/a/{id}__$delim$__PUT__$delim$__Response__$delim$__200'))).toEqual(['out 0 text'])
  })

  test('refuses what the document does not describe', () => {
    expect(() => structure(V3, '/orders__$delim$__DELETE__$delim$__Request')).toThrow(
      'json/api.json does not describe /orders DELETE Request',
    )
    expect(() => structure(V3, '/orders__$delim$__GET__$delim$__Response__$delim$__404')).toThrow(
      'json/api.json does not describe /orders GET Response 404',
    )
    expect(() => structure('{', '')).toThrow('json/api.json is not valid JSON: ')
  })

  test('references in a circle end', () => {
    const circle = { paths: { '/a': { post: { requestBody: { $ref: '#/x' } } } }, x: { $ref: '#/x' } }
    expect(() => structure(circle, '/a__$delim$__POST__$delim$__Request')).toThrow('does not describe')
  })
})
