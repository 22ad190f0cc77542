import { ceilings } from './ceilings.ts'
import { type BenchServer, load, type Measurement, median, startServer, type Target } from './load.ts'

const ROUNDS = 5
const SECONDS = 3
/** Seconds. */
const WARM_UP = 2
const GRANT = { grant_type: 'client_credentials' }

/** One row of the report; the peer's figures stand beside ours where it does the same thing. */
interface Row {
  readonly what: string
  readonly ours: Measurement
  readonly peer: Measurement | undefined
  /** Median of the ratios of runs that followed each other. */
  readonly ratio: number | undefined
}

/** Token endpoint, Basic on a flow and introspection, beside oidc-provider in the same run; the servers take turns. */
export async function benchTokens(log: (line: string) => void): Promise<string[]> {
  const ours = await startServer('sluice')
  const peer = await startServer('oidc-provider')
  try {
    const rows = await measureAll(ours, peer, log)
    log('what the machine can do')
    return [...table(rows), '', await ceilings()]
  } finally {
    ours.stop()
    peer.stop()
  }
}

async function measureAll(ours: BenchServer, peer: BenchServer, log: (line: string) => void): Promise<Row[]> {
  const token = (form: Target['form'] = {}) => ({ ...GRANT, ...form })
  const cases = [
    { what: 'opaque token', ours: ours.targets.opaque!, peer: peer.targets.opaque },
    { what: 'RS256 JWT', ours: ours.targets.jwt!, peer: peer.targets.jwt },
    { what: 'opaque token, chosen secret (argon2id)', ours: ours.targets.chosen!, peer: undefined },
    { what: 'flow called with Basic', ours: ours.targets.flow!, peer: undefined },
  ]
  const rows: Row[] = []
  for (const { what, ours: mine, peer: theirs } of cases) {
    log(what)
    rows.push({ what, ...(await compare(mine, theirs, token(mine.form), token(theirs?.form))) })
  }
  return [...rows, ...(await measureIntrospection(ours, peer, log))]
}

/** The peer keeps opaque tokens only, so that a JWT of its own is none that it knows. */
async function measureIntrospection(ours: BenchServer, peer: BenchServer, log: (line: string) => void): Promise<Row[]> {
  const [mine, theirs] = [ours.targets.introspection!, peer.targets.introspection!]
  const ofClient = { ...ours.targets.jwt!, form: { token_format: 'opaque' } }
  const [opaque, jwt, known] = await Promise.all([ofClient, ours.targets.jwt!, peer.targets.opaque!].map(accessToken))
  log('introspection')
  return [
    { what: 'introspection, opaque token', ...(await compare(mine, theirs, { token: opaque! }, { token: known! })) },
    { what: 'introspection, JWT', ...(await compare(mine, undefined, { token: jwt! }, {})) },
  ]
}

function table(rows: readonly Row[]): string[] {
  const cell = (measured: Measurement | undefined) => (measured ? `${Math.round(measured.rate)}/s, p99 ${measured.p99} ms` : '')
  const times = (ratio: number | undefined) => (ratio === undefined ? '' : `${ratio.toFixed(1)}×`)
  return [
    `16 connections, median of ${ROUNDS} runs in turn; the ratio is the median over pairs of runs. The figures move with the machine; the ratio is what counts.`,
    '',
    '| | Sluice | oidc-provider | ratio |',
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row.what} | ${cell(row.ours)} | ${cell(row.peer)} | ${times(row.ratio)} |`),
  ]
}

async function compare(mine: Target, theirs: Target | undefined, myForm: Record<string, string>, theirForm: Record<string, string>) {
  const [ours, peers]: [Measurement[], Measurement[]] = [[], []]
  await load(mine, myForm, WARM_UP)
  if (theirs) await load(theirs, theirForm, WARM_UP)
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await load(mine, myForm, SECONDS))
    if (theirs) peers.push(await load(theirs, theirForm, SECONDS))
  }
  const ratios = peers.map(({ rate }, round) => ours[round]!.rate / rate).sort((a, b) => a - b)
  return { ours: median(ours), peer: theirs && median(peers), ratio: ratios[Math.floor(ratios.length / 2)] }
}

async function accessToken({ url, authorization, form }: Target): Promise<string> {
  const body = new URLSearchParams({ ...GRANT, ...form })
  const answer = await fetch(url, { method: 'POST', headers: { authorization }, body })
  return ((await answer.json()) as { access_token: string }).access_token
}
