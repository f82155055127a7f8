import type { ModelIR } from '@cambium/model'
import { json, withBody } from './operation-parts.ts'
import { refusals } from './problem-responses.ts'

const webhookTag = {
  name: 'Webhooks',
  description: 'Endpoints of others that are told of events: signed as Standard Webhooks are.',
}
const deviceTag = {
  name: 'Devices',
  description: 'The devices of whoever calls, which messages are sent to.',
}

/** What the management of what goes out stands under. */
export function deliveryTags({ webhooks, push }: ModelIR): object[] {
  return [...(webhooks ? [webhookTag] : []), ...(push ? [deviceTag] : [])]
}

/** The addresses of webhooks and devices, where the settings have them. */
export function deliveryPaths({ webhooks, push, roles }: ModelIR): { [path: string]: object } {
  return {
    ...(webhooks && webhookPaths(roles)),
    ...(push && devicePaths),
  }
}

const ofWebhooks = callsOf('Webhooks')
const ofDevices = callsOf('Devices')

const text = { type: 'string' }
const instant = { type: 'string', format: 'date-time' }
const nullable = (type: string): object => ({ type: [type, 'null'] })
const events = {
  type: 'array',
  items: text,
  minItems: 1,
  maxItems: 100,
  description: 'Names of events, or "*" alone for all of them',
}
const description = { type: ['string', 'null'], maxLength: 500 }
const url = { type: 'string', format: 'uri', maxLength: 2048 }

function object(properties: object, required: readonly string[] = []): object {
  return {
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  }
}

function shown(roles: readonly string[]): { [member: string]: object } {
  return {
    id: text,
    tenant: nullable('string'),
    roles: { type: 'array', items: { type: 'string', enum: roles } },
    url,
    description,
    events,
    status: { type: 'string', enum: ['active', 'disabled'] },
    reason: nullable('string'),
    failingSince: { ...instant, type: ['string', 'null'] },
    createdAt: instant,
    updatedAt: instant,
  }
}

function webhookPaths(roles: readonly string[]): { [path: string]: object } {
  const endpoint = object(shown(roles))
  const secret = { type: 'string', description: 'Shown now and never again' }
  const withSecret = object({ ...shown(roles), secret })
  const given = { url, events, description }
  const ofRoles = { type: 'array', items: { type: 'string', enum: roles } }
  return {
    '/api/webhooks': {
      get: ofWebhooks('listWebhooks', 'List the endpoints', {
        answers: {
          200: json('All of them', listOf(endpoint)),
        },
      }),
      post: ofWebhooks('createWebhook', 'Have an endpoint told of events', {
        answers: { 201: json('The endpoint, and its secret', withSecret) },
        body: object({ ...given, roles: ofRoles }, ['url', 'events']),
        sample: { url: 'https://hooks.example.com/shop', events: ['*'] },
      }),
    },
    '/api/webhooks/{id}': {
      parameters: [pathParameter('id')],
      get: ofWebhooks('getWebhook', 'Get an endpoint', {
        answers: { 200: json('The endpoint', endpoint) },
      }),
      patch: ofWebhooks('updateWebhook', 'Change an endpoint', {
        answers: { 200: json('As it is now', endpoint) },
        body: object({ ...given, enabled: { type: 'boolean' } }),
        sample: { enabled: true },
      }),
      delete: ofWebhooks('deleteWebhook', 'Delete an endpoint', {
        answers: { 204: { description: 'It is gone' } },
      }),
    },
    '/api/webhooks/{id}/rotate': {
      parameters: [pathParameter('id')],
      post: ofWebhooks(
        'rotateWebhook',
        'Give an endpoint a new secret; the old one is signed with too for a while',
        {
          answers: { 200: json('The endpoint, and its new secret', withSecret) },
          body: object({ overlapHours: { type: 'number', minimum: 0, maximum: 720 } }),
          sample: { overlapHours: 24 },
        },
      ),
    },
    ...triesPaths(),
  }
}

const tried = object({
  id: text,
  message: { type: 'string', description: 'What the message is known by: `webhook-id`' },
  event: text,
  record: nullable('string'),
  attempt: { type: 'integer' },
  at: instant,
  status: nullable('integer'),
  ms: { type: 'integer' },
  error: nullable('string'),
  answer: { type: ['string', 'null'], description: 'How the answer begins' },
})
const count = object({ count: { type: 'integer' } }, ['count'])

