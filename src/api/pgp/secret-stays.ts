import { notSupported } from '../../odata/failure.ts'

/** Instead of a secret key: throws `not-supported`. */
export async function secretStays(): Promise<never> {
  throw notSupported('Secret keys are not handed out.')
}
