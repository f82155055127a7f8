import type { Advisory, AdvisoryClass } from '../fixture/advisory.ts'
import { answered, found, foundNothing, refused, without } from '../fixture/expect.ts'
import { phone, seal, secret, type Vault } from '../fixture/vault.ts'

/** Staff reads the seal, and the secret is there: what the others must not come to by any way. */
async function sealIsThere({ staff, ids }: Vault): Promise<void> {
  answered(await staff.get(`/api/letters/${ids.letter}`), new RegExp(seal))
}

async function secretIsThere({ app, ids }: Vault): Promise<void> {
  const users = app.system as unknown as {
    User: { get(id: string): Promise<{ secret: string }> }
  }
  const { secret: kept } = await users.User.get(ids.ann)
  if (kept !== secret) throw new Error('the secret is not there')
}

async function phoneIsThere({ staff }: Vault): Promise<void> {
  if (found(await staff.get('/api/users?phone[startsWith]=%2B41')) !== 1) {
    throw new Error('nobody has a phone')
  }
}

/** A condition that is true of the hidden value finds as little as one that is not. */
function filter(name: string, attack: string, query: string): Advisory<Vault> {
  return {
    name,
    attack,
    async exists(vault) {
      await sealIsThere(vault)
      if (found(await vault.staff.get(`/api/letters?${query}`)) === 0) {
        throw new Error('staff finds nothing by it either')
      }
    },
    async refused({ ann }) {
      const answer = await ann.get(`/api/letters?${query}&count=exact`)
      foundNothing(without(answer, seal))
    },
  }
}

