import { describe } from 'vitest'
import { accessPolicyContract } from './contract/access-policies.contract.ts'
import { aggregateContract } from './contract/aggregates.contract.ts'
import { apiClientContract } from './contract/api-clients.contract.ts'
import { atomicallyContract } from './contract/atomically.contract.ts'
import { auditLogContract } from './contract/audit-log.contract.ts'
import { brokerContract } from './contract/broker.contract.ts'
import { certificateContract } from './contract/certificates.contract.ts'
import { clientContract } from './contract/clients.contract.ts'
import { conditionContract } from './contract/conditions.contract.ts'
import { dataStoreContract } from './contract/data-stores.contract.ts'
import { designContract } from './contract/design.contract.ts'
import { designGuidelineContract } from './contract/design-guidelines.contract.ts'
import { flowTestContract } from './contract/flow-tests.contract.ts'
import { idMapContract } from './contract/id-maps.contract.ts'
import { keystoreContract } from './contract/keystore.contract.ts'
import { logLevelContract } from './contract/log-levels.contract.ts'
import { messageLogContract } from './contract/message-logs.contract.ts'
import { messageStoreContract } from './contract/message-store.contract.ts'
import { numberRangeContract } from './contract/number-ranges.contract.ts'
import { partnerDirectoryContract } from './contract/partner-directory.contract.ts'
import { pgpKeysContract } from './contract/pgp-keys.contract.ts'
import { processingMarkContract } from './contract/processing-marks.contract.ts'
import { refusalContract } from './contract/refusals.contract.ts'
import { replayContract } from './contract/replays.contract.ts'
import { revocationContract } from './contract/revocations.contract.ts'
import { roleContract } from './contract/roles.contract.ts'
import { runContract } from './contract/runs.contract.ts'
import { runtimeArtifactContract } from './contract/runtime-artifacts.contract.ts'
import { securityMaterialContract } from './contract/security-material.contract.ts'
import { serviceMetadataContract } from './contract/service-metadata.contract.ts'
import { serviceContract } from './contract/services.contract.ts'
import { settingContract } from './contract/settings.contract.ts'
import { signingKeyContract } from './contract/signing-keys.contract.ts'
import { subaccountContract } from './contract/subaccounts.contract.ts'
import type { StoreSubject } from './contract/subject.contract.ts'
import { tokenContract } from './contract/tokens.contract.ts'
import { variableContract } from './contract/variables.contract.ts'
import { wholeStoreContract } from './contract/whole-store.contract.ts'

/**
 * What every implementation of `Store` must do, whatever its database.
 *
 * @example
 * storeContract('SQLite in memory', { open: () => openSqliteStore({ file: ':memory:' }) })
 */
export function storeContract(name: string, subject: StoreSubject): void {
  describe(name, () => {
    subaccountContract(subject)
    clientContract(subject)
    certificateContract(subject)
    roleContract(subject)
    serviceContract(subject)
    serviceMetadataContract(subject)
    brokerContract(subject)
    apiClientContract(subject)
    tokenContract(subject)
    revocationContract(subject)
    signingKeyContract(subject)
    refusalContract(subject)
    auditLogContract(subject)
    replayContract(subject)
    designContract(subject)
    designGuidelineContract(subject)
    flowTestContract(subject)
    runtimeArtifactContract(subject)
    messageLogContract(subject)
    runContract(subject)
    logLevelContract(subject)
    conditionContract(subject)
    securityMaterialContract(subject)
    keystoreContract(subject)
    pgpKeysContract(subject)
    accessPolicyContract(subject)
    partnerDirectoryContract(subject)
    dataStoreContract(subject)
    aggregateContract(subject)
    variableContract(subject)
    numberRangeContract(subject)
    messageStoreContract(subject)
    processingMarkContract(subject)
    idMapContract(subject)
    settingContract(subject)
    atomicallyContract(subject)
    wholeStoreContract(subject)
  })
}
