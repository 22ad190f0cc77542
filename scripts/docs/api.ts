import { ENTITY_SETS, FUNCTION_IMPORTS } from '../../src/api/index.ts'
import { MANAGEMENT_PREFIXES } from '../../src/api/management-api.ts'
import type { ManagementFunction, ManagementSet } from '../../src/api/management-set.ts'
import { PERMISSIONS, type Permission } from '../../src/api/roles.ts'
import { blocks, code, codes, page, table } from './markdown.ts'

/** The management API: entity sets, functions, and the roles that each call needs. */
export function apiPage(): string {
  return page(
    'Management API',
    `OData V2, JSON and Atom, below ${codes(MANAGEMENT_PREFIXES)}. \`$metadata\` has every property.`,
    'Callers use a client of the subscription `tmn` (Neo) or a key of the plan `api` (Cloud Foundry). Each call needs the permission that stands behind it. `DELETE` and the other changing methods need a CSRF token, except with a bearer token.',
    blocks('## Permissions', permissionTable()),
    ...[...ENTITY_SETS].sort(byName).map(setSection),
    blocks('## Functions', functionTable()),
  )
}

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name, 'en')

function permissionTable(): string {
  const rows = Object.entries(PERMISSIONS).map(([name, { cloudFoundry, neo }]) => [code(name), codes(cloudFoundry), codes(neo)])
  return table(['Permission', 'Cloud Foundry: any of', 'Neo: all of'], rows)
}

interface Call {
  readonly method: string
  readonly path: string
  readonly permission: Permission
}

function setSection(set: ManagementSet): string {
  const calls = [...setCalls(set), ...navigationCalls(set)]
  const rows = calls.map(({ method, path, permission }) => [method, code(path), code(permission)])
  const body = rows.length === 0 ? 'Reached from other entities only.' : table(['Method', 'Path', 'Permission'], rows)
  return blocks(`## ${set.name}`, `Key: ${codes(set.keys)}.`, body)
}

/** `Set('Key')`, or `Set(First='…',Second='…')`. */
function entityPath({ name, keys }: ManagementSet): string {
  const predicate = keys.length === 1 ? `'${keys[0]}'` : keys.map((key) => `${key}='…'`).join(',')
  return `${name}(${predicate})`
}

function setCalls(set: ManagementSet): Call[] {
  const { name, requires, list, find, read, media, create, update, delete: remove } = set
  const entity = entityPath(set)
  const reading = (path: string): Call => ({ method: 'GET', path, permission: requires })
  return [
    ...(list || find ? [reading(name)] : []),
    ...(read ? [reading(entity)] : []),
    ...(read && media ? [reading(`${entity}/$value`)] : []),
    ...(create ? [{ method: 'POST', path: name, permission: create.requires }] : []),
    ...(update ? [{ method: 'PUT', path: entity, permission: update.requires }] : []),
    ...(remove ? [{ method: 'DELETE', path: entity, permission: remove.requires }] : []),
  ]
}

/** Paths begin with an entity, so that it must be readable by its key. */
function navigationCalls(set: ManagementSet): Call[] {
  if (set.read === undefined) return []
  return Object.entries(set.navigation ?? {}).flatMap(([name, navigation]) => {
    const path = `${entityPath(set)}/${name}`
    const link = `${entityPath(set)}/$links/${name}(…)`
    return [
      { method: 'GET', path, permission: setNamed(navigation.target).requires },
      ...(navigation.create ? [{ method: 'POST', path, permission: navigation.create.requires }] : []),
      ...(navigation.update ? [{ method: 'PUT', path: link, permission: navigation.update.requires }] : []),
      ...(navigation.delete ? [{ method: 'DELETE', path: link, permission: navigation.delete.requires }] : []),
    ]
  })
}

function setNamed(name: string): ManagementSet {
  const set = ENTITY_SETS.find((candidate) => candidate.name === name)
  if (set === undefined) throw new Error(`A navigation leads to '${name}', which is no entity set`)
  return set
}

function functionTable(): string {
  const rows = [...FUNCTION_IMPORTS]
    .sort(byName)
    .map((declaration) => ['POST', code(functionPath(declaration)), code(declaration.requires)])
  return table(['Method', 'Path', 'Permission'], rows)
}

function functionPath({ name, parameters, optional = [] }: ManagementFunction): string {
  const pairs = Object.keys(parameters).map((parameter) => (optional.includes(parameter) ? `[${parameter}='…']` : `${parameter}='…'`))
  return `${name}?${pairs.join('&')}`
}
