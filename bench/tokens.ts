import { type BenchServer, load, type Measurement, median, startServer, type Target } from './load.ts'

const ROUNDS = 3
const SECONDS = 3
const GRANT = { grant_type: 'client_credentials' }

/** One row of the report; the peer's figures stand beside ours where it does the same thing. */
export interface Row {
  readonly what: string
  readonly ours: Measurement
  readonly peer: Measurement | undefined
}

/** Token endpoint, Basic on a flow and introspection, beside oidc-provider in the same run; the servers take turns. */
export async function benchTokens(log: (line: string) => void): Promise<Row[]> {
  const ours = await startServer('sluice')
  const peer = await startServer('oidc-provider')
  try {
    return await measureAll(ours, peer, log)
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
  log('introspection')
  const [mine, theirs] = [ours.targets.introspection!, peer.targets.introspection!]
  const tokens = await Promise.all([accessToken(ours.targets.jwt!), accessToken(peer.targets.opaque!)])
  rows.push({ what: 'introspection', ...(await compare(mine, theirs, { token: tokens[0] }, { token: tokens[1] })) })
  return rows
}

async function compare(mine: Target, theirs: Target | undefined, myForm: Record<string, string>, theirForm: Record<string, string>) {
  const [ours, peers]: [Measurement[], Measurement[]] = [[], []]
  await load(mine, myForm, 1)
  if (theirs) await load(theirs, theirForm, 1)
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await load(mine, myForm, SECONDS))
    if (theirs) peers.push(await load(theirs, theirForm, SECONDS))
  }
  return { ours: median(ours), peer: theirs && median(peers) }
}

async function accessToken({ url, authorization, form }: Target): Promise<string> {
  const body = new URLSearchParams({ ...GRANT, ...form })
  const answer = await fetch(url, { method: 'POST', headers: { authorization }, body })
  return ((await answer.json()) as { access_token: string }).access_token
}
