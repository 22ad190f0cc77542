import { z } from 'zod'
import type { TrialTokens } from '../../identity/trial-tokens.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const trialToken = z.strictObject({
  accessToken: z.string(),
  format: z.enum(['jwt', 'opaque']),
  scopes: z.array(z.string()),
  expiresAt: moment,
})

export function trialTokenRoutes(trialTokens: Pick<TrialTokens, 'issue'>): Route[] {
  return [
    route({
      method: 'POST',
      path: '/clients/{clientId}/access-tokens',
      summary: 'An access token as the client itself would get it, of either dialect, for five minutes: to try what it may call',
      answer: trialToken,
      status: 201,
      handle: async ({ params }) => {
        const { scopes, expiresAt, ...rest } = await trialTokens.issue(params.clientId)
        return { ...rest, scopes: [...scopes], expiresAt: toMoment(expiresAt) }
      },
    }),
  ]
}
