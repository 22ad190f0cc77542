import type { FlowContext } from '../../engine/define-step.ts'
import { SluiceError } from '../../kernel/errors.ts'

/** A file that a flow or one of its messages names. */
export interface ReferencedFile {
  /** Below the resources of the artifact; a name for people when it comes from the partner directory. */
  readonly path: string
  readonly content: Uint8Array
}

/** `pd:<partner>:<parameter>:Binary` */
const PARTNER_DIRECTORY = /^pd:(?<partner>.+):(?<parameter>[^:]+):(?<type>[^:]+)$/

const RESOURCES = 'src/main/resources/'

/** The path below the resources that a project address such as `dir://mapping/xslt/src/main/resources/mapping/a.xsl` stands for. */
export function resourcePath(address: string): string {
  const start = address.indexOf(RESOURCES)
  return (start < 0 ? address : address.slice(start + RESOURCES.length)).replace(/^\/+/, '')
}

/**
 * What a message names: a binary parameter of the partner directory, else a file of the flow. Throws `processing-failed` when
 * it is not there.
 */
export async function findReferencedFile(reference: string, flow: FlowContext): Promise<ReferencedFile> {
  if (reference.startsWith('pd:')) return findParameter(reference, flow)
  const path = resourcePath(reference)
  const content = flow.resources.get(path)
  if (!content) throw new SluiceError('processing-failed', `The flow has no file ${path}`)
  return { path, content }
}

async function findParameter(reference: string, flow: FlowContext): Promise<ReferencedFile> {
  const { partner = '', parameter = '', type } = PARTNER_DIRECTORY.exec(reference)?.groups ?? {}
  if (type?.toLowerCase() !== 'binary')
    throw new SluiceError('processing-failed', `'${reference}' is not of the form pd:<partner>:<parameter>:Binary`)
  const content = await flow.services.partnerDirectory.binaryParameter(partner, parameter)
  if (!content) throw new SluiceError('processing-failed', `The partner ${partner} has no binary parameter ${parameter}`)
  return { path: `pd/${partner}/${parameter}`, content }
}
