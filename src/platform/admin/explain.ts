import { z } from 'zod'
import type { CallTarget } from '../../identity/call-target.ts'
import type { Explainer, Verdict as Judgement } from '../../identity/explain.ts'
import { type Route, route } from './route.ts'

const accepted = z.strictObject({
  accepted: z.literal(true),
  user: z.string(),
  clientId: z.string().nullable(),
  roles: z.array(z.string()),
})

const refused = z.strictObject({
  accepted: z.literal(false),
  status: z.int(),
  cause: z.string(),
  text: z.string(),
  happened: z.string(),
  needed: z.array(z.string()),
  held: z.array(z.string()),
  remedy: z.string(),
})

const verdict = z.discriminatedUnion('accepted', [accepted, refused])

export type Verdict = z.output<typeof verdict>

export interface ExplainRouteParts {
  readonly explainer: Pick<Explainer, 'token'>
  /** What a call of this address needs. Throws `bad-request` where nothing asks for credentials, and what the server would refuse. */
  readonly targetOf: (address: string, method?: string) => CallTarget
}

export function explainRoutes({ explainer, targetOf }: ExplainRouteParts): Route[] {
  return [
    route({
      method: 'POST',
      path: '/explain',
      summary: 'What a call with this access token to this URL would be answered; nothing is sent or kept',
      body: z.strictObject({ token: z.string().min(1, 'must not be empty'), url: z.url() }),
      answer: verdict,
      audited: false,
      handle: async ({ body: { token, url } }) => view(await explainer.token(token, () => targetOf(url))),
    }),
  ]
}

function view(result: Judgement): Verdict {
  if (result.accepted) {
    const { user, clientId, roles } = result.principal
    return { accepted: true, user, clientId: clientId ?? null, roles: [...roles].sort() }
  }
  const { status, cause, text, happened, needed, held, remedy } = result
  return { accepted: false, status, cause, text, happened, needed: [...needed], held: [...held], remedy }
}
