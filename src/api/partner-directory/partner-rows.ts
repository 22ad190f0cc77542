import { SluiceError } from '../../kernel/errors.ts'
import { mapComparisons } from '../../odata/condition.ts'
import { dateTime, type Properties, text } from '../../odata/edm.ts'
import type { EntityBody } from '../../odata/entity-body.ts'
import type { Answer, EntitySet, Keys, Question, Reply } from '../../odata/entity-set.ts'
import { badRequest, entityNotFound } from '../../odata/failure.ts'
import { created } from '../../odata/reply.ts'
import type { KeyedRows } from '../../store/keyed-rows.ts'
import type { Authorship } from '../../store/partner-directory.ts'
import type { Condition } from '../../store/query.ts'
import { type Management, stampOf } from '../management-set.ts'
import { ReportedFailure } from '../reported-failure.ts'
import type { Permission } from '../roles.ts'

/** One kind of partner data: where its rows are and what callers read about them when something goes wrong. */
export interface PartnerKind<T extends Authorship, K extends keyof T & string> {
  /** Entity type, for texts. */
  readonly type: string
  rows(context: Management): KeyedRows<T, K>
  /** The key on the wire as the key of a row. */
  keyOf(keys: Keys): Pick<T, K>
  /** The entity in texts: `String Parameter with partner ID a and parameter ID b`. */
  named(row: Pick<T, K>): string
  /** Table and key index that texts of the real service name. */
  readonly table: { readonly name: string; readonly index: string }
  /** Property → field, for filters and sorting. */
  readonly fields: Readonly<Record<string, keyof T & string>>
  /** A new row without its authorship. Throws a failure that names the property. */
  newRow(body: EntityBody, context: Management): Omit<T, keyof Authorship>
  /** What an update changes; absent for a kind that cannot be updated. */
  change?(body: EntityBody): Partial<T>
}

export const AUTHORSHIP_FIELDS = {
  LastModifiedBy: 'modifiedBy',
  LastModifiedTime: 'modifiedAt',
  CreatedBy: 'createdBy',
  CreatedTime: 'createdAt',
} as const

export const authorshipProperties: Properties<Authorship> = {
  LastModifiedBy: text((row) => row.modifiedBy),
  LastModifiedTime: dateTime((row) => row.modifiedAt),
  CreatedBy: text((row) => row.createdBy),
  CreatedTime: dateTime((row) => row.createdAt),
}

type Operations<T> = Pick<EntitySet<Management, Permission, T>, 'requires' | 'find' | 'read' | 'create' | 'update' | 'delete'>

/** Reading and changing, the same for every kind (contract odata-api §1.5): POST 201, PUT and DELETE 204. */
export function partnerOperations<T extends Authorship, K extends keyof T & string>(kind: PartnerKind<T, K>): Operations<T> {
  const { change } = kind
  return {
    requires: 'viewPartnerDirectory',
    find: (question, context) => find(kind, question, context),
    read: (keys, context) => kind.rows(context).find(kind.keyOf(keys)),
    create: { requires: 'editPartnerDirectory', run: (body, context) => create(kind, body, context) },
    ...(change && {
      update: { requires: 'editPartnerDirectory', run: (keys, body, context) => update(kind, kind.keyOf(keys), change(body), context) },
    }),
    delete: { requires: 'editPartnerDirectory', run: (keys, context) => remove(kind, kind.keyOf(keys), context) },
  }
}

async function find<T extends Authorship, K extends keyof T & string>(
  kind: PartnerKind<T, K>,
  { query, counted }: Question,
  context: Management,
): Promise<Answer<T>> {
  const rows = kind.rows(context)
  const where =
    query.where && mapComparisons(query.where, (part) => ({ ...part, field: fieldOf(kind, part.field) }) as Condition<keyof T & string>)
  const orderBy = (query.orderBy ?? []).map(({ field, descending }) => ({ field: fieldOf(kind, field), descending }))
  return {
    rows: query.limit === 0 ? [] : await rows.query({ ...query, ...(where && { where }), orderBy } as Parameters<typeof rows.query>[0]),
    count: counted ? await rows.count(where) : undefined,
  }
}

function fieldOf<T extends Authorship, K extends keyof T & string>(
  { fields, type }: PartnerKind<T, K>,
  property: string,
): keyof T & string {
  const field = Object.hasOwn(fields, property) ? fields[property] : undefined
  if (field === undefined) throw badRequest(`${type} cannot be filtered or sorted by '${property}'.`)
  return field
}

async function create<T extends Authorship, K extends keyof T & string>(
  kind: PartnerKind<T, K>,
  body: EntityBody,
  context: Management,
): Promise<Reply<T>> {
  const { user, now } = stampOf(context)
  const authorship: Authorship = { createdBy: user, createdAt: now, modifiedBy: user, modifiedAt: now }
  const row = { ...kind.newRow(body, context), ...authorship } as T
  try {
    await kind.rows(context).create(row)
  } catch (thrown) {
    throw thrown instanceof SluiceError && thrown.code === 'conflict' ? duplicate(kind, row) : thrown
  }
  return created(row)
}

const duplicate = <T extends Authorship, K extends keyof T & string>({ named, table }: PartnerKind<T, K>, row: T): ReportedFailure =>
  new ReportedFailure(
    `Problem during creating an entity: Inserting ${named(row)} failed: ` +
      `Attempt to insert duplicate key row in object '${table.name}' with unique index '${table.index}'`,
  )

async function update<T extends Authorship, K extends keyof T & string>(
  kind: PartnerKind<T, K>,
  key: Pick<T, K>,
  change: Partial<T>,
  context: Management,
): Promise<Reply<T>> {
  const rows = kind.rows(context)
  const current = await rows.find(key)
  if (current === undefined) throw entityNotFound()
  const empty = Object.keys(change).find((field) => change[field as keyof T] === undefined)
  if (empty !== undefined) throw missingOnUpdate(kind, current, empty)
  const { user, now } = stampOf(context)
  await rows.update({ ...current, ...change, modifiedBy: user, modifiedAt: now })
  return { status: 204 }
}

function missingOnUpdate<T extends Authorship, K extends keyof T & string>(
  kind: PartnerKind<T, K>,
  row: T,
  field: string,
): ReportedFailure {
  const column = field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
  return new ReportedFailure(
    `Problem during updating an entity: Updating ${kind.named(row)} failed: ` +
      `Attempt to insert NULL value into column '${column}', table '${kind.table.name}'; column does not allow nulls. Update fails.`,
  )
}

async function remove<T extends Authorship, K extends keyof T & string>(
  kind: PartnerKind<T, K>,
  key: Pick<T, K>,
  context: Management,
): Promise<Reply<T>> {
  const rows = kind.rows(context)
  if ((await rows.find(key)) === undefined) throw entityNotFound()
  await rows.delete(key)
  return { status: 204 }
}
