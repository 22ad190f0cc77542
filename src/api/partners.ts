import { text } from '../odata/edm.ts'
import { badRequest, entityNotFound } from '../odata/failure.ts'
import { PARTNER_DATA, type PartnerData } from '../store/partner-directory.ts'
import { managementSet } from './management-set.ts'

/** Entity set → what is stored about partners. */
const KINDS: ReadonlyMap<string, PartnerData> = new Map(PARTNER_DATA.map((kind) => [kind.charAt(0).toUpperCase() + kind.slice(1), kind]))

function excluded(list = ''): PartnerData[] {
  const names = list.split(',').map((name) => name.trim().replace(/^'|'$/g, ''))
  return names
    .filter((name) => name !== '')
    .map((name) => {
      const kind = KINDS.get(name)
      if (kind === undefined) throw badRequest(`Parameter 'exclude' names '${name}'; known: ${[...KINDS.keys()].join(', ')}.`)
      return kind
    })
}

/** `Partners`: everybody about whom something is known; deleting one removes all of it but what `exclude` names. */
export const partners = managementSet<string>({
  name: 'Partners',
  type: 'Partner',
  keys: ['Pid'],
  properties: { Pid: text((pid) => pid) },
  requires: 'viewPartnerDirectory',
  list: ({ store }) => store.partnerDirectory.partners(),
  read: async ({ Pid }, { store }) => (await store.partnerDirectory.partners()).find((pid) => pid === Pid),
  delete: {
    requires: 'editPartnerDirectory',
    async run({ Pid }, { store }, custom) {
      const except = excluded(custom.get('exclude'))
      if (!(await store.partnerDirectory.partners()).includes(String(Pid))) throw entityNotFound()
      await store.partnerDirectory.deletePartner(String(Pid), except)
      return { status: 204 }
    },
  },
})
