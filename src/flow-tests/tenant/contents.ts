import { createPrivateKey, X509Certificate } from 'node:crypto'
import { SluiceError } from '../../kernel/errors.ts'
import type { Authorship } from '../../store/partner-directory.ts'
import type { SecurityMaterial } from '../../store/security-material.ts'
import type { Store } from '../../store/store.ts'
import type { Vault } from '../../store/vault.ts'
import { bytesOf, contentTypeOf, type ReadFile } from '../format/payload.ts'
import type { TenantContents } from '../format/tenant-contents.ts'

export interface ContentsOptions {
  readonly store: Store
  readonly vault: Vault
  readonly now: number
  readonly readFile: ReadFile
}

const USER = 'test'

/** Longest time that anything is kept: a test ends before. */
const FOR_EVER = 100 * 365 * 24 * 60 * 60 * 1000

/** Puts what a test needs into its tenant; value mappings are not in the store. */
export async function putContents(contents: TenantContents, options: ContentsOptions): Promise<void> {
  await putSecurityMaterial(contents, options)
  await putPartners(contents, options)
  await putNumberRanges(contents, options)
  await putVariables(contents, options)
  await putDataStores(contents, options)
  await putKeystore(contents, options)
}

const authorship = (now: number): Authorship => ({ createdBy: USER, createdAt: now, modifiedBy: USER, modifiedAt: now })

async function putSecurityMaterial({ credentials = {}, secureParameters = {}, oauth2 = {} }: TenantContents, options: ContentsOptions) {
  const put = (name: string, kind: SecurityMaterial['kind'], fields: SecurityMaterial['fields'], secret: string) =>
    options.store.securityMaterial.create({
      ...{ name, kind, fields, description: '', deployedBy: USER, deployedOn: options.now },
      secret: options.vault.encrypt(secret),
    })
  for (const [alias, { user, password }] of Object.entries(credentials)) await put(alias, 'user-credential', { user }, password)
  for (const [alias, value] of Object.entries(secureParameters)) await put(alias, 'secure-parameter', {}, value)
  for (const [alias, { tokenUrl, clientId, clientSecret, scope = '' }] of Object.entries(oauth2)) {
    const fields = { ...OAUTH2_DEFAULTS, tokenServiceUrl: tokenUrl, clientId, scope }
    await put(alias, 'oauth2-client-credential', fields, clientSecret)
  }
}

const OAUTH2_DEFAULTS = { clientAuthentication: 'body', scopeContentType: 'urlencoded', resource: '', audience: '', customParameters: [] }

async function putPartners({ partners = {} }: TenantContents, { store, now, readFile }: ContentsOptions): Promise<void> {
  const { stringParameters, binaryParameters, alternativePartners, authorizedUsers } = store.partnerDirectory
  const by = authorship(now)
  for (const [pid, { text = {}, binary = {}, alternatives = [], users = [] }] of Object.entries(partners)) {
    for (const [id, value] of Object.entries(text)) await stringParameters.create({ pid, id, value, ...by })
    for (const [id, content] of Object.entries(binary)) {
      const contentType = contentTypeOf(content)?.replace('application/', '') ?? 'bin'
      await binaryParameters.create({ pid, id, contentType, value: await bytesOf(content, readFile), ...by })
    }
    for (const alternative of alternatives) await alternativePartners.create({ ...alternative, pid, ...by })
    for (const user of users) await authorizedUsers.create({ user, pid, ...by })
  }
}

async function putNumberRanges({ numberRanges = {} }: TenantContents, { store, now }: ContentsOptions): Promise<void> {
  for (const [name, { next, from = '0', to = '999999999', length = 0, rotate = false }] of Object.entries(numberRanges)) {
    await store.numberRanges.create({
      ...{ name, description: '', minValue: from, maxValue: to, currentValue: next, fieldLength: length, rotate },
      ...{ deployedBy: USER, deployedOn: now },
    })
  }
}

async function putVariables({ variables = [] }: TenantContents, { store, now }: ContentsOptions): Promise<void> {
  for (const { name, flow = '', value } of variables) {
    await store.variables.put({ name, flowId: flow, value, updatedAt: now, retainUntil: now + FOR_EVER })
  }
}

async function putDataStores({ dataStores = [] }: TenantContents, { store, now, readFile }: ContentsOptions): Promise<void> {
  for (const { store: storeName, flow = '', id, headers = {}, body } of dataStores) {
    const entry = {
      storeName,
      flowId: flow,
      type: '',
      id,
      messageId: USER,
      createdAt: now,
      dueAt: now + FOR_EVER,
      retainUntil: now + FOR_EVER,
    }
    await store.dataStores.put({ ...entry, headers }, await bytesOf(body, readFile), false)
  }
}

async function putKeystore({ keystore = {} }: TenantContents, { store, vault, now, readFile }: ContentsOptions): Promise<void> {
  for (const [alias, { certificate, privateKey }] of Object.entries(keystore)) {
    const chain = certificatesIn(await readFile(certificate), certificate)
    const key = privateKey === undefined ? null : vault.encrypt(readKey(await readFile(privateKey), privateKey))
    await store.keystore.create({ alias, type: key === null ? 'certificate' : 'key-pair', chain, privateKey: key, ...authorship(now) })
  }
}

/** DER in base64. */
function certificatesIn(pem: Uint8Array, file: string): string[] {
  const blocks = Buffer.from(pem)
    .toString('latin1')
    .match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  if (!blocks) throw new SluiceError('bad-request', `${file} holds no certificate in PEM`)
  return blocks.map((block) => new X509Certificate(block).raw.toString('base64'))
}

function readKey(pem: Uint8Array, file: string): string {
  try {
    return createPrivateKey(Buffer.from(pem)).export({ format: 'pem', type: 'pkcs8' }).toString()
  } catch (cause) {
    throw new SluiceError('bad-request', `${file} holds no private key in PEM`, { cause })
  }
}
