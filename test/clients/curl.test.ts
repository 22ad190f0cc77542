import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestClient } from '../support/client.ts'
import { addresses, greeting, ORDER, openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.tenant.stop())

/** Runs curl in a process of its own; the status stands behind the body. */
async function curl(...parameters: string[]): Promise<{ status: number; body: string }> {
  const { stdout } = await promisify(execFile)('curl', ['-sS', '--cacert', scene.authorityFile, '-w', '\n%{http_code}', ...parameters])
  const end = stdout.lastIndexOf('\n')
  return { status: Number(stdout.slice(end + 1)), body: stdout.slice(0, end) }
}

const user = ({ id, secret }: TestClient): string[] => ['-u', `${id}:${secret}`]
const form = (name: string, value: string): string[] => ['--data-urlencode', `${name}=${value}`]

/** The request forms of contract oauth.md §1.2. */
const forms = {
  F1: (client: TestClient, url: string) => [...user(client), '-d', 'grant_type=client_credentials', url],
  F2: ({ id, secret }: TestClient, url: string) => [
    ...form('client_id', id),
    ...form('client_secret', secret),
    ...form('grant_type', 'client_credentials'),
    url,
  ],
  F3: (client: TestClient, url: string) => ['-X', 'POST', ...user(client), `${url}?grant_type=client_credentials`],
  'F3 for a JWT': (client: TestClient, url: string) => [
    '-X',
    'POST',
    ...user(client),
    `${url}?grant_type=client_credentials&token_format=jwt`,
  ],
}

describe.each(['http', 'https'] as const)('over %s', (scheme) => {
  test.each([
    ['neo', 'F1', /^[0-9a-f]{32}$/],
    ['neo', 'F3', /^[0-9a-f]{32}$/],
    ['neo', 'F3 for a JWT', /^eyJ/],
    ['cloud-foundry', 'F1', /^eyJ/],
    ['cloud-foundry', 'F2', /^eyJ/],
    ['cloud-foundry', 'F3', /^eyJ/],
  ] as const)('%s: a token by %s opens the flow', async (dialect, name, shape) => {
    const client = scene.clients[dialect]
    const { tokenUrl, flowUrl } = addresses(scene, scheme, dialect)
    const token = await curl(...forms[name](client, tokenUrl))
    expect(token.status).toBe(200)
    const { access_token } = JSON.parse(token.body)
    expect(access_token).toMatch(shape)
    const called = await curl('-H', `Authorization: Bearer ${access_token}`, '-H', 'Content-Type: application/json', '-d', ORDER, flowUrl)
    expect(called).toEqual({ status: 200, body: greeting(client) })
  })

  test.each(['neo', 'cloud-foundry'] as const)('%s: id and secret open the flow without a token', async (dialect) => {
    const client = scene.clients[dialect]
    const called = await curl(...user(client), '-d', ORDER, addresses(scene, scheme, dialect).flowUrl)
    expect(called).toEqual({ status: 200, body: greeting(client) })
  })
})

test('without the authority curl does not trust the https listener', async () => {
  const call = promisify(execFile)('curl', ['-sS', addresses(scene, 'https', 'neo').flowUrl])
  await expect(call).rejects.toMatchObject({ code: 60 })
})
