import type { DiagnosticEntry } from './diagnostic-entry.ts'

/** What can be wrong with the files of a project, and what cannot be generated. */
export const projectDiagnostics: readonly DiagnosticEntry[] = [
  {
    code: 'CAM301',
    title: 'A file that does not parse',
    explanation: 'The file is not legal TypeScript.',
    example: 'fields: { title: text( }        write: fields: { title: text() }',
  },
  {
    code: 'CAM302',
    title: 'A lock that is not valid JSON',
    explanation:
      'model.lock.json holds the identities of tables and columns. Do not delete it: take it back from version control.',
    example: 'git checkout model.lock.json',
  },
  {
    code: 'CAM303',
    title: 'A lock with conflict markers',
    explanation:
      'A merge left both sides in model.lock.json. They are merged by identity: where two fields have one number, the one that is not released gets another. What has a new name on either side is for you to decide.',
    example: 'cambium check --fix        cambium doctor --fix lets git do it by itself',
  },
  {
    code: 'CAM304',
    title: 'A lock that was merged (warning)',
    explanation:
      'A merge of two branches had left model.lock.json unfinished, and it was put in order. A field that got another number may stand in a migration that was saved with the former one.',
    example: 'cambium migrate rebase        plans that migration anew',
  },
  {
    code: 'CAM305',
    title: 'A model file that imports something else',
    explanation:
      'A model is data. It imports only from @cambium/model; logic belongs in the hooks file beside it.',
    example: "import { limit } from '../limits.ts'        write the value where it is used",
  },
  {
    code: 'CAM306',
    title: 'A name that @cambium/model does not export',
    explanation: 'Builders are imported by name.',
    example:
      "import { txt } from '@cambium/model'        write: import { text } from '@cambium/model'",
  },
  {
    code: 'CAM307',
    title: 'A model file that does more than describe',
    explanation:
      'Model files are executed in a process that may read the project and nothing else.',
    example: "readFileSync('/etc/hosts')        write the value where it is used",
  },
  {
    code: 'CAM308',
    title: 'A model file that throws',
    explanation: 'The file was executed, and an error came out of it.',
    example: 'the message names the error and its line',
  },
  {
    code: 'CAM309',
    title: 'A model file that does not end',
    explanation: 'Loading was stopped after 10 seconds.',
    example: 'look for a loop that does not end, or an await that never comes back',
  },
  {
    code: 'CAM310',
    title: 'A model file that ends the process',
    explanation: 'The process stopped while it loaded the file.',
    example: 'process.exit()        leave it out',
  },
  {
    code: 'CAM311',
    title: 'A file without a default export',
    explanation: 'A model file exports its entity, cambium.config.ts its settings.',
    example: "entity('Task', ...)        write: export default entity('Task', ...)",
  },
  {
    code: 'CAM312',
    title: 'A project without a model',
    explanation: 'There is nothing to generate yet.',
    example: 'write src/tasks/task.model.ts',
  },
  {
    code: 'CAM320',
    title: 'A generated file that was edited',
    explanation:
      'Its text is not what was last written. It is left alone: either it becomes yours, or the edit is given up.',
    example:
      'cambium eject src/tasks/task.routes.gen.ts        or: cambium restore src/tasks/task.routes.gen.ts',
  },
  {
    code: 'CAM321',
    title: 'An ejected file that misses a change (warning)',
    explanation:
      'The file is yours, and the model has changed since. The patch shows what would have been generated.',
    example:
      'cambium merge src/tasks/task.routes.ts        or by hand, and then: cambium eject --merged',
  },
  {
    code: 'CAM322',
    title: 'Files of another version of the generator (warning)',
    explanation:
      'Another version may print other text for the same models. Upgrading shows it template by template, changes your own files where a version asks for it, and puts the packages at one version.',
    example: 'npm install --save-exact cambium@0.2.0        then: cambium upgrade',
  },
  {
    code: 'CAM401',
    title: 'A kind of field that comes later',
    explanation: 'Vectors and passwords are checked today, and stored by a later version.',
    example: 'likeness: vector({ dimensions: 768 })        leave it out for now',
  },
  {
    code: 'CAM403',
    title: 'Encryption of something that is no text',
    explanation: 'Only texts can be encrypted so far.',
    example: 'int({ encrypted: true })        write: text({ encrypted: true })',
  },
  {
    code: 'CAM404',
    title: 'Tenants in schemas or databases of their own',
    explanation:
      "Rows of tenants are kept apart in shared tables: each has its tenant's id, which every statement asks for. A schema or a database for each comes with a later version.",
    example: "tenancy: { entity: 'Company', isolation: 'schema' }        write: isolation: 'row'",
  },
  {
    code: 'CAM405',
    title: 'A stored formula that reads related records',
    explanation: 'What is stored would be out of date as soon as one of them changes.',
    example: 'computed(int(), (p) => p.orders.count(), { stored: true })        leave out stored',
  },
  {
    code: 'CAM406',
    title: 'Migrations of two branches that change the same',
    explanation:
      'Each was planned without the other, so what they leave would depend on their order. The one that is not released is planned again after the other.',
    example: 'cambium migrate rebase',
  },
  {
    code: 'CAM407',
    title: 'A formula or check that would read the records of all tenants',
    explanation:
      "A record that all tenants share has no tenant, so nothing says whose related records are meant. Rules may lead there: they see those of the caller's tenant.",
    example:
      'User: taskCount: computed(int(), (u) => u.tasks.count())        leave it out, or ask for the tasks',
  },
  {
    code: 'CAM408',
    title: 'An address that uploads and files need',
    explanation:
      'Files are uploaded to /api/files and /api/uploads, and fetched at the address of their record with the name of their field. An entity or a field that would stand at the same address cannot be served.',
    example: "File: photo: image()        give the entity another path: api: { path: 'documents' }",
  },
  {
    code: 'CAM409',
    title: 'An owner whose id an adopted database keeps in another form',
    explanation:
      'owner() compares the id of the caller with the column. Ids that are kept as bytes, or in capital letters, are not equal to what records and callers have.',
    example:
      "owner('customer') with customer: one('User', { stored: 'blob' })        go by another field",
  },
]
