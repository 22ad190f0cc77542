import { z } from 'zod'
import { bodyMatcher, textMatcher } from './matchers.ts'
import { payload } from './payload.ts'

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String)

const scheme = { agency: z.string(), schema: z.string() }

/** What there is in the tenant before the test. */
export const tenantContents = z
  .strictObject({
    credentials: z
      .record(z.string(), z.strictObject({ user: text, password: text }))
      .describe('User credentials by alias')
      .optional(),
    secureParameters: z.record(z.string(), text).describe('Secure parameters by alias').optional(),
    oauth2: z
      .record(z.string(), z.strictObject({ tokenUrl: z.url(), clientId: text, clientSecret: text, scope: text.optional() }))
      .describe('OAuth2 client credentials by alias; the token request is a call that needs a stub')
      .optional(),
    valueMappings: z
      .array(z.strictObject({ from: z.strictObject({ ...scheme, value: text }), to: z.strictObject({ ...scheme, value: text }) }))
      .describe('Mapped values, both ways')
      .optional(),
    partners: z
      .record(
        z.string(),
        z.strictObject({
          text: z.record(z.string(), text).describe('String parameters').optional(),
          binary: z.record(z.string(), payload).describe('Binary parameters').optional(),
          alternatives: z
            .array(z.strictObject({ agency: z.string(), scheme: z.string(), id: text }))
            .describe('Alternative partners')
            .optional(),
          users: z.array(z.string()).describe('Authorised users').optional(),
        }),
      )
      .describe('Partner directory, by partner')
      .optional(),
    numberRanges: z
      .record(
        z.string(),
        z.strictObject({
          next: text,
          from: text.optional(),
          to: text.optional(),
          length: z.int().min(0).optional(),
          rotate: z.boolean().optional(),
        }),
      )
      .describe('Number ranges: the number that is drawn next, the bounds, the digits')
      .optional(),
    variables: z
      .array(z.strictObject({ name: z.string(), flow: z.string().optional(), value: text }))
      .describe('Variables; those of a flow name it')
      .optional(),
    dataStores: z
      .array(
        z.strictObject({
          store: z.string(),
          flow: z.string().optional(),
          id: text,
          headers: z.record(z.string(), text).optional(),
          body: payload.optional(),
        }),
      )
      .describe('Entries of data stores; a store that only one flow sees names it')
      .optional(),
    keystore: z
      .record(
        z.string(),
        z.strictObject({ certificate: z.string().describe('PEM file'), privateKey: z.string().describe('PEM file, PKCS#8').optional() }),
      )
      .describe('Keystore entries by alias')
      .optional(),
  })
  .meta({ id: 'tenantContents', description: 'What there is in the tenant before the test' })

export type TenantContents = z.infer<typeof tenantContents>

/** What must be in the tenant after the test. */
export const tenantExpectations = z
  .strictObject({
    variables: z
      .array(z.strictObject({ name: z.string(), flow: z.string().optional(), value: textMatcher }))
      .describe('Variables and their values')
      .optional(),
    dataStores: z
      .array(
        z.strictObject({
          store: z.string(),
          flow: z.string().optional(),
          count: z.int().min(0).describe('Number of entries').optional(),
          id: text.describe('One entry').optional(),
          absent: z.literal(true).describe('There is no such entry').optional(),
          headers: z.record(z.string(), textMatcher).optional(),
          body: bodyMatcher.optional(),
        }),
      )
      .describe('Entries of data stores, or how many there are')
      .optional(),
    numberRanges: z.record(z.string(), text).describe('The number that is drawn next').optional(),
  })
  .meta({ id: 'tenantExpectations', description: 'What must be in the tenant after the test' })

export type TenantExpectations = z.infer<typeof tenantExpectations>
