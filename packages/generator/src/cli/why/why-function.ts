import type { ModelIR } from '@cambium/model/ir'
import { type Column, residualRule } from '../../access/index.ts'
import { callRuleText, callRuleWords } from '../../emit/index.ts'
import { nearestName } from '../../read/index.ts'
import { CommandError, type CommandInput, type Terminal } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { readCaller } from './read-request.ts'

/** `cambium why calculateSales call`: whether a caller may call a function over the API, and by what rule. */
export function whyFunction(terminal: Terminal, model: ModelIR, input: CommandInput): void {
  const [name = ''] = input.names
  const functions = model.logic?.functions ?? []
  const one = functions.find((candidate) => candidate.name === name)
  if (one === undefined) {
    const nearest = nearestName(
      name,
      functions.map((known) => known.name),
    )
    const meant = nearest === null ? '' : ` Did you mean ${nearest}?`
    throw new CommandError(exitCode.usage, `There is no function ${name}.${meant}`)
  }
  const caller = readCaller(model, input.flags)
  const column: Column = { words: '', signedIn: caller.id !== null, roles: caller.roles }
  const allowed = residualRule(one.access, column).type === 'public'
  const rule = callRuleText(one.access)
  const { file, path, method } = one
  terminal.answer({ ok: true, function: name, caller, allowed, rule, place: file })
  const who = caller.id === null ? 'a guest' : `user ${caller.id}${rolesWords(caller.roles)}`
  const status = caller.id === null ? 401 : 403
  const address = path === null ? 'it has no address' : `${method} /api${path}`
  if (path === null) terminal.say(`Refused: nobody may call ${name} from outside (404)`)
  else if (allowed)
    terminal.say(`Allowed: ${who} may call ${name}, because ${callRuleWords(one.access)}`)
  else
    terminal.say(
      `Refused: ${who} may not call ${name} (${status}), because this does not hold: ${callRuleWords(one.access)}`,
    )
  terminal.say(`\nRule  ${file}\n      ${rule}\n      ${address}`)
}

function rolesWords(roles: readonly string[]): string {
  if (roles.length === 0) return ''
  return ` with ${roles.length === 1 ? 'the role' : 'the roles'} ${roles.join(', ')}`
}
