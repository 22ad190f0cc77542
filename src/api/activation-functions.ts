import { SluiceError } from '../kernel/errors.ts'
import { type ManagementFunction, managementFunction } from './management-set.ts'

const WITHOUT_STORE = 'Archiving cannot be activated: this tenant has no content management repository to archive to.'
const WITHOUT_TARGET = 'External logging cannot be activated: this tenant has no destination to send message logs to.'

/** Switches of services that this tenant has nothing to connect to: they are off, and switching them on says why not. */
export const activationFunctions: readonly ManagementFunction[] = [
  managementFunction({
    name: 'activateArchivingConfiguration',
    parameters: {},
    requires: 'activateArchiving',
    call: () => refuse(WITHOUT_STORE),
  }),
  managementFunction({
    name: 'activateExternalLogging',
    parameters: { defaultLogLevel: 'Edm.String' },
    optional: ['defaultLogLevel'],
    requires: 'activateExternalLogging',
    call: () => refuse(WITHOUT_TARGET),
  }),
  managementFunction({
    name: 'deactivateExternalLogging',
    parameters: {},
    requires: 'activateExternalLogging',
    call: async () => ({ status: 200, text: 'External logging is not active.' }),
  }),
]

async function refuse(text: string): Promise<never> {
  throw new SluiceError('not-supported', text)
}
