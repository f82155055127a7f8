const overview = `Usage: node src/main.ts [command]

  serve     serve the application (the default)
  migrate   bring the database to the shape of the code
  seed      create what src/seed.ts says
  token     print a token for trying things out, in development
  why       answer questions about access rules, for cambium why
  privacy   hand out or erase what is kept of a person
  help      this text, or the one of a command: help token

Settings come from the environment: DATABASE_URL PORT HOST AUTH_SECRET AUTH_JWKS_URL AUTH_ISSUER AUTH_AUDIENCE
LOG_LEVEL ENCRYPTION_KEY NODE_ENV
`

const texts: { readonly [command: string]: string } = {
  serve: `Usage: node src/main.ts serve

Serves the application at HOST:PORT (127.0.0.1:3000 unless set) until it gets SIGTERM or SIGINT, and then finishes
what it is doing. The database must have the shape of the code: run migrate first.
`,
  migrate: `Usage: node src/main.ts migrate [up] [--to ID] [--no-backup] [--purge] [--json]
       node src/main.ts migrate status [--json]
       node src/main.ts migrate down [--to ID | --steps N] [--yes] [--no-backup] [--json]
       node src/main.ts migrate purge [--older-than 30d] [--json]

  up        apply every migration of migrations/ that the database has not seen; killed, it goes on when run again
  status    say which ones it has, who serves from it, and what is kept aside
  down      take the newest one back, where its folder has a down script
  purge     drop what migrations took away and kept aside (the tables _gone_*)

  --to ID          up: this one and what it builds on; down: everything newer than this one
  --steps N        how many to take back, 1 unless told
  --yes            take back without asking
  --no-backup      SQLite: no copy of the file before something is taken away
  --purge          up: purge afterwards what is older than 30 days
  --older-than 7d  purge: how long ago it must have been taken away, 30 days unless told
  --json           one JSON object instead of words

Ends with 0, also when a migration waits for instances with older code to stop; 2 for a wrong command line, 3 for what
you can mend (it says what), 1 for anything else.
`,
  seed: `Usage: node src/main.ts seed

Runs src/seed.ts in one transaction and without access rules. When it throws, nothing of it is kept.
`,
  why: `Usage: node src/main.ts why < questions.json

What the command line "cambium why" asks. It reads questions as JSON from its input, looks at the rows that a rule of the
application lets a caller through to, and prints what it found as one JSON array. It changes nothing.
`,
  privacy: `Usage: node src/main.ts privacy export user ID [--out FILE]
       node src/main.ts privacy erase user ID [--yes] [--json]

  export    everything that is kept of somebody as one JSON document: their record, how they sign in, what belongs to
            them, its history. No password, token or key is in it.
  erase     delete it, or empty what has to stay; says what it will do and asks. Stopped, it goes on when run again.

  --out FILE   export: a new file that only you may read; standard output unless told
  --yes        erase without asking
  --json       one JSON object instead of words
`,
  token: `Usage: node src/main.ts token [--id ID] [--role ROLE]... [--tenant ID]

Prints a bearer token signed with AUTH_SECRET, good for 30 days. Not for NODE_ENV=production.

  --id ID       who calls, "developer" unless told
  --role ROLE   a role of the application; may be given several times
  --tenant ID   the tenant they act for, in an application with tenants
`,
}

/** The help of one command, or of all. */
export function helpText(about: string | undefined): string {
  return (about === undefined ? undefined : texts[about]) ?? overview
}
