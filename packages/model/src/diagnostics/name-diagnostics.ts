import type { DiagnosticEntry } from './diagnostic-entry.ts'

/** What can be wrong with names, and with a model file as a whole. */
export const nameDiagnostics: readonly DiagnosticEntry[] = [
  {
    code: 'CAM101',
    title: 'A name no entity can have',
    explanation:
      'The name of an entity becomes the name of a type, so it is made of letters and digits, a capital first. Words of SQL and JavaScript (Order, Group, Class) are fine: they are quoted where that is needed.',
    example: "entity('product-category', ...)        write: entity('ProductCategory', ...)",
  },
  {
    code: 'CAM102',
    title: 'A name that JavaScript, SQL or GraphQL cannot carry',
    explanation:
      'Fields, relations, tables and columns are made of letters, digits and single underscores, no digit first. GraphQL keeps names that begin with two underscores for itself.',
    example: "'first-name': text()        write: firstName: text()",
  },
  {
    code: 'CAM103',
    title: 'A name that is taken',
    explanation:
      'Cambium keeps id, createdAt, updatedAt and deletedAt itself (version too, in a versioned entity), rules ask user.hasRole(), every JavaScript object has members such as constructor, Infinity and NaN are values of the language, and databases keep tables such as sqlite_* for themselves.',
    example: 'createdAt: datetime()        leave it out: every record has it',
  },
  {
    code: 'CAM104',
    title: 'Two entities of one name',
    explanation: 'A relation names its target, so a name means one entity.',
    example: 'src/tasks/task.model.ts and src/todo/task.model.ts        rename one of them',
  },
  {
    code: 'CAM105',
    title: 'Two names that become one',
    explanation:
      'Tables, columns, paths and files are derived from names, in snake case and in the plural. Databases and file systems do not tell capitals from small letters.',
    example:
      'fooBar: int(), foo_bar: int()        both would be the column foo_bar: rename one, or give it a column',
  },
  {
    code: 'CAM106',
    title: 'A name that is too long for a database',
    explanation: 'PostgreSQL cuts names after 63 characters, and two could become one.',
    example: "entity('...', { table: 'short_name', ... })",
  },
  {
    code: 'CAM110',
    title: 'A model file without an entity',
    explanation: 'A model file has one default export, made by entity().',
    example:
      "export default { fields: {} }        write: export default entity('Task', { fields: { ... } })",
  },
  {
    code: 'CAM111',
    title: 'An entity without fields',
    explanation: 'There would be nothing to keep but an id.',
    example:
      "entity('Tag', { fields: {} })        write: entity('Tag', { fields: { name: text() } })",
  },
  {
    code: 'CAM112',
    title: 'Settings that are none',
    explanation: 'The default export of cambium.config.ts is made by defineConfig().',
    example:
      "export default { name: 'shop' }        write: export default defineConfig({ name: 'shop' })",
  },
  {
    code: 'CAM113',
    title: 'An option of an entity or of the settings that does not exist',
    explanation:
      'Options are checked by name, so that a misspelt one is not silently without effect.',
    example: 'list: { pagesize: 50 }        write: list: { pageSize: 50 }',
  },
  {
    code: 'CAM114',
    title: 'An option of an entity or of the settings with a value it cannot have',
    explanation: 'The message says what was found, the hint what it takes.',
    example: "versioned: 'yes'        write: versioned: true",
  },
  {
    code: 'CAM115',
    title: 'A field that is none',
    explanation: 'Each entry of `fields` is made by a builder of @cambium/model.',
    example: "title: 'text'        write: title: text()",
  },
]
