/** A way to sign in, or something that comes with accounts. */
export type SignInMethod =
  | 'password'
  | 'magicLink'
  | 'emailCode'
  | 'passkey'
  | 'totp'
  | 'anonymous'
  | 'apiKeys'
  | 'organisations'
  | 'jwt'
  | 'oidcProvider'
  | 'google'
  | 'github'
  | 'apple'
  | 'microsoft'
  | 'facebook'
  | 'linkedin'
  | 'x'
  | 'oidc'

/** The accounts of an application: its entity User signs in. */
export interface AccountsIR {
  /** The field that holds the address an account is known by. */
  email: string
  /** How one signs in, in the order of the table of methods. */
  methods: SignInMethod[]
  /** Anybody may make an account. */
  signUp: boolean
  /** The yes-or-no field that shuts an account while it is true. */
  blocked: string | null
}
