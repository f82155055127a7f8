import type { EdgeConfig } from './config.ts'
import type { VariableName, Variables } from './variables.ts'

const readsPerMinute = 6_000
const writesPerMinute = 1_200

/** The settings of what stands between the network and the routes. */
export function readEdge(variables: Variables): EdgeConfig {
  const isLimited = readSwitch(variables, 'RATE_LIMIT')
  const rateLimit = {
    readsPerMinute: readCount(variables, 'RATE_LIMIT_READ', readsPerMinute),
    writesPerMinute: readCount(variables, 'RATE_LIMIT_WRITE', writesPerMinute),
  }
  return {
    rateLimit: isLimited ? rateLimit : undefined,
    corsOrigins: readOrigins(variables),
    compression: readSwitch(variables, 'COMPRESSION'),
    trustProxy: readProxies(variables),
    logRequests: readSwitch(variables, 'LOG_REQUESTS'),
  }
}

/** On unless it says off. */
function readSwitch(
  variables: Variables,
  name: 'RATE_LIMIT' | 'COMPRESSION' | 'LOG_REQUESTS',
): boolean {
  const text = variables.get(name) ?? 'on'
  if (text !== 'on' && text !== 'off') variables.refuse(`${name} must be on or off.`)
  return text !== 'off'
}

function readCount(variables: Variables, name: VariableName, usual: number): number {
  const text = variables.get(name)
  if (text === undefined) return usual
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  variables.refuse(`${name} must be a number of requests a minute, 1 or more.`)
  return usual
}

function readOrigins(variables: Variables): readonly string[] {
  const origins = listIn(variables, 'CORS_ORIGINS')
  const wrong = origins.find((origin) => origin !== '*' && !isOrigin(origin))
  if (wrong !== undefined) {
    variables.refuse(
      `CORS_ORIGINS must list origins such as https://app.example.com, not "${wrong.slice(0, 40)}".`,
    )
  }
  return origins
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text
}

/** To believe every sender would let any caller choose its address, so that is no setting. */
function readProxies(variables: Variables): number | readonly string[] | undefined {
  const text = variables.get('TRUST_PROXY')
  if (text === undefined) return undefined
  if (/^[1-9]$/.test(text)) return Number(text)
  const names = listIn(variables, 'TRUST_PROXY')
  if (names.every((name) => proxy.test(name))) return names
  variables.refuse(
    'TRUST_PROXY must be the number of proxies in front, or their addresses: 10.0.0.0/8,loopback.',
  )
  return undefined
}

const proxy =
  /^(?:loopback|linklocal|uniquelocal|(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?|[\da-f]*:[\da-f:]*(?:\/\d{1,3})?)$/i

function listIn(variables: Variables, name: VariableName): string[] {
  const text = variables.get(name) ?? ''
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
