import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { files } from '../first-day.ts'
import type { Life, Step } from '../life.ts'
import type { Project } from '../project.ts'

const { customer } = files
const ticket = 'src/tickets/ticket.model.ts'

/** The third year: several people, a way back, a newer generator. */
export const people: Step[] = [
  {
    title: 'two branches that change different entities are merged',
    async change(life) {
      const { project } = life
      git(project, 'init', '-q', '-b', 'main')
      assert.match(await project.cambium(['doctor', '--fix']), /merges it with/)
      commit(project)
      await onBranch(life, 'vip', () =>
        project.edit(customer, '    address:', '    vip: bool({ default: false }),\n    address:'),
      )
      git(project, 'checkout', '-q', 'main')
      await onBranch(life, 'priority', () =>
        project.edit(ticket, '    state:', '    priority: int({ default: 3 }),\n    state:'),
      )
      await mergeIn(life, 'vip')
      assert.match(await project.cambium(['migrate', 'save']), /_join_branches/)
      onMain(project)
    },
    async expect(api) {
      assert.ok((await api.list('Customer')).every(({ vip }) => vip === false))
      assert.ok((await api.list('Job')).every(({ priority }) => priority === 3))
    },
  },
  {
    title: 'two branches that change one entity are merged, one of them planned again',
    async change(life) {
      const { project } = life
      await onBranch(life, 'street', async () => {
        await project.cambium(['rename', 'Customer.address', 'street', '--edit-owned'])
      })
      const [kept = ''] = project.migrations().slice(-1)
      git(project, 'checkout', '-q', 'main')
      await onBranch(life, 'found by address', () =>
        project.edit(customer, 'address: text()', 'address: text({ index: true })'),
      )
      const said = await mergeIn(life, 'street', () => {
        git(project, 'checkout', '--theirs', '--', customer)
        project.edit(customer, 'street: text()', 'street: text({ index: true })')
      })
      assert.match(said, /CAM406[\s\S]*cambium migrate rebase/)
      assert.match(
        await project.cambium(['migrate', 'rebase', '--onto', kept]),
        /create index \w+ on customers \(street, id\)/,
      )
      await project.cambium(['generate'])
      onMain(project)
    },
    async expect(api) {
      const [first] = await api.list('Customer', 'sort=createdAt')
      assert.equal(first?.street, '')
    },
  },
  {
    title: 'a change that is taken back and made again',
    async change({ project, save }) {
      await project.cambium(['rename', 'Ticket.priority', 'urgency', '--edit-owned'])
      project.edit(ticket, 'dueOn: datetime()', 'dueOn: datetime({ index: true })')
      await save('urgent first')
    },
    async migrate(database, life) {
      await database.up()
      await database.down(1)
      await life.withFormerCode(database, async (former) => {
        const made = await former.create('Job', { title: 'between' })
        await former.call('DELETE', `/api/tickets/${made.id}`, { status: 204 })
      })
      await database.up()
    },
  },
  {
    title: 'a year of migrations is put together',
    async change({ project }) {
      const from = project.migrations().find((id) => id.endsWith('_tickets')) ?? ''
      const said = await project.cambium(['migrate', 'squash', 'second year', '--from', from])
      assert.match(said, /_second_year, which stands for \d+ migrations/)
    },
  },
  {
    title: 'what was put together is thrown away',
    async change({ project }) {
      const squashed = project.migrations().find((id) => id.endsWith('_second_year')) ?? ''
      const { replaces } = JSON.parse(project.text(`migrations/${squashed}/plan.json`))
      for (const id of replaces) project.delete(`migrations/${id}`)
    },
  },
  {
    title: 'a newer generator',
    async change({ project }) {
      pretendOlder(project)
      assert.match(await project.cambium(['check'], 1), /CAM322/)
      const shown = await project.cambium(['upgrade'], 3)
      assert.match(shown, /-\/\/ as it was printed then/)
      const written = await project.cambium(['upgrade', '--yes'])
      assert.doesNotMatch(project.text(routes), /as it was printed then/)
      assert.match(written, /changed 1 \(src\/tickets\/ticket\.routes\.gen\.ts\)/)
    },
  },
  {
    title: 'one more field, as on the first day',
    async change({ project, save }) {
      project.edit(customer, '    vip:', '    since: date(),\n    vip:')
      assert.match(await save('since'), /add column customers\.since/)
      assert.match(project.text('src/tickets/ticket.schema.ts'), /\/\/ ours\n/)
    },
  },
]

const routes = 'src/tickets/ticket.routes.gen.ts'
const manifest = '.cambium/manifest.json'

function git(project: Project, ...args: string[]): void {
  const { code, err } = project.git(...args)
  assert.equal(code, 0, `git ${args.join(' ')}: ${err}`)
}

function commit(project: Project): void {
  git(project, 'add', '-A')
  git(project, 'commit', '-q', '-m', 'x')
}

async function onBranch(
  { project, save }: Life,
  name: string,
  change: () => void | Promise<void>,
): Promise<void> {
  git(project, 'checkout', '-q', '-b', name.replaceAll(' ', '-'))
  await change()
  await save(name)
  commit(project)
}

/** What a person does after `git merge`: generated files are written anew, models are settled by hand. */
async function mergeIn({ project }: Life, name: string, settle?: () => void): Promise<string> {
  project.git('merge', '-q', '--no-edit', name)
  settle?.()
  const said = await project.cambium(['generate'], settle ? 1 : 0)
  commit(project)
  return said
}

function onMain(project: Project): void {
  commit(project)
  git(project, 'checkout', '-q', '-B', 'main')
}

/** Makes the project one that an older generator wrote. */
function pretendOlder(project: Project): void {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const now = project.text(routes)
  const older = now.replace('\nexport function', '\n// as it was printed then\nexport function')
  project.put(routes, older)
  const text = project
    .text(manifest)
    .replace(hash(now), hash(older))
    .replace(/"generator": "[^"]*"/, '"generator": "0.0.9"')
  project.put(manifest, text)
}
