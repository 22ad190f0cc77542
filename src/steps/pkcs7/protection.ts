/** Kinds of envelopes as the encryptor names them. */
export const ENVELOPED = 'enveloped'
export const SIGNED_AND_ENVELOPED = 'signedAndEnveloped'

/** Kinds of envelopes as the decryptor names them. */
export const EXPECTED_ENVELOPES = ['EnvelopedData', 'SignedAndEnvelopedData', 'EnvelopedDataOrSignedAndEnvelopedData'] as const
export type ExpectedEnvelope = (typeof EXPECTED_ENVELOPES)[number]
