import { deploy } from '../../test/support/deploy.ts'
import { testTenant } from '../../test/support/tenant.ts'
import { flowOf, STREAMS } from '../sample/streams.ts'
import { bearer } from './caller.ts'

/** A tenant with flows for large bodies that send to the receiver it is given; prints where they are and answers until it is killed. */
const [, , receiver = ''] = process.argv
const tenant = await testTenant()
const authorization = await bearer(tenant)
for (const stream of STREAMS) await deploy(tenant, flowOf(stream, receiver))

console.log(JSON.stringify(Object.fromEntries(STREAMS.map(({ id }) => [id, { url: `${tenant.publicUrl}/http/${id}`, authorization }]))))
