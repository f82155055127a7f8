type Properties = { readonly [name: string]: object }

/** An object with these members; a name that ends in `?` may be missing. */
function object(properties: Properties): object {
  const entries = Object.entries(properties)
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, schema]) => [name.replace(/\?$/, ''), schema]),
    ),
    required: entries.map(([name]) => name).filter((name) => !name.endsWith('?')),
  }
}

const list = (items: object): object => ({ type: 'array', items })
const data = (items: object): object => object({ data: list(items) })
const text: object = { type: 'string' }
const yes: object = { type: 'boolean' }
const number: object = { type: 'integer' }
const instant: object = { type: 'string', format: 'date-time' }
const orNull = (schema: object): object => ({ ...schema, type: [typeOf(schema), 'null'] })
const anything: object = {}

function typeOf(schema: object): unknown {
  return (schema as { type?: unknown }).type
}

const status: object = object({ status: yes })
const success: object = object({ success: yes })
const token: object = {
  ...text,
  description: 'The token of the session, for callers without cookies',
}

const user: object = object({
  id: text,
  email: text,
  name: text,
  emailVerified: yes,
  'image?': orNull(text),
  createdAt: instant,
  updatedAt: instant,
  'twoFactorEnabled?': orNull(yes),
  'isAnonymous?': orNull(yes),
})

const session: Properties = {
  id: text,
  createdAt: instant,
  updatedAt: instant,
  expiresAt: instant,
  ipAddress: orNull(text),
  userAgent: orNull(text),
}

const entered: object = object({ token, user, 'redirect?': yes, 'url?': text })
const asked: object = object({ twoFactorRedirect: { const: true }, twoFactorMethods: list(text) })
/** A session, or the question for a second factor. */
const enteredOrAsked: object = { oneOf: [entered, asked] }

const passkey: object = object({
  id: text,
  name: orNull(text),
  publicKey: text,
  userId: text,
  credentialID: text,
  counter: number,
  deviceType: text,
  backedUp: yes,
  transports: orNull(text),
  createdAt: orNull(instant),
  aaguid: orNull(text),
})

/** What a page hands to the browser as it is (WebAuthn Level 2, 5.4 and 5.5). */
const forBrowser: object = { type: 'object', description: 'For navigator.credentials' }

const apiKey: Properties = {
  id: text,
  name: orNull(text),
  start: text,
  scopes: { type: ['array', 'null'], items: text },
  remaining: orNull(number),
  expiresAt: orNull(instant),
  createdAt: instant,
  'organizationId?': orNull(text),
}

const organisation: Properties = {
  id: text,
  name: text,
  slug: text,
  logo: orNull(text),
  'metadata?': anything,
  createdAt: instant,
}

const member: Properties = {
  id: text,
  organizationId: text,
  userId: text,
  role: text,
  createdAt: instant,
}

const memberWithUser: object = object({
  ...member,
  user: object({ id: text, name: text, email: text, 'image?': orNull(text) }),
})

const invitation: Properties = {
  id: text,
  organizationId: text,
  email: text,
  role: orNull(text),
  status: text,
  expiresAt: instant,
  createdAt: instant,
  inviterId: text,
}

const client: object = {
  type: 'object',
  description: 'The client in the words of RFC 7591',
  properties: { client_id: text, redirect_uris: list(text) },
  required: ['client_id'],
  additionalProperties: true,
}

const keys: object = object({
  keys: list({
    type: 'object',
    properties: { kid: text, kty: text },
    required: ['kid', 'kty'],
    additionalProperties: true,
  }),
})

