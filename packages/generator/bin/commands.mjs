/** Every command with its options: the help is printed from this table and the arguments are read by it. */

const everywhere = {
  json: { type: 'boolean', text: 'print one JSON value instead of sentences' },
  help: { type: 'boolean', short: 'h', text: 'print this help' },
}

export const commands = {
  new: {
    usage:
      'cambium new NAME [--template blank|shop|tasks] | new function|job|event|workflow|mail NAME',
    summary: 'start a project in a new folder, or a file of logic in a project',
    options: {
      template: { type: 'string', value: 'NAME', text: 'blank (default), shop or tasks' },
      on: { type: 'string', value: 'EVENT', text: 'event: what the handler waits for' },
      ...everywhere,
    },
    arguments: { least: 1, most: 2 },
    examples: [
      'cambium new shop --template shop',
      'cambium new function calculateSales',
      'cambium new event notifyWarehouse --on order.created',
    ],
  },
  import: {
    usage:
      'cambium import SOURCE [NAME] [--adopt | --no-data | --data SOURCE] [--only A,B] [--access signedIn] [--dry-run] [--yes]',
    summary: 'make models of a database or a schema from elsewhere, and bring its rows',
    options: {
      adopt: {
        type: 'boolean',
        text: 'the live database stays as it is: models of its tables, and no table is changed',
      },
      'no-data': { type: 'boolean', text: 'the schema comes, and no rows' },
      data: {
        type: 'string',
        value: 'SOURCE',
        text: 'where the rows are, when the source is a schema without any: a database, a folder',
      },
      only: {
        type: 'string',
        multiple: true,
        value: 'A,B',
        text: 'nothing but these, by the names of tables or entities',
      },
      except: { type: 'string', multiple: true, value: 'A,B', text: 'all but these' },
      access: {
        type: 'string',
        value: 'RULE',
        text: 'who may do everything: none (default: the role admin), signedIn or public',
      },
      schema: {
        type: 'string',
        multiple: true,
        value: 'A,B',
        text: 'schemas of a PostgreSQL database; all but its own unless told',
      },
      dialect: {
        type: 'string',
        value: 'DATABASE',
        text: 'whose SQL a file is written in, where it does not tell: postgres or sqlite',
      },
      as: { type: 'string', value: 'KIND', text: 'what the source is, where it does not tell' },
      'dry-run': { type: 'boolean', text: 'write nothing; say what would come' },
      yes: { type: 'boolean', text: 'write what is shown; at a terminal you are asked otherwise' },
      ...everywhere,
    },
    arguments: { least: 1, most: 2 },
    examples: [
      'cambium import postgres://me@127.0.0.1/shop shop --dry-run',
      'cambium import ./shop.db shop',
      'cambium import postgres://me@127.0.0.1/shop shop --adopt',
      'cambium import prisma/schema.prisma shop --data postgres://me@127.0.0.1/shop',
    ],
  },
  generate: {
    usage:
      'cambium generate [--check | --diff [--against COMMIT] [--fail-on breaking]] [--skip-edited]',
    summary: 'write the generated files from the models',
    options: {
      check: { type: 'boolean', text: 'write nothing; exit with 1 when a file is out of date' },
      diff: {
        type: 'boolean',
        text: 'write nothing; say what the change means, then print it as a patch',
      },
      against: {
        type: 'string',
        value: 'COMMIT',
        text: 'with --diff: compare with the model of a commit or branch',
      },
      'fail-on': {
        type: 'string',
        value: 'breaking',
        text: 'with --diff: exit with 1 when callers of the API have to follow',
      },
      'skip-edited': {
        type: 'boolean',
        text: 'leave generated files that were edited as they are and write the others',
      },
      ...everywhere,
    },
    arguments: { least: 0, most: 0 },
    examples: [
      'cambium generate',
      'cambium generate --diff',
      'cambium generate --diff --against origin/main --fail-on breaking',
    ],
  },
  check: {
    usage: 'cambium check [--fix]',
    summary: 'verify the models, the lock, the generated and ejected files and the migrations',
    options: {
      fix: { type: 'boolean', text: 'first put model.lock.json in order after a merge' },
      ...everywhere,
    },
    arguments: { least: 0, most: 0 },
    examples: ['cambium check', 'cambium check --json'],
  },
  dev: {
    usage: 'cambium dev [--port NUMBER]',
    summary: 'serve the project and follow every change of its files',
    options: {
      port: { type: 'string', value: 'NUMBER', text: 'serve at this port instead of PORT or 3000' },
      ...everywhere,
    },
    arguments: { least: 0, most: 0 },
    examples: ['cambium dev', 'cambium dev --port 3001'],
  },
  eject: {
    usage: 'cambium eject FILE... [--merged]',
    summary: 'make generated files your own',
    options: {
      merged: { type: 'boolean', text: 'an ejected file has taken over what it was missing' },
      ...everywhere,
    },
    arguments: { least: 1, most: 100 },
    examples: [
      'cambium eject src/tasks/task.routes.gen.ts',
      'cambium eject --merged src/tasks/task.routes.ts',
    ],
  },
  merge: {
    usage: 'cambium merge [FILE...] [--conflicts]',
    summary: 'bring ejected files what was generated since',
    options: {
      conflicts: {
        type: 'boolean',
        text: 'write files with conflicts too, the conflicts between markers',
      },
      ...everywhere,
    },
    arguments: { least: 0, most: 100 },
    examples: ['cambium merge', 'cambium merge --conflicts src/tasks/task.routes.ts'],
  },
  restore: {
    usage: 'cambium restore FILE...',
    summary: 'give up the edits of a generated or ejected file (a copy is kept)',
    options: { ...everywhere },
    arguments: { least: 1, most: 100 },
    examples: ['cambium restore src/tasks/task.routes.gen.ts'],
  },
  migrate: {
    usage:
      'cambium migrate plan | save [TITLE] | status | up | down | purge | check | adopt | rebase | squash [TITLE]',
    summary: 'write the changes of the tables as migrations, apply them, and look at a database',
    options: {
      drop: {
        type: 'string',
        multiple: true,
        value: 'NAME',
        text: 'plan, save: Order.phone or Order may go; its values are kept aside',
      },
      rename: {
        type: 'string',
        multiple: true,
        value: 'OLD=NEW',
        text: 'plan, save: Order.phone=telephone or Order=Sale are the same',
      },
      fill: {
        type: 'string',
        multiple: true,
        value: 'NAME=VALUE',
        text: 'plan, save: what rows without a value get: Order.kind=plain; now for an instant',
      },
      sql: {
        type: 'string',
        value: 'DATABASE',
        text: 'plan: whose SQL is shown: sqlite, postgres or both; that of DATABASE_URL unless told',
      },
      data: {
        type: 'boolean',
        text: 'save: with a data.ts that changes rows, also when no table changes',
      },
      gradual: {
        type: 'boolean',
        text: 'save in two halves, between which older and newer code can both run',
      },
      to: {
        type: 'string',
        value: 'ID',
        text: 'up, down, adopt: the migration that is the newest afterwards',
      },
      steps: { type: 'string', value: 'NUMBER', text: 'down: how many migrations go back' },
      yes: { type: 'boolean', text: 'down: go back without being asked' },
      'no-backup': { type: 'boolean', text: 'up, down: no backup before something is dropped' },
      purge: { type: 'boolean', text: 'up: also delete what was kept aside long enough' },
      'older-than': { type: 'string', value: 'DAYS', text: 'purge: 30d unless told' },
      ignore: {
        type: 'string',
        multiple: true,
        value: 'NAME',
        text: 'check, adopt: a table, column, index or trigger that is none of ours; * is any letters',
      },
      onto: { type: 'string', value: 'ID', text: 'rebase: the migration that stays' },
      from: { type: 'string', value: 'ID', text: 'squash: the first that is put together' },
      ...everywhere,
    },
    arguments: { least: 1, most: 20 },
    examples: [
      'cambium migrate plan --sql both',
      'cambium migrate save "add due dates"',
      'cambium migrate save --rename Order.phone=telephone --drop Order.fax',
      'cambium migrate save --data "split names"',
      'cambium migrate check --ignore "legacy_*"',
      'cambium migrate down --steps 1',
    ],
  },
  rename: {
    usage: 'cambium rename ENTITY.FIELD NAME | ENTITY NAME',
    summary: 'give a field or an entity another name, with everything that means it',
    options: {
      'keep-column': {
        type: 'boolean',
        text: 'the column or table keeps its name, so no migration is needed',
      },
      'edit-owned': {
        type: 'boolean',
        text: 'also edit the places of your own files that the type checker proves to mean it',
      },
      'dry-run': { type: 'boolean', text: 'write nothing; show the patch' },
      ...everywhere,
    },
    arguments: { least: 2, most: 2 },
    examples: ['cambium rename Order.cPhone phone', 'cambium rename Order Sale --edit-owned'],
  },
  upgrade: {
    usage: 'cambium upgrade [--yes]',
    summary: 'move the project to this version of the generator',
    options: {
      yes: { type: 'boolean', text: 'write what is shown; at a terminal you are asked otherwise' },
      ...everywhere,
    },
    arguments: { least: 0, most: 0 },
    examples: ['cambium upgrade', 'cambium upgrade --yes'],
  },
  why: {
    usage:
      'cambium why ENTITY OPERATION [FIELD] | FUNCTION call [--as user:ID] [--role ROLE]... [--tenant ID] [--id ID] [--set FIELD=VALUE]...',
    summary: 'say which part of an access rule lets a caller through, or that none does',
    options: {
      as: { type: 'string', value: 'user:ID', text: 'who asks; a guest unless told' },
      role: {
        type: 'string',
        multiple: true,
        value: 'ROLE',
        text: 'a role the caller has; may be given several times',
      },
      tenant: {
        type: 'string',
        value: 'ID',
        text: 'the tenant they act for, where records belong to tenants',
      },
      id: { type: 'string', value: 'ID', text: 'the record; without it, how many of all records' },
      set: {
        type: 'string',
        multiple: true,
        value: 'FIELD=VALUE',
        text: 'what an update would send, for rules that speak of the change',
      },
      ...everywhere,
    },
    arguments: { least: 2, most: 3 },
    examples: [
      'cambium why Order read --as user:42 --role staff --id 01990000-0000-7000-8000-000000000001',
      'cambium why Order read --as user:42',
      'cambium why Order update --as user:42 --id 01990000-0000-7000-8000-000000000001 --set status=cancelled',
      'cambium why Product read stock --as user:42',
      'cambium why calculateSales call --as user:42 --role staff',
    ],
  },
  export: {
    usage:
      'cambium export --to FOLDER [--format jsonl|csv|sql] [--only A,B] [--with-secrets] [--with-accounts] [--dialect sqlite|postgres]',
    summary: 'write what the application holds into a folder',
    options: {
      to: { type: 'string', value: 'FOLDER', text: 'a folder that is not there yet, or is empty' },
      format: {
        type: 'string',
        value: 'FORMAT',
        text: 'jsonl (default), which load brings back without loss; csv; sql, a script of INSERTs',
      },
      only: {
        type: 'string',
        multiple: true,
        value: 'A,B',
        text: 'these entities, and the links between them',
      },
      'with-secrets': {
        type: 'boolean',
        text: 'also what is hidden, write-only or encrypted, in the clear',
      },
      'with-accounts': {
        type: 'boolean',
        text: 'also how people sign in; such a folder is a secret',
      },
      dialect: {
        type: 'string',
        value: 'DATABASE',
        text: 'sql: for sqlite or postgres; for the database that runs unless told',
      },
      ...everywhere,
    },
    arguments: { least: 0, most: 0 },
    examples: [
      'cambium export --to ../shop-2026-11-20',
      'cambium export --to ../orders --format csv --only Order,Product',
    ],
  },
  privacy: {
    usage: 'cambium privacy export | erase user ID',
    summary: 'hand out or erase what the application keeps of a person',
    options: {
      out: {
        type: 'string',
        value: 'FILE',
        text: 'export: a new file that only you may read; standard output unless told',
      },
      yes: { type: 'boolean', text: 'erase: without being asked' },
      ...everywhere,
    },
    arguments: { least: 3, most: 3 },
    examples: [
      'cambium privacy export user 01990000-0000-7000-8000-000000000001 --out ann.json',
      'cambium privacy erase user 01990000-0000-7000-8000-000000000001',
    ],
  },
  explain: {
    usage: 'cambium explain CODE',
    summary: 'explain a diagnostic, with an example of its fix',
    options: { ...everywhere },
    arguments: { least: 1, most: 1 },
    examples: ['cambium explain CAM301'],
  },
  'merge-lock': {
    usage: 'cambium merge-lock BASE OURS THEIRS [PATH]',
    summary: 'merge model.lock.json of two branches; git calls it (doctor --fix)',
    options: { ...everywhere },
    arguments: { least: 3, most: 4 },
    examples: ['cambium merge-lock %O %A %B %P'],
  },
  doctor: {
    usage: 'cambium doctor [--fix]',
    summary: 'look for what may be wrong with the project and this machine',
    options: {
      fix: { type: 'boolean', text: 'first let git merge model.lock.json by itself' },
      ...everywhere,
    },
    arguments: { least: 0, most: 0 },
    examples: ['cambium doctor'],
  },
}
