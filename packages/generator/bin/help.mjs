import { commands } from './commands.mjs'

/** What `cambium --help` prints. */
export function generalHelp() {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const rows = Object.entries(commands).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`,
  )
  return `Cambium grows a complete TypeScript backend from one data model.

Usage: cambium COMMAND [options]

${rows.join('\n')}

  cambium COMMAND --help  explains a command
  cambium --version       prints the version

Exit codes: 0 fine, 1 problems found, 2 wrong usage, 3 the machine or the project's folder is not ready
`
}

/** What `cambium COMMAND --help` prints. */
export function commandHelp(name) {
  const { usage, summary, options, examples } = commands[name]
  const flags = Object.entries(options).map(([option, { short, value, text }]) => [
    `${short ? `-${short}, ` : ''}--${option}${value ? ` ${value}` : ''}`,
    text,
  ])
  const width = Math.max(...flags.map(([flag]) => flag.length))
  const rows = flags.map(([flag, text]) => `  ${flag.padEnd(width)}  ${text}`)
  return `${summary[0].toUpperCase()}${summary.slice(1)}.

Usage: ${usage}

${rows.join('\n')}

${examples.length === 1 ? 'Example' : 'Examples'}:
${examples.map((example) => `  ${example}`).join('\n')}
`
}

/** The help these arguments ask for; `null` when they ask for something else. */
export function helpFor(args) {
  const [first, second] = args
  if (first === undefined || first === '--help' || first === '-h') return generalHelp()
  if (first === 'help')
    return second !== undefined && Object.hasOwn(commands, second)
      ? commandHelp(second)
      : generalHelp()
  if (!Object.hasOwn(commands, first)) return null
  const ends = args.indexOf('--')
  const flags = ends < 0 ? args : args.slice(0, ends)
  return flags.includes('--help') || flags.includes('-h') ? commandHelp(first) : null
}
