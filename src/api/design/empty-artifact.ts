import { type Files, writeArchive } from '../../iflow/archive.ts'
import { MANIFEST_PATH } from '../../iflow/manifest.ts'
import { escapeXml } from '../../iflow/xml-text.ts'
import type { ArtifactTypeInfo } from './artifact-types.ts'
import { formatManifest } from './manifest-file.ts'

/** The content of an artifact that is created without any: the smallest one of its type that can be deployed. */
export function emptyArtifact(info: ArtifactTypeInfo, id: string, name: string): Promise<Uint8Array> {
  const manifest = formatManifest({
    'Manifest-Version': '1.0',
    'Bundle-ManifestVersion': '2',
    'Bundle-Name': name,
    'Bundle-SymbolicName': `${id}; singleton:=true`,
    'Bundle-Version': '1.0.0',
    'SAP-BundleType': info.bundleTypes[0]!,
    'SAP-NodeType': 'IFLMAP',
    'SAP-RuntimeProfile': 'iflmap',
  })
  return writeArchive(new Map([[MANIFEST_PATH, manifest], ...contentOf(info, id)]))
}

function contentOf(info: ArtifactTypeInfo, id: string): Files {
  if (info.type === 'INTEGRATION_FLOW') return new Map([[`src/main/resources/scenarioflows/integrationflow/${id}.iflw`, emptyFlow(id)]])
  if (info.type === 'VALUE_MAPPING')
    return new Map([['value_mapping.xml', Buffer.from('<?xml version="1.0" encoding="UTF-8"?><vm version="2.0"/>')]])
  return new Map()
}

const property = (key: string, value: string): string => `<ifl:property><key>${key}</key><value>${value}</value></ifl:property>`

const extension = (...properties: readonly string[]): string => `<bpmn2:extensionElements>${properties.join('')}</bpmn2:extensionElements>`

const variant = (kind: string, name: string, version: string): string =>
  property('componentVersion', version.slice(0, version.lastIndexOf('.'))) +
  property('cmdVariantUri', `ctype::${kind}/cname::${name}/version::${version}`)

/** A flow that begins with a message and ends at once; nothing can call it until it gets a sender channel. */
function emptyFlow(id: string): Uint8Array {
  const process = extension(property('transactionalHandling', 'Not Required'), variant('FlowElementVariant', 'IntegrationProcess', '1.2.1'))
  const start = extension(variant('FlowstepVariant', 'MessageStartEvent', '1.0.0'))
  const end = extension(variant('FlowstepVariant', 'MessageEndEvent', '1.1.0'))
  return Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>' +
      '<bpmn2:definitions xmlns:bpmn2="http://www.omg.org/spec/BPMN/20100524/MODEL" ' +
      'xmlns:ifl="http:///com.sap.ifl.model/Ifl.xsd" id="Definitions_1">' +
      `<bpmn2:collaboration id="Collaboration_1" name="${escapeXml(id)}">` +
      extension(
        property('returnExceptionToSender', 'false'),
        property('allowedHeaderList', ''),
        property('namespaceMapping', ''),
        variant('IFlowVariant', 'IFlowConfiguration', '1.2.4'),
      ) +
      '<bpmn2:participant id="Participant_Process_1" ifl:type="IntegrationProcess" name="Integration Process" processRef="Process_1"/>' +
      '</bpmn2:collaboration>' +
      `<bpmn2:process id="Process_1" name="Integration Process">${process}` +
      `<bpmn2:startEvent id="StartEvent_1" name="Start">${start}<bpmn2:outgoing>SequenceFlow_1</bpmn2:outgoing>` +
      '<bpmn2:messageEventDefinition/></bpmn2:startEvent>' +
      `<bpmn2:endEvent id="EndEvent_1" name="End">${end}<bpmn2:incoming>SequenceFlow_1</bpmn2:incoming>` +
      '<bpmn2:messageEventDefinition/></bpmn2:endEvent>' +
      '<bpmn2:sequenceFlow id="SequenceFlow_1" sourceRef="StartEvent_1" targetRef="EndEvent_1"/>' +
      '</bpmn2:process></bpmn2:definitions>',
  )
}
