import type { CallSample } from './call-sample.ts'

/** For Node 18 or later, as an ES module. */
export const node = ({ tokenUrl, clientId, secret, flowUrl, body }: CallSample): string =>
  `const credentials = Buffer.from(${text(`${clientId}:${secret}`)}).toString('base64')
const granted = await fetch(${text(tokenUrl)}, {
  method: 'POST',
  headers: { Authorization: \`Basic \${credentials}\` },
})
const { access_token: token } = await granted.json()

const answer = await fetch(${text(flowUrl)}, {
  method: 'POST',
  headers: { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/json' },
  body: ${text(body)},
})
console.log(answer.status, await answer.text())
`

/** A literal of JavaScript. */
const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
