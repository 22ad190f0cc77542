import { required, text } from '../odata/edm.ts'
import type { AlternativePartner } from '../store/partner-directory.ts'
import { fromHex, toHex } from './hex-key.ts'
import { managementSet } from './management-set.ts'
import { optionalText, textFor } from './partner-directory/partner-body.ts'
import { AUTHORSHIP_FIELDS, authorshipProperties, partnerOperations } from './partner-directory/partner-rows.ts'
import { ReportedFailure } from './reported-failure.ts'

const type = 'AlternativePartner'

function unhex(name: string, value: unknown): string {
  const text = fromHex(String(value))
  if (text === undefined) throw new ReportedFailure(`Invalid key predicate: '${name}='${value}''`)
  return text
}

/** `AlternativePartners`: names under which agencies know partners; the key stands in URLs as hex. */
export const alternativePartners = managementSet<AlternativePartner>({
  name: 'AlternativePartners',
  type: 'AlternativePartner',
  keys: ['Hexagency', 'Hexscheme', 'Hexid'],
  properties: {
    Hexagency: text((row) => toHex(row.agency)),
    Hexscheme: text((row) => toHex(row.scheme)),
    Hexid: text((row) => toHex(row.id)),
    Agency: required(text((row) => row.agency)),
    Scheme: required(text((row) => row.scheme)),
    Id: required(text((row) => row.id)),
    Pid: required(text((row) => row.pid)),
    ...authorshipProperties,
  },
  ...partnerOperations<AlternativePartner, 'agency' | 'scheme' | 'id'>({
    type,
    rows: ({ store }) => store.partnerDirectory.alternativePartners,
    keyOf: ({ Hexagency, Hexscheme, Hexid }) => ({
      agency: unhex('Hexagency', Hexagency),
      scheme: unhex('Hexscheme', Hexscheme),
      id: unhex('Hexid', Hexid),
    }),
    named: ({ agency, scheme, id }) => `Alternative Partner ID with ID ${id}, scheme ${scheme}, and agency ${agency}`,
    table: { name: 'ITPD_ALTERNATIVE_PIDS', index: 'ITPD_ALTERNATIVE_PIDS_PK' },
    fields: { Agency: 'agency', Scheme: 'scheme', Id: 'id', Pid: 'pid', ...AUTHORSHIP_FIELDS },
    newRow: (body) => ({
      agency: textFor(type, body, 'Agency'),
      scheme: textFor(type, body, 'Scheme'),
      id: textFor(type, body, 'Id', 255),
      pid: textFor(type, body, 'Pid'),
    }),
    change: (body) => ({ pid: optionalText(body, 'Pid')! }),
  }),
})
