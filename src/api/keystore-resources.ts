import { SluiceError } from '../kernel/errors.ts'
import { binary, text, writeOnly } from '../odata/edm.ts'
import type { EntityBody } from '../odata/entity-body.ts'
import type { Reply } from '../odata/entity-set.ts'
import { badRequest } from '../odata/failure.ts'
import type { QueryParameters } from '../odata/query-string.ts'
import { parseAliases } from './keystore/alias-list.ts'
import { certificatesOf } from './keystore/export-aliases.ts'
import { writeJceks } from './keystore/jks.ts'
import { checkAlias, isReserved, isSet, rowOf } from './keystore/keystore-entry.ts'
import { readKeystoreFile } from './keystore/keystore-file.ts'
import { type ImportedEntry, type ImportOption, type ImportPlan, planImport, storedEntries } from './keystore/keystore-import.ts'
import { KEYSTORE_LIMIT, requireRoom } from './keystore/keystore-size.ts'
import { unquoted } from './keystore/named-keystore.ts'
import { type Management, managementSet } from './management-set.ts'

interface ExportedKeystore {
  readonly name: string
  /** JCEKS with certificates alone. */
  readonly resource: Uint8Array
}

const BACKUP = 'backup_admin_system'

/**
 * `KeystoreResources`: whole keystores. `POST` imports a file into the keystore in use or makes its backup, `GET` exports the
 * certificates, `PUT` takes the backup back or deletes entries.
 */
export const keystoreResources = managementSet<ExportedKeystore>({
  name: 'KeystoreResources',
  type: 'KeystoreResource',
  keys: ['Name'],
  properties: {
    Name: text(({ name }) => name),
    Resource: binary(({ resource }) => resource),
    Password: writeOnly(),
    Aliases: writeOnly(),
  },
  requires: 'viewMonitoring',
  async read({ Name }, { store }) {
    if (Name !== 'system' && Name !== BACKUP) throw badRequest(`Keystore name '${Name}' is invalid.`)
    return { name: Name, resource: writeJceks(certificatesOf(await store.keystore.list(Name))) }
  },
  create: {
    requires: 'editSecurityMaterial',
    async run(body, context, custom) {
      const name = body.text('Name') ?? ''
      if (name === 'system') return importFile(body, context, custom)
      if (name === BACKUP) return backUp(context, custom)
      throw badRequest(
        `The value '${name}' is not supported for the property 'Name'. Possible name values are 'system' and 'backup_admin_system'.`,
      )
    },
  },
  update: {
    requires: 'editSecurityMaterial',
    async run({ Name }, body, context, custom) {
      if (Name !== 'system') throw badRequest(`Keystore name '${Name}' is invalid.`)
      if (isSet(custom, 'deleteEntries')) return deleteEntries(body, context, custom)
      if (unquoted(custom.get('retrieveBackup')) === BACKUP) return retrieveBackup(context, custom)
      throw badRequest("Set the parameter 'deleteEntries' to true or 'retrieveBackup' to backup_admin_system.")
    },
  },
})

async function importFile(body: EntityBody, context: Management, custom: QueryParameters): Promise<Reply<never>> {
  const file = body.bytes('Resource')
  if (file === undefined) throw badRequest("Property 'Resource' cannot be empty. Enter a valid value.")
  if (file.length > KEYSTORE_LIMIT) throw new SluiceError('too-large', `Property 'Resource' is larger than ${KEYSTORE_LIMIT} bytes.`)
  const option = importOption(custom, ['replace', 'merge', 'overwrite'])
  const entries = storedEntries(await readKeystoreFile(file, body.text('Password') ?? ''), context)
  const plan = planImport(await context.store.keystore.list(), entries, option)
  const [refused] = plan.refused
  if (refused !== undefined && !isSet(custom, 'returnKeystoreEntries')) {
    throw badRequest(`Nothing was imported, because of the entry with the alias "${refused.entry.alias}": ${refused.status}`)
  }
  return carryOut(plan, context, custom)
}

/** Copies what is not SAP's; an older backup goes. */
async function backUp(context: Management, custom: QueryParameters): Promise<Reply<never>> {
  const { keystore } = context.store
  const own = (await keystore.list()).filter(({ alias }) => !isReserved(alias))
  const former = await keystore.list(BACKUP)
  await keystore.change(BACKUP, { remove: former.map(({ alias }) => alias), put: own })
  return answer(
    own.map((entry) => ({ entry, status: 'unchanged' })),
    context,
    custom,
  )
}

async function retrieveBackup(context: Management, custom: QueryParameters): Promise<Reply<never>> {
  const option = importOption(custom, ['overwrite', 'replace'], 'overwrite')
  const backup = await context.store.keystore.list(BACKUP)
  if (backup.length === 0) throw new SluiceError('not-found', 'There are no backed up keystore entries.')
  return carryOut(planImport(await context.store.keystore.list(), backup, option), context, custom)
}

async function deleteEntries(body: EntityBody, context: Management, custom: QueryParameters): Promise<Reply<never>> {
  const aliases = parseAliases(body.text('Aliases') ?? '')
  if (aliases.length === 0) throw badRequest("Property 'Aliases' cannot be empty. Enter a valid value.")
  for (const alias of aliases) checkAlias(alias, context)
  const entries = await context.store.keystore.list()
  await context.store.keystore.change('system', { remove: aliases, put: [] })
  const outcome = entries.map((entry) => ({ entry, status: aliases.includes(entry.alias) ? 'removed' : 'unchanged' }))
  return answer(outcome, context, custom)
}

async function carryOut({ put, remove, outcome }: ImportPlan, context: Management, custom: QueryParameters): Promise<Reply<never>> {
  requireRoom(outcome.filter(isThere).map(({ entry }) => entry))
  await context.store.keystore.change('system', { remove, put })
  return answer(outcome, context, custom)
}

const isThere = ({ status }: ImportedEntry): boolean => status !== 'removed' && !status.startsWith('notImported')

function answer(outcome: readonly ImportedEntry[], context: Management, custom: QueryParameters): Reply<never> {
  if (!isSet(custom, 'returnKeystoreEntries')) return { status: 204 }
  const rows = outcome.map(({ entry, status }) => rowOf(entry, context, status))
  return { status: 200, collection: { set: 'KeystoreEntries', rows } }
}

/** Throws `bad-request` for another value than these, and for none where there is no default. */
function importOption(custom: QueryParameters, allowed: readonly ImportOption[], byDefault?: ImportOption): ImportOption {
  const value = unquoted(custom.get('importOption')) || byDefault
  const found = allowed.find((option) => option === value)
  if (found === undefined) throw badRequest(`The parameter 'importOption' must be one of [${allowed.join(', ')}], found '${value ?? ''}'.`)
  return found
}
