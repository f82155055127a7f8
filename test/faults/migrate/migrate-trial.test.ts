import assert from 'node:assert/strict'
import process from 'node:process'
import { describe, test } from 'node:test'
import { killAndFinish, runUndisturbed } from './kill-and-finish.ts'
import { createPostgresSite } from './postgres-site.ts'
import { createSqliteSite } from './sqlite-site.ts'
import type { Site } from './target.ts'

const server = process.env.CAMBIUM_TEST_POSTGRES_URL
const samples = 4

const sites: [name: string, open: () => Promise<Site>, skip: string | false][] = [
  ['SQLite', async () => createSqliteSite(), false],
  [
    'a PostgreSQL server',
    () => createPostgresSite(server ?? ''),
    server ? false : 'CAMBIUM_TEST_POSTGRES_URL is not set',
  ],
]

for (const [name, open, skip] of sites) {
  describe(`migrations killed on ${name}`, { skip }, () => {
    test('at places all over them come out as if nobody had', async () => {
      const site = await open()
      try {
        const undisturbed = await runUndisturbed(site)
        assert.ok(undisturbed.places >= 100, `only ${undisturbed.places} places`)
        for (let sample = 0; sample < samples; sample++) {
          const atPlace = Math.floor(((sample + 0.5) / samples) * undisturbed.places)
          const { killed, failures } = await killAndFinish(site, [{ atPlace }], undisturbed)
          assert.deepEqual(failures, [])
          assert.equal(killed, 1)
        }
      } finally {
        await site.close()
      }
    })

    test('and changed by somebody meanwhile are seen to be otherwise', async () => {
      const site = await open()
      try {
        const undisturbed = await runUndisturbed(site)
        const other = { ...undisturbed, picture: undisturbed.picture.replace('Last7', 'Last8') }
        const { failures } = await killAndFinish(site, [], other)
        assert.equal(failures.length, 1)
        assert.match(failures[0] ?? '', /otherwise than undisturbed/)
      } finally {
        await site.close()
      }
    })
  })
}
