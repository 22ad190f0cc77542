/**
 * An integration flow after parsing: domain words, parameters already replaced, old versions already upgraded. Nothing in
 * here knows XML. `contracts/iflow-format.md` §2 says what occurs on disk.
 */
export interface IflowModel {
  /** `Bundle-SymbolicName` without directives. */
  readonly id: string
  readonly name: string
  /** `Bundle-Version`. */
  readonly version: string
  readonly description: string
  /** Flow-level properties of the collaboration (`allowedHeaderList`, `namespaceMapping`, `returnExceptionToSender`, …). */
  readonly properties: Properties
  readonly participants: ReadonlyMap<string, Participant>
  readonly channels: readonly Channel[]
  readonly processes: ReadonlyMap<string, ProcessModel>
}

/** Property key → value exactly as in the file after parameter replacement. A missing key and an empty value both mean “default”. */
export type Properties = ReadonlyMap<string, string>

export interface Participant {
  readonly id: string
  readonly name: string
  readonly type: 'sender' | 'receiver' | 'process'
  readonly processId: string | undefined
}

/** A message flow with an adapter. */
export interface Channel {
  readonly id: string
  readonly name: string
  readonly direction: 'sender' | 'receiver'
  /** `ComponentType` of the file: `HTTPS`, `HTTP`, `HCIOData`, `ProcessDirect`, … */
  readonly adapter: string
  /** `MessageProtocol` of the file, `''` when absent. */
  readonly protocol: string
  /** Participant name at the far end. */
  readonly system: string
  /** The flow node inside the process that this channel starts or serves. */
  readonly nodeId: string
  readonly properties: Properties
}

export interface ProcessModel {
  readonly id: string
  readonly name: string
  readonly kind: 'main' | 'local'
  readonly properties: Properties
  readonly nodes: ReadonlyMap<string, FlowNode>
  /** At most one exception subprocess. */
  readonly exceptionSubprocess: Subprocess | undefined
}

export interface Subprocess {
  readonly id: string
  readonly name: string
  readonly nodes: ReadonlyMap<string, FlowNode>
}

/** One step, event or gateway. */
export interface FlowNode {
  readonly id: string
  readonly name: string
  /**
   * What it is, in one vocabulary for all file versions: the `activityType` of the file, upgraded; for events
   * `StartEvent`, `MessageStartEvent`, `StartTimerEvent`, `StartErrorEvent`, `EndEvent`, `MessageEndEvent`, `EndErrorEvent`,
   * `EscalationEndEvent`, `TerminateEndEvent`.
   */
  readonly activity: string
  /** Distinguishes steps that share an activity (`Script` → `GroovyScript`, `JavaScript`; `Mapping` → `XSLTMapping`; `ProcessCallElement` → `NonLoopingProcess`, `LoopingProcess`); `''` otherwise. */
  readonly variant: string
  /** Component version of the file, `''` when absent. For messages only: run code never branches on it. */
  readonly version: string
  readonly properties: Properties
  /** Outgoing sequence flows in document order. */
  readonly outgoing: readonly SequenceFlow[]
  /** For gateways: id of the default flow. */
  readonly defaultFlow: string | undefined
  /** For looping process calls: the loop condition and maximum of the BPMN element. */
  readonly loop: { readonly condition: string; readonly maximum: number } | undefined
}

export interface SequenceFlow {
  readonly id: string
  readonly name: string
  readonly target: string
  readonly condition: string | undefined
  readonly conditionKind: 'simple' | 'xpath'
}

/** Files of the artifact: path below `src/main/resources/` with forward slashes (`script/a.groovy`) → bytes. */
export type Resources = ReadonlyMap<string, Uint8Array>

/** What `readArtifact` returns for an integration flow. */
export interface IflowArtifact {
  readonly kind: 'integration-flow'
  readonly manifest: Manifest
  readonly resources: Resources
  readonly model: IflowModel
  /** Externalised parameters after overrides, and their declarations. */
  readonly parameters: readonly Parameter[]
  /** Names in `{{…}}` that no parameter has; they stand in the values as they are. */
  readonly unresolvedParameters?: readonly string[]
}

/** A script collection, value mapping, message mapping or function library: files that flows refer to. */
export interface CompanionArtifact {
  readonly kind: 'script-collection' | 'value-mapping' | 'message-mapping' | 'function-libraries' | 'imported-archives'
  readonly manifest: Manifest
  readonly resources: Resources
}

export type Artifact = IflowArtifact | CompanionArtifact

export interface Manifest {
  readonly id: string
  readonly name: string
  readonly version: string
  /** `SAP-BundleType`. */
  readonly bundleType: string
  readonly headers: ReadonlyMap<string, string>
}

export interface Parameter {
  readonly key: string
  readonly value: string
  /** `xsd:string`, `xsd:integer`, `xsd:boolean`, `custom:schedule`, … */
  readonly dataType: string
  readonly required: boolean
  readonly description: string
}
