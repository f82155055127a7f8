import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../database/index.ts'
import { AppError } from '../errors/index.ts'
import type { EntityHooks, Repository } from '../hooks/index.ts'
import {
  ann,
  type Board,
  bob,
  type Card,
  type CardInput,
  databases,
  startBoard,
} from '../operation/fixture/index.ts'
import type { Context } from '../operation/index.ts'
import type { InputRules } from '../schema/index.ts'
import {
  createFunctions,
  defineFunction,
  type FunctionShape,
  type RegisteredFunction,
} from './index.ts'

type Cards = Repository<Card, CardInput, CardInput & Partial<Card>>

/** The entities and functions as the generated registration types them. */
interface Typed {
  readonly input: { readonly title: string; readonly points?: number }
  readonly db: { Card: Cards }
  readonly system: { Card: Cards }
  readonly functions: { [name: string]: (input: object) => Promise<{ id: string }> }
  afterCommit(work: () => void): void
}

const title: InputRules = {
  fields: { title: { type: 'string', maxLength: 20 }, points: { type: 'integer' } },
  required: ['title'],
}
const id: InputRules = { fields: { id: { type: 'string' } }, required: ['id'] }

/** A function as `app.gen.ts` lists it. */
function registered(
  name: string,
  run: (event: Typed) => unknown,
  {
    shape = {},
    transaction = true,
  }: { shape?: Partial<FunctionShape>; transaction?: boolean } = {},
): RegisteredFunction {
  return {
    definition: defineFunction(name, { transaction, run: run as never }),
    shape: {
      name,
      method: 'POST',
      path: null,
      allow: () => true,
      input: title,
      output: id,
      stream: null,
      ...shape,
    },
  }
}

