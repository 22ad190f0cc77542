import { required, text } from '../odata/edm.ts'
import type { StringParameter } from '../store/partner-directory.ts'
import { managementSet } from './management-set.ts'
import { optionalText, textFor } from './partner-directory/partner-body.ts'
import { AUTHORSHIP_FIELDS, authorshipProperties, partnerOperations } from './partner-directory/partner-rows.ts'

const type = 'StringParameter'

/** `StringParameters` of partners. */
export const stringParameters = managementSet<StringParameter>({
  name: 'StringParameters',
  type: 'StringParameter',
  keys: ['Pid', 'Id'],
  properties: {
    Pid: text((row) => row.pid),
    Id: text((row) => row.id),
    ...authorshipProperties,
    Value: required(text((row) => row.value)),
  },
  ...partnerOperations<StringParameter, 'pid' | 'id'>({
    type,
    rows: ({ store }) => store.partnerDirectory.stringParameters,
    keyOf: ({ Pid, Id }) => ({ pid: String(Pid), id: String(Id) }),
    named: ({ pid, id }) => `String Parameter with partner ID ${pid} and parameter ID ${id}`,
    table: { name: 'ITPD_STRING_PAS', index: 'ITPD_STRING_PAS_PK' },
    fields: { Pid: 'pid', Id: 'id', Value: 'value', ...AUTHORSHIP_FIELDS },
    newRow: (body) => ({ pid: textFor(type, body, 'Pid'), id: textFor(type, body, 'Id'), value: textFor(type, body, 'Value') }),
    change: (body) => ({ value: optionalText(body, 'Value')! }),
  }),
})
