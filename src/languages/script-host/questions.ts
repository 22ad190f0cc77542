import { SluiceError } from '../../kernel/errors.ts'
import { hex32 } from '../../kernel/ids.ts'
import type { ScriptServices } from './script-services.ts'

type Answer = (services: ScriptServices, ...given: never[]) => Promise<unknown>

/** What a running script may ask; `Questions.java` is the asking side. `undefined` and `null` both reach the script as null. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  credential,
  mappedValue: ({ valueMappings }, agency: string, schema: string, value: string, targetAgency: string, targetSchema: string) =>
    valueMappings.find({ agency, schema, value }, { agency: targetAgency, schema: targetSchema }),
  nextNumber: ({ stores }, name: string) => stores.numberRanges.next(name),
  partnerText: ({ partners }, partner: string, id: string) => partners.text(partner, id),
  async partnerBinary({ partners }, partner: string, id: string) {
    const found = await partners.binary(partner, id)
    return found && [found.contentType, found.value]
  },
  partnerOfAlternative: ({ partners }, agency: string, scheme: string, id: string) => partners.ofAlternative(agency, scheme, id),
  alternativeOfPartner: ({ partners }, agency: string, scheme: string, partner: string) => partners.alternativeOf(agency, scheme, partner),
  usersOfPartner: ({ partners }, partner: string) => partners.usersOf(partner),
  partnerOfUser: ({ partners }, user: string) => partners.ofUser(user),
  certificate: ({ keystore }, alias: string) => keystore.certificate(alias),
  privateKey: ({ keystore }, alias: string) => keystore.privateKey(alias),
  putEntry,
  getEntry,
  selectEntries,
  deleteEntry: ({ stores, clock }, storeName: string, flowId: string, id: string) =>
    stores.dataStores.delete({ storeName, flowId, type: '', id }, clock.now()),
}

/** Answers a question of a running script. Throws the reason when there is no answer. */
export async function answerQuestion(services: ScriptServices, question: string, given: readonly unknown[]): Promise<unknown> {
  const answer = ANSWERS[question]
  if (!answer) throw new SluiceError('internal', `Scripts cannot ask for ${question}`)
  return await answer(services, ...(given as never[]))
}

/** Scripts read secure parameters through the same service as users: the value is the password. */
async function credential({ credentials }: ScriptServices, alias: string): Promise<[user: string, password: string]> {
  try {
    const { user, password } = await credentials.user(alias)
    return [user, password]
  } catch (noUser) {
    return ['', await credentials.secureParameter(alias).catch(() => Promise.reject(noUser))]
  }
}

async function putEntry(
  { stores, clock }: ScriptServices,
  storeName: string,
  flowId: string,
  id: string,
  content: Uint8Array,
  headers: ReadonlyMap<string, string>,
  options: ReadonlyMap<string, unknown>,
): Promise<void> {
  const now = clock.now()
  const entry = {
    ...{ storeName, flowId, type: '', id },
    messageId: String(options.get('messageId') ?? hex32()),
    createdAt: now,
    dueAt: now + Number(options.get('dueIn')),
    retainUntil: now + Number(options.get('retainFor')),
    headers: Object.fromEntries(headers),
    encrypted: options.get('encrypt') === true,
  }
  await stores.dataStores.put(entry, content, options.get('overwrite') === true)
}

async function getEntry({ stores, clock }: ScriptServices, storeName: string, flowId: string, id: string) {
  const key = { storeName, flowId, type: '', id }
  const entry = await stores.dataStores.find(key, clock.now())
  const content = entry && (await stores.dataStores.content(key, clock.now()))
  return content && [entry.headers, content]
}

async function selectEntries({ stores, clock }: ScriptServices, storeName: string, flowId: string, limit: number) {
  const selected = await stores.dataStores.select({ storeName, flowId, type: '' }, limit, clock.now())
  return selected.map(({ entry, content }) => [entry.headers, content])
}
