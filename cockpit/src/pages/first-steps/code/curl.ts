import type { CallSample } from './call-sample.ts'

/** For a POSIX shell. */
export const curl = ({ tokenUrl, clientId, secret, flowUrl, body }: CallSample): string =>
  `TOKEN=$(curl -s -X POST -u ${quoted(`${clientId}:${secret}`)} ${quoted(tokenUrl)} |
  sed -n 's/.*"access_token": *"\\([^"]*\\)".*/\\1/p')

curl -i -X POST ${quoted(flowUrl)} \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d ${quoted(body)}
`

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
