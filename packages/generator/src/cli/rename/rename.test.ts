import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { createSample } from '../fixture/index.ts'

let sample: ReturnType<typeof createSample>

const user = `import { entity, text } from '@cambium/model'

export default entity('User', {
  fields: { name: text({ required: true }), rank: text() },
  access: { read: 'public', create: 'public' },
})
`

const order = `import { choice, computed, entity, index, manyToMany, one, only, owner, role, slug, text } from '@cambium/model'

const address = text({ max: 90 })

/** What somebody wants; its cPhone is asked for. */
export default entity('Order', {
  fields: {
    // the number to ring
    cPhone: text({ search: 'A' }),
    address,
    status: choice(['open', 'paid'], { default: 'open' }),
    customer: one('User', { inverse: 'orders', default: 'currentUser' }),
    parts: manyToMany('Note', { inverse: 'orders' }),
    path: slug({ from: 'cPhone' }),
    shown: computed(text(), (o) => o.cPhone ?? 'none'),
  },
  indexes: [index('cPhone', '-createdAt'), index('-status', 'customer')],
  list: { sort: ['-cPhone'] },
  title: 'cPhone',
  access: {
    read: [owner('customer'), role('staff')],
    create: 'public',
    update: { all: [only('cPhone', 'status'), (o, user, { next }) => o.customerId === user.id && next.status !== 'paid'] },
  },
  fieldAccess: { cPhone: { write: (o, user) => o.customer?.rank === 'boss' && user.name !== '' } },
  check: { 'an order needs a number': (o) => o.status !== 'paid' || o.cPhone !== null },
})
`

const note = `import { entity, text } from '@cambium/model'

export default entity('Note', {
  fields: { cPhone: text(), title: text({ required: true }) },
  access: { read: (n) => n.orders.some((o) => o.cPhone !== null && n.cPhone === null), create: 'public' },
})
`

const hooks = `import { hooks } from '@cambium/runtime/hooks'

export const orderHooks = hooks('Order', {
  create: {
    before({ input, fail }) {
      const { cPhone } = input
      if (input.cPhone === '0') throw fail(422, 'Nobody is there', 'cPhone')
      return { status: cPhone ? 'open' : 'paid' }
    },
  },
  update: {
    async after({ record, changed, system, log }) {
      if (!changed.has('cPhone')) return
      const other = await system.Note.find({ cPhone: record.cPhone })
      log.info({ cPhone: other?.cPhone }, 'the cPhone changed')
    },
  },
})
`

const noteHooks = `import { hooks } from '@cambium/runtime/hooks'

export const noteHooks = hooks('Note', {
  create: {
    async before({ system, db: rest }) {
      await system.Order.find({ cPhone: '1' })
      await rest.Order.find({ cPhone: '1' })
    },
    async after(context) {
      const tags = [{ Order: 1 }]
      await context.db.Order.find({ cPhone: '1' })
      context.log.info({ found: tags.map((system) => system.Order) }, 'seen')
    },
  },
})
`

const caller = `import { hooks } from './orders/order.hooks.ts'
import { orderHooks } from './orders/order.hooks.ts'
import type { Order, OrderStatus } from './orders/order.schema.gen.ts'

export const states: OrderStatus[] = ['open']
export const show = (one: Order): string => \`\${one.cPhone} \${Object.keys(orderHooks).length}\`
export const url = '/api/orders?cPhone=1'
`

beforeEach(() => {
  sample = createSample()
  sample.put('src/users/user.model.ts', user)
  sample.put('src/orders/order.model.ts', order)
  sample.put('src/orders/order.hooks.ts', hooks)
  sample.put('src/notes/note.model.ts', note)
  sample.put('src/caller.ts', caller.replace(/^.*\n/, ''))
  sample.put('tsconfig.json', JSON.stringify(settings))
  const made = sample.run('generate')
  assert.equal(made.code, 0, made.err)
})
afterEach(() => sample.remove())

const settings = {
  compilerOptions: {
    target: 'esnext',
    module: 'nodenext',
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    skipLibCheck: true,
    types: ['node'],
  },
  include: ['src'],
}

function typeErrors(): string {
  const tsc = join(sample.folder, 'node_modules/typescript/bin/tsc')
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', '.'], {
    cwd: sample.folder,
    encoding: 'utf8',
  })
  return stdout
}

