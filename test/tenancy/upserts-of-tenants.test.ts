import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '@cambium/runtime/id'
import type { AnyRecord } from '@cambium/runtime/operation'
import { startTestApp, type TestApp, userOf } from '@cambium/runtime/testing'
import { tenantsProject } from './fixture/tenants-project.ts'

const project = tenantsProject()
type Maker = {
  create(input: AnyRecord): Promise<AnyRecord & { id: string }>
  get(id: string): Promise<AnyRecord | undefined>
}
type Entities = { [entity: string]: Maker } & { crossTenant(): Entities }

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`an id of another tenant on ${database}`, () => {
    let app: TestApp
    let all: Entities
    let acme = ''
    const theirs: { [plural: string]: string } = {}
    before(async () => {
      app = await startTestApp(await project, { database })
      all = (app.system as unknown as Entities).crossTenant()
      const company = (name: string) => all.Company?.create({ name }) ?? assert.fail()
      acme = (await company('Acme')).id
      theirs.companies = (await company('Bolt')).id
      const made = await all.Project?.create({ name: 'Theirs', tenantId: theirs.companies })
      theirs.projects = made?.id ?? assert.fail()
    })
    after(() => app.close())

    const send = async (method: 'PUT' | 'PATCH', path: string, headers: object = {}) => {
      const as = userOf(acme, 'ann', 'staff')
      const body = { name: 'Ours' }
      const answer = await app.call({
        as,
        method,
        url: `/api/${path}`,
        body,
        headers: { ...headers },
      })
      const said = answer.text
        .replace(/"instance":"[^"]*"/, '')
        .replaceAll(path.split('/')[1] ?? '', 'ID')
      return `${answer.status} ${said}`
    }
    const inBatch = async (method: 'PUT' | 'PATCH', path: string) => {
      const operations = [{ method, path: `/api/${path}`, body: { name: 'Ours' } }]
      const as = userOf(acme, 'ann', 'staff')
      const { status } = await app.call({
        as,
        method: 'POST',
        url: '/api/batch',
        body: { operations },
      })
      return status
    }

    for (const plural of ['projects', 'companies']) {
      test(`is to a PUT of ${plural} what an id that is not there is to every other request`, async () => {
        const path = `${plural}/${theirs[plural]}`
        const unknown = await send('PATCH', `${plural}/${newId()}`)
        assert.match(unknown, /^404 /)
        assert.equal(await send('PATCH', path), unknown)
        assert.equal(await send('PUT', path), unknown)
        assert.equal(await send('PUT', path, { 'if-none-match': '*' }), unknown)
        assert.equal(await send('PUT', path, { 'idempotency-key': newId() }), unknown)
        assert.equal(await inBatch('PUT', path), 404)
        const guarded = { 'if-match': '*' }
        const none = await send('PUT', `${plural}/${newId()}`, guarded)
        assert.equal(await send('PUT', path, guarded), none)
        const entity = plural === 'projects' ? all.Project : all.Company
        assert.notEqual((await entity?.get(theirs[plural] ?? ''))?.name, 'Ours')
      })
    }
  })
}
