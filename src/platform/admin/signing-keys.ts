import { z } from 'zod'
import { SluiceError } from '../../kernel/errors.ts'
import type { SigningKey } from '../../store/signing-keys.ts'
import type { Dialect } from '../../store/subaccounts.ts'
import { stateOf, usableFrom, uselessFrom } from '../signing-keys/key-state.ts'
import type { RotationResult, SigningKeyRotation } from '../signing-keys/signing-key-rotation.ts'
import type { Subaccounts } from '../subaccounts.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const signingKeyView = z.strictObject({
  kid: z.string(),
  state: z.enum(['active', 'waiting', 'retired']),
  createdAt: moment,
  enabledAt: moment.nullable(),
  /** A waiting key: when it can be enabled without force. */
  usableFrom: moment.nullable(),
  /** A retired key: when its last token has ended. */
  uselessFrom: moment.nullable(),
})

const keyList = z.array(signingKeyView)
const step = z.strictObject({ kid: z.string().optional(), force: z.boolean().optional() })
const stepAnswer = z.strictObject({ changed: z.boolean(), keys: keyList })

export type SigningKeyView = z.output<typeof signingKeyView>
export type SigningKeyStep = z.output<typeof stepAnswer>

export interface SigningKeyRouteParts {
  readonly signingKeys: SigningKeyRotation
  readonly subaccounts: Subaccounts
}

export function signingKeyRoutes({ signingKeys, subaccounts }: SigningKeyRouteParts): Route[] {
  const idOf = (name: string) => subaccountOf(name, subaccounts)
  return [
    route({
      method: 'GET',
      path: '/subaccounts/{dialect}/signing-keys',
      summary: 'Signing keys of a subaccount, newest first; none until the first token was signed',
      answer: keyList,
      handle: async ({ params }) => views(await signingKeys.list(idOf(params.dialect))),
    }),
    route({
      method: 'POST',
      path: '/subaccounts/{dialect}/signing-keys',
      summary: 'Publish a new signing key, under the name `kid` when one is given; it does not sign yet',
      body: step,
      answer: stepAnswer,
      handle: async ({ params, body }) => answer(await signingKeys.add(idOf(params.dialect), body)),
    }),
    route({
      method: 'POST',
      path: '/subaccounts/{dialect}/signing-keys/enable',
      summary: 'Sign with the waiting key, or with `kid`; before clients can know it only with `force`',
      body: step,
      answer: stepAnswer,
      handle: async ({ params, body }) => answer(await signingKeys.enable(idOf(params.dialect), body)),
    }),
    route({
      method: 'POST',
      path: '/subaccounts/{dialect}/signing-keys/delete',
      summary: 'Delete the key that does not sign, or `kid`; while its tokens may live only with `force`, which ends them',
      body: step,
      answer: stepAnswer,
      handle: async ({ params, body }) => answer(await signingKeys.delete(idOf(params.dialect), body)),
    }),
  ]
}

/** Throws `not-found` with the names that exist. */
function subaccountOf(name: string, { neo, cloudFoundry }: Subaccounts): string {
  const ids: Readonly<Record<Dialect, string>> = { neo: neo.id, 'cloud-foundry': cloudFoundry.id }
  if (Object.hasOwn(ids, name)) return ids[name as Dialect]
  throw new SluiceError('not-found', `There is no subaccount '${name}'. Subaccounts: neo, cloud-foundry`)
}

const answer = ({ changed, keys }: RotationResult): SigningKeyStep => ({ changed, keys: views(keys) })

function views(keys: readonly SigningKey[]): SigningKeyView[] {
  const active = keys.find((key) => key.active)
  return keys.map((key) => {
    const state = stateOf(key)
    return {
      kid: key.kid,
      state,
      createdAt: toMoment(key.createdAt),
      enabledAt: key.enabledAt === null ? null : toMoment(key.enabledAt),
      usableFrom: state === 'waiting' ? toMoment(usableFrom(key)) : null,
      uselessFrom: state === 'retired' && active ? toMoment(uselessFrom(active)) : null,
    }
  })
}
