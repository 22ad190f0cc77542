/** @example nextVersion('1.0.9') // '1.0.10' */
export const nextVersion = (version: string): string => version.replace(/\d+(?=\D*$)/, (last) => String(Number(last) + 1))
