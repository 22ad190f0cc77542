interface ReferenceRules {
  /** Queues and what is global have a name and no id. */
  readonly attributes: readonly string[]
  readonly conditionTypes: readonly string[]
}

const ANY: ReferenceRules = { attributes: ['Name', 'Id', 'ID'], conditionTypes: ['exactString', 'regularExpression'] }
const BY_NAME: ReferenceRules = { ...ANY, attributes: ['Name'] }

/**
 * What a reference can be about, and how (documentation of the real service, Defining Access Policies). There are no artifacts here of the
 * types `API_ARTIFACT`, `ODATA_SERVICE`, `REST_API_PROVIDER`, `SOAP_API_PROVIDER`, `DATA_TYPE` and `MESSAGE_TYPE`, and no queues; their
 * references are kept as they are.
 */
const REFERENCE_RULES: Readonly<Record<string, ReferenceRules>> = {
  INTEGRATION_FLOW: ANY,
  INTEGRATION_PACKAGE: { ...ANY, conditionTypes: ['exactString'] },
  VALUE_MAPPING: ANY,
  MESSAGE_MAPPING: ANY,
  SCRIPT_COLLECTION: ANY,
  API_ARTIFACT: ANY,
  ODATA_SERVICE: ANY,
  REST_API_PROVIDER: ANY,
  SOAP_API_PROVIDER: ANY,
  DATA_TYPE: ANY,
  MESSAGE_TYPE: ANY,
  MESSAGE_QUEUE: BY_NAME,
  GLOBAL_DATA_STORE: BY_NAME,
  GLOBAL_VARIABLE: BY_NAME,
}

export const REFERENCE_TYPES: readonly string[] = Object.keys(REFERENCE_RULES)

/** The rules of one of `REFERENCE_TYPES`. */
export const rulesOf = (type: string): ReferenceRules => REFERENCE_RULES[type] ?? ANY
