import { z } from 'zod'
import { expectations } from './expectations.ts'
import { payload } from './payload.ts'
import { stub } from './stub.ts'
import { tenantContents } from './tenant-contents.ts'

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String)

/** What may stand at the top of a file, for all of its tests, and in a test, for it alone. */
const surroundings = {
  parameters: z.record(z.string(), text).describe('Values of externalised parameters').optional(),
  stubs: z.array(stub).describe('What stands for other systems; those of the test come before those of the file').optional(),
  tenant: tenantContents.optional(),
  clock: z.iso
    .datetime({ offset: true })
    .describe('The time at which the clock stands still, as 2026-01-31T12:00:00Z; scripts see the real one')
    .optional(),
  logLevel: z.enum(['INFO', 'DEBUG', 'TRACE']).describe('Log level of the flows; INFO by default').optional(),
}

const request = z
  .strictObject({
    method: z.string().describe('POST by default when there is a body, else GET').optional(),
    path: z
      .string()
      .startsWith('/')
      .describe('Path with query, as /http/orders?id=1; by default the address of the only sender')
      .optional(),
    headers: z.record(z.string(), text).optional(),
    body: payload.optional(),
    user: z.string().describe('Who calls; test by default').optional(),
  })
  .meta({ id: 'request', description: 'A call of an HTTP sender of the flow' })

const message = z
  .strictObject({
    at: z.string().describe('Name or id of the step to begin with; by default the start of the flow').optional(),
    headers: z.record(z.string(), z.unknown()).describe('Message headers').optional(),
    properties: z.record(z.string(), z.unknown()).describe('Exchange properties').optional(),
    body: payload.optional(),
  })
  .meta({ id: 'message', description: 'A message, instead of a call' })

const SUBJECTS = ['script', 'mapping'] as const

const test = z
  .strictObject({
    name: z.string().min(1),
    skip: z.string().min(1).describe('Why the test is not run').optional(),
    script: z.string().describe('A Groovy or JavaScript file to test alone, relative to the test file or in the artifact').optional(),
    function: z.string().describe('Function of the script; processData by default').optional(),
    mapping: z.string().describe('A message mapping (.mmap) or stylesheet (.xsl, .xslt) to test alone').optional(),
    ...surroundings,
    request: request.optional(),
    message: message.optional(),
    expect: expectations.optional(),
  })
  .refine(({ request: call, message: state }) => call === undefined || state === undefined, { error: 'has both request and message' })
  .refine((subject) => SUBJECTS.filter((each) => subject[each] !== undefined).length < 2, { error: 'has both script and mapping' })
  .refine((subject) => !subject.request || SUBJECTS.every((each) => subject[each] === undefined), {
    error: 'a script or mapping alone takes a message, no request',
  })
  .refine(({ script, function: name }) => name === undefined || script !== undefined, { error: 'has a function without a script' })
  .meta({ id: 'test', description: 'One test' })

/** A file of flow tests. */
export const testFile = z
  .strictObject({
    artifact: z
      .string()
      .describe('Folder or zip of the flow, relative to the test file; by default the artifact that the file lies in or beside')
      .optional(),
    with: z
      .array(z.string())
      .describe('Further artifacts: script collections, value and message mappings, flows that are called by ProcessDirect')
      .optional(),
    ...surroundings,
    tests: z.array(test).min(1),
  })
  .meta({ id: 'flowTests', description: 'Tests of integration flows, scripts and mappings' })

export type TestFile = z.infer<typeof testFile>
export type TestSketch = TestFile['tests'][number]
export type RequestSketch = z.infer<typeof request>
export type MessageSketch = z.infer<typeof message>
