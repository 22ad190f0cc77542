import type { AlternativePartner, AuthorizedUser, Authorship, PartnerData, PartnerDirectoryStore } from '../partner-directory.ts'
import { PARTNER_DATA } from '../partner-directory.ts'
import type { SqlContext } from './context.ts'
import { type KeyedTable, keyedRows } from './keyed-rows.ts'
import { doesNotExist } from './violations.ts'

const AUTHORSHIP = {
  createdBy: { type: 'string' },
  createdAt: { type: 'number' },
  modifiedBy: { type: 'string' },
  modifiedAt: { type: 'number' },
} as const

const TABLES = {
  stringParameters: 'partner_string_parameters',
  binaryParameters: 'partner_binary_parameters',
  userCredentialParameters: 'partner_user_credential_parameters',
  alternativePartners: 'alternative_partners',
  authorizedUsers: 'authorized_users',
} as const satisfies Record<PartnerData, string>

/** The five kinds of partner data; binary values and passwords are not compared, so they are asked for as texts. */
export function partnerDirectoryStore(context: SqlContext): PartnerDirectoryStore {
  const { db } = context
  return {
    stringParameters: keyedRows(context, parameters(TABLES.stringParameters, 'String parameter', ['value'])),
    binaryParameters: keyedRows(context, parameters(TABLES.binaryParameters, 'Binary parameter', ['contentType', 'value'])),
    userCredentialParameters: keyedRows(
      context,
      parameters(TABLES.userCredentialParameters, 'User credential parameter', ['user', 'password']),
    ),
    alternativePartners: keyedRows<AlternativePartner, 'agency' | 'scheme' | 'id'>(context, {
      table: TABLES.alternativePartners,
      keys: ['agency', 'scheme', 'id'],
      fields: { agency: { type: 'string' }, scheme: { type: 'string' }, id: { type: 'string' }, pid: { type: 'string' }, ...AUTHORSHIP },
      named: ({ agency, scheme, id }) => `Alternative partner ${id} of agency ${agency} and scheme ${scheme}`,
    }),
    authorizedUsers: keyedRows<AuthorizedUser, 'user'>(context, {
      table: TABLES.authorizedUsers,
      keys: ['user'],
      fields: { user: { type: 'string' }, pid: { type: 'string' }, ...AUTHORSHIP },
      named: ({ user }) => `Authorized user ${user}`,
    }),

    async partners() {
      const found = await Promise.all(PARTNER_DATA.map((kind) => db.selectFrom(TABLES[kind]).select('pid').distinct().execute()))
      return [...new Set(found.flat().map(({ pid }) => pid))].sort()
    },

    deletePartner: (pid, except = []) =>
      db.transaction().execute(async (transaction) => {
        let known = 0
        for (const kind of PARTNER_DATA) {
          const rows = await transaction.selectFrom(TABLES[kind]).select('pid').where('pid', '=', pid).limit(1).execute()
          known += rows.length
          if (!except.includes(kind)) await transaction.deleteFrom(TABLES[kind]).where('pid', '=', pid).execute()
        }
        if (known === 0) throw doesNotExist(`Partner ${pid}`)
      }),
  }
}

type Parameter = Authorship & { readonly pid: string; readonly id: string }

function parameters<T extends Parameter>(
  table: (typeof TABLES)[PartnerData],
  noun: string,
  own: readonly Exclude<keyof T, keyof Parameter>[],
): KeyedTable<T, 'pid' | 'id'> {
  const named = ({ pid, id }: { readonly pid: string; readonly id: string }) => `${noun} ${id} of partner ${pid}`
  const fields = {
    pid: { type: 'string' },
    id: { type: 'string' },
    ...AUTHORSHIP,
    ...Object.fromEntries(own.map((name) => [name, { type: 'string' }])),
  }
  return { table, keys: ['pid', 'id'], fields: fields as KeyedTable<T, 'pid' | 'id'>['fields'], named }
}
