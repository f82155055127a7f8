import type { AccountsIR } from '../ir/index.ts'

/** Tables that come together: `base` are those that every application with accounts has. */
export type AccountPart =
  | 'base'
  | 'passkeys'
  | 'twoFactors'
  | 'apiKeys'
  | 'organisations'
  | 'signingKeys'
  | 'oidcProvider'

/** The parts that the accounts need, in a fixed order: what decides their tables. */
export function accountParts({ methods }: Pick<AccountsIR, 'methods'>): AccountPart[] {
  const has = (method: AccountsIR['methods'][number]): boolean => methods.includes(method)
  return [
    'base',
    ...(has('passkey') ? (['passkeys'] as const) : []),
    ...(has('totp') ? (['twoFactors'] as const) : []),
    ...(has('apiKeys') ? (['apiKeys'] as const) : []),
    ...(has('organisations') ? (['organisations'] as const) : []),
    ...(has('jwt') || has('oidcProvider') ? (['signingKeys'] as const) : []),
    ...(has('oidcProvider') ? (['oidcProvider'] as const) : []),
  ]
}