/** Installs everything but TypeScript. */
function hideTypeScript(): void {
  const installed = join(sample.folder, 'node_modules')
  const all = realpathSync(installed)
  rmSync(installed)
  mkdirSync(installed)
  for (const name of readdirSync(all)) {
    if (name !== 'typescript') symlinkSync(join(all, name), join(installed, name))
  }
}

const identity = (entity: string, field: string) =>
  JSON.parse(sample.text('model.lock.json')).entities[entity]?.fields[field]

describe('renaming a field', () => {
  test('edits every place of every model that means it, and no other', () => {
    const before = identity('Order', 'cPhone')[0]
    const { code, err, out } = sample.run('rename', 'Order.cPhone', 'phone')
    assert.equal(code, 0, err)
    const model = sample.text('src/orders/order.model.ts')
    assert.equal(
      model,
      order
        .replaceAll('cPhone', 'phone')
        .replace('its phone is asked for', 'its cPhone is asked for'),
    )
    assert.equal(sample.text('src/notes/note.model.ts'), note.replace('o.cPhone', 'o.phone'))
    assert.deepEqual(identity('Order', 'phone'), [before, 'phone'])
    assert.match(out, /cambium migrate save/)
    assert.match(sample.run('migrate', 'plan').out, /RENAME COLUMN "c_phone" TO "phone"/)
  })

  test('names the places of owned files and leaves them as they are', () => {
    const { out } = sample.run('rename', 'Order.cPhone', 'phone')
    assert.equal(sample.text('src/orders/order.hooks.ts'), hooks)
    for (const line of [6, 7, 13, 14]) {
      assert.match(out, new RegExp(`src/orders/order\\.hooks\\.ts:${line}  `))
    }
    assert.match(out, /look at it\n {2}src\/caller\.ts:6 {2}export const url/)
  })

  test('edits what the type checker proves in owned files, where that was asked for', () => {
    const { code, err } = sample.run('rename', 'Order.cPhone', 'phone', '--edit-owned')
    assert.equal(code, 0, err)
    const edited = sample.text('src/orders/order.hooks.ts')
    assert.match(edited, /input\.phone === '0'\) throw fail\(422, 'Nobody is there', 'phone'\)/)
    assert.match(edited, /changed\.has\('phone'\)/)
    assert.match(edited, /system\.Note\.find\(\{ cPhone: record\.phone \}\)/)
    assert.match(edited, /log\.info\(\{ cPhone: other\?\.cPhone \}, 'the cPhone changed'\)/)
    assert.match(sample.text('src/caller.ts'), /\$\{one\.phone\}/)
    assert.equal(typeErrors(), '')
  })

  test('leaves the tables alone with --keep-column', () => {
    const { code, out } = sample.run('rename', 'Order.cPhone', 'phone', '--keep-column')
    assert.equal(code, 0)
    assert.match(
      sample.text('src/orders/order.model.ts'),
      /phone: text\(\{ search: 'A', column: 'c_phone' \}\)/,
    )
    assert.match(out, /no migration is needed/)
    assert.match(sample.run('migrate', 'plan').out, /Nothing to save/)
  })

  test('follows a field whose definition is a constant, and a relation with its stored form', () => {
    assert.equal(sample.run('rename', 'Order.address', 'street').code, 0)
    assert.match(sample.text('src/orders/order.model.ts'), /street: address,/)
    assert.equal(sample.run('rename', 'Order.customer', 'buyer', '--edit-owned').code, 0)
    const model = sample.text('src/orders/order.model.ts')
    assert.match(model, /buyer: one\('User'/)
    assert.match(model, /o\.buyerId === user\.id/)
    assert.match(model, /o\.buyer\?\.rank/)
    assert.match(model, /index\('-status', 'buyer'\)/)
    assert.equal(typeErrors(), '')
  })

  test('shows the patch with --dry-run and writes nothing', () => {
    const lock = sample.text('model.lock.json')
    const { code, out } = sample.run('rename', 'Order.cPhone', 'phone', '--dry-run', '--edit-owned')
    assert.equal(code, 0)
    assert.match(out, /^\+ {4}phone: text\(\{ search: 'A' \}\),$/m)
    assert.match(out, /^\+ {6}if \(!changed\.has\('phone'\)\) return$/m)
    assert.equal(sample.text('src/orders/order.model.ts'), order)
    assert.equal(sample.text('model.lock.json'), lock)
    assert.equal(sample.has('.cambium/next'), false)
  })

  test('without TypeScript every place is named and none is proven', () => {
    hideTypeScript()
    const { code, out } = sample.run('rename', 'Order.cPhone', 'phone', '--edit-owned')
    assert.equal(code, 0)
    assert.match(out, /TypeScript 7 is not installed/)
    assert.match(out, /order\.hooks\.ts:7 /)
    assert.match(sample.text('src/orders/order.hooks.ts'), /input\.cPhone/)
  })
})

