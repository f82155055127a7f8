const overview = `Usage: node src/main.ts [command]

  serve     serve the application (the default)
  migrate   bring the database to the shape of the code
  seed      create what src/seed.ts says
  token     print a token for trying things out, in development
  help      this text, or the one of a command: help token

Settings come from the environment: DATABASE_URL PORT HOST AUTH_SECRET AUTH_JWKS_URL AUTH_ISSUER AUTH_AUDIENCE
LOG_LEVEL ENCRYPTION_KEY NODE_ENV
`

const texts: { readonly [command: string]: string } = {
  serve: `Usage: node src/main.ts serve

Serves the application at HOST:PORT (127.0.0.1:3000 unless set) until it gets SIGTERM or SIGINT, and then finishes
what it is doing. The database must have the shape of the code: run migrate first.
`,
  migrate: `Usage: node src/main.ts migrate

Applies every migration of migrations/ that the database has not seen, each in one transaction.
`,
  seed: `Usage: node src/main.ts seed

Runs src/seed.ts in one transaction and without access rules. When it throws, nothing of it is kept.
`,
  token: `Usage: node src/main.ts token [--id ID] [--role ROLE]...

Prints a bearer token signed with AUTH_SECRET, good for 30 days. Not for NODE_ENV=production.

  --id ID       who calls, "developer" unless told
  --role ROLE   a role of the application; may be given several times
`,
}

/** The help of one command, or of all. */
export function helpText(about: string | undefined): string {
  return (about === undefined ? undefined : texts[about]) ?? overview
}
