import { join } from 'node:path'
import type { CredentialFiles } from './credential-files.ts'
import { type FirstCall, REQUEST_BODY } from './first-call.ts'
import { shownPath } from './shown-path.ts'

/** What a first start tells: what the demo did, and the same to try by hand. */
export function demoReport(calls: readonly FirstCall[], files: CredentialFiles, publicUrl: string, endpointUrl: string): string {
  return [
    'The demo is loaded: the flow "Product Details", a Neo client and a Cloud Foundry service key.',
    ...calls.map(describeCall),
    '',
    'Try it (Neo, then Cloud Foundry):',
    ...curlLines(files.neoCurl, `${publicUrl}/oauth2/api/v1/token`, endpointUrl),
    '',
    ...curlLines(files.cloudFoundryCurl, `${publicUrl}/oauth/token`, endpointUrl),
    '',
    `Or: npx sluice call /http/product-details --key ${files.cloudFoundryKey} -d '${REQUEST_BODY}'`,
    '    npx sluice logs        npx sluice endpoints        npx sluice explain',
  ].join('\n')
}

/** Where everything is, on every start. */
export function addressReport({ publicUrl, httpsUrl, dataDir }: { publicUrl: string; httpsUrl: string; dataDir: string }): string {
  const file = (name: string) => shownPath(join(dataDir, name))
  return [
    `Sluice is ready at ${publicUrl} and ${httpsUrl} (authority: ${file('tls/ca.pem')})`,
    `  flows /http/*   management API /api/v1/   tokens /oauth/token (Cloud Foundry), /oauth2/api/v1/token (Neo)`,
    `  cockpit ${publicUrl}/cockpit/   admin password: ${file('admin-password')}`,
  ].join('\n')
}

function describeCall({ dialect, tokenStatus, status, milliseconds, body }: FirstCall): string {
  if (status === 0) return `  ${dialect}: the token endpoint answered ${tokenStatus}: ${body}`
  return `  ${dialect}: token ${tokenStatus}, call ${status} in ${milliseconds} ms: ${shortened(body)}`
}

const shortened = (body: string): string => (body.length > 120 ? `${body.slice(0, 120)}…` : body)

function curlLines(config: string, tokenUrl: string, endpointUrl: string): string[] {
  const token = `curl -s -K ${config} -X POST '${tokenUrl}?grant_type=client_credentials' | node -pe 'JSON.parse(fs.readFileSync(0)).access_token'`
  return [
    `  TOKEN=$(${token})`,
    `  curl -i -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '${REQUEST_BODY}' ${endpointUrl}`,
  ]
}
