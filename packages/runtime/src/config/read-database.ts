import type { DatabaseConfig } from './config.ts'
import type { VariableName, Variables } from './variables.ts'

const maxPool = 1_000
const maxMs = 24 * 60 * 60 * 1_000

/** Reads how a PostgreSQL server is used; a file needs none of it. */
export function readDatabase(variables: Variables): DatabaseConfig {
  return {
    pool: readNumber(variables, 'DATABASE_POOL', { from: 1, to: maxPool }),
    connectTimeoutMs: readNumber(variables, 'DATABASE_CONNECT_TIMEOUT_MS', { from: 1, to: maxMs }),
    statementTimeoutMs: readNumber(variables, 'DATABASE_STATEMENT_TIMEOUT_MS', limit),
    queryTimeoutMs: readNumber(variables, 'DATABASE_QUERY_TIMEOUT_MS', limit),
    lockTimeoutMs: readNumber(variables, 'DATABASE_LOCK_TIMEOUT_MS', limit),
    idleTransactionTimeoutMs: readNumber(variables, 'DATABASE_IDLE_TRANSACTION_TIMEOUT_MS', limit),
  }
}

/** 0 switches a limit off. */
const limit = { from: 0, to: maxMs }

function readNumber(
  variables: Variables,
  name: VariableName,
  { from, to }: { from: number; to: number },
): number | undefined {
  const text = variables.get(name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d{1,9}$/.test(text) || value < from || value > to) {
    variables.refuse(`${name} must be a number from ${from} to ${to}.`)
  }
  return value
}
