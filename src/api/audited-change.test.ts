import { expect, test } from 'vitest'
import type { Change } from '../odata/change.ts'
import { auditedChange } from './audited-change.ts'

const CREDENTIAL = { Name: 'ERP' }

test.each<[Change, string]>([
  [{ kind: 'create', subject: 'UserCredential', keys: CREDENTIAL }, 'create user credential ERP'],
  [{ kind: 'update', subject: 'OAuth2ClientCredential', keys: CREDENTIAL }, 'update oauth2 client credential ERP'],
  [{ kind: 'create', subject: 'SSHKeyGenerationRequest', keys: { Alias: 'id_rsa' } }, 'create ssh key generation request id_rsa'],
  [{ kind: 'delete', subject: 'SecureParameter', keys: CREDENTIAL }, 'delete secure parameter ERP'],
  [
    { kind: 'update', subject: 'Configuration', keys: { Id: 'Orders', Version: 'active', ParameterKey: 'host' } },
    'update configuration Orders / active / host',
  ],
  [
    { kind: 'call', subject: 'DeployIntegrationDesigntimeArtifact', keys: { Id: 'Orders', Version: 'active' } },
    'deploy integration designtime artifact Orders / active',
  ],
  [
    { kind: 'call', subject: 'IntegrationDesigntimeArtifactSaveAsVersion', keys: { Id: 'Orders', SaveAsVersion: '1.0.1' } },
    'update integration designtime artifact Orders / 1.0.1',
  ],
  [{ kind: 'delete', subject: 'IntegrationRuntimeArtifact', keys: { Id: 'Orders' } }, 'undeploy integration runtime artifact Orders'],
  [{ kind: 'call', subject: 'OAuthTokenFromCode', keys: { Name: 'Mail', code: 's3cret' } }, 'update oauth token from code Mail'],
])('%j', (change, text) => {
  const { action, objectType, objectName } = auditedChange(change)
  expect(`${action} ${objectType} ${objectName}`).toBe(text)
})
