import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { artifactAt } from '../../cockpit/src/pages/refusals/artifact-at.ts'
import { placeOf } from '../../cockpit/src/pages/refusals/fix-place.ts'
import { CAUSES } from '../../src/identity/refusals.ts'

const router = readFileSync(new URL('../../cockpit/src/app/router.tsx', import.meta.url), 'utf8')
const paths = Array.from(router.matchAll(/path: '([^'*]+)'/g), ([, path]) => new RegExp(`^/${path?.replace(/:\w+/g, '[^/]+')}$`))

const refused = { path: '/http/orders', artifact: undefined }
const shop = { clientId: 'shop', user: 'oauth_client_shop', dialect: 'neo', application: 'iflmap' }
const partner = { clientId: 'sb-1', user: 'sb-1', dialect: 'cloud-foundry', application: 'iflmap', instance: 'my orders' }

describe('the place where a refusal is fixed', () => {
  test('is a page of the cockpit for every cause that has one, with and without facts', () => {
    for (const cause of Object.keys(CAUSES)) {
      for (const facts of [{}, shop, partner]) {
        const place = placeOf({ ...refused, cause, facts })
        if (place === undefined) continue
        const [path = ''] = place.to.split('?')
        expect(paths.some((page) => page.test(path)) ? '' : `${cause}: ${path}`).toBe('')
      }
    }
  })

  test('is named for causes that exist only', () => {
    const source = readFileSync(new URL('../../cockpit/src/pages/refusals/fix-place.ts', import.meta.url), 'utf8')
    const named = Array.from(source.matchAll(/^ {2}'([a-z-]+)'[:,]/gm), ([, cause]) => cause)
    expect(named.length).toBeGreaterThan(40)
    expect(named.filter((cause) => !Object.hasOwn(CAUSES, cause ?? ''))).toEqual([])
  })

  test.each([
    [
      'no-roles',
      { ...shop, needed: ['A', 'B'], held: ['A'] },
      { kind: 'assign', to: '/security/authorizations?user=oauth_client_shop&application=iflmap&role=B' },
    ],
    ['role-missing', { ...partner, needed: ['A'], held: [] }, { kind: 'instance', to: '/services/instances/my%20orders?role=A' }],
    ['wrong-subscription', shop, { kind: 'register', to: '/security/oauth?register=iflmap' }],
    ['wrong-subscription', { ...shop, application: 'tmn' }, { kind: 'register', to: '/security/oauth?register=tmn' }],
    [
      'wrong-audience-api-plan',
      { ...partner, needed: ['A'] },
      { kind: 'createInstance', to: '/services/instances?create=integration-flow&role=A' },
    ],
    ['wrong-secret', { clientId: 'shop' }, { kind: 'client', to: '/security/oauth?client=shop' }],
    ['wrong-secret', partner, { kind: 'instance', to: '/services/instances/my%20orders' }],
    ['no-authorization-header', {}, { kind: 'calling', to: '/first-steps' }],
    ['endpoint-not-found', {}, { kind: 'content', to: '/monitor/content' }],
    ['too-many-failures', {}, undefined],
  ])('of %s with %j is right', (cause, facts, place) => {
    expect(placeOf({ ...refused, cause, facts })).toEqual(place)
  })

  test('depends on the token endpoint and on the flow that was called', () => {
    expect(placeOf({ ...refused, cause: 'unknown-client', facts: {}, path: '/oauth2/api/v1/token' })?.to).toBe('/security/oauth')
    expect(placeOf({ ...refused, cause: 'unknown-client', facts: {}, path: '/oauth/token' })?.to).toBe('/services/instances')
    expect(placeOf({ ...refused, cause: 'csrf-token-missing', facts: {}, artifact: 'Orders' })?.to).toBe(
      '/monitor/content/Orders?tab=endpoints',
    )
  })
})

describe('the flow at a path', () => {
  const endpoints = [
    { artifact: 'Orders', address: '/orders', url: 'http://127.0.0.1:8080/http/orders' },
    { artifact: 'Stock', address: '/stock/*', url: 'http://127.0.0.1:8080/http/stock' },
    { artifact: 'Größe', address: '/größe', url: 'http://127.0.0.1:8080/http/gr%C3%B6%C3%9Fe' },
  ]
  test.each([
    ['/http/orders', 'Orders'],
    ['/http/orders/1', undefined],
    ['/http/stock', 'Stock'],
    ['/http/stock/1/2', 'Stock'],
    ['/http/stocks', undefined],
    ['/http/größe', 'Größe'],
  ])('%s is %s', (path, artifact) => {
    expect(artifactAt(endpoints, path)).toBe(artifact)
  })
})
