import type { OutboundConfig, PushConfig } from './config.ts'
import type { VariableName, Variables } from './variables.ts'

/** Hosts with their ports that calls out may go to although they are of this machine or network. */
export function readOutbound(variables: Variables): OutboundConfig {
  const text = variables.get('OUTBOUND_ALLOW')
  const allow = (text ?? '').split(',').flatMap((part) => part.trim() || [])
  const wrong = allow.find((host) => !/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\]):\d{1,5}$/.test(host))
  if (wrong !== undefined) {
    variables.refuse(
      `OUTBOUND_ALLOW must be hosts with ports, separated by commas: localhost:4000, not "${wrong.slice(0, 40)}".`,
    )
  }
  return { allow }
}

/** What the application is known by at those who carry messages to devices. */
export function readPush(variables: Variables): PushConfig {
  return {
    vapid: readVapid(variables),
    fcm: readFcm(variables),
    apns: readApns(variables),
  }
}

/** All of the variables, or none; half of them is a mistake. */
function together(
  variables: Variables,
  names: readonly VariableName[],
): readonly string[] | undefined {
  const values = names.map((name) => variables.get(name))
  if (values.every((value) => value === undefined)) return undefined
  const missing = names.filter((_name, index) => values[index] === undefined)
  if (missing.length === 0) return values as string[]
  variables.refuse(`${names.join(', ')} belong together: ${missing.join(', ')} is not set.`)
  return undefined
}

function readVapid(variables: Variables): PushConfig['vapid'] {
  const [publicKey = '', privateKey = '', subject = ''] =
    together(variables, ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY', 'VAPID_SUBJECT']) ?? []
  if (publicKey === '') return undefined
  if (!/^[\w-]{87}=?$/.test(publicKey) || !/^[\w-]{43}=?$/.test(privateKey)) {
    variables.refuse(
      'VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY are no pair of keys. Make one with: node src/main.ts push keys',
    )
  }
  if (!/^(?:mailto:.+@.+|https:\/\/.+)$/.test(subject)) {
    variables.refuse('VAPID_SUBJECT must be mailto:<address> or https://<address>.')
  }
  return { publicKey, privateKey, subject }
}

/** The JSON of a service account, or where it stands. */
function readFcm(variables: Variables): PushConfig['fcm'] {
  const text = variables.get('FCM_ACCOUNT')
  if (text === undefined) return undefined
  try {
    const account = JSON.parse(text) as { [name: string]: unknown }
    const { project_id, client_email, private_key } = account
    if ([project_id, client_email, private_key].every((value) => typeof value === 'string')) {
      return account as unknown as PushConfig['fcm']
    }
  } catch {
    // Said below: the text holds a key, so it is not repeated.
  }
  variables.refuse('FCM_ACCOUNT must be the JSON that Google gives for a service account.')
  return undefined
}

function readApns(variables: Variables): PushConfig['apns'] {
  const [key = '', keyId = '', teamId = '', topic = ''] =
    together(variables, ['APNS_KEY', 'APNS_KEY_ID', 'APNS_TEAM_ID', 'APNS_TOPIC']) ?? []
  if (key === '') return undefined
  const pem = key.includes('BEGIN PRIVATE KEY') ? key.replaceAll('\\n', '\n') : undefined
  if (pem === undefined) variables.refuse('APNS_KEY must be the text of the .p8 file from Apple.')
  const sandbox = variables.get('APNS_SANDBOX')
  if (sandbox !== undefined && !['on', 'off'].includes(sandbox)) {
    variables.refuse('APNS_SANDBOX must be on or off.')
  }
  return { key: pem ?? '', keyId, teamId, topic, sandbox: sandbox === 'on' }
}
