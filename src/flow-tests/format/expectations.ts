import { z } from 'zod'
import { bodyMatcher, textMatcher, textMatchers } from './matchers.ts'
import { tenantExpectations } from './tenant-contents.ts'

const STATUSES = ['COMPLETED', 'FAILED', 'ESCALATED', 'CANCELLED'] as const

const call = z
  .strictObject({
    method: z.string().describe('HTTP method').optional(),
    address: textMatcher.describe('URL with query, or ProcessDirect address').optional(),
    headers: textMatchers.describe('Headers that were sent').optional(),
    body: bodyMatcher.describe('Body that was sent').optional(),
  })
  .meta({ id: 'call', description: 'One call of another system' })

const log = z
  .strictObject({
    status: z.enum(STATUSES).describe('Status of the message; COMPLETED by default, FAILED when an error is expected').optional(),
    customStatus: textMatcher.optional(),
    error: textMatcher.describe('Why the message failed').optional(),
    sender: textMatcher.optional(),
    receiver: textMatcher.optional(),
    applicationMessageId: textMatcher.optional(),
    applicationMessageType: textMatcher.optional(),
    correlationId: textMatcher.optional(),
    customHeaders: z
      .record(z.string(), z.union([textMatcher, z.array(z.string())]))
      .describe('Custom headers: a value, or all values in order')
      .optional(),
    properties: textMatchers.describe('What scripts set with setStringProperty').optional(),
    attachments: z.record(z.string(), bodyMatcher).describe('Attachments by name').optional(),
  })
  .meta({ id: 'log', description: 'The message processing log' })

export type LogExpectations = z.infer<typeof log>
export type CallExpectation = z.infer<typeof call>

/** What must hold when the message has ended. */
export const expectations = z
  .strictObject({
    status: z.int().describe('HTTP status of the answer').optional(),
    headers: textMatchers.describe('Headers of the answer to a request; of the message, when the test begins with a message').optional(),
    body: bodyMatcher.describe('Body of the answer or the message').optional(),
    properties: textMatchers.describe('Exchange properties at the end').optional(),
    calls: z
      .record(z.string(), z.union([z.int().min(0), z.array(call)]))
      .describe('Calls by receiver or channel: how many, or each of them in order')
      .optional(),
    log: log.optional(),
    tenant: tenantExpectations.optional(),
  })
  .meta({ id: 'expectations', description: 'What must hold when the message has ended' })

export type Expectations = z.infer<typeof expectations>
