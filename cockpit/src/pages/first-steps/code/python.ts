import type { CallSample } from './call-sample.ts'

/** For Python 3 with the package requests. */
export const python = ({ tokenUrl, clientId, secret, flowUrl, body }: CallSample): string =>
  `import requests

granted = requests.post(
    ${text(tokenUrl)},
    auth=(${text(clientId)}, ${text(secret)}),
)
token = granted.json()["access_token"]

answer = requests.post(
    ${text(flowUrl)},
    headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    data=${text(body)},
)
print(answer.status_code, answer.text)
`

/** Literals of JSON are literals of Python. */
const text = (value: string): string => JSON.stringify(value)