function triesPaths(): { [path: string]: object } {
  const many = json('How many messages that is', count)
  return {
    '/api/webhooks/{id}/deliveries': {
      parameters: [pathParameter('id')],
      get: {
        ...ofWebhooks(
          'listWebhookDeliveries',
          'List tries, the newest first, of the last 30 days',
          {
            answers: { 200: json('The tries', listOf(tried)) },
          },
        ),
        parameters: [
          {
            name: 'limit',
            in: 'query',
            schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
          },
          { name: 'before', in: 'query', description: 'The id of a try', schema: text },
        ],
      },
    },
    '/api/webhooks/{id}/deliveries/{message}/resend': {
      parameters: [pathParameter('id'), pathParameter('message')],
      post: ofWebhooks('resendWebhook', 'Send a message again, under its id', {
        answers: { 202: many },
        body: object({}),
      }),
    },
    '/api/webhooks/{id}/replay': {
      parameters: [pathParameter('id')],
      post: ofWebhooks(
        'replayWebhook',
        'Send again what was to be told in a time, or what never got through',
        {
          answers: { 202: many },
          body: object({ since: instant, until: instant, failedOnly: { type: 'boolean' } }),
          sample: { failedOnly: true },
        },
      ),
    },
  }
}

const device = object({
  id: text,
  way: { type: 'string', enum: ['web', 'fcm', 'apns'] },
  label: nullable('string'),
  createdAt: instant,
  seenAt: instant,
})

const newDevice = {
  type: 'object',
  properties: {
    way: { type: 'string', enum: ['web', 'fcm', 'apns'] },
    token: { type: 'string', description: 'What FCM or APNs knows the device by' },
    endpoint: { ...url, description: "Of a browser's subscription" },
    keys: object({ p256dh: text, auth: text }, ['p256dh', 'auth']),
    label: { type: ['string', 'null'], maxLength: 100 },
  },
}

const devicePaths: { [path: string]: object } = {
  '/api/devices': {
    get: ofDevices('listDevices', 'List your devices', {
      answers: {
        200: json('All of them', listOf(device)),
      },
    }),
    post: ofDevices(
      'registerDevice',
      "Register a device: a token, or a browser's subscription as it stands",
      {
        answers: { 201: json('The device', device) },
        body: newDevice,
        sample: { way: 'fcm', token: 'the-token-that-fcm-gave-this-device' },
      },
    ),
  },
  '/api/devices/key': {
    get: {
      ...ofDevices('deviceKey', 'What browsers subscribe with', {
        answers: { 200: json('The VAPID key', object({ publicKey: text }, ['publicKey'])) },
      }),
      security: [{}, { bearer: [] }],
    },
  },
  '/api/devices/{id}': {
    parameters: [pathParameter('id')],
    delete: ofDevices('removeDevice', 'Forget a device', {
      answers: {
        204: { description: 'It is gone' },
      },
    }),
  },
}

function listOf(items: object): object {
  return object({ data: { type: 'array', items } }, ['data'])
}

function pathParameter(name: string): object {
  return { name, in: 'path', required: true, schema: text }
}

interface Exchange {
  readonly answers: object
  readonly body?: object
  /** A whole body that is taken; an empty one unless told. */
  readonly sample?: object
}

type Call = (operationId: string, summary: string, exchange: Exchange) => object

function callsOf(tag: string): Call {
  return (operationId, summary, { answers, body, sample = {} }) => ({
    operationId,
    tags: [tag],
    summary,
    security: [{ bearer: [] }],
    ...(body && { requestBody: { content: { 'application/json': contentOf(body, sample) } } }),
    responses: {
      ...answers,
      ...refusals(
        'bad_request',
        'unauthenticated',
        'forbidden',
        'not_found',
        'conflict',
        ...(body ? withBody : []),
        'too_many_requests',
        'internal',
        'unavailable',
      ),
    },
  })
}

function contentOf(schema: object, value: object): object {
  return { schema, examples: { sample: { value } } }
}
