import type { Application } from '../store/clients.ts'
import type { KnownClient } from './client-directory.ts'
import { xsappname } from './names.ts'
import { Refusal } from './refusals.ts'

/**
 * Lets a client call only the application that it is for. Cloud Foundry: the audience rule of SAP's libraries (contract oauth.md
 * §1.6, §3). Neo: the subscription (contract oauth.md §2). Throws the refusals `wrong-audience-…` and `wrong-subscription`.
 *
 * @param audience of the token; `undefined` when there is none (HTTP Basic)
 */
export function requireApplication(known: KnownClient, application: Application, audience: readonly string[] | undefined): void {
  if (known.subaccount.dialect === 'neo') requireSubscription(known, application, audience)
  else requireAudience(known, application, audience)
}

function requireSubscription({ client, subaccount }: KnownClient, application: Application, audience: readonly string[] | undefined): void {
  if (client.application === application) return
  const { clientId, application: clientApplication } = client
  throw new Refusal('wrong-subscription', {
    scheme: schemeOf(audience),
    clientId,
    dialect: subaccount.dialect,
    clientApplication,
    application,
  })
}

function requireAudience({ client, subaccount }: KnownClient, application: Application, audience: readonly string[] | undefined): void {
  const name = xsappname(application, subaccount)
  if (client.application === application && (audience === undefined || isFor(audience, name))) return
  throw new Refusal(application === 'iflmap' ? 'wrong-audience-api-plan' : 'wrong-audience-integration-flow-plan', {
    scheme: schemeOf(audience),
    clientId: client.clientId,
    dialect: subaccount.dialect,
    clientApplication: client.application,
    application,
    audience: audience ?? [client.clientId],
    acceptedAudience: [`sb-${name}`, name],
  })
}

/** An audience fits when it is the application, a part of it, or a clone of its broker (contract oauth.md §3). */
const isFor = (audience: readonly string[], name: string): boolean =>
  audience.some((entry) => entry === `sb-${name}` || entry.split('.', 1)[0] === name || entry.endsWith(`|${name}`))

/** Only a token has an audience. */
const schemeOf = (audience: readonly string[] | undefined) => (audience === undefined ? 'basic' : 'bearer')