const cases: readonly Advisory<Vault>[] = [
  filter(
    'Strapi CVE-2023-34235',
    'filters by the beginning of a field that may not be read',
    'seal[startsWith]=zephyr',
  ),
  filter(
    'Strapi CVE-2023-36472',
    'filters by the value of a field that may not be read',
    `seal=${seal}`,
  ),
  filter(
    'Parse Server GHSA-72hp-qff8-4pvv',
    'hides the condition in a group of alternatives',
    'or[0][seal][startsWith]=zephyr&or[1][title]=nothing',
  ),
  filter(
    'Parse Server GHSA-2m6g-crv8-p3c6',
    'guesses a value with a pattern',
    'seal[contains]=phyr',
  ),
  filter('Directus, leak of concealed fields by search', 'searches for the value', 'q=zephyr'),
  filter(
    'Parse Server GHSA-j7mm-f4rv-6q6q',
    'asks whether there is a value at all',
    'and[0][seal][exists]=true',
  ),
  {
    name: 'Parse Server GHSA-72hp-qff8-4pvv',
    attack: 'turns the condition round with "not": what is found does not depend on the value',
    exists: sealIsThere,
    async refused({ ann }) {
      const right = await ann.get(`/api/letters?not[seal]=${seal}&count=exact`)
      const wrong = await ann.get('/api/letters?not[seal]=nothing&count=exact')
      if (answered(right).text !== answered(wrong).text) throw new Error(right.text)
    },
  },
  {
    name: 'Parse Server GHSA-r2m8-pxm9-9c4g',
    attack: 'sorts by a field that may not be read',
    exists: async ({ staff }) => void answered(await staff.get('/api/letters?sort=seal')),
    refused: async ({ ann }) => void refused(await ann.get('/api/letters?sort=-seal'), 400),
  },
  {
    name: 'Parse Server GHSA-r2m8-pxm9-9c4g',
    attack: 'reaches a hidden field of a related record with a dot, in a filter and in a sort',
    async exists(vault) {
      await secretIsThere(vault)
      const byName = await vault.ann.get('/api/letters?author.name=Ann')
      if (found(byName) === 0) throw new Error('no path leads to the author')
    },
    async refused({ ann }) {
      refused(await ann.get('/api/letters?author.secret[startsWith]=onyx'), 400)
      refused(await ann.get('/api/letters?sort=author.secret'), 400)
    },
  },
  {
    name: 'Ghost CVE-2023-31133',
    attack: 'reaches it with brackets, and by the name of the column',
    exists: secretIsThere,
    async refused({ ann }) {
      refused(await ann.get('/api/letters?author[secret][startsWith]=onyx'), 400)
      refused(await ann.get('/api/users?users.secret[startsWith]=onyx'), 400)
      refused(await ann.get('/api/users?secret[startsWith]=onyx'), 400)
    },
  },
  {
    name: 'Strapi CVE-2023-22894',
    attack: 'filters people by a field of theirs that only they and staff may read',
    exists: phoneIsThere,
    async refused({ eve }) {
      foundNothing(await eve.get('/api/users?phone[startsWith]=%2B41&name=Ann&count=exact'))
      foundNothing(await eve.get('/api/letters?author.phone[startsWith]=%2B41&count=exact'))
    },
  },
  {
    name: 'Directus, concealed fields by the alias of an aggregate',
    attack: 'asks for the least and the greatest value',
    exists: async ({ staff }) =>
      void answered(await staff.get('/api/letters/aggregate?min=seal'), new RegExp(seal)),
    async refused({ ann }) {
      for (const query of ['min=seal', 'max=seal', 'groupBy=seal', 'min=seal&groupBy=title']) {
        without(refused(await ann.get(`/api/letters/aggregate?${query}`), 400), 'zephyr')
      }
    },
  },
  {
    name: 'Directus, concealed fields by the alias of an aggregate',
    attack: 'counts the records that meet a condition on the value',
    exists: async ({ staff }) =>
      void answered(await staff.get('/api/letters/aggregate?seal[startsWith]=z'), /"count":[1-9]/),
    refused: async ({ ann }) =>
      void answered(await ann.get('/api/letters/aggregate?seal[startsWith]=z'), /"count":0/),
  },
  {
    name: 'Parse Server GHSA-rmhf-xv62-rm99',
    attack: 'learns from a count of related records how many there are',
    async exists({ staff, ids }) {
      answered(await staff.get(`/api/labels/${ids.label}`), /"uses":1/)
    },
    async refused({ eve, ids }) {
      without(answered(await eve.get(`/api/labels/${ids.label}`)), '"uses"')
      foundNothing(await eve.get('/api/labels?uses[gt]=0&count=exact'))
      refused(await eve.get('/api/labels?sort=uses'), 400)
      refused(await eve.get('/api/labels/aggregate?sum=uses'), 400)
    },
  },
  {
    name: 'Parse Server GHSA-wmwx-jr2p-4j4r',
    attack: 'lists the far end of a relation of a record that is somebody else’s',
    async exists({ ann, ids }) {
      const answer = await ann.get(`/api/labels/${ids.label}/letters?count=exact`)
      if (found(answer) !== 1) throw new Error(answer.text)
    },
    async refused({ eve, ids }) {
      foundNothing(await eve.get(`/api/labels/${ids.label}/letters?count=exact`))
      refused(await eve.get(`/api/letters/${ids.letter}/labels`), 404)
    },
  },
  {
    name: 'Parse Server GHSA-fph2-r4qg-9576',
    attack: 'has unreadable records included in a readable one',
    exists: async ({ ann, ids }) =>
      void answered(await ann.get(`/api/labels/${ids.label}?include=letters`), /To the notary/),
    async refused({ eve, ids }) {
      for (const path of [`/api/labels/${ids.label}`, `/api/users/${ids.ann}`]) {
        const answer = answered(await eve.get(`${path}?include=letters`))
        without(answer, 'notary')
      }
      const deep = await eve.get(`/api/letters/${ids.shown}?include=author.letters,author`)
      without(without(answered(deep), 'notary'), phone)
    },
  },
  {
    name: 'Parse Server GHSA-fph2-r4qg-9576',
    attack: 'asks about a relation whether a record it may not read is at its end',
    exists: async ({ ann }) =>
      void answered(
        await ann.get('/api/users?letters.title=To the notary'.replaceAll(' ', '+')),
        /Ann/,
      ),
    refused: async ({ eve }) =>
      foundNothing(await eve.get('/api/users?letters.title=To+the+notary&count=exact')),
  },
  {
    name: 'Parse Server GHSA-wp76-gg32-8258',
    attack: 'reads in the answer to a write what a read would not show',
    exists: sealIsThere,
    async refused({ ann, ids }) {
      const changed = await ann.patch(`/api/letters/${ids.letter}`, { weight: 2 })
      without(answered(changed), 'zephyr')
      const put = await ann.put(`/api/letters/${ids.shown}`, { title: 'To everybody' })
      without(answered(put), 'zephyr')
      const batch = await ann.post('/api/batch', {
        operations: [{ method: 'PATCH', path: `/api/letters/${ids.letter}`, body: { weight: 3 } }],
      })
      without(answered(batch), 'zephyr')
    },
  },
  {
    name: 'Parse Server GHSA-37mj-c2wf-cx96',
    attack: 'asks for hidden fields by name',
    exists: secretIsThere,
    async refused({ ann, ids }) {
      const refusal = await ann.get(`/api/users/${ids.ann}?fields=id,secret`)
      without(refused(refusal, 400), secret)
      const sealed = await ann.get(`/api/letters/${ids.letter}?fields=id,seal`)
      without(answered(sealed), 'zephyr')
      without(answered(await ann.get(`/api/users/${ids.ann}`)), secret)
    },
  },
  {
    name: 'Parse Server GHSA-qpc3-fg4j-8hgm',
    attack: 'uses a bulk write as an oracle: how many match a condition on the value',
    exists: sealIsThere,
    async refused({ ann, staff, ids }) {
      const answer = await ann.patch('/api/letters?seal[startsWith]=zephyr', { weight: 99 })
      answered(answer, /"count":0/)
      without(answered(await staff.get(`/api/letters/${ids.letter}`)), '"weight":99')
    },
  },
  {
    name: 'Parse Server GHSA-8cph-rgr4-g5vj',
    attack: 'is told the name of a hidden field as a suggestion',
    exists: secretIsThere,
    async refused({ ann, ids }) {
      const answers = [
        await ann.get('/api/users?secre=x'),
        await ann.get('/api/users?sort=secre'),
        await ann.get('/api/letters?author.secre=x'),
        await ann.get('/api/users?fields=secre'),
        await ann.patch(`/api/users/${ids.ann}`, { secre: 'x' }),
      ]
      for (const answer of answers) without(refused(answer, 400, 422), /secret/)
    },
  },
]

export const hiddenFields: AdvisoryClass<Vault> = {
  title: 'what may not be read decides nothing that may',
  cases,
}
