import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { userOf } from '@cambium/runtime/testing'
import { generateKeys, type ServedKeys } from './fixture/served-project.ts'

const signedIn = `access: { read: 'signedIn', create: 'signedIn', update: 'signedIn', delete: 'signedIn' },`

const project = generateKeys({
  'cambium.config.ts': `import { defineConfig } from '@cambium/model'

export default defineConfig({
  name: 'halls',
  roles: ['staff', 'admin'],
  tenancy: { entity: 'Company', isolation: 'row' },
})
`,
  'src/notes/note.model.ts': `import { entity, text } from '@cambium/model'

export default entity('Note', {
  fields: { title: text({ required: true, max: 80 }) },
  ${signedIn}
})
`,
  'src/companies/company.model.ts': `import { entity, text } from '@cambium/model'

export default entity('Company', {
  id: { kind: 'text', max: 20, column: 'code' },
  fields: { name: text({ max: 80 }) },
  ${signedIn}
})
`,
  'src/rooms/room.model.ts': `import { entity, int } from '@cambium/model'

export default entity('Room', {
  id: 'int',
  fields: { seats: int({ default: 1 }) },
  ${signedIn}
})
`,
  'src/bookings/booking.model.ts': `import { date, entity, one, text } from '@cambium/model'

export default entity('Booking', {
  id: ['room', 'day'],
  fields: {
    room: one('Room', { required: true, inverse: 'bookings', onDelete: 'cascade' }),
    day: date({ required: true }),
    by: text({ max: 80 }),
  },
  access: {
    read: 'signedIn',
    create: 'signedIn',
    update: (b, user) => b.room.bookings.some((other) => other.by === user.id),
    delete: 'signedIn',
  },
})
`,
  'src/keys/key.model.ts': `import { date, entity, int, one } from '@cambium/model'

export default entity('Key', {
  fields: {
    roomId: int(),
    day: date(),
    booking: one('Booking', { fields: ['roomId', 'day'], inverse: 'keys', onDelete: 'cascade' }),
  },
  ${signedIn}
})
`,
})

for (const kind of ['sqlite', 'postgres'] as const) {
  describe(`keys of tenants' records on ${kind}`, () => {
    let served: ServedKeys
    const ann = userOf('north', 'ann')
    const bob = userOf('south', 'bob')
    const one = '/bookings/1~2026-01-02'

    before(async () => {
      served = await project.serve(kind)
      const { Company } = served.app.system as unknown as {
        [entity: string]: { create(input: object): Promise<unknown> }
      }
      for (const id of ['north', 'south'])
        await Company?.create({ id, name: id }).catch(() => undefined)
      assert.equal((await served.askAs(ann, 'POST', '/rooms', { id: 1 })).status, 201)
      assert.equal((await served.askAs(bob, 'POST', '/rooms', { id: 2 })).status, 201)
      const booking = { roomId: 1, day: '2026-01-02', by: 'ann' }
      const made = await served.askAs(ann, 'POST', '/bookings', booking)
      assert.deepEqual([made.status, made.body.id], [201, '1~2026-01-02'])
    })
    after(() => served.app.close())

    test('nobody reaches those of another tenant', async () => {
      assert.equal((await served.askAs(ann, 'GET', one)).status, 200)
      assert.equal((await served.askAs(bob, 'GET', one)).status, 404)
      assert.equal((await served.askAs(bob, 'PATCH', one, { by: 'bob' })).status, 404)
      assert.equal((await served.askAs(bob, 'DELETE', one)).status, 404)
      assert.equal((await served.askAs(bob, 'GET', '/bookings?id=1~2026-01-02')).data.length, 0)
      const taken = await served.askAs(bob, 'POST', '/bookings', { roomId: 1, day: '2026-01-02' })
      assert.equal(taken.status, 422)
    })

    test('nor leads a relation over fields there', async () => {
      const key = { roomId: 1, day: '2026-01-02' }
      assert.equal((await served.askAs(bob, 'POST', '/keys', key)).status, 422)
      const { Key } = served.app.system.crossTenant('south') as unknown as {
        [entity: string]: { create(input: object): Promise<unknown> }
      }
      await assert.rejects(async () => Key?.create(key))
      const made = await served.askAs(ann, 'POST', '/keys', key)
      assert.deepEqual([made.status, made.body.bookingId], [201, '1~2026-01-02'])
      const seen = await served.askAs(ann, 'GET', `${one}?include=keys,room`)
      assert.equal((seen.body.keys as object[]).length, 1)
      assert.equal((await served.askAs(ann, 'PATCH', one, { by: 'eve' })).status, 200)
      assert.equal((await served.askAs(ann, 'PATCH', one, { by: 'ann' })).status, 403)
    })
  })
}

test('the generated tests pass', () => {
  const { status, out } = project.runTests()
  assert.equal(status, 0, out)
})
