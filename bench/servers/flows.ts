import { deploy } from '../../test/support/deploy.ts'
import { https } from '../../test/support/flow.ts'
import { testTenant } from '../../test/support/tenant.ts'
import { FLOWS } from '../sample/flows.ts'
import { bearer } from './caller.ts'

/** A tenant with the flows of the benchmark, or one of them; prints where they are as one line of JSON and answers until it is killed. */
const [, , only] = process.argv
const tenant = await testTenant()
const authorization = await bearer(tenant)
const flows = FLOWS.filter(({ id }) => only === undefined || id === only)
for (const { id, steps, resources = {} } of flows) await deploy(tenant, { id, sender: https(`/${id}`), steps, resources })

console.log(JSON.stringify(Object.fromEntries(flows.map(({ id }) => [id, { url: `${tenant.publicUrl}/http/${id}`, authorization }]))))
