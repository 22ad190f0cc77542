import type { TenantExpectations } from '../format/tenant-contents.ts'
import { type Failure, failure } from '../run/failure.ts'
import type { TestTenant } from '../tenant/test-tenant.ts'
import { type BodyContext, bodyFailures, failuresOf } from './body-comparison.ts'
import { equalDifference, textDifference } from './text-comparison.ts'
import { valueFailures } from './value-comparison.ts'

const FIELD = ['expect', 'tenant']

type Context = Pick<BodyContext, 'readFile' | 'exchange'>

/** Every expectation about variables, data stores and number ranges that does not hold. */
export async function tenantFailures(expected: TenantExpectations = {}, tenant: TestTenant, context: Context): Promise<Failure[]> {
  return [
    ...(await variableFailures(expected, tenant)),
    ...(await dataStoreFailures(expected, tenant, context)),
    ...(await numberRangeFailures(expected, tenant)),
  ]
}

async function variableFailures({ variables = [] }: TenantExpectations, tenant: TestTenant): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const [index, { name, flow = '', value }] of variables.entries()) {
    const found = await tenant.stores.variables.find({ name, flowId: flow }, tenant.now())
    failures.push(...failuresOf(`variable ${name}`, [...FIELD, 'variables', index], textDifference(value, found?.value)))
  }
  return failures
}

type WantedEntry = NonNullable<TenantExpectations['dataStores']>[number]

async function dataStoreFailures({ dataStores = [] }: TenantExpectations, tenant: TestTenant, context: Context): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const [index, wanted] of dataStores.entries()) {
    const field = [...FIELD, 'dataStores', index]
    failures.push(
      ...(await countFailures(wanted, tenant, field)),
      ...(await entryFailures(wanted, tenant, { ...context, field, what: '' })),
    )
  }
  return failures
}

const MANY = 1_000_000

async function countFailures({ store: storeName, flow = '', count }: WantedEntry, tenant: TestTenant, field: BodyContext['field']) {
  if (count === undefined) return []
  const entries = await tenant.stores.dataStores.select({ storeName, flowId: flow, type: '' }, MANY, tenant.now())
  const ids = entries.map(({ entry }) => entry.id).join(', ')
  return entries.length === count
    ? []
    : [failure(`data store ${storeName}`, [...field, 'count'], `has ${entries.length} entries, expected ${count}${ids && `: ${ids}`}`)]
}

async function entryFailures(wanted: WantedEntry, tenant: TestTenant, context: BodyContext): Promise<Failure[]> {
  const { store: storeName, flow = '', id, absent, headers, body } = wanted
  if (id === undefined) return []
  const key = { storeName, flowId: flow, type: '', id }
  const [entry, content] = [
    await tenant.stores.dataStores.find(key, tenant.now()),
    await tenant.stores.dataStores.content(key, tenant.now()),
  ]
  const what = `data store ${storeName} entry ${id}`
  if (absent) return entry ? [failure(what, context.field, 'is there')] : []
  if (!entry || !content) return [failure(what, context.field, 'is not there')]
  return [
    ...valueFailures(headers, { kind: `${what} header`, find: (name) => entry.headers[name] }, [...context.field, 'headers']),
    ...(body === undefined ? [] : await bodyFailures(body, content, { ...context, what, field: [...context.field, 'body'] })),
  ]
}

async function numberRangeFailures({ numberRanges = {} }: TenantExpectations, { store }: TestTenant): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const [name, next] of Object.entries(numberRanges)) {
    const found = await store.numberRanges.find(name)
    failures.push(...failuresOf(`number range ${name}`, [...FIELD, 'numberRanges', name], equalDifference(next, found?.currentValue)))
  }
  return failures
}
