import type { FunctionIR, ModelIR, RuleIR } from '@cambium/model'
import { type Column, columnsOf, residualRule } from '../../access/index.ts'
import { code, fitted, joined, objectLines, type Part, stringLiteral } from '../../print/index.ts'
import * as runtime from '../runtime-names.ts'

const unknown = 'noSuchField'

/**
 * Every kind of caller sends what no function takes. Who may not call is told so; who may is told of the field, so that
 * nothing is run either way.
 */
export function accessScenarios(model: ModelIR, one: FunctionIR): Part[] {
  return columnsOf(model).map((column) => scenario(one, column))
}

function scenario(one: FunctionIR, column: Column): Part {
  const isAllowed = residualRule(one.access ?? adminOnly, column).type === 'public'
  const isGet = one.method === 'GET'
  const query = isGet ? `?${unknown}=1` : ''
  const who = wordsOf(column)
  const members: Part[] = [
    `name: ${stringLiteral(`${one.name}, ${isAllowed ? `which ${who} may call, with a field it does not take` : `which ${who} may not call`}`)}`,
    code`as: ${senderOf(column)}`,
    !isGet && `method: 'POST'`,
    `url: ${stringLiteral(`/api${one.path}${query}`)}`,
    !isGet && `body: { ${unknown}: 1 }`,
    `expect: ${expected(isAllowed, isGet, column)}`,
  ].filter((part) => part !== false)
  return fitted(code`{ ${joined(members, ', ')} }`, objectLines(members))
}

const adminOnly: RuleIR = { type: 'role', roles: ['admin'] }

function expected(isAllowed: boolean, isGet: boolean, { signedIn }: Column): string {
  if (isAllowed) {
    const [status, problem] = isGet ? [400, 'bad_request'] : [422, 'invalid']
    return `{ status: ${status}, problem: '${problem}', errors: ['${unknown}'] }`
  }
  const [status, problem] = signedIn ? [403, 'forbidden'] : [401, 'unauthenticated']
  return `{ status: ${status}, problem: '${problem}' }`
}

function wordsOf({ words, signedIn, roles }: Column): string {
  if (!signedIn) return 'a guest'
  return roles.length === 0 ? 'somebody without a role' : `the ${words}`
}

/** What a role brings with it is known to the application; the token names the role alone. */
function senderOf({ words, signedIn, roles }: Column): Part {
  if (!signedIn) return runtime.testing.value('guest')
  const user = runtime.testing.value('user')
  if (roles.length === 0) return code`${user}('ann')`
  return code`${user}('ann', ${stringLiteral(words.replace(/^role /, ''))})`
}
