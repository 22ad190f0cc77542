import { z } from 'zod'
import { type Route, route } from './route.ts'

const exampleFlowView = z.strictObject({ id: z.string(), packageId: z.string(), url: z.string() })

export type ExampleFlowView = z.output<typeof exampleFlowView>

/**
 * @param deploy puts the example flow into the tenant, unless it is there, and resolves when it runs; throws `deploy-failed` with the reason
 */
export function exampleFlowRoutes(deploy: () => Promise<ExampleFlowView>): Route[] {
  return [
    route({
      method: 'POST',
      path: '/example-flow/deploy',
      summary:
        'Deploy the example flow, which reads product details from a catalogue; it is put into the package of examples first, unless it is there',
      answer: exampleFlowView,
      handle: () => deploy(),
    }),
  ]
}
