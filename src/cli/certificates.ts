import type { Command } from 'commander'
import { readCertificate } from '../identity/certificate.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { CertificateView } from '../platform/admin/certificates.ts'
import { segment } from './client.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { type Io, UsageError } from './io.ts'
import { table } from './table.ts'
import { readTextFile } from './text-file.ts'

/** `sluice certificate …`: client certificates, and which user of the Neo subaccount they stand for. */
export function certificateCommands(program: Command, { io }: CommandContext): void {
  const certificate = program.command('certificate').description('client certificates of service keys and Neo users')

  addCommand(certificate, 'list', { summary: 'list the certificates that let somebody in', example: 'sluice certificate list' }).action(
    async (options: SharedOptions) => {
      const certificates = await server(io, options).admin<CertificateView[]>('/certificates')
      print(io, options, certificates, () =>
        table(['subject', 'issuer', 'valid until', 'stands for', 'thumbprint'], certificates.map(rowOf), 'no certificates'),
      )
    },
  )

  addCommand(certificate, 'map', {
    summary: 'let whoever has the certificate act as a user of the Neo subaccount',
    example: 'sluice certificate map --user maria --certificate maria.pem',
  })
    .requiredOption('--user <user>', 'the user, whose roles count')
    .requiredOption('--certificate <file>', 'PEM file; - reads stdin')
    .action(async (options: SharedOptions & { user: string; certificate: string }) => {
      const json = { user: options.user, certificate: await readTextFile(io, options.certificate, 'The certificate') }
      const mapped = await server(io, options).admin<CertificateView>('/certificates', { method: 'POST', json })
      print(io, options, mapped, () => `${mapped.subject} acts as user ${mapped.user} until ${mapped.expiresAt}\n`)
    })

  addCommand(certificate, 'unmap [thumbprint]', {
    summary: 'end the mapping of a certificate',
    example: 'sluice certificate unmap --certificate maria.pem',
  })
    .option('--certificate <file>', 'PEM file, instead of the thumbprint; - reads stdin')
    .action(async (given: string | undefined, options: SharedOptions & { certificate?: string }) => {
      const thumbprint = await thumbprintOf(io, given, options.certificate)
      await server(io, options).admin(`/certificates/${segment(thumbprint)}`, { method: 'DELETE' })
      print(io, options, { unmapped: thumbprint }, () => `Certificate ${thumbprint} stands for nobody any more\n`)
    })

  addCommand(certificate, 'authority', {
    summary: 'print the authority behind keys of type Certificate, for proxies that verify them',
    example: 'sluice certificate authority > client-authority.pem',
  }).action(async (options: SharedOptions) => {
    const authority = await server(io, options).admin<{ certificate: string }>('/client-authority')
    print(io, options, authority, () => `${authority.certificate.trimEnd()}\n`)
  })
}

function rowOf({ subject, issuer, expiresAt, user, clientId, thumbprint }: CertificateView): string[] {
  return [subject, issuer, expiresAt, user === null ? `client ${clientId}` : `user ${user}`, thumbprint]
}

async function thumbprintOf(io: Io, given: string | undefined, file: string | undefined): Promise<string> {
  if ((given === undefined) === (file === undefined)) throw new UsageError('Give the thumbprint or --certificate FILE')
  if (file === undefined) return given!
  const certificate = readCertificate(await readTextFile(io, file, 'The certificate'))
  if (certificate === undefined) throw new SluiceError('bad-request', `The file ${file} holds no certificate in PEM`)
  return certificate.thumbprint
}
