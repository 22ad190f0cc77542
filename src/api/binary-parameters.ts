import { binary, required, text } from '../odata/edm.ts'
import type { BinaryParameter } from '../store/partner-directory.ts'
import { managementSet } from './management-set.ts'
import { binaryValue, missing, optionalText, textFor } from './partner-directory/partner-body.ts'
import { AUTHORSHIP_FIELDS, authorshipProperties, partnerOperations } from './partner-directory/partner-rows.ts'

const type = 'BinaryParameter'

/** `BinaryParameters` of partners; values are large, so a page has 30 of them (contract odata-api §1.2). */
export const binaryParameters = managementSet<BinaryParameter>({
  name: 'BinaryParameters',
  type: 'BinaryParameter',
  keys: ['Pid', 'Id'],
  pageSize: 30,
  properties: {
    Pid: text((row) => row.pid),
    Id: text((row) => row.id),
    ...authorshipProperties,
    ContentType: required(text((row) => row.contentType)),
    Value: required(binary((row) => row.value)),
  },
  ...partnerOperations<BinaryParameter, 'pid' | 'id'>({
    type,
    rows: ({ store }) => store.partnerDirectory.binaryParameters,
    keyOf: ({ Pid, Id }) => ({ pid: String(Pid), id: String(Id) }),
    named: ({ pid, id }) => `Binary Parameter with partner ID ${pid} and parameter ID ${id}`,
    table: { name: 'ITPD_BINARY_PAS', index: 'ITPD_BINARY_PAS_PK' },
    fields: { Pid: 'pid', Id: 'id', ContentType: 'contentType', Value: 'value', ...AUTHORSHIP_FIELDS },
    newRow(body) {
      const value = binaryValue(body)
      if (value === undefined) throw missing(type, 'Value')
      return { pid: textFor(type, body, 'Pid'), id: textFor(type, body, 'Id'), contentType: textFor(type, body, 'ContentType'), value }
    },
    change: (body) => ({ contentType: optionalText(body, 'ContentType')!, value: binaryValue(body)! }),
  }),
})
