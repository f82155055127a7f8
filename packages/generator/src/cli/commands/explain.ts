import { diagnostics } from '@cambium/model/diagnostics'
import { nearestName } from '../../read/index.ts'
import { type Command, CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'

/** `cambium explain`: what a diagnostic means, with an example of its fix. */
export const explain: Command = async (terminal, { names }) => {
  const wanted = (names[0] ?? '').toUpperCase()
  const found = diagnostics.find(({ code }) => code === wanted)
  if (!found) {
    const nearest = nearestName(
      wanted,
      diagnostics.map(({ code }) => code),
    )
    const suggestion = nearest === null ? '' : ` Did you mean ${nearest}?`
    throw new CommandError(exitCode.usage, `There is no diagnostic ${names[0]}.${suggestion}`)
  }
  terminal.answer(found)
  terminal.say(`${found.code}: ${found.title}\n\n${found.explanation}\n\n${found.example}`)
  return exitCode.ok
}
