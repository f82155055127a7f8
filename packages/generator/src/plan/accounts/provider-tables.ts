import type { ColumnPlan, TablePlan } from './account-table.ts'

const text: ColumnPlan = { type: 'text' }
const optionalText: ColumnPlan = { type: 'text', nullable: true }
const optionalInstant: ColumnPlan = { type: 'instant', nullable: true }
const optionalFlag: ColumnPlan = { type: 'boolean', nullable: true }
const optionalInteger: ColumnPlan = { type: 'integer', nullable: true }
const indexed: ColumnPlan = { type: 'text', indexed: true }
const optionalIndexed: ColumnPlan = { type: 'text', indexed: true, nullable: true }
const unique: ColumnPlan = { type: 'text', unique: true }
const no: ColumnPlan = { type: 'boolean', nullable: true, default: false }
const optionalUser: ColumnPlan = { type: 'user', nullable: true }
const session: ColumnPlan = {
  type: 'text',
  nullable: true,
  of: 'auth_sessions',
  onDelete: 'setNull',
}

/** Applications of third parties that sign their users in here. */
const clients: TablePlan = {
  key: 'a12',
  name: 'auth_oauth_clients',
  columns: {
    client_id: unique,
    client_secret: optionalText,
    client_discovery_id: optionalText,
    disabled: no,
    skip_consent: optionalFlag,
    enable_end_session: optionalFlag,
    subject_type: optionalText,
    scopes: optionalText,
    client_credentials_scopes: optionalText,
    user_id: optionalUser,
    created_at: optionalInstant,
    updated_at: optionalInstant,
    name: optionalText,
    uri: optionalText,
    icon: optionalText,
    contacts: optionalText,
    tos: optionalText,
    policy: optionalText,
    software_id: optionalText,
    software_version: optionalText,
    software_statement: optionalText,
    redirect_uris: text,
    post_logout_redirect_uris: optionalText,
    backchannel_logout_uri: optionalText,
    backchannel_logout_session_required: optionalFlag,
    token_endpoint_auth_method: optionalText,
    application_type: optionalText,
    jwks: optionalText,
    jwks_uri: optionalText,
    grant_types: optionalText,
    response_types: optionalText,
    require_pkce: optionalFlag,
    dpop_bound_access_tokens: no,
    reference_id: optionalText,
    metadata: optionalText,
  },
}

const resources: readonly TablePlan[] = [
  {
    key: 'a13',
    name: 'auth_oauth_resources',
    columns: {
      identifier: unique,
      name: text,
      access_token_ttl: optionalInteger,
      refresh_token_ttl: optionalInteger,
      signing_algorithm: optionalText,
      signing_key_id: optionalText,
      allowed_scopes: optionalText,
      custom_claims: optionalText,
      dpop_bound_access_tokens_required: no,
      disabled: no,
      created_at: optionalInstant,
      updated_at: optionalInstant,
      policy_version: { type: 'integer', nullable: true, default: 1 },
      metadata: optionalText,
    },
  },
  {
    key: 'a14',
    name: 'auth_oauth_client_resources',
    columns: {
      client_id: indexed,
      resource_id: indexed,
      metadata: optionalText,
      created_at: optionalInstant,
    },
    together: ['client_id', 'resource_id'],
  },
]

const tokenColumns = {
  client_id: indexed,
  session_id: session,
  reference_id: optionalText,
  authorization_code_id: optionalIndexed,
  resources: optionalText,
  requested_user_info_claims: optionalText,
  expires_at: optionalInstant,
  created_at: optionalInstant,
  revoked: optionalInstant,
  confirmation: optionalText,
  scopes: text,
} as const

const refreshTokens: TablePlan = {
  key: 'a15',
  name: 'auth_oauth_refresh_tokens',
  columns: {
    token: unique,
    user_id: { type: 'user' },
    ...tokenColumns,
    rotated_at: optionalInstant,
    rotation_replay_response: optionalText,
    rotation_replay_expires_at: optionalInstant,
    auth_time: optionalInstant,
  },
}

const accessTokens: TablePlan = {
  key: 'a16',
  name: 'auth_oauth_access_tokens',
  columns: {
    token: { type: 'text', unique: true, nullable: true },
    user_id: optionalUser,
    ...tokenColumns,
    // No reference: a code that comes twice ends the refresh token while the access token is made.
    refresh_id: optionalIndexed,
  },
}

const consents: TablePlan = {
  key: 'a17',
  name: 'auth_oauth_consents',
  columns: {
    client_id: indexed,
    user_id: optionalUser,
    reference_id: optionalText,
    resources: optionalText,
    requested_user_info_claims: optionalText,
    scopes: text,
    created_at: optionalInstant,
    updated_at: optionalInstant,
  },
}

const assertions: TablePlan = {
  key: 'a18',
  name: 'auth_oauth_client_assertions',
  columns: { expires_at: { type: 'instant', indexed: true } },
}

/** The tables of an application that third parties sign their users in with. */
export const providerTables: readonly TablePlan[] = [
  clients,
  ...resources,
  refreshTokens,
  accessTokens,
  consents,
  assertions,
]
