import type { StepContext } from '../../engine/define-step.ts'

/** Settings of advanced signatures, each with the values under which the signature is a plain one. */
const PLAIN_VALUES: Readonly<Record<string, readonly string[]>> = {
  xadesAddSigningTime: ['false', '0'],
  xadesAddSigningCertificate: ['None'],
  xadesEpesSignaturePolicy: ['None'],
  xadesDataObjectFormatDescription: [],
  xadesDataObjectFormatMimeType: [],
  xadesIdentifierName: [],
  signatureProductionPlaceCity: [],
  signatureProductionPlaceState: [],
  signatureProductionPlacePostalCode: [],
  signatureProductionPlaceCountry: [],
  signatureCommitment: ['None'],
  xadesSignerRoleClaimedRoles: [],
  xadesSignerRoleCertifiedRoles: [],
}

/** Settings that mean something only beside the others. */
const DEPENDENT = [
  'xadesSigningCertificateDigestAlgorithm',
  'xadesCertificateUri',
  'xadesDocumentationReferenceTab',
  'xadesPolicyQualifierTab',
  'xadesIdentifierDocumentationReference',
  'commitmentDocumentationReferenceTable',
  'commitmentQualifierTable',
  'xadesEpesDigestAlgorithm',
  'xadesEpesDigestValue',
  'xadesEpesIdentifier',
  'xadesEpesIdentifierQualifier',
  'xadesEpesDescription',
  'xadesIdentifierDescription',
  'xadesIdentifierQualifier',
  'signatureCommitmentDescription',
  'signatureXMLNamespace',
  'signatureXMLNamespacePrefix',
]

/** Properties of advanced signatures, which a plain one may carry. */
export const XADES_PROPERTIES: readonly string[] = [...Object.keys(PLAIN_VALUES), ...DEPENDENT]

/** Refuses to compile a signer that is to write an advanced signature (XAdES). */
export function requirePlainSignature(context: StepContext): void {
  for (const [key, plain] of Object.entries(PLAIN_VALUES)) {
    const value = context.node.properties.get(key) ?? ''
    if (value !== '' && !plain.includes(value)) context.fail(key, 'Advanced electronic signatures (XAdES) are not supported')
  }
}
