import { z } from 'zod'
import { PREFIX } from './create-handler.ts'
import type { Route } from './route.ts'

const ERROR_ANSWER = {
  description: 'Refused or failed; `message` says why and what to do.',
  content: {
    'application/json': { schema: jsonSchema(z.object({ error: z.object({ code: z.string(), message: z.string() }) }), 'output') },
  },
}

/** The OpenAPI 3.1 document of the routes. */
export function describeRoutes(routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describeOperation(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sluice admin API', version: '1', description: 'What the public APIs of Cloud Integration and BTP have no call for.' },
    servers: [{ url: PREFIX }],
    security: [{ token: [] }, { password: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The token in the file `admin-token` of the data folder.' },
        password: { type: 'http', scheme: 'basic', description: 'User `admin` with the password of the first start.' },
      },
    },
  }
}

function describeOperation(route: Route): Record<string, unknown> {
  return {
    summary: route.summary,
    ...parameters(route),
    ...(route.body && { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body, 'input') } } } }),
    responses: { [route.status]: success(route), default: ERROR_ANSWER },
  }
}

function parameters(route: Route): Record<string, unknown> {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const inPath = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  const inQuery = Object.entries(route.query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: jsonSchema(schema as z.ZodType, 'input'),
  }))
  const all = [...inPath, ...inQuery]
  return all.length === 0 ? {} : { parameters: all }
}

function success(route: Route): Record<string, unknown> {
  if (!route.answer) return { description: 'Done' }
  return { description: 'Done', content: { 'application/json': { schema: jsonSchema(route.answer, 'output') } } }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
