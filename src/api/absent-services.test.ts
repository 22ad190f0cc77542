import { describe, expect, it } from 'vitest'
import { aTenant, d, failure } from './tenant.fixture.ts'

describe('what this tenant has none of', () => {
  it.each([
    'ArchivingKeyPerformanceIndicators',
    'ExternalLoggingEvents',
    'MessagingQueues',
    'Queues',
    'XiDataStoreArtifacts',
    'XiDataStores',
    "JmsBrokers('Broker1')/QueueNamesHigh",
  ])('%s is empty', async (path) => {
    const { call } = await aTenant()
    expect(d(await call('GET', `/${path}`))).toEqual({ results: [] })
  })

  it.each([
    ['GET', "JmsMessages(Msgid='m',Name='q',Failed=true)"],
    ['GET', "MessagingQueues('q')"],
    ['GET', "MessagingQueues('q')/MessagingMessages"],
    ['GET', "MessagingMessages(jmsMessageId='m',queueName='q')"],
    ['DELETE', "MessagingMessages(jmsMessageId='m',queueName='q')"],
    ['GET', "Queues('q')/Messages"],
    ['GET', "Queues('q')/Artifacts"],
    ['GET', "Queues('q')/JmsQueues"],
    ['GET', "XiDataStores(Name='n',Qualifier='x')"],
    ['GET', "XiDataStoreArtifacts('f')/DataStores"],
    ['GET', "MDIDeltaToken(Operation='READ',Entity='e',Version='2.1.1')"],
    ['DELETE', "MDIDeltaToken(Operation='READ',Entity='e',Version='2.1.1')"],
  ])('%s %s finds nothing', async (method, path) => {
    const { call } = await aTenant()
    expect(failure(await call(method, `/${path}`))).toEqual({ status: 404, text: 'Requested entity could not be found.' })
  })

  it.each(['JmsQueues', 'JmsArtifacts', 'JmsMessages', 'MessagingMessages', 'ArchivingConfigurations'])('%s has no list', async (set) => {
    expect((await (await aTenant()).call('GET', `/${set}`)).status).toBe(501)
  })
})

describe('functions on queues', () => {
  it.each([
    ["activateQueue?Name='q'", 'The message queue q does not exist.'],
    ["deactivateQueue?Name='q'&State='1'", 'The message queue q does not exist.'],
    ["RetryMessagingMessages?queueName='q'", 'The message queue q does not exist.'],
    ["MoveMessagingMessages?sourceQueue='q'&targetQueue='r'", 'The message queue q does not exist.'],
    ['RetryMessagingMessages', 'This tenant has no message queues.'],
  ])('%s', async (path, text) => {
    expect(failure(await (await aTenant()).call('POST', `/${path}`))).toEqual({ status: 404, text })
  })
})

describe('services that are off', () => {
  it.each(['ArchivingConfigurations', 'ExternalLoggingActivationStatus'])('%s says so for the tenant that is asked for', async (set) => {
    expect(d(await (await aTenant()).call('GET', `/${set}('acme')`))).toMatchObject({ Id: 'acme', Active: false })
  })

  it.each([
    ['activateArchivingConfiguration', 'Archiving cannot be activated: this tenant has no content management repository to archive to.'],
    [
      "activateExternalLogging?defaultLogLevel='INFO'",
      'External logging cannot be activated: this tenant has no destination to send message logs to.',
    ],
  ])('%s says why it cannot', async (path, text) => {
    expect(failure(await (await aTenant()).call('POST', `/${path}`))).toEqual({ status: 501, text })
  })

  it('deactivateExternalLogging has nothing to do', async () => {
    const { status, body } = await (await aTenant()).call('POST', '/deactivateExternalLogging')
    expect({ status, body }).toEqual({ status: 200, body: 'External logging is not active.' })
  })
})
