import { stringify } from 'yaml'
import { recordedCredentials } from '../../flow-tests/record/recorded-credentials.ts'
import { readArchive } from '../../iflow/archive.ts'
import { readArtifact } from '../../iflow/artifact.ts'
import type { Channel, CompanionArtifact, IflowArtifact } from '../../iflow/model.ts'

const HEADING = '# What goes in (request or message), what the receivers answer (stubs), and what must come of it (expect).\n'

/** A test to fill in: its artifact's address, parameters and receivers are there. */
export async function testTemplate(content: Uint8Array): Promise<string> {
  const artifact = readArtifact(await readArchive(content))
  const file = artifact.kind === 'integration-flow' ? flowTemplate(artifact) : partTemplate(artifact)
  return HEADING + stringify(file, { lineWidth: 0 })
}

function flowTemplate({ model, parameters }: IflowArtifact): object {
  const { credentials, oauth2, stubs: tokens } = recordedCredentials(model)
  const receivers = model.channels.filter(({ direction }) => direction === 'receiver')
  const sender = model.channels.find(({ direction, adapter }) => direction === 'sender' && adapter === 'HTTPS')
  const call = sender && { request: { path: pathOf(sender), body: '' }, expect: { status: 200 } }
  const begin = call ?? { message: { headers: {}, body: '' }, expect: { log: { status: 'COMPLETED' } } }
  return {
    ...filled('parameters', Object.fromEntries(parameters.map(({ key, value }) => [key, value]))),
    ...filled('tenant', { ...filled('credentials', credentials), ...filled('oauth2', oauth2) }),
    ...filled('stubs', [...tokens, ...receivers.map(stubFor)]),
    tests: [{ name: 'A message is processed', ...begin }],
  }
}

/** A script or mapping of an artifact that is no flow. */
function partTemplate({ resources }: CompanionArtifact): object {
  const path = [...resources.keys()].find((name) => /\.(groovy|gsh|js|mmap|xslt?)$/.test(name)) ?? 'script/script1.groovy'
  const subject = /\.(mmap|xslt?)$/.test(path) ? { mapping: path } : { script: path }
  return { tests: [{ name: 'A message is processed', ...subject, message: { headers: {}, body: '' }, expect: { body: '' } }] }
}

/** The field, unless there is nothing in it. */
const filled = (name: string, value: object): object => (Object.keys(value).length === 0 ? {} : { [name]: value })

const pathOf = ({ properties }: Channel): string => `/http/${(properties.get('urlPath') ?? '').replace(/^\//, '').replace(/\/\*$/, '')}`

/** HTTP and ProcessDirect channels run with the answer; what others make of one is in the answer itself. */
const stubFor = ({ id, name, system, adapter }: Channel, _index: number, receivers: readonly Channel[]): object => ({
  receiver: [system, name].find((each) => receivers.filter((other) => [other.system, other.name].includes(each)).length === 1) ?? id,
  ...(adapter !== 'HTTP' && adapter !== 'ProcessDirect' && { replaceChannel: true }),
  answer: { body: '' },
})
