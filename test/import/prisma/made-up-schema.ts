/** Numbers below a bound, the same ones for a seed on every machine. */
type Dice = (bound: number) => number

interface MadeModel {
  name: string
  key: MadeKey
  lines: string[]
  /** A unique field that others may refer to. */
  unique: { name: string; type: string } | null
  taken: Set<string>
}

interface MadeKey {
  fields: { name: string; type: string }[]
}

/** A valid Prisma schema of that many models with relations, keys and names of every kind that makes importing hard. */
export function madeUpSchema(seed: number, count: number): string {
  const dice = createDice(seed)
  const models: MadeModel[] = []
  for (let at = 0; at < count; at += 1) models.push(madeUpModel(dice, at, models))
  for (const model of models) {
    for (let left = dice(4); left > 0; left -= 1) addRelation(dice, model, models)
  }
  const printed = models.map(({ name, lines }) => `model ${name} {\n${lines.join('\n')}\n}\n`)
  return [datasource, enums, ...printed].join('\n')
}

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
const enums =
  'enum Colour {\n  red\n  DARK_GREEN\n  Blue @map("light blue")\n}\n\nenum Level {\n  one @map("1")\n  two @map("2-b")\n}\n'

/** Tommy Ettinger's generator known as mulberry32. */
function createDice(seed: number): Dice {
  let state = seed
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}

const modelNames = [
  'User',
  'Order',
  'Group',
  'Class',
  'Index',
  'Table',
  'Session',
  'Account',
  'File',
  'Event',
  'Job',
  'Role',
  'Query',
  'News',
  'Series',
  'Data',
  'Media',
  'Child',
  'Person',
  'Address',
  'Status',
  'URLMapping',
  'HTMLPage',
  'iPhone',
  'user_group',
  'TB_LEGACY',
  'Record',
  'Error',
  'Request',
  'Response',
  'Function',
  'Object',
  'Map',
  'Date',
  'Promise',
  'Context',
  'Migration',
  'Health',
  'Batch',
  'Openapi',
  'Import',
  'Export',
  'Entity',
  'Field',
  'Webhook',
  'X',
  'Many',
]
const fieldNames = [
  'name',
  'title',
  'type',
  'class',
  'default',
  'constructor',
  'data',
  'page',
  'limit',
  'sort',
  'include',
  'fields',
  'version',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'prototype',
  'then',
  'length',
  'kind',
  'owner',
  'acl',
  'order',
  'group',
  'from',
  'to',
  'select',
  'count',
  'history',
  'ids',
  'x1',
  'a_b_c',
  'URL',
  'HTMLBody',
  'snake_case_name',
  'SCREAMING',
  'password',
  'apiToken',
  'deletedAt',
  'createdAt',
  'updatedAt',
  'created_at',
  'updated_at',
  'where',
  'key',
  'value',
  'user',
  'userId',
  'email',
  'null',
  'id_',
  'q',
  'after',
  'before',
  'next',
  'status',
  'state',
  'is_new',
  'Name',
  'dataJson',
  'data_json',
  'createdBy',
  'tenant',
  'and',
  'or',
  'not',
  'in',
  'new',
  'delete',
  'update',
]
const fieldTypes = [
  'String',
  'String?',
  'String @db.VarChar(12)',
  'String? @db.Text',
  'Int',
  'Int?',
  'Int @default(7)',
  'Int @db.SmallInt',
  'BigInt',
  'BigInt? @default(12)',
  'Float',
  'Float @default(0.25)',
  'Decimal',
  'Decimal? @db.Decimal(10, 3)',
  'Boolean @default(true)',
  'Boolean?',
  'DateTime',
  'DateTime @default(now())',
  'DateTime? @db.Date',
  'DateTime @db.Time(0)',
  'DateTime @updatedAt',
  'Json',
  'Json?',
  'Json @default("{}")',
  'Bytes?',
  'Bytes',
  'String[]',
  'Int[]',
  'Float[] @default([1.5])',
  'Colour',
  'Colour? @default(Blue)',
  'Colour[]',
  'Level @default(two)',
  'Level?',
  'String @db.Uuid',
  'String? @db.Char(3)',
  'String @default(cuid())',
  'String @unique',
  'String? @unique',
  'Int @unique',
  'Json[]',
  'DateTime[]',
  'Decimal[]',
  'String @db.Inet',
  'String? @db.Xml',
  'Unsupported("interval")?',
  'Unsupported("tsvector")?',
  'String @default("it\'s \\"so\\"")',
]

function madeUpModel(dice: Dice, at: number, earlier: readonly MadeModel[]): MadeModel {
  const taken = new Set<string>()
  const bare = modelNames[at] ?? `${modelNames[dice(modelNames.length)]}${at}`
  const model: MadeModel = { name: bare, key: { fields: [] }, lines: [], unique: null, taken }
  if (dice(3) === 0)
    model.lines.push(`  /// Made up: ${bare}, number ${at}. "Quoted" */ and \${so} on.`)
  if (dice(5) > 0 || !addKeyOfOthers(dice, model, earlier)) addKey(dice, model)
  for (let left = 1 + dice(9); left > 0; left -= 1) {
    const name = fieldNames[dice(fieldNames.length)] ?? 'name'
    const type = fieldTypes[dice(fieldTypes.length)] ?? 'Int'
    if (taken.has(name)) continue
    taken.add(name)
    const mapped = dice(6) === 0 ? ` @map("${name}-of ${at}")` : ''
    model.lines.push(`  ${name} ${type}${mapped}`)
    if (/^(String|Int) @unique/.test(type)) model.unique = { name, type: type.split(' ')[0] ?? '' }
  }
  if (dice(5) === 0) model.lines.push(`  @@map("${bare.toLowerCase()}-rows_${at}")`)
  return model
}

