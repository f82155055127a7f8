import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { type Database, sql } from '../database/index.ts'
import { AppError } from '../errors/index.ts'
import { createSystemTables } from '../migrate/index.ts'
import { type Board, databases, startBoard } from '../operation/fixture/index.ts'
import { createQueue, insertMessages, noOrigin, type Queue } from '../queue/index.ts'
import {
  cancelRun,
  createWorkflowBook,
  createWorkflowKind,
  type DbStepContext,
  listRuns,
  retryRun,
  StepFailed,
  showRun,
  type WorkflowEvent,
  type WorkflowSettings,
} from './index.ts'

type Run = WorkflowSettings<{ id?: string }>['run']
type Cards = {
  create(input: object): Promise<{ id: string }>
  get(id: string): Promise<{ points: number } | undefined>
  update(id: string, changes: object): Promise<unknown>
}

for (const { name, open } of databases) {
  describe(`workflows on ${name}`, () => {
    let database: Database
    let board: Board
    let queue: Queue
    /** What happened, in order. */
    let seen: string[]

    beforeEach(async () => {
      database = await open()
      board = await startBoard(database)
      await createSystemTables(database)
      seen = []
    })
    afterEach(async () => {
      await queue.stop(0)
      await database.close()
    })

    /** Starts a run of this code; the functions look at it, and go on. */
    async function begin(run: Run, settings: Partial<WorkflowSettings<never>> = {}) {
      const workflows = createWorkflowBook([
        {
          definition: { kind: 'workflow', name: 'fulfil', settings: { ...settings, run } as never },
          shape: { name: 'fulfil', input: { fields: { id: { type: 'string' } }, required: [] } },
        },
      ])
      const kinds = [createWorkflowKind(board.services, workflows)]
      queue = createQueue({ database, log: board.services.log, kinds })
      const [id = ''] = await database.transaction((tx) =>
        insertMessages(tx, [workflows.message('fulfil', {})], noOrigin),
      )
      const row = async () => {
        const [found] = await database.all<{ status: string; result: string; error: string }>(
          sql`select "status", "result", "error" from "cambium_jobs" where "id" = ${id}`,
        )
        return found
      }
      const steps = async () => {
        const rows = await database.all<{ name: string; status: string }>(sql`
          select "name", "status" from "cambium_steps" where "workflow_id" = ${id} order by "position"
        `)
        return rows.map((step) => `${step.name} ${step.status}`)
      }
      return {
        id,
        row,
        steps,
        /** Another process goes on with other code. */
        async again(other: Run) {
          await queue.stop(0)
          await begin(other, settings)
          await database.run(sql`delete from "cambium_jobs" where "id" <> ${id}`)
        },
        drain: () => queue.drain({ later: true }),
      }
    }

    const note = (what: string) => {
      seen.push(what)
      return what
    }
    const cards = ({ system }: DbStepContext): Cards => (system as unknown as { Card: Cards }).Card

    test('do their steps in order and keep what the last one gave', async () => {
      const { drain, row, steps } = await begin(async ({ step }) => {
        const one = await step('one', () => note('one'))
        const two = await step('two', () => ({ after: one, at: new Date(0) }))
        assert.deepEqual(two, { after: 'one', at: '1970-01-01T00:00:00.000Z' })
        return 'end'
      })
      await drain()
      assert.deepEqual(JSON.parse((await row())?.result ?? ''), {
        outcome: 'completed',
        result: 'end',
      })
      assert.deepEqual(await steps(), ['one done', 'two done'])
    })

    test('take the steps back in reverse when one fails for good, with what they gave', async () => {
      const { drain, row, steps } = await begin(async ({ step }) => {
        await step(
          'one',
          () => 1,
          (given) => void note(`undo one of ${given}`),
        )
        await step('quiet', () => note('quiet'))
        await step(
          'two',
          () => ({ n: 2 }),
          ({ n }) => void note(`undo two of ${n}`),
        )
        await step('three', () => {
          throw new AppError('conflict', { message: 'Declined' })
        })
        note('never')
      })
      await drain()
      assert.deepEqual(seen, ['quiet', 'undo two of 2', 'undo one of 1'])
      assert.deepEqual(JSON.parse((await row())?.result ?? ''), {
        outcome: 'compensated',
        error: 'Declined',
      })
      const ends = ['one undone', 'quiet done', 'two undone', 'three failed', ' failed']
      assert.deepEqual(await steps(), ends)
    })

    test('try a step again without doing those before it again, then give up', async () => {
      const { drain, row } = await begin(
        async ({ step }) => {
          await step(
            'one',
            () => note('one'),
            () => void note('undo one'),
          )
          await step('two', ({ attempt, id }) => {
            note(`try ${attempt} ${id.endsWith(':two')}`)
            throw new Error('No answer')
          })
        },
        { attempts: 3 },
      )
      await drain()
      assert.deepEqual(seen, ['one', 'try 1 true', 'try 2 true', 'try 3 true', 'undo one'])
      assert.match((await row())?.result ?? '', /No answer/)
    })

    test('go another way where the code catches a failed step, also when it goes on later', async () => {
      let isDown = true
      const { drain, row } = await begin(async ({ step }) => {
        try {
          await step('card', () => {
            note('card')
            throw new AppError('conflict', { message: 'Declined' })
          })
        } catch (error) {
          assert.ok(error instanceof StepFailed)
          await step('invoice', () => {
            note('invoice')
            if (isDown) throw new Error('Printer')
          })
        }
        return 'paid'
      })
      await queue.drain()
      isDown = false
      await drain()
      assert.deepEqual(seen, ['card', 'invoice', 'invoice'])
      assert.match((await row())?.result ?? '', /"completed","result":"paid"/)
    })

    test('write what a step in a transaction writes together with its record', async () => {
      const card = await board.card.create(board.system, { title: 'stock', points: 5 })
      const id = String(card.id)
      const change = (by: number) => async (context: DbStepContext) => {
        const found = await cards(context).get(id)
        await cards(context).update(id, { points: (found?.points ?? 0) + by })
      }
      let isDown = true
      const { drain } = await begin(async ({ step }) => {
        await step.db('reserve', change(-1), async (_given, context) => change(1)(context))
        await step.db('half', async (context) => {
          await change(-100)(context).catch(() => undefined)
          await change(-2)(context)
          if (isDown) throw new Error('Not this time')
        })
        await step('charge', () => {
          throw new AppError('conflict', { message: 'Declined' })
        })
      })
      const points = async () => (await board.card.get(board.system, id))?.points
      await queue.drain()
      assert.equal(await points(), 4, 'what failed is undone')
      isDown = false
      await drain()
      assert.equal(await points(), 3, 'reserve is taken back, half has no undo')
    })

    test('clear up after a step that failed, before the others are taken back', async () => {
      let failures = 2
      const { drain, steps } = await begin(async ({ step }) => {
        await step(
          'one',
          () => note('one'),
          () => void note('undo one'),
        )
        await step('two', () => Promise.reject(new AppError('conflict')), {
          failed() {
            note('clear two')
            if (failures-- > 0) throw new Error('Not yet')
          },
        })
      })
      await drain()
      assert.deepEqual(seen, ['one', 'clear two', 'clear two', 'clear two', 'undo one'])
      assert.deepEqual(await steps(), ['one undone', 'two failed', ' failed'])
    })

    test('are parked with their place kept when an undo fails for good', async () => {
      const { drain, row, steps } = await begin(async ({ step }) => {
        await step(
          'one',
          () => 1,
          () => void note('undo one'),
        )
        await step(
          'two',
          () => 2,
          () => {
            note('undo two')
            throw new AppError('conflict', { message: 'The shop is closed' })
          },
        )
        await step('three', () => Promise.reject(new AppError('conflict')))
      })
      await drain()
      assert.deepEqual(seen, ['undo two'])
      assert.equal((await row())?.status, 'parked')
      assert.match(
        (await row())?.error ?? '',
        /The undo of the step "two" failed: The shop is closed/,
      )
      assert.deepEqual(await steps(), ['one done', 'two done', 'three failed', ' failed'])
    })

    test('wait without keeping anything busy, and once', async () => {
      const { drain, row, steps } = await begin(async ({ step }) => {
        note('begin')
        await step.sleep('a moment', 300)
        await step('after', () => note('after'))
      })
      const startedAt = Date.now()
      await queue.drain()
      assert.equal((await row())?.status, 'delayed')
      await drain()
      assert.ok(Date.now() - startedAt >= 290, 'too early')
      assert.equal(seen.at(-1), 'after')
      assert.deepEqual(await steps(), ['a moment done', 'after done'])
    })

    test('do steps at the same time, and let all of them end before they go back', async () => {
      const { drain, steps } = await begin(async ({ step }) => {
        await Promise.all([
          step('bad', () => Promise.reject(new AppError('conflict'))),
          (async () => {
            await step(
              'slow',
              () => new Promise((resolve) => setTimeout(resolve, 50)),
              () => void note('undo slow'),
            )
            await step('behind', () => note('behind'))
          })(),
        ])
      })
      await drain()
      assert.deepEqual(seen, ['undo slow'])
      const [first, second, ...rest] = await steps()
      assert.deepEqual([first, second].sort(), ['bad failed', 'slow undone'])
      assert.deepEqual(rest, [' failed'])
    })

    test('stop a step that takes too long, and tell it', async () => {
      const { drain, row } = await begin(
        async ({ step }) => {
          await step('slow', async ({ signal }) => {
            signal.addEventListener('abort', () => note('told'))
            await new Promise((resolve) => setTimeout(resolve, 1_000).unref())
          })
        },
        { attempts: 1, timeout: 30 },
      )
      await drain()
      assert.deepEqual(seen, ['told'])
      assert.match((await row())?.result ?? '', /not done within 30 ms/)
    })

    test('are parked where the code lost a step that would have to be taken back', async () => {
      const lose = async ({ step }: WorkflowEvent<object>) => {
        await step('three', () => Promise.reject(new AppError('conflict')))
      }
      const { again, drain, row } = await begin(async ({ step }) => {
        await step(
          'one',
          () => 1,
          () => void note('undo one'),
        )
        await step('two', () => Promise.reject(new Error('Later')))
      })
      await queue.drain()
      await again(lose)
      await drain()
      assert.equal((await row())?.status, 'parked')
      assert.match((await row())?.error ?? '', /does not come to the step "one" any more/)
    })

    test('refuse two steps of one name', async () => {
      const { drain, row } = await begin(async ({ step }) => {
        await step('one', () => 1)
        await step('one', () => 2)
      })
      await drain()
      assert.match((await row())?.error ?? '', /Two steps are called "one"/)
    })

    test('try a mistake between steps some times, then go back', async () => {
      const { drain, row } = await begin(
        async ({ step }) => {
          await step(
            'one',
            () => 1,
            () => void note('undo one'),
          )
          note('mistake')
          throw new TypeError('x is not a function')
        },
        { attempts: 2 },
      )
      await drain()
      assert.deepEqual(seen, ['mistake', 'mistake', 'undo one'])
      assert.match((await row())?.result ?? '', /x is not a function/)
    })

    test('are taken back when somebody cancels them, and go on when somebody says retry', async () => {
      let isClosed = true
      const { id, drain, steps } = await begin(async ({ step }) => {
        await step(
          'one',
          () => 1,
          () => {
            if (isClosed) throw new AppError('conflict', { message: 'Closed' })
            note('undo one')
          },
        )
        await step.sleep('long', '1d')
        await step('two', () => note('two'))
      })
      await queue.drain()
      assert.equal((await showRun(database, id))?.run.status, 'waiting')
      assert.equal(await cancelRun(database, id), true)
      await drain()
      const shown = await showRun(database, id)
      assert.equal(shown?.run.status, 'parked')
      assert.match(shown?.run.error ?? '', /The undo of the step "one" failed: Closed/)
      isClosed = false
      assert.equal(await retryRun(database, id), true)
      await drain()
      assert.deepEqual(seen, ['undo one'])
      assert.deepEqual((await steps()).slice(0, 1), ['one undone'])
      const [listed] = await listRuns(database, { status: 'compensated', limit: 5 })
      assert.deepEqual([listed?.id, listed?.error], [id, 'It was cancelled'])
      assert.deepEqual(await listRuns(database, { status: 'completed', limit: 5 }), [])
      assert.equal(await cancelRun(database, id), false)
      assert.equal(await retryRun(database, id), false)
      assert.equal(await showRun(database, 'no such run'), undefined)
    })

    test('that stop with their instance go on elsewhere, and that was no try', async () => {
      const attempts: number[] = []
      const begun = Promise.withResolvers<void>()
      const code: Run = async ({ step }) => {
        await step('slow', async ({ attempt, signal }) => {
          attempts.push(attempt)
          begun.resolve()
          if (attempts.length > 1) return
          await new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error))
          })
        })
      }
      const { again, drain, steps } = await begin(code)
      await queue.start()
      await begun.promise
      await again(code)
      await drain()
      assert.deepEqual(attempts, [1, 1])
      assert.deepEqual(await steps(), ['slow done'])
    })
  })
}

