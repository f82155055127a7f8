import type { DiagnosticEntry } from './diagnostic-entry.ts'

/** What can be wrong with functions, jobs, event handlers, workflows and templates of mails. */
export const logicDiagnostics: readonly DiagnosticEntry[] = [
  {
    code: 'CAM501',
    title: 'A file of logic that does not define what its folder holds',
    explanation:
      'Each file in src/functions, src/jobs, src/events, src/workflows and src/mail exports one thing. What several of them share belongs in a folder of its own, such as src/lib.',
    example:
      "src/functions/add.ts        write: export const add = defineFunction('add', { async run({ input }) { ... } })",
  },
  {
    code: 'CAM502',
    title: 'A definition whose names do not agree',
    explanation:
      'The file, its export and the first argument say the same: kebab-case the file, camelCase the others. Whoever reads a call finds the file.',
    example:
      "print-sales.ts: export const print = defineJob('sales', ...)        write: export const printSales = defineJob('printSales', ...)",
  },
  {
    code: 'CAM503',
    title: 'Two definitions in one file',
    explanation: 'One file holds one thing, and is named after it.',
    example: 'move the second one to a file of its own',
  },
  {
    code: 'CAM504',
    title: 'Options that are code',
    explanation:
      'Everything but `run` is read without running the file: literals, lists, objects, constants of the same file made of these, and builders of @cambium/model.',
    example: "path: prefix + '/sales'        write: path: '/shop/sales'",
  },
  {
    code: 'CAM505',
    title: 'A file of logic whose name is not kebab-case',
    explanation:
      'Lower-case words with hyphens between them; the export is the same name in camelCase.',
    example: 'src/jobs/printSales.ts        write: src/jobs/print-sales.ts',
  },
  {
    code: 'CAM506',
    title: 'An option of a function, job, workflow or handler that does not exist',
    explanation:
      'Options are checked by name, so that a misspelt one is not silently without effect.',
    example: "acess: 'public'        write: access: 'public'",
  },
  {
    code: 'CAM507',
    title: 'An option of a function, job, workflow or handler with a value it cannot have',
    explanation: 'The message says what was found, the hint what it takes.',
    example: "timeout: '5 minutes'        write: timeout: '5m'",
  },
  {
    code: 'CAM508',
    title: 'Something that cannot be passed as a value',
    explanation:
      'Input, output and payloads are made of values. Relations, files, formulas and what is kept encrypted are parts of records: pass an id, or the value itself.',
    example: "input: { product: one('Product') }        write: input: { productId: uuid() }",
  },
  {
    code: 'CAM509',
    title: 'Input that does not fit into a query string',
    explanation:
      'A GET takes its input from the query string, which holds texts and lists of them.',
    example: "method: 'GET', input: { filter: json() }        write: method: 'POST'",
  },
  {
    code: 'CAM510',
    title: 'A path that a function cannot have',
    explanation:
      'Words in lower case, joined by hyphens and slashes, below /api. What varies is input, not part of the path.',
    example: "path: '/api/Sales/:year'        write: path: '/sales', input: { year: int() }",
  },
  {
    code: 'CAM511',
    title: 'A path that is taken',
    explanation:
      'An entity, another function or Cambium itself answers there, and one would hide the other.',
    example: "path: '/orders/sales'        write: path: '/sales'",
  },
  {
    code: 'CAM512',
    title: 'A rule that cannot guard a function',
    explanation:
      'A function is about no row, so its rule can only ask who calls. What depends on data is asked in run, with fail(403, ...).',
    example: "access: owner('customer')        write: access: role('staff')",
  },
  {
    code: 'CAM513',
    title: 'A schedule that is none',
    explanation:
      'Five or six parts as cron has them, a time zone of the IANA database, and a rate of so many in some time.',
    example: "schedule: 'daily at 8'        write: schedule: '0 8 * * *'",
  },
  {
    code: 'CAM514',
    title: 'A handler of an event that does not exist',
    explanation:
      'Every entity has created, updated and deleted; its option `events` names those that its hooks emit.',
    example: "on('order.placd', ...)        write: on('order.placed', ...)",
  },
  {
    code: 'CAM515',
    title: 'An event that cannot be declared',
    explanation:
      'An event has a name in camelCase and, if it says so, the fields it tells. created, updated and deleted tell the record.',
    example: 'events: { Placed: text() }        write: events: { placed: { total: money() } }',
  },
  {
    code: 'CAM516',
    title: 'A job and a workflow of one name',
    explanation: 'Both wait in one queue and are asked for by name.',
    example: 'src/jobs/ship.ts and src/workflows/ship.ts        rename one of them',
  },
  {
    code: 'CAM517',
    title: 'A model language that production would not find (warning)',
    explanation:
      'Files of logic import builders from @cambium/model when the application runs, and `npm install --omit=dev` leaves out what stands under devDependencies.',
    example: 'npm install --save-prod --save-exact @cambium/model        moves it to dependencies',
  },
  {
    code: 'CAM518',
    title: 'A stream of text that has fields',
    explanation:
      'Text is sent as it comes. Streams of values have fields: each part is one object.',
    example: "stream: 'text', output: { ... }        write: stream: 'ndjson', output: { ... }",
  },
]
