import { z } from 'zod'
import { payload } from './payload.ts'

export const FAULTS = ['timeout', 'connection-refused', 'unknown-host', 'connection-broken'] as const

const answer = z
  .strictObject({
    status: z.int().min(100).max(599).describe('HTTP status; 200 by default').optional(),
    headers: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .describe('Headers of the answer')
      .optional(),
    properties: z.record(z.string(), z.unknown()).describe('Exchange properties that a replaced channel sets').optional(),
    body: payload.optional(),
    fault: z.enum(FAULTS).describe('No answer: what goes wrong instead').optional(),
    error: z.string().describe('The call fails with this text').optional(),
  })
  .meta({ id: 'answer', description: 'What the other system answers' })

export type StubbedAnswer = z.infer<typeof answer>

/** What stands for another system. */
export const stub = z
  .strictObject({
    receiver: z.string().describe('Name of the receiver participant, or name or id of the channel').optional(),
    address: z.string().describe('URL or ProcessDirect address, query included; * stands for anything').optional(),
    method: z.string().describe('HTTP method').optional(),
    replaceChannel: z.literal(true).describe('The channel is not run: the answer is what it would have put into the message').optional(),
    answer: answer.describe('The answer to every call').optional(),
    answers: z.array(answer).min(1).describe('The answers to the first calls, one each; further calls are not expected').optional(),
  })
  .refine(({ receiver, address }) => receiver !== undefined || address !== undefined, { error: 'needs receiver or address' })
  .refine(({ receiver, replaceChannel }) => !replaceChannel || receiver !== undefined, { error: 'replaceChannel needs receiver' })
  .refine(({ answer: one, answers }) => (one === undefined) !== (answers === undefined), { error: 'needs answer or answers' })
  .meta({ id: 'stub', description: 'What stands for another system' })

export type StubSketch = z.infer<typeof stub>
