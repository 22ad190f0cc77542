import { type CauseDefinition, type Facts, say } from '../../src/identity/causes/cause.ts'
import { CAUSES } from '../../src/identity/causes/index.ts'
import { ERRORS } from '../../src/kernel/errors.ts'
import { blocks, code, page, prose, table } from './markdown.ts'

/** Every cause of a refused call. */
export function refusalsPage(): string {
  const causes: [string, CauseDefinition][] = Object.entries(CAUSES)
  return page(
    'Refusals',
    'Why a call is refused. `sluice explain` shows the cause of a call with its facts. Words in capitals stand for the facts here.',
    table(
      ['Cause', 'Status', 'OAuth error'],
      causes.map(([name, cause]) => [`[${code(name)}](#${name})`, String(statusOf(cause)), code(cause.error)]),
    ),
    ...causes.map(section),
  )
}

const statusOf = ({ code: errorCode }: CauseDefinition): number => ERRORS[errorCode].status

function section([name, cause]: [string, CauseDefinition]): string {
  return blocks(
    `## ${name}`,
    table(
      ['', ''],
      [
        ['Status', String(statusOf(cause))],
        ['OAuth error', code(cause.error)],
        ['Public text', inBothDialects(cause.text)],
        ['What happened', inBothDialects(cause.happened)],
        ['Remedy', inBothDialects(cause.remedy)],
      ],
    ),
  )
}

/** The text once, or once per dialect where they differ. */
function inBothDialects(text: CauseDefinition['text']): string {
  const [neo, cloudFoundry] = [say(text, NEO), say(text, CLOUD_FOUNDRY)].map(prose)
  return neo === cloudFoundry ? `${neo}` : `*Neo:* ${neo}<br>*Cloud Foundry:* ${cloudFoundry}`
}

const SHARED: Facts = {
  clientId: 'CLIENT-ID',
  application: 'iflmap',
  clientApplication: 'tmn',
  resource: 'RESOURCE',
  scheme: 'bearer',
  needed: ['ROLE'],
  held: ['HELD-ROLE'],
  user: 'USER',
  audience: ['AUDIENCE'],
  acceptedAudience: ['ACCEPTED-AUDIENCE'],
  expiredAt: 'EXPIRY',
  checkedAt: 'NOW',
  defect: 'DEFECT',
  parameter: 'PARAMETER',
  value: 'VALUE',
  method: 'METHOD',
  grants: ['GRANT'],
  allowed: ['ALLOWED-METHOD'],
  // Texts print facts and calculate with none.
  limit: 'LIMIT' as unknown as number,
  tokenUrl: 'TOKEN-URL',
}

const NEO: Facts = { ...SHARED, dialect: 'neo', user: 'oauth_client_CLIENT-ID' }
const CLOUD_FOUNDRY: Facts = { ...SHARED, dialect: 'cloud-foundry', instance: 'INSTANCE' }
