import { expect, it } from 'vitest'
import { content, groovy, https, type StepSketch } from '../../../test/support/flow.ts'
import type { CheckedFlow } from './checked-flow.ts'
import { aFlow, verdictOf } from './guideline.fixture.ts'
import { GUIDELINES } from './index.ts'

const process = (properties: string) => (iflw: string) =>
  iflw.replace(/(<bpmn2:process id="Process_1"[^>]*><bpmn2:extensionElements>)/, `$1${properties}`)
const property = (key: string, value: string) => `<ifl:property><key>${key}</key><value>${value}</value></ifl:property>`
const transactional = process(property('transactionalHandling', 'Required'))
const local =
  (inside = '') =>
  (iflw: string) =>
    iflw.replace(
      '</bpmn2:definitions>',
      `<bpmn2:process id="Process_2" name="Local"><bpmn2:extensionElements>${property('cmdVariantUri', 'ctype::FlowElementVariant/cname::LocalIntegrationProcess/version::1.1.3')}</bpmn2:extensionElements><bpmn2:startEvent id="S2"/><bpmn2:endEvent id="E2"/><bpmn2:sequenceFlow id="F2" sourceRef="S2" targetRef="E2"/>${inside}</bpmn2:process></bpmn2:definitions>`,
    )
const call = (channel: Record<string, string>): StepSketch => ({ activity: 'ExternalCall', channel: { ComponentType: 'HTTP', ...channel } })
const to = (channel: Record<string, string>, resources: Record<string, string> = {}) => aFlow({ steps: [call(channel)], resources })
const from = (sender: Record<string, string>, resources: Record<string, string> = {}) => aFlow({ sender, resources })
const script = (source: string) => aFlow({ steps: [groovy('a.groovy')], resources: { 'script/a.groovy': source } })
const split = (parallel: string): StepSketch => ({
  activity: 'Splitter',
  properties: { subActivityType: 'GeneralSplitter', ParallelProcessing: parallel },
})
const routed = (condition: string) =>
  aFlow({ steps: [{ activity: 'ExclusiveGateway', routes: [{ steps: [content('other')] }, { condition, language: 'XML', steps: [] }] }] })

const plain = aFlow()
const RECEIVER = 'MessageFlow_Step_1'
const SENDER = 'MessageFlow_Sender'
const propdef = (name: string) => `<parameters><parameter><name>${name}</name><type>xsd:string</type></parameter></parameters>`
const parameters = { 'parameters.prop': 'Host=https\\://x.example', 'parameters.propdef': propdef('Host') }

