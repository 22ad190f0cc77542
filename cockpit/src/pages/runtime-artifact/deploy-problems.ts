/** One reason why a flow does not run. */
export interface DeployProblem {
  /** The step, adapter or property, in the product's words. */
  readonly construct: string | undefined
  /** Id of the element. */
  readonly element: string | undefined
  /** Its name, when it has one. */
  readonly name: string | undefined
  readonly reason: string
}

/** `SFTP receiver in MessageFlow_2 (Receiver): This adapter is not supported`, as the server words problems of elements. */
const OF_ELEMENT = /^(.+?) in ([\w.-]+)(?: \((.*?)\))?: (.*)$/

/** The problems of a deploy error, one a line; what is about no element is a reason alone. */
export function problemsOf(error: string | null): DeployProblem[] {
  const lines = error?.split('\n').filter((line) => line.trim() !== '') ?? []
  return lines.map((line) => {
    const [, construct, element, name, reason = line] = OF_ELEMENT.exec(line) ?? []
    return { construct, element, name, reason }
  })
}
