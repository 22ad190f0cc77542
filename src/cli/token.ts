import { type Command, Option } from 'commander'
import { type AccessOptions, accessTokenOf, readAccess, requestToken, type TokenWish, withAccess } from './access.ts'
import { addCommand, type CommandContext, print } from './command.ts'

/** `sluice token`: prints the access token alone, ready for `$(…)`; its size goes to stderr. */
export function tokenCommand(program: Command, { io }: CommandContext): void {
  const command = addCommand(program, 'token', {
    summary: 'get an access token and print it alone',
    example: 'curl -H "Authorization: Bearer $(sluice token --key key.json)" http://127.0.0.1:8080/http/orders',
  })
  withAccess(command)
    .addOption(new Option('--format <format>', "the dialect's own otherwise").choices(['jwt', 'opaque']))
    .option('--scope <scope>', 'fewer scopes than the client has, separated by blanks')
    .action(async (options: AccessOptions & TokenWish) => {
      const answer = await requestToken(io, options, await readAccess(io, options), options)
      const { token } = accessTokenOf(answer)
      const size = Buffer.byteLength(token)
      if (!options.json) io.stderr.write(`${size} bytes, ${token.includes('.') ? 'a JWT' : 'opaque'}\n`)
      print(io, options, { ...JSON.parse(answer.text), size }, () => `${token}\n`)
    })
}
