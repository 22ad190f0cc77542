import { z } from 'zod'

const scalar = z.union([z.string(), z.number(), z.boolean()])

/** What a text must be: equal to a value, or as the object says. */
export const textMatcher = z
  .union([
    scalar,
    z
      .strictObject({
        contains: z
          .union([z.string(), z.array(z.string())])
          .describe('Text that occurs, or several')
          .optional(),
        matches: z.string().describe('Regular expression that finds something').optional(),
        absent: z.literal(true).describe('There is no such value').optional(),
        present: z.literal(true).describe('There is such a value, whatever it is').optional(),
      })
      .refine((rules) => Object.keys(rules).length > 0, { error: 'needs one of contains, matches, absent, present' }),
  ])
  .meta({ id: 'textMatcher', description: 'A value that must be equal, or an object with contains, matches, absent or present' })

export type TextMatcher = z.infer<typeof textMatcher>

/** What a body must be; every rule must hold. */
export const bodyMatcher = z
  .union([
    z.string(),
    z
      .strictObject({
        text: z.string().describe('Equal, character by character').optional(),
        json: z.unknown().describe('Equal as JSON: the order of keys and the spelling of numbers do not matter').optional(),
        xml: z
          .string()
          .describe('Equal as XML: prefixes, white space between elements and the order of attributes do not matter')
          .optional(),
        file: z.string().describe('Equal to a file: as JSON or XML by its ending, else byte by byte').optional(),
        base64: z.base64().describe('Equal, byte by byte').optional(),
        contains: z
          .union([z.string(), z.array(z.string())])
          .describe('Text that occurs, or several')
          .optional(),
        matches: z.string().describe('Regular expression that finds something').optional(),
        xpath: z
          .record(z.string(), z.union([textMatcher, z.array(scalar)]))
          .describe('XPath 3.1 to the value of what it finds, or to the values of all that it finds')
          .optional(),
        jsonpath: z
          .record(z.string(), z.unknown())
          .describe('JSONPath (RFC 9535) to the one value that it finds, or to the list of all that it finds')
          .optional(),
        namespaces: z.record(z.string(), z.string()).describe('Prefixes of the XPaths').optional(),
        ignore: z.array(z.string()).describe('JSONPaths or XPaths of what does not count in json, xml and file').optional(),
        empty: z.literal(true).describe('No body').optional(),
      })
      .refine((rules) => Object.keys(rules).some((rule) => rule !== 'namespaces' && rule !== 'ignore'), {
        error: 'needs something to compare with, as json, xml, text, xpath or contains',
      }),
  ])
  .meta({ id: 'bodyMatcher', description: 'Text that must be equal, or an object of rules that all must hold' })

export type BodyMatcher = z.infer<typeof bodyMatcher>

export const textMatchers = z.record(z.string(), textMatcher)
export type TextMatchers = z.infer<typeof textMatchers>
