import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../kernel/clock.ts'
import { clientCredentials, localServer, type Received, services } from './fixtures/stand-ins.ts'
import { TokenCache, tokenCacheOf } from './token-cache.ts'

/** A token service that numbers its tokens. */
const tokenService = (answer: object = { expires_in: 3600 }) =>
  localServer((_request, count, response) =>
    response.end(JSON.stringify({ access_token: `token-${count}`, token_type: 'bearer', ...answer })),
  )

const MINUTE = 60_000

describe('the token request', () => {
  const sent = async (overrides: Parameters<typeof clientCredentials>[1]): Promise<Received> => {
    const { url, received } = await tokenService()
    await new TokenCache(services()).token('alias', clientCredentials(`${url}/oauth/token`, overrides))
    return received[0]!
  }

  it('sends the client in a header', async () => {
    const request = await sent({ scope: 'read write' })
    expect(request).toMatchObject({
      method: 'POST',
      url: '/oauth/token',
      body: 'grant_type=client_credentials&scope=read+write',
      headers: {
        authorization: `Basic ${Buffer.from('sb-client!b1|it!b2:top:secret').toString('base64')}`,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
    })
  })

  it('sends the client in the body, with resource and audience', async () => {
    const request = await sent({ clientAuthentication: 'body', resource: 'res', audience: 'aud' })
    expect(request.headers.authorization).toBeUndefined()
    expect(Object.fromEntries(new URLSearchParams(request.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'sb-client!b1|it!b2',
      client_secret: 'top:secret',
      resource: 'res',
      audience: 'aud',
    })
  })

  it('sends JSON when asked to', async () => {
    const request = await sent({ clientAuthentication: 'body', clientSecret: 's', scopeContentType: 'json', scope: 'a' })
    expect(request.headers['content-type']).toBe('application/json')
    expect(JSON.parse(request.body)).toEqual({
      grant_type: 'client_credentials',
      client_id: 'sb-client!b1|it!b2',
      client_secret: 's',
      scope: 'a',
    })
  })

  it('sends custom parameters where they belong', async () => {
    const request = await sent({
      customParameters: [
        { key: 'tenant', value: 'a&b', sendAsPartOf: 'body' },
        { key: 'X-Tenant', value: 'c\r\nd', sendAsPartOf: 'header' },
        { key: 'login', value: 'e f', sendAsPartOf: 'url' },
      ],
    })
    expect(request).toMatchObject({
      url: '/oauth/token?login=e+f',
      body: 'grant_type=client_credentials&tenant=a%26b',
      headers: { 'x-tenant': 'c d' },
    })
  })

  it.each([
    [401, { error: 'invalid_client', error_description: 'secret top:secret is wrong' }, 'the token service answered 401 (invalid_client)'],
    [500, 'not json', 'the token service answered 500'],
    [200, { token: 'x' }, 'the token service answered 200'],
    [200, { access_token: 'a b' }, 'the token service answered 200'],
    [200, null, 'the token service answered 200'],
  ])('fails on %d %j without a secret in the text, and is tried again next time', async (status, answer, text) => {
    const { url, received } = await localServer((_request, _count, response) => response.writeHead(status).end(JSON.stringify(answer)))
    const cache = new TokenCache(services())
    const expected = { code: 'processing-failed', message: `No OAuth2 access token for 'alias': ${text}` }
    await expect(cache.token('alias', clientCredentials(url))).rejects.toMatchObject(expected)
    await expect(cache.token('alias', clientCredentials(url))).rejects.toMatchObject(expected)
    expect(received).toHaveLength(2)
  })

  it.each(['', 'ftp://a.example', 'https://'])('refuses the token service URL %j', async (url) => {
    const message = "The token service URL of 'alias' is not an http or https URL"
    await expect(new TokenCache(services()).token('alias', clientCredentials(url))).rejects.toThrow(message)
  })
})

describe('the token cache', () => {
  async function setUp(answer?: object) {
    const { url, received } = await tokenService(answer)
    const clock = new ManualClock()
    return { cache: new TokenCache(services({ clock })), clock, credentials: clientCredentials(url), received }
  }

  it.each([
    ['five minutes before the end', { expires_in: 3600 }, 55 * MINUTE],
    ['at half of a short life', { expires_in: '120' }, MINUTE],
    ['before an hour when the server tells no lifetime', {}, 55 * MINUTE],
  ])('renews %s', async (_when, answer, usable) => {
    const { cache, clock, credentials } = await setUp(answer)
    expect(await cache.token('alias', credentials)).toEqual({ value: 'token-0', fresh: true })
    clock.advance(usable - 1)
    expect(await cache.token('alias', credentials)).toEqual({ value: 'token-0', fresh: false })
    clock.advance(1)
    expect(await cache.token('alias', credentials)).toEqual({ value: 'token-1', fresh: true })
  })

  it('fetches once for callers that come together', async () => {
    const { cache, credentials, received } = await setUp()
    const tokens = await Promise.all([1, 2, 3].map(() => cache.token('alias', credentials)))
    expect(tokens.map(({ value }) => value)).toEqual(['token-0', 'token-0', 'token-0'])
    expect(received).toHaveLength(1)
  })

  it('keeps one token for each alias and for each state of the credentials', async () => {
    const { cache, credentials } = await setUp()
    await cache.token('alias', credentials)
    expect((await cache.token('other', credentials)).value).toBe('token-1')
    expect((await cache.token('alias', { ...credentials, clientSecret: 'rotated' })).value).toBe('token-2')
    expect((await cache.token('other', credentials)).value).toBe('token-1')
  })

  it('forgets the refused token and keeps a newer one', async () => {
    const { cache, credentials } = await setUp()
    await cache.token('alias', credentials)
    await cache.forget('alias', 'token-0')
    expect((await cache.token('alias', credentials)).value).toBe('token-1')
    await cache.forget('alias', 'token-0')
    expect((await cache.token('alias', credentials)).value).toBe('token-1')
    await cache.forget('unknown', 'token-0')
  })

  it('is one for each tenant', () => {
    const tenant = services()
    expect(tokenCacheOf(tenant)).toBe(tokenCacheOf(tenant))
    expect(tokenCacheOf(tenant)).not.toBe(tokenCacheOf(services()))
  })
})
