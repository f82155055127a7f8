const overview = `Usage: node src/main.ts [command]

  serve     serve the application (the default)
  work      do what outlives requests, and serve nothing
  jobs      look at what waits, runs and is parked, and decide about it
  migrate   bring the database to the shape of the code
  seed      create what src/seed.ts says
  token     print a token for trying things out, in development
  why       answer questions about access rules, for cambium why
  privacy   hand out or erase what is kept of a person
  workflows show the runs of workflows, and let them go on or back
  webhooks  the endpoints of others that are told of events, and what they answered
  push      make keys for messages to browsers: push keys
  export    write what the tables hold into a folder
  load      bring rows into the tables: an export, or what a program sends
  help      this text, or the one of a command: help token

Settings come from the environment: DATABASE_URL PORT HOST AUTH_SECRET AUTH_JWKS_URL AUTH_ISSUER AUTH_AUDIENCE
LOG_LEVEL ENCRYPTION_KEY NODE_ENV
`

const texts: { readonly [command: string]: string } = {
  serve: `Usage: node src/main.ts serve [--no-workers]

Serves the application at HOST:PORT (127.0.0.1:3000 unless set) until it gets SIGTERM or SIGINT, and then finishes
what it is doing. The database must have the shape of the code: run migrate first.

It also does what outlives its requests: jobs, events, workflows, webhooks, mails, push messages.

  --no-workers  leave that to processes that do: as WORKERS=off
`,
  work: `Usage: node src/main.ts work

Does what outlives requests (jobs, events, workflows, webhooks, mails, push messages) until it gets SIGTERM or SIGINT. It
then takes nothing new, gives what runs 20 seconds, and gives back what takes longer: another process goes on with it.
Any number of these may run beside any number of serve.
`,
  jobs: `Usage: node src/main.ts jobs [list] [--status STATUS] [--kind KIND] [--name NAME] [--limit N] [--json]
       node src/main.ts jobs show ID [--json]
       node src/main.ts jobs retry ID... | --parked [--kind KIND] [--name NAME] [--json]
       node src/main.ts jobs cancel ID... [--json]
       node src/main.ts jobs replay ID... [--json]

  list     the newest ones, and how many there are of each status
  show     everything that is known of one
  retry    try those again that are parked, cancelled or wait for their next try: now, and counted from the start
  cancel   those that wait are not done; those that run are asked to stop, within three seconds
  replay   do those once more that are done and kept, parked or cancelled: as a new one with an id of its own

  --status STATUS  waiting, delayed, behind (an older one of its key), running, parked, cancelled or done
  --kind KIND      job, workflow, event, handler, webhook, mail or push
  --name NAME      the job, event, handler, template or endpoint
  --limit N        how many to list, 20 unless told
  --parked         everything that is parked
  --json           one JSON object instead of words

Ends with 0; 2 for a wrong command line, 3 where an id is not there or cannot be treated so.
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
  webhooks: `Usage: node src/main.ts webhooks [list] [--json]
       node src/main.ts webhooks add URL --event NAME... [--role ROLE]... [--as USER] [--tenant ID] [--description TEXT]
       node src/main.ts webhooks deliveries ID [--json]
       node src/main.ts webhooks rotate ID [--overlap-hours N]
       node src/main.ts webhooks enable|disable|remove ID
       node src/main.ts webhooks resend ID MESSAGE
       node src/main.ts webhooks replay ID --since INSTANT [--until INSTANT] | --failed

  list        the endpoints, and whether anything gets through
  add         have an address told of events; prints its secret, once
  deliveries  the last 50 tries: what was answered, in how many milliseconds
  rotate      a new secret; the old one is signed with too for 24 hours
  enable      tell it again; what it missed is sent by: replay ID --failed
  resend      send one message again, under its id
  replay      send again what was written in a time, or what never got through

  --event NAME       an event that an entity declares, or '*' for all; may be given several times
  --role ROLE        it is told what somebody with this role may read; may be given several times
  --as USER          and what this user may read
  --tenant ID        whose events it is told of, in an application with tenants
  --overlap-hours N  how long the old secret is signed with too
  --json             one JSON object instead of words

Ends with 0; 2 for a wrong command line, 3 for what you can mend.
`,
  push: `Usage: node src/main.ts push keys

Prints a new pair of VAPID keys as settings: what browsers' push services know the application by. Keep them: with others
every browser has to subscribe anew.
`,
  export: `Usage: node src/main.ts export --to FOLDER [--format jsonl|csv|sql] [--only A,B] [--with-secrets] [--with-accounts]
                               [--dialect sqlite|postgres] [--json]

Writes what the tables hold into a new folder, as it is at one moment, while others go on. The folder gets its name when it
is complete; a manifest says what is in it, with the count and the hash of every file.

  --to FOLDER       a folder that is not there yet, or is empty
  --format FORMAT   jsonl, which load brings back without loss (the default), csv, or sql: one script of INSERTs
  --only A,B        these entities and the links between them
  --with-secrets    also what is hidden, write-only or encrypted, in the clear
  --with-accounts   also how people sign in: hashes of passwords, second factors, roles. Such a folder is a secret
  --dialect NAME    sql: for this database, and not for the one that runs
  --json            one JSON object instead of words

Ends with 0; 2 for a wrong command line, 3 for what you can mend.
`,
  load: `Usage: node src/main.ts load FOLDER [--changed] [--rejected FILE] [--json]
       node src/main.ts load --stdin [--name NAME] [--rejected FILE]

Brings records into the tables as they are, with their ids and times. Values are checked as the API checks them; there
are no access rules, hooks or events, and no history is written. A record whose id is there already stays as it is, so
a load may be run again; killed, it goes on where it stood.

  FOLDER           what an export wrote
  --stdin          a program sends the rows: docs/reference/transfer.md
  --name NAME      what a program's load is known by, so that it can go on
  --changed        take files of the folder that were changed since the export
  --rejected FILE  where rows go that are refused, with the reasons; rejected.jsonl unless told
  --json           one JSON object instead of words

Ends with 0, also where rows were refused (it says how many); 2 for a wrong command line, 3 for what you can mend.
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
  workflows: `Usage: node src/main.ts workflows [list] [--status STATUS] [--limit N] [--json]
       node src/main.ts workflows show ID [--json]
       node src/main.ts workflows retry ID [--json]
       node src/main.ts workflows cancel ID [--json]

  list      the newest runs; a week is kept of those that are over
  show      one run with its steps, what became of each, and how often the last thing was tried
  retry     let a run that is parked or waits go on at once, with all its tries again
  cancel    have a run taken back that is under way; the step at work is let finish

  --status STATUS   waiting, running, parked, cancelled, completed or compensated
  --limit N         how many, 50 unless told
  --json            one JSON object instead of words
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
