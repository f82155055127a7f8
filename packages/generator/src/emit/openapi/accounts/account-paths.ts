import type { AccountsIR, ModelIR } from '@cambium/model'
import { socialMethods } from '@cambium/model/accounts'
import { type AccountOperation, accountOperation, pathParameters } from './account-operation.ts'
import { baseOperations } from './base-operations.ts'
import { socialOperations } from './further-operations.ts'
import { methodOperations, signUpOperation } from './method-operations.ts'
import { loginCodeOperation } from './provider-operations.ts'

/** The addresses of the accounts; none where nobody signs in. */
export function accountPaths({ entities }: ModelIR): { [path: string]: object } {
  const accounts = entities.find((entity) => entity.accounts !== undefined)?.accounts
  if (accounts === undefined) return {}
  const paths: { [path: string]: { [method: string]: object } } = {}
  for (const operation of operationsOf(accounts)) {
    const path = `/api/auth${operation.path}`
    const parameters = pathParameters(operation.path)
    paths[path] = {
      ...(parameters.length > 0 && { parameters }),
      ...paths[path],
      [operation.method]: accountOperation(operation),
    }
  }
  return paths
}

function operationsOf({ methods, signUp }: AccountsIR): AccountOperation[] {
  const asksForCode = methods.includes('oidcProvider') && methods.includes('totp')
  return [
    ...baseOperations,
    ...(signUp && methods.includes('password') ? [signUpOperation] : []),
    ...(methods.some((method) => socialMethods.includes(method)) ? socialOperations : []),
    ...(asksForCode ? [loginCodeOperation] : []),
    ...methods.flatMap((method) => methodOperations[method] ?? []),
  ]
}
