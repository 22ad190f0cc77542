import { z } from 'zod'
import { SluiceError } from '../../kernel/errors.ts'
import type { AccessTokens, IssuedToken, Revoked } from '../access-tokens.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const tokenView = z.strictObject({
  /** SHA-256 of the token in hex, which nobody can make a token of. */
  id: z.string(),
  prefix: z.string(),
  clientId: z.string(),
  user: z.string(),
  subaccount: z.enum(['neo', 'cloud-foundry']),
  issuedAt: moment,
  expiresAt: moment.nullable(),
})

const revocation = z.strictObject({
  clientId: z.string().optional(),
  user: z.string().optional(),
  token: z.string().optional(),
  jti: z.string().min(1).max(200).optional(),
})

const revoked = z.strictObject({
  /** `null` when only the id of a token is known. */
  clientId: z.string().nullable(),
  /** Opaque tokens that ended; JWTs are not counted. */
  opaque: z.int(),
})

export type TokenView = z.output<typeof tokenView>
export type RevokedView = z.output<typeof revoked>

export function tokenRoutes(tokens: AccessTokens): Route[] {
  return [
    route({
      method: 'GET',
      path: '/tokens',
      summary: 'Opaque access tokens that are live, newest first, by their first five characters',
      query: z.strictObject({
        client: z.string().optional(),
        user: z.string().optional(),
        subaccount: z.enum(['neo', 'cloud-foundry']).optional(),
        /** Id of a token: those that were issued before it. */
        before: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(1000).optional(),
      }),
      answer: z.array(tokenView),
      handle: async ({ query: { client: clientId, user, subaccount: dialect, before, limit } }) =>
        (await tokens.list({ clientId, user, dialect, before, limit })).map(view),
    }),
    route({
      method: 'DELETE',
      path: '/tokens/{id}',
      summary: 'Revoke one opaque access token by its id in the list',
      handle: ({ params }) => tokens.revoke(params.id),
    }),
    route({
      method: 'POST',
      path: '/tokens/revoke',
      summary: 'Revoke every token of `clientId` or `user`, JWTs too; or one by its value `token`, or one JWT by its id `jti`',
      body: revocation,
      answer: revoked,
      handle: ({ body }) => revoke(body, tokens),
    }),
  ]
}

/** Throws `bad-request` unless it is said exactly once what is to end. */
function revoke({ clientId, user, token, jti }: z.output<typeof revocation>, tokens: AccessTokens): Promise<Revoked> {
  const given = Object.values({ clientId, user, token, jti }).filter((value) => value !== undefined)
  if (given.length !== 1) throw new SluiceError('bad-request', 'Body: give one of clientId, user, token and jti')
  if (clientId !== undefined) return tokens.revokeClient(clientId)
  if (user !== undefined) return tokens.revokeUser(user)
  return token !== undefined ? tokens.revokeToken(token) : tokens.revokeId(jti!)
}

function view({ hash, prefix, clientId, user, dialect, issuedAt, expiresAt }: IssuedToken): TokenView {
  return {
    id: hash,
    prefix,
    clientId,
    user,
    subaccount: dialect,
    issuedAt: toMoment(issuedAt),
    expiresAt: expiresAt === null ? null : toMoment(expiresAt),
  }
}
