/** Property, and header of old signers, that holds signed data apart from its content (SAP Help, “Options to Handle Signed Data”). */
export const SIGNED_DATA = 'SapCmsSignedData'