describe('the workflows of an application', () => {
  const registered = (settings: object) => [
    {
      definition: { kind: 'workflow', name: 'fulfil', settings } as never,
      shape: {
        name: 'fulfil',
        input: { fields: { id: { type: 'string' } }, required: ['id'] },
      },
    },
  ]
  const run = () => undefined

  test('refuse settings that make no sense', () => {
    assert.throws(
      () => createWorkflowBook(registered({ run, attempts: 0 })),
      /attempts of the workf/,
    )
    assert.throws(
      () => createWorkflowBook(registered({ run, timeout: 'soon' })),
      /no length of time/,
    )
  })

  test('refuse input that they cannot take, and names that there are not', () => {
    const book = createWorkflowBook(registered({ run }))
    assert.throws(() => book.message('fulfil', {}), /cannot take this input: id/)
    assert.throws(() => book.message('fulfill', { id: '1' }), /did you mean "fulfil"\?/)
    assert.throws(
      () => book.message('fulfil', { id: '1' }, { runAt: 'soon' }),
      /runAt for the workflow "fulfil": soon is no instant/,
    )
    const message = book.message('fulfil', { id: '1' }, { uniqueKey: '1', delay: '1h' })
    assert.equal(message.uniqueKey, 'workflow:fulfil:1')
    assert.ok(Date.parse(message.runAt ?? '') > Date.now() + 3_500_000)
  })
})
