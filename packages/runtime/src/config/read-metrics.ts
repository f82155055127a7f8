import type { MetricsConfig } from './config.ts'
import type { Variables } from './variables.ts'

const shortest = 16

/** Whether the process measures itself, and who may read that. */
export function readMetrics(variables: Variables): MetricsConfig {
  const token = variables.get('METRICS_TOKEN')
  if (token !== undefined && token.length < shortest) {
    variables.refuse(
      `METRICS_TOKEN must have at least ${shortest} characters, not ${token.length}. Make one with: openssl rand -hex 32`,
    )
  }
  const port = readPort(variables)
  const text = variables.get('METRICS')
  if (text !== undefined && text !== 'on' && text !== 'off') {
    variables.refuse('METRICS must be on or off.')
  }
  const isOn = text === undefined ? token !== undefined || port !== undefined : text === 'on'
  return { isOn, token, port }
}

function readPort(variables: Variables): number | undefined {
  const text = variables.get('METRICS_PORT')
  if (text === undefined) return undefined
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    variables.refuse('METRICS_PORT must be a number from 0 to 65535.')
  }
  return port
}
