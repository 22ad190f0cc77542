import { SluiceError } from '../kernel/errors.ts'
import { complex, dateTime, text } from '../odata/edm.ts'
import type { EntityBody } from '../odata/entity-body.ts'
import type { EntitySet, Keys, Reply } from '../odata/entity-set.ts'
import { badRequest, entityNotFound } from '../odata/failure.ts'
import { accepted } from '../odata/reply.ts'
import type { SecurityMaterial, SecurityMaterialKind } from '../store/security-material.ts'
import type { Management } from './management-set.ts'
import type { Permission } from './roles.ts'

/** What one kind of security material takes from a body. */
export interface MaterialKind {
  readonly kind: SecurityMaterialKind
  /** Property that holds the secret; it is never read. */
  readonly secret: string
  /** Everything that may be shown. On update `current` are the fields so far. Throws `bad-request` naming the property. */
  fields(body: EntityBody, current: Readonly<Record<string, unknown>> | undefined, context: Management): Readonly<Record<string, unknown>>
}

type Operations = Pick<EntitySet<Management, Permission, SecurityMaterial>, 'requires' | 'list' | 'read' | 'create' | 'update' | 'delete'>

/** A field as text; what is not set is `null` on the wire. */
export const field =
  (name: string) =>
  ({ fields }: SecurityMaterial): string | null =>
    typeof fields[name] === 'string' && fields[name] !== '' ? fields[name] : null

export const securityArtifactDescriptor = (type: string) =>
  complex<SecurityMaterial>('SecurityArtifactDescriptor', {
    Type: text(() => type),
    DeployedBy: text((material) => material.deployedBy),
    DeployedOn: dateTime((material) => material.deployedOn),
    Status: text(() => 'DEPLOYED'),
  })

/** The text of a property that must be there. Throws `bad-request`. */
export function requiredText(body: EntityBody, name: string, current?: unknown): string {
  const value = body.text(name) ?? (typeof current === 'string' ? current : undefined)
  if (value === undefined || value.trim() === '') throw badRequest(`Property '${name}' cannot be empty. Enter a valid value.`)
  return value
}

/** The text of a property out of a closed list, the first one by default. Throws `bad-request`. */
export function choice(body: EntityBody, name: string, allowed: readonly string[], current?: unknown): string {
  const value = body.text(name) || (typeof current === 'string' ? current : allowed[0]!)
  if (!allowed.includes(value)) throw badRequest(`Property '${name}' must be one of [${allowed.join(', ')}], found '${value}'.`)
  return value
}

/** Reading, creating, updating and deleting, the same for every kind (contract odata-api §1.5): changes answer 202 without body. */
export function materialOperations(kind: MaterialKind): Operations {
  return {
    requires: 'viewMonitoring',
    list: ({ store }) => store.securityMaterial.list(kind.kind),
    read: ({ Name }, context) => find(kind, Name, context),
    create: { requires: 'editCredentials', run: (body, context) => create(kind, body, context) },
    update: { requires: 'editCredentials', run: (keys, body, context) => update(kind, keys, body, context) },
    delete: { requires: 'editCredentials', run: (keys, context) => remove(kind, keys, context) },
  }
}

async function find({ kind }: MaterialKind, name: unknown, { store }: Management): Promise<SecurityMaterial | undefined> {
  const material = await store.securityMaterial.find(String(name))
  return material?.kind === kind ? material : undefined
}

async function create(kind: MaterialKind, body: EntityBody, context: Management): Promise<Reply<never>> {
  const name = requiredText(body, 'Name')
  if (!/^[\p{L}\p{N}_.~ -]{1,150}$/u.test(name))
    throw badRequest(`Property 'Name' has a value with invalid characters or more than 150: '${name}'.`)
  const secret = requiredText(body, kind.secret)
  const fields = kind.fields(body, undefined, context)
  if ((await context.store.securityMaterial.find(name)) !== undefined)
    throw new SluiceError('conflict', 'Entity with specified name already exists.')
  await context.store.securityMaterial.create({
    name,
    kind: kind.kind,
    description: body.text('Description') ?? '',
    fields,
    secret: context.vault.encrypt(secret),
    ...deployedBy(context),
  })
  return accepted
}

async function update(kind: MaterialKind, { Name }: Keys, body: EntityBody, context: Management): Promise<Reply<never>> {
  if (body.text('Name') !== undefined && body.text('Name') !== Name) {
    throw badRequest('Entity key specified in URI does not match to name from payload.')
  }
  const current = await find(kind, Name, context)
  if (current === undefined) throw new SluiceError('conflict', 'Entity with specified key does not exist.')
  const secret = body.text(kind.secret) || undefined
  await context.store.securityMaterial.update({
    ...current,
    description: body.text('Description') ?? current.description,
    fields: kind.fields(body, current.fields, context),
    secret: secret === undefined ? current.secret : context.vault.encrypt(secret),
    ...deployedBy(context),
  })
  return accepted
}

async function remove(kind: MaterialKind, { Name }: Keys, context: Management): Promise<Reply<never>> {
  const current = await find(kind, Name, context)
  if (current === undefined) throw entityNotFound()
  await context.store.securityMaterial.delete(current.name)
  return accepted
}

const deployedBy = ({ user, clock }: Management) => ({ deployedBy: user, deployedOn: clock.now() })