for (const { name, open } of databases) {
  describe(`functions on ${name}`, () => {
    let database: Database
    let board: Board
    const hooks: EntityHooks<Card, CardInput, CardInput> = {
      create: {
        async after(event) {
          await afterCreate(event as unknown as Typed)
        },
      },
    }
    let afterCreate: (event: Typed) => unknown = () => undefined
    before(async () => {
      database = await open()
      board = await startBoard(database, { card: hooks })
    })
    after(() => database.close())

    /** The call of somebody in an application with these functions. */
    const calls = (...functions: RegisteredFunction[]): Context => {
      afterCreate = () => undefined
      const context = board.as(ann)
      const services = { ...board.services, functions: createFunctions(functions) }
      return { ...context, services }
    }
    const call = (context: Context, which: string, input: object = { title: 'a' }) =>
      context.services.functions?.run(context, which, input)
    const titles = async () => {
      const { data } = await board.card.list(board.system, { limit: 50 })
      return data.map((card) => card.title)
    }

    test('check their input, and are not run with what is wrong', async () => {
      const context = calls(registered('add', () => assert.fail('it ran')))
      const wrong = async () => call(context, 'add', { titel: 'a', points: 'x' })
      await assert.rejects(wrong, (error: AppError) => {
        assert.equal(error.code, 'invalid')
        assert.deepEqual(
          error.errors.map(({ path, code }) => `${path}:${code}`),
          ['titel:unknown', 'title:required', 'points:type'],
        )
        assert.match(error.errors[0]?.message ?? '', /not a field of this input; did you mean/)
        return true
      })
    })

    test('give the fields they declare and no other', async () => {
      const context = calls(registered('add', ({ db, input }) => db.Card.create(input)))
      const given = (await call(context, 'add', { title: 'declared' })) as object
      assert.deepEqual(Object.keys(given), ['id'])
      assert.ok((await titles()).includes('declared'))
    })

    test('undo what they wrote when they give something else than they declare', async () => {
      const add = registered('add', async ({ db, input }) => {
        await db.Card.create(input)
        return { id: 7 }
      })
      await assert.rejects(
        async () => call(calls(add), 'add', { title: 'undone' }),
        /The output of the function "add" is not as declared: "id" must be text/,
      )
      assert.ok(!(await titles()).includes('undone'))
      const nothing = registered('nothing', () => undefined)
      await assert.rejects(async () => call(calls(nothing), 'nothing'), /gave nothing and not an/)
    })

    test('have the rules of the caller in db, and none in system', async () => {
      const { id: ofBob } = await board.card.create(board.as(bob), { title: 'of bob' })
      const look = registered('look', async ({ db, system }) => {
        assert.equal(await db.Card.get(String(ofBob)), undefined)
        assert.equal((await system.Card.get(String(ofBob)))?.title, 'of bob')
        return { id: 'seen' }
      })
      assert.deepEqual(await call(calls(look), 'look'), { id: 'seen' })
    })

    test('are called from hooks, in the same transaction', async () => {
      const add = registered('add', ({ system, input }) => system.Card.create(input))
      const context = calls(add)
      afterCreate = async ({ functions }) => {
        afterCreate = () => undefined
        await functions.add?.({ title: 'by a hook' })
        throw new AppError('conflict')
      }
      await assert.rejects(board.card.create(context, { title: 'outer' }), { code: 'conflict' })
      const left = await titles()
      assert.ok(!left.includes('by a hook') && !left.includes('outer'))
    })

    test('undo no more than themselves when whoever called them catches it', async () => {
      const failing = registered('failing', async ({ db, input }) => {
        await db.Card.create(input)
        throw new AppError('conflict')
      })
      const careful = registered('careful', async ({ db, functions }) => {
        await assert.rejects(async () => functions.failing?.({ title: 'inner' }), {
          code: 'conflict',
        })
        return db.Card.create({ title: 'careful' })
      })
      await call(calls(failing, careful), 'careful')
      const left = await titles()
      assert.ok(left.includes('careful') && !left.includes('inner'))
    })

    test('hold back what is for after the commit', async () => {
      const order: string[] = []
      const inner = registered('inner', ({ afterCommit }) => {
        afterCommit(() => order.push('after the commit'))
        return { id: 'inner' }
      })
      const outer = registered('outer', async ({ functions }) => {
        await functions.inner?.({ title: 'a' })
        order.push('end of outer')
        return { id: 'outer' }
      })
      await call(calls(inner, outer), 'outer')
      assert.deepEqual(order, ['end of outer', 'after the commit'])
    })

    test('change nothing with the method GET, and nor does what they call', async () => {
      const get = { method: 'GET' } as const
      const write = registered('write', ({ system, input }) => system.Card.create(input))
      const read = registered('read', ({ functions }) => functions.write?.({ title: 'sly' }), {
        shape: get,
      })
      await assert.rejects(
        async () => call(calls(read, write), 'read'),
        /The function read has the method GET and may change nothing: give it method: 'POST'/,
      )
      assert.ok(!(await titles()).includes('sly'))
      const count = registered(
        'count',
        async ({ system }) => ({ id: String(await system.Card.count()) }),
        {
          shape: get,
        },
      )
      const { id: counted } = (await call(calls(count), 'count')) as { id: string }
      assert.ok(Number(counted) > 0)
    })

    test('keep what they wrote before a failure only where they ask for no transaction', async () => {
      const long = registered(
        'long',
        async ({ db, input }) => {
          await db.Card.create(input)
          throw new AppError('conflict')
        },
        { transaction: false },
      )
      await assert.rejects(async () => call(calls(long), 'long', { title: 'kept' }), {
        code: 'conflict',
      })
      assert.ok((await titles()).includes('kept'))
    })

    test('that call each other without end are stopped', async () => {
      let times = 0
      const loop = registered('loop', ({ functions }) => {
        times += 1
        return functions.loop?.({ title: 'again' })
      })
      await assert.rejects(async () => call(calls(loop), 'loop'), /is there a loop\?/)
      assert.ok(times < 30, `${times} times`)
    })

    test('give parts one after the other where they stream, each as declared', async () => {
      async function* parts() {
        yield { id: 'one', more: true }
        yield { id: 2 }
      }
      const stream = registered('stream', parts, { shape: { stream: 'ndjson' } })
      const iterable = (await call(calls(stream), 'stream')) as AsyncIterable<unknown>
      const seen: unknown[] = []
      await assert.rejects(async () => {
        for await (const part of iterable) seen.push(part)
      }, /"id" must be text/)
      assert.deepEqual(seen, [{ id: 'one' }])
    })

    test('that nobody declared are a mistake of who calls', async () => {
      await assert.rejects(async () => call(calls(), 'none'), /has no function "none"/)
    })
  })
}
