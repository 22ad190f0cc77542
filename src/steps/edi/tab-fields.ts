import { type Field, type Fields, table, text } from '../../engine/fields.ts'
import type { Standard } from '../../languages/edi/syntax/segment-reader.ts'
import { DYNAMIC } from './header-setting.ts'
import { option } from './option.ts'

export const STANDARDS: readonly Standard[] = ['edifact', 'x12']

export const TITLES: Readonly<Record<Standard, string>> = { edifact: 'EDIFACT', x12: 'ASC X12' }

/** Sources of a schema: the table of the step, or a header that names it. */
export const SCHEMA_SOURCES = ['IntegrationProject', 'Header'] as const

/** The encoding of what comes in, and where schemas are; every EDI step with schemas has them for each standard. */
export const schemaFields = (standard: Standard) => ({
  encoding: option(`${standard}SourceEncoding`, `${TITLES[standard]}: encoding of what comes in.`, ['UTF-8', 'ISO-8859-1'], 'UTF-8'),
  source: option(
    `${standard}EdiSchemaSource`,
    `${TITLES[standard]}: whether the schemas stand in the flow, or a header names one.`,
    [...SCHEMA_SOURCES, DYNAMIC],
    'IntegrationProject',
  ),
  schemas: table(`${standard}SchemaTable`, `${TITLES[standard]}: the schemas of the flow, one for each message type and version.`),
  headerName: text(`${standard}HeaderName`, `${TITLES[standard]}: name of the header that names the schema.`),
})

/** The fields of both standards in one record, as the declaration of a step has them. */
export const fieldsOfStandards = (fields: (standard: Standard) => Fields): Fields =>
  Object.fromEntries(
    STANDARDS.flatMap((standard) => Object.entries(fields(standard)).map(([name, field]) => [`${standard}-${name}`, field])),
  )

const UNSUPPORTED = ['tradacoms', 'vda'] as const

/**
 * Standards that the product knows too. A schema or a preference for one says that the flow is made for it; one that a header
 * may ask for fails the messages that are of it.
 */
export const UNSUPPORTED_FIELDS: Fields = Object.fromEntries(
  UNSUPPORTED.flatMap((standard): [string, Field<unknown>][] => {
    const reason = `${standard.toUpperCase()}: messages of this standard are not supported`
    const preference = (key: string, no: string) => option(`${standard}${key}`, `${reason} and fail.`, [no, DYNAMIC], no)
    return [
      [`${standard}-schemas`, table(`${standard}SchemaTable`, `${reason}, so that there must be no schema.`)],
      [`${standard}-conversion`, preference('ConversionPreference', 'No')],
      [`${standard}-split`, preference('SplitPreference', 'NoSplit')],
    ]
  }),
)