function addKey(dice: Dice, model: MadeModel): void {
  const single = [
    'Int @id @default(autoincrement())',
    'String @id @default(cuid())',
    'String @id @default(uuid())',
    'String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid',
    'String @id',
    'Int @id',
    'BigInt @id @default(autoincrement())',
    'String @id @default(nanoid()) @map("_id")',
    'String @id @db.Uuid',
  ]
  if (dice(6) === 0) {
    const fields = [
      { name: 'partA', type: 'Int' },
      { name: 'partB', type: 'String' },
    ]
    for (const { name, type } of fields) addField(model, name, type)
    model.lines.push('  @@id([partA, partB])')
    model.key = { fields }
    return
  }
  const name = dice(5) === 0 ? 'code' : 'id'
  const type = single[dice(single.length)] ?? ''
  addField(model, name, type)
  const native = type.includes('@db.Uuid') ? ' @db.Uuid' : ''
  model.key = { fields: [{ name, type: `${type.split(' ')[0]}${native}` }] }
}

/** A key of one, two or three that are the keys of earlier models, or of one and a number. */
function addKeyOfOthers(dice: Dice, model: MadeModel, earlier: readonly MadeModel[]): boolean {
  const simple = earlier.filter(({ key }) => key.fields.length === 1)
  const count = 1 + dice(3)
  if (simple.length === 0) return false
  const fields = Array.from({ length: count }, (_, at) => {
    const target = simple[dice(simple.length)]
    const [key] = target?.key.fields ?? []
    if (!target || !key) return []
    const relation = `K${earlier.length}_${at}`
    const names = [`${low(target.name)}K${at}`, `of${relation}`] as const
    const column = { name: `${names[0]}${dice(3) === 0 ? '_id' : 'Id'}`, type: key.type }
    const attribute = count === 1 ? ' @id' : ''
    addField(
      model,
      column.name,
      `${key.type.split(' ')[0]}${attribute} ${key.type.split(' ')[1] ?? ''}`,
    )
    addField(
      model,
      names[0],
      `${target.name} @relation("${relation}", fields: [${column.name}], references: [${key.name}], onDelete: Cascade)`,
    )
    addField(target, names[1], `${model.name}${count === 1 ? '?' : '[]'} @relation("${relation}")`)
    return [column]
  }).flat()
  if (count > 1 && dice(3) === 0) {
    addField(model, 'place', 'Int')
    fields.push({ name: 'place', type: 'Int' })
  }
  if (count > 1) model.lines.push(`  @@id([${fields.map(({ name }) => name)}])`)
  model.key = { fields }
  return true
}

function addField(model: MadeModel, name: string, type: string): void {
  model.taken.add(name)
  model.lines.push(`  ${name} ${type}`)
}

function addRelation(dice: Dice, model: MadeModel, models: MadeModel[]): void {
  const target = dice(7) === 0 ? model : (models[dice(models.length)] ?? model)
  const at = model.lines.length
  const relation = `R${models.indexOf(model)}_${at}`
  const [near, far] = [
    freeName(dice, model, `${low(target.name)}${at}`),
    freeName(dice, target, `of${relation}`),
  ]
  const isSimple = ({ key }: MadeModel): boolean => key.fields.length === 1
  if (dice(4) === 0 && isSimple(model) && isSimple(target)) {
    model.lines.push(`  ${near} ${target.name}[] @relation("${relation}")`)
    target.lines.push(`  ${far} ${model.name}[] @relation("${relation}")`)
    return
  }
  const isUnique = dice(4) === 0
  // a circle of required references could have no first record
  const isLater = models.indexOf(target) >= models.indexOf(model)
  const isOptional = isLater || dice(3) === 0
  const to = target.unique && dice(3) === 0 ? [target.unique] : target.key.fields
  const from = to.map(({ type }, part) => {
    const wished = `${near}${to.length > 1 ? `_part${part}` : dice(4) === 0 ? '_ref' : 'Id'}`
    const name = model.taken.has(wished) ? `${wished}_${at}` : wished
    addField(
      model,
      name,
      type.replace(/^\w+/, (bare) => (isOptional ? `${bare}?` : bare)),
    )
    return name
  })
  const onDelete = [
    '',
    ', onDelete: Cascade',
    ', onDelete: NoAction',
    isOptional ? ', onDelete: SetNull' : '',
  ][dice(4)]
  const references = `fields: [${from}], references: [${to.map(({ name }) => name)}]`
  model.lines.push(
    `  ${near} ${target.name}${isOptional ? '?' : ''} @relation("${relation}", ${references}${onDelete})`,
  )
  target.lines.push(`  ${far} ${model.name}${isUnique ? '?' : '[]'} @relation("${relation}")`)
  if (isUnique) model.lines.push(`  @@unique([${from}])`)
  else if (dice(2) === 0) model.lines.push(`  @@index([${from}])`)
}

/** Often a name that is short and may be another one's elsewhere. */
function freeName(dice: Dice, model: MadeModel, otherwise: string): string {
  const wished = dice(2) === 0 ? fieldNames[dice(fieldNames.length)] : otherwise
  const name = wished === undefined || model.taken.has(wished) ? otherwise : wished
  model.taken.add(name)
  return name
}

function low(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
