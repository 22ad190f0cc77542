import { describe } from 'vitest'
import { clientContract } from './contract/clients.contract.ts'
import { conditionContract } from './contract/conditions.contract.ts'
import { designContract } from './contract/design.contract.ts'
import { messageLogContract } from './contract/message-logs.contract.ts'
import { refusalContract } from './contract/refusals.contract.ts'
import { roleContract } from './contract/roles.contract.ts'
import { runtimeArtifactContract } from './contract/runtime-artifacts.contract.ts'
import { securityMaterialContract } from './contract/security-material.contract.ts'
import { serviceContract } from './contract/services.contract.ts'
import { settingContract } from './contract/settings.contract.ts'
import { signingKeyContract } from './contract/signing-keys.contract.ts'
import { subaccountContract } from './contract/subaccounts.contract.ts'
import type { StoreSubject } from './contract/subject.contract.ts'
import { tokenContract } from './contract/tokens.contract.ts'
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
    roleContract(subject)
    serviceContract(subject)
    tokenContract(subject)
    signingKeyContract(subject)
    refusalContract(subject)
    designContract(subject)
    runtimeArtifactContract(subject)
    messageLogContract(subject)
    conditionContract(subject)
    securityMaterialContract(subject)
    settingContract(subject)
    wholeStoreContract(subject)
  })
}