describe('renaming an entity', () => {
  test('moves its files, edits what names it, and keeps every identity', () => {
    const before = JSON.parse(sample.text('model.lock.json')).entities.Order
    const { code, err, out } = sample.run('rename', 'Order', 'Sale', '--edit-owned')
    assert.equal(code, 0, err)
    assert.equal(sample.has('src/orders'), false)
    assert.match(sample.text('src/sales/sale.model.ts'), /^export default entity\('Sale', \{$/m)
    assert.match(
      sample.text('src/sales/sale.hooks.ts'),
      /export const saleHooks = hooks\('Sale', \{/,
    )
    const moved = sample.text('src/caller.ts')
    assert.match(moved, /import \{ saleHooks \} from '\.\/sales\/sale\.hooks\.ts'/)
    assert.match(
      moved,
      /import type \{ Sale, SaleStatus \} from '\.\/sales\/sale\.schema\.gen\.ts'/,
    )
    assert.equal(typeErrors(), '')
    const after = JSON.parse(sample.text('model.lock.json')).entities.Sale
    assert.equal(after.id, before.id)
    assert.deepEqual(after.fields.cPhone, before.fields.cPhone)
    assert.match(out, /src\/orders\/order\.hooks\.ts is now src\/sales\/sale\.hooks\.ts/)
    assert.match(out, /no longer at \/api\/orders/)
    assert.match(out, /src\/caller\.ts:6 {2}export const url/)
  })

  test('takes ejected files and their records along', () => {
    assert.equal(sample.run('eject', 'src/orders/order.routes.gen.ts').code, 0)
    const { code, err } = sample.run('rename', 'Order', 'Sale', '--edit-owned')
    assert.equal(code, 0, err)
    assert.ok(sample.has('src/sales/sale.routes.ts'))
    assert.ok(sample.has('.cambium/ejected/src/sales/sale.routes.gen.ts'))
    assert.equal(sample.has('.cambium/ejected/src/orders'), false)
    assert.equal(typeErrors(), '')
  })

  test('leaves an ejected file that merges with what is generated under the new name', () => {
    const owned = 'src/orders/order.schema.ts'
    sample.run('eject', 'src/orders/order.schema.gen.ts')
    sample.put(owned, sample.text(owned).replace('\nexport', '\n// mine\nexport'))
    assert.equal(sample.run('rename', 'Order', 'Sale', '--edit-owned').code, 0)
    assert.equal(sample.run('rename', 'Sale.cPhone', 'telephone', '--edit-owned').code, 0)
    const merged = sample.run('merge')
    assert.equal(merged.code, 0, merged.err)
    const text = sample.text('src/sales/sale.schema.ts')
    assert.match(text, /\/\/ mine\nexport interface Sale \{/)
    assert.match(text, /\/\*\* What a caller may send to create a sale\. \*\//)
    assert.match(text, /^ {2}telephone: string \| null$/m)
    assert.doesNotMatch(text, /^ +cPhone|Order/m)
  })

  test('follows relations of other entities, and keeps the table where that was asked for', () => {
    const { code, err } = sample.run('rename', 'User', 'Person', '--keep-column', '--dry-run')
    assert.equal(code, 1, 'owner() is about User, so it cannot go by another name')
    assert.match(err, /CAM172/)
    const kept = sample.run('rename', 'Note', 'Remark', '--keep-column')
    assert.equal(kept.code, 0, kept.err)
    assert.match(sample.text('src/orders/order.model.ts'), /manyToMany\('Remark'/)
    assert.match(sample.text('src/remarks/remark.model.ts'), /table: 'notes'/)
    assert.match(sample.run('migrate', 'plan').out, /RENAME COLUMN "note_id" TO "remark_id"/)
  })

  test('follows the entity in what hooks are given, whoever has them', () => {
    sample.put('src/notes/note.hooks.ts', noteHooks)
    const { code, err, out } = sample.run('rename', 'Order', 'Sale', '--edit-owned')
    assert.equal(code, 0, err)
    const text = sample.text('src/notes/note.hooks.ts')
    assert.match(text, /await system\.Sale\.find\(/)
    assert.match(text, /await context\.db\.Sale\.find\(/)
    assert.match(text, /await rest\.Sale\.find\(/)
    assert.match(text, /tags\.map\(\(system\) => system\.Order\)/)
    assert.equal(typeErrors(), '')
    assert.match(out, /note\.hooks\.ts:10 /)
  })

  test('refuses a place that is taken, and changes nothing', () => {
    sample.put('src/sales/sale.hooks.ts', 'export {}\n')
    const { code, err } = sample.run('rename', 'Order', 'Sale')
    assert.equal(code, 1)
    assert.match(err, /src\/sales\/sale\.hooks\.ts is there already/)
    assert.equal(sample.text('src/orders/order.model.ts'), order)
  })
})

describe('cambium rename refuses', () => {
  const cases: [string, string[], number, RegExp][] = [
    ['an unknown entity', ['Ordr.cPhone', 'x'], 2, /no entity Ordr\. Did you mean Order\?/],
    ['an unknown field', ['Order.cPhon', 'x'], 2, /no field cPhon\. Did you mean cPhone\?/],
    ['a name that is taken', ['Order.cPhone', 'status'], 2, /Order\.status is there already/],
    [
      'the stored name of a relation',
      ['Order.cPhone', 'customerId'],
      2,
      /customerId is there already/,
    ],
    ['an entity that is there', ['Order', 'Note'], 2, /There is an entity Note already/],
    ['a reserved name', ['Order.cPhone', 'constructor'], 1, /CAM103[\s\S]*Nothing was renamed/],
    ['a field that Cambium keeps', ['Order.createdAt', 'madeAt'], 2, /kept by Cambium/],
    ['the other end of a relation', ['User.orders', 'sales'], 2, /other end of Order\.customer/],
    ['the stored form of a relation', ['Order.customerId', 'x'], 2, /rename Order\.customer/],
    ['what is no name', ['Order.cPhone', 'c-phone'], 2, /cannot be the name of a field/],
    [
      'to keep what is no column',
      ['Order.parts', 'items', '--keep-column'],
      2,
      /no column to keep/,
    ],
    ['a formula without a column', ['Order.shown', 'seen', '--keep-column'], 2, /formula/],
  ]
  for (const [what, args, expected, message] of cases) {
    test(what, () => {
      const { code, err } = sample.run('rename', ...args)
      assert.equal(code, expected, err)
      assert.match(err, message)
      assert.equal(sample.text('src/orders/order.model.ts'), order)
    })
  }

  test('a model with errors', () => {
    sample.put('src/notes/note.model.ts', note.replace('title:', 'title: text(), title2: txt('))
    const { code, err } = sample.run('rename', 'Order.cPhone', 'phone')
    assert.equal(code, 1)
    assert.match(err, /src\/notes\/note\.model\.ts/)
  })
})

describe('a rename where there is logic', () => {
  test('takes the handlers of an entity along, and leaves functions as they are', () => {
    const handler = `import { on } from '@cambium/runtime/events'

export const tell = on('order.created', ({ event, log }) => {
  log.info({ id: event.id }, 'order.created')
})
`
    sample.put('src/events/tell.ts', handler)
    assert.equal(sample.run('new', 'function', 'greet').code, 0)
    const greet = sample.text('src/functions/greet.ts')
    assert.equal(sample.run('generate').code, 0)
    const { code, err } = sample.run('rename', 'Order', 'Sale')
    assert.equal(code, 0, err)
    assert.equal(sample.text('src/events/tell.ts'), handler.replace("on('order.", "on('sale."))
    assert.equal(sample.text('src/functions/greet.ts'), greet)
    assert.match(sample.text('src/app.gen.ts'), /greetShape/)
  })
})