const CASES: readonly [id: string, about: string, flow: CheckedFlow, verdict: string][] = [
  ['HANDLE_EXCEPTIONS', 'without a handler', plain, 'Process_1'],
  ['HANDLE_EXCEPTIONS', 'with a handler', aFlow({ onError: [content('failed')] }), 'complies'],
  ['CONTINUE_MESSAGE_PROCESSING_EVEN_AFTER_AN_EXCEPTION', 'without local processes', plain, 'not applicable'],
  ['CONTINUE_MESSAGE_PROCESSING_EVEN_AFTER_AN_EXCEPTION', 'with a local process', aFlow({}, local()), 'Process_2'],
  ['USE_SECURE_PROTOCOLS', 'that calls nobody', plain, 'not applicable'],
  ['USE_SECURE_PROTOCOLS', 'over http', to({ httpAddressWithoutQuery: 'http://a.example' }), RECEIVER],
  [
    'USE_SECURE_PROTOCOLS',
    'over http by a parameter',
    to({ httpAddressWithoutQuery: '{{Host}}' }, { ...parameters, 'parameters.prop': 'Host=http\\://x' }),
    RECEIVER,
  ],
  ['USE_SECURE_PROTOCOLS', 'over https', to({ httpAddressWithoutQuery: 'https://a.example' }), 'complies'],
  [
    'USE_SECURE_PROTOCOLS',
    'through the cloud connector',
    to({ httpAddressWithoutQuery: 'http://a:80', proxyType: 'sapcc' }),
    'not applicable',
  ],
  ['USE_SECURE_PROTOCOLS', 'with open mail', to({ ComponentType: 'Mail', server: 'mail:25', ssl: 'off' }), RECEIVER],
  ['USE_SECURE_PROTOCOLS', 'with closed mail', to({ ComponentType: 'Mail', server: 'mail:465', ssl: 'smtps' }), 'complies'],
  ['USE_SECURE_AUTHENTICATION_METHODS', 'with a password', to({ authenticationMethod: 'Basic' }), RECEIVER],
  ['USE_SECURE_AUTHENTICATION_METHODS', 'with nothing', to({ authenticationMethod: 'None' }), RECEIVER],
  ['USE_SECURE_AUTHENTICATION_METHODS', 'with a token', to({ authenticationMethod: 'OAuth2 Client Credentials' }), 'complies'],
  ['USE_SECURE_AUTHENTICATION_METHODS', 'with an SFTP key', to({ ComponentType: 'SFTP', authentication: 'public_key' }), 'complies'],
  ['USE_SECURE_AUTHENTICATION_METHODS', 'that says nothing', to({}), 'not applicable'],
  ['USE_CSRF_PROTECTION', 'that is off', from(https('/a')), SENDER],
  ['USE_CSRF_PROTECTION', 'that is on', from(https('/a', { xsrfProtection: '1' })), 'complies'],
  ['USE_CSRF_PROTECTION', 'without a sender', plain, 'not applicable'],
  [
    'UPLOAD_WSDLS_AS_INTEGRATION_FLOW_RESOURCE',
    'with a remote WSDL',
    to({ ComponentType: 'SOAP', soapWsdlURL: 'https://a/x?wsdl' }),
    RECEIVER,
  ],
  [
    'UPLOAD_WSDLS_AS_INTEGRATION_FLOW_RESOURCE',
    'with its own WSDL',
    to({ ComponentType: 'SOAP', soapWsdlURL: '/wsdl/x.wsdl' }),
    'complies',
  ],
  ['UPLOAD_WSDLS_AS_INTEGRATION_FLOW_RESOURCE', 'without a WSDL', plain, 'not applicable'],
  ['COMMON_ROLE_FOR_SENDER_AUTHORIZATION', 'for everybody', from(https('/a')), SENDER],
  ['COMMON_ROLE_FOR_SENDER_AUTHORIZATION', 'for a role of its own', from(https('/a', { userRole: 'Orders.send' })), 'complies'],
  ['LIMIT_SIZE_OF_INCOMING_MESSAGES', 'without a limit', from(https('/a')), SENDER],
  ['LIMIT_SIZE_OF_INCOMING_MESSAGES', 'with a high limit', from(https('/a', { maximumBodySize: '100' })), SENDER],
  ['LIMIT_SIZE_OF_INCOMING_MESSAGES', 'with a limit', from(https('/a', { maximumBodySize: '40' })), 'complies'],
  ['LIMIT_SIZE_OF_INCOMING_MESSAGES', 'without a sender', plain, 'not applicable'],
  [
    'EXTERNALIZE_VOLATILE_CONFIGURATIONS_FOR_RECEIVER_ADAPTERS',
    'with a fixed address',
    to({ httpAddressWithoutQuery: 'https://a' }),
    RECEIVER,
  ],
  [
    'EXTERNALIZE_VOLATILE_CONFIGURATIONS_FOR_RECEIVER_ADAPTERS',
    'with a parameter',
    to({ httpAddressWithoutQuery: '{{Host}}' }, parameters),
    'complies',
  ],
  [
    'EXTERNALIZE_VOLATILE_CONFIGURATIONS_FOR_RECEIVER_ADAPTERS',
    'inside',
    to({ ComponentType: 'ProcessDirect', address: '/b' }),
    'not applicable',
  ],
  ['EXTERNALIZE_VOLATILE_CONFIGURATIONS_FOR_SENDER_ADAPTERS', 'with a fixed address', from(https('/a')), SENDER],
  ['EXTERNALIZE_VOLATILE_CONFIGURATIONS_FOR_SENDER_ADAPTERS', 'with a parameter', from(https('/{{Host}}'), parameters), 'complies'],
  ['XPATH_CONDITIONS', 'without conditions', plain, 'not applicable'],
  ['XPATH_CONDITIONS', 'that searches everything', routed("//a = '1'"), 'Step_1'],
  ['XPATH_CONDITIONS', 'that knows the way', routed("/a/b = '1'"), 'complies'],
  [
    'USE_BYTE_ARRAY_AS_OUTPUT_TYPE',
    'with texts',
    aFlow({ steps: [{ activity: 'Mapping', properties: { mappingoutputformat: 'String' } }] }),
    'Step_1',
  ],
  [
    'USE_BYTE_ARRAY_AS_OUTPUT_TYPE',
    'with bytes',
    aFlow({ steps: [{ activity: 'Mapping', properties: { mappingoutputformat: 'Bytes' } }] }),
    'complies',
  ],
  ['USE_BYTE_ARRAY_AS_OUTPUT_TYPE', 'without mappings', plain, 'not applicable'],
  ['SPECIAL_HEADER_VARIABLES_ENABLED_FOR_MONITORING', 'without an identifier', plain, 'Process_1'],
  [
    'SPECIAL_HEADER_VARIABLES_ENABLED_FOR_MONITORING',
    'with an identifier',
    aFlow({ steps: [content('x', { SAP_ApplicationID: '1' })] }),
    'complies',
  ],
  [
    'SPECIAL_HEADER_VARIABLES_ENABLED_FOR_MONITORING',
    'with one from a script',
    script('log.addCustomHeaderProperty("a", "b")'),
    'complies',
  ],
  ['SPECIAL_HEADER_VARIABLES_ENABLED_FOR_MONITORING', 'that sets nothing', aFlow({ steps: [] }), 'not applicable'],
  ['DETECT_ORPHAN_INTEGRATION_FLOW_PIPELINE_STEP', 'with all steps in a row', aFlow({ onError: [content('failed')] }), 'complies'],
  ['DETECT_ORPHAN_INTEGRATION_FLOW_PIPELINE_STEP', 'with a loose step', aFlow({}, local('<bpmn2:endEvent id="Loose"/>')), 'Loose'],
  ['TRANSACTIONAL_PROCESSING_SET_FOR_PARALLEL_PROCESSING', 'without a transaction', aFlow({ steps: [split('true')] }), 'not applicable'],
  ['TRANSACTIONAL_PROCESSING_SET_FOR_PARALLEL_PROCESSING', 'with both', aFlow({ steps: [split('true')] }, transactional), 'Process_1'],
  ['TRANSACTIONAL_PROCESSING_SET_FOR_PARALLEL_PROCESSING', 'one by one', aFlow({ steps: [split('false')] }, transactional), 'complies'],
  ['AVOID_MIXING_JDBC_AND_JMS_TRANSACTIONS', 'with neither', plain, 'not applicable'],
  [
    'AVOID_MIXING_JDBC_AND_JMS_TRANSACTIONS',
    'with both',
    aFlow({ steps: [call({ ComponentType: 'JMS' }), call({ ComponentType: 'JDBC' })] }, transactional),
    'Process_1',
  ],
  [
    'AVOID_MIXING_JDBC_AND_JMS_TRANSACTIONS',
    'without a transaction',
    aFlow({ steps: [call({ ComponentType: 'JMS' }), call({ ComponentType: 'JDBC' })] }),
    'complies',
  ],
  ['EVAL_USAGE_CHECK', 'that evaluates', script('new GroovyShell().evaluate("1")'), 'Step_1'],
  ['EVAL_USAGE_CHECK', 'that evaluates in a comment', script('// Eval.me("1")\n/* eval( */ def a = "http://x"'), 'complies'],
  ['EVAL_USAGE_CHECK', 'without scripts', plain, 'not applicable'],
  ['AVOID_USING_TIMEZONE_SET_DEFAULT', 'that sets it', script('TimeZone.setDefault(zone)'), 'Step_1'],
  ['AVOID_USING_TIMEZONE_SET_DEFAULT', 'that asks for it', script('TimeZone.getDefault()'), 'complies'],
  ['STREAM_THE_JSON_SLURPER_INPUT_IN_GROOVY_SCRIPTS', 'of a text', script('new JsonSlurper().parseText(body)'), 'Step_1'],
  [
    'STREAM_THE_JSON_SLURPER_INPUT_IN_GROOVY_SCRIPTS',
    'of a reader',
    script('new JsonSlurper().parse(message.getBody(java.io.Reader))'),
    'complies',
  ],
  ['STREAM_THE_JSON_SLURPER_INPUT_IN_GROOVY_SCRIPTS', 'of nothing', script('return message'), 'not applicable'],
  [
    'STREAM_THE_XML_SLURPER_INPUT_IN_GROOVY_SCRIPTS',
    'of a text',
    script('new XmlSlurper().parse(message.getBody(java.lang.String))'),
    'Step_1',
  ],
  ['STREAM_THE_XML_SLURPER_INPUT_IN_GROOVY_SCRIPTS', 'of a reader', script('new XmlSlurper().parse(message.getBody(Reader))'), 'complies'],
  ['SWITCH_OFF_RESOLVING_OF_EXTERNAL_ENTITIES', 'that resolves', script('DocumentBuilderFactory.newInstance()'), 'Step_1'],
  [
    'SWITCH_OFF_RESOLVING_OF_EXTERNAL_ENTITIES',
    'that does not',
    script('DocumentBuilderFactory f; f.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true)'),
    'complies',
  ],
  ['AVOID_ACCESSING_SECURE_PARAMETER', 'that reads one', script('ITApiFactory.getApi(SecureStoreService.class, null)'), 'Step_1'],
  ['AVOID_CREATING_MPL_ATTACHMENTS', 'that adds one', script('log.addAttachmentAsString("a", b, "text/plain")'), 'Step_1'],
  ['CAMEL_CLASSES_USAGE', 'that uses them', script('import org.apache.camel.Exchange'), 'Step_1'],
  ['CAMEL_CLASSES_USAGE', 'that does not', script('return message'), 'complies'],
]

it.each(CASES)('%s: a flow %s', (id, _about, flow, verdict) => {
  expect(verdictOf(GUIDELINES.find((guideline) => guideline.id === id)!, flow)).toBe(verdict)
})

it('has a case for every guideline, and every id once', () => {
  const ids = GUIDELINES.map(({ id }) => id)
  expect([...new Set(CASES.map(([id]) => id))].sort()).toEqual([...ids].sort())
  expect(new Set(ids).size).toBe(ids.length)
})