/** What each operation answers when it did as it was asked, by its name. */
export const accountAnswers: { readonly [id: string]: object } = {
  getSession: {
    oneOf: [
      object({
        session: object({ ...session, userId: text, 'activeOrganizationId?': orNull(text) }),
        user,
      }),
      { type: 'null' },
    ],
  },
  signOut: success,
  sendVerificationEmail: status,
  changeEmail: object({ status: yes, 'message?': text, 'user?': user }),
  listAccounts: list(
    object({
      id: text,
      providerId: text,
      accountId: text,
      userId: text,
      scopes: list(text),
      createdAt: instant,
      updatedAt: instant,
    }),
  ),
  unlinkAccount: status,
  listSessions: data(object({ ...session, isCurrent: yes })),
  listRoles: data(text),
  signUp: status,
  signIn: enteredOrAsked,
  requestPasswordReset: object({ status: yes, 'message?': text }),
  resetPassword: status,
  changePassword: object({ token: orNull(text), user }),
  sendSignInLink: status,
  sendSignInCode: success,
  signInByCode: enteredOrAsked,
  passkeyToMake: forBrowser,
  makePasskey: passkey,
  listPasskeys: list(passkey),
  renamePasskey: object({ passkey }),
  deletePasskey: status,
  passkeyToUse: forBrowser,
  signInByPasskey: enteredOrAsked,
  beginSecondFactor: object({ method: text, totpURI: text, backupCodes: list(text) }),
  endSecondFactor: status,
  showSecondFactor: object({ totpURI: text }),
  renewRecoveryCodes: object({ status: yes, backupCodes: list(text) }),
  proveSecondFactor: entered,
  useRecoveryCode: entered,
  signInAnonymously: entered,
  listApiKeys: data(object(apiKey)),
  makeApiKey: object({ ...apiKey, key: text }),
  createOrganisation: object({ ...organisation, members: list(object(member)) }),
  changeOrganisation: object(organisation),
  deleteOrganisation: object(organisation),
  enterOrganisation: { oneOf: [object(organisation), { type: 'null' }] },
  listOrganisations: list(object(organisation)),
  getOrganisation: {
    oneOf: [
      object({
        ...organisation,
        members: list(memberWithUser),
        invitations: list(object(invitation)),
      }),
      { type: 'null' },
    ],
  },
  inviteMember: object(invitation),
  acceptInvitation: object({ invitation: object(invitation), member: object(member) }),
  rejectInvitation: object({ invitation: object(invitation), member: { type: 'null' } }),
  cancelInvitation: object(invitation),
  getInvitation: object({
    ...invitation,
    organizationName: text,
    organizationSlug: text,
    inviterEmail: text,
  }),
  listInvitations: list(object(invitation)),
  listMembers: object({ members: list(memberWithUser), total: number }),
  removeMember: object({ member: memberWithUser }),
  changeMember: object(member),
  leaveOrganisation: memberWithUser,
  signToken: object({ token: text }),
  listSigningKeys: keys,
  describeProvider: {
    type: 'object',
    description: 'OpenID Connect Discovery 1.0, 3',
    properties: { issuer: text, jwks_uri: text },
    required: ['issuer', 'jwks_uri', 'authorization_endpoint', 'token_endpoint'],
    additionalProperties: true,
  },
  oauthToken: object({
    access_token: text,
    token_type: text,
    expires_in: number,
    'expires_at?': number,
    'refresh_token?': text,
    'id_token?': text,
    'scope?': text,
  }),
  oauthIntrospect: {
    type: 'object',
    description: 'RFC 7662, 2.2',
    properties: { active: yes },
    required: ['active'],
    additionalProperties: true,
  },
  oauthRevoke: anything,
  userInfo: {
    type: 'object',
    description: 'OpenID Connect Core 1.0, 5.3.2',
    properties: { sub: text },
    required: ['sub'],
    additionalProperties: true,
  },
  endSessionFor: anything,
  giveConsent: object({ url: text, 'redirect?': yes }),
  createClient: client,
  listClients: list(client),
  deleteClient: anything,
  renewClientSecret: client,
  listConsents: list(
    object({
      id: text,
      clientId: text,
      userId: text,
      scopes: list(text),
      'referenceId?': anything,
      'resources?': anything,
      'requestedUserInfoClaims?': anything,
      createdAt: instant,
      updatedAt: instant,
    }),
  ),
  withdrawConsent: anything,
  signInByProvider: object({ url: text, redirect: yes }),
  linkProvider: object({ url: text, redirect: yes, 'status?': yes }),
}
