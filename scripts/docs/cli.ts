import { PassThrough } from 'node:stream'
import { Command, type Option } from 'commander'
import { addCommand } from '../../src/cli/command.ts'
import { createProgram } from '../../src/cli/run.ts'
import { blocks, code, codeBlock, codes, page, prose, sentence, table } from './markdown.ts'

/** Every command, from the tree that parses the command line. */
export function cliPage(): string {
  const { program, output } = readableProgram()
  const sections = leaves(program, []).map(({ command, name }) => section(command, name, exampleOf(command, output)))
  return page(
    'Command line',
    'Exit codes: 0 done, 1 failed with a reason on stderr, 2 wrong use. Secrets: `-` reads them from stdin, so that they stand in no process list.',
    'Every command that talks to a server also understands:',
    optionTable(SHARED_OPTIONS),
    ...sections,
  )
}

/** The program with an output that can be read back; nothing that it could start is there. */
function readableProgram(): { program: Command; output: PassThrough } {
  const output = new PassThrough()
  const nothing = async (): Promise<never> => {
    throw new Error('Documentation runs no command')
  }
  const io = { stdin: new PassThrough(), stdout: output, stderr: output, env: {} }
  return { program: createProgram({ io, start: nothing, check: nothing, flowTests: nothing }), output }
}

interface Leaf {
  readonly command: Command
  readonly name: string
}

function leaves(parent: Command, path: readonly string[]): Leaf[] {
  return parent.commands.flatMap((command) => {
    const names = [...path, command.name()]
    return command.commands.length > 0 ? leaves(command, names) : [{ command, name: names.join(' ') }]
  })
}

const SHARED_OPTIONS = addCommand(new Command(), 'any', { summary: '', example: '' }).options
const sharedFlags: ReadonlySet<string> = new Set(SHARED_OPTIONS.map(({ flags }) => flags))

function section(command: Command, name: string, example: string): string {
  const options = command.options.filter(({ flags }) => !sharedFlags.has(flags))
  const arguments_ = command.registeredArguments.map((argument) => ` ${argumentTerm(argument)}`).join('')
  return blocks(
    `## sluice ${name}`,
    prose(sentence(capitalised(command.description()))),
    codeBlock(`sluice ${name}${arguments_}${command.options.length > 0 ? ' [options]' : ''}`),
    options.length > 0 ? optionTable(options) : '',
    `Example:\n\n${codeBlock(example)}`,
  )
}

function argumentTerm(argument: Command['registeredArguments'][number]): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return argument.required ? `<${name}>` : `[${name}]`
}

function optionTable(options: readonly Option[]): string {
  return table(
    ['Option', 'Meaning'],
    options.map((option) => [code(option.flags), meaningOf(option)]),
  )
}

function meaningOf({ description, argChoices, mandatory, defaultValue }: Option): string {
  const facts = [
    ...(argChoices ? [`one of ${codes(argChoices)}`] : []),
    ...(mandatory && defaultValue === undefined ? ['required'] : []),
    ...(typeof defaultValue === 'string' || typeof defaultValue === 'number' ? [`default ${code(String(defaultValue))}`] : []),
  ]
  return prose([description, ...facts].filter((part) => part !== '').join('; '))
}

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** The example stands in the help only. */
function exampleOf(command: Command, output: PassThrough): string {
  command.outputHelp()
  const help: string = output.read()?.toString() ?? ''
  const [, example = ''] = help.split('Example:\n')
  return example.replace(/^ {2}(\$ )?/gm, '').trim()
}
