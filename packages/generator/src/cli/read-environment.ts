import { parseEnv } from 'node:util'
import { readText } from '../read/index.ts'

/** The settings a project's server will see: the process's own before those of `.env`. */
export interface ServerSettings {
  port: number
  host: string
  databaseUrl: string
}

/** Reads what `node --env-file-if-exists=.env src/main.ts` would be given. */
export function readServerSettings(project: string, portFlag?: string): ServerSettings {
  const file = parseEnv(readText(project, '.env') ?? '')
  const setting = (name: string, otherwise: string) => process.env[name] || file[name] || otherwise
  return {
    port: Number(portFlag ?? setting('PORT', '3000')),
    host: setting('HOST', '127.0.0.1'),
    databaseUrl: setting('DATABASE_URL', 'file:./data/app.db'),
  }
}
