import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { code, fitted, joined, paragraphs } from './code.ts'
import { valueName } from './name.ts'
import { render } from './writer.ts'

const plain = (part: Parameters<typeof render>[0]): string => render(part, (name) => name.name)

describe('render()', () => {
  test('takes the indentation of the template away and gives parts that of their line', () => {
    const body = code`
      a
        b
    `
    assert.equal(
      plain(code`
        {
          ${body}
        }
      `),
      '{\n  a\n    b\n}',
    )
  })

  test('puts the parts of an array on lines of their own', () => {
    assert.equal(plain(code`[\n  ${['a,', 'b,']}\n]`), '[\n  a,\n  b,\n]')
  })

  test('drops the line of an absent part, and nothing else', () => {
    const text = code`
      a
      ${null}

      ${[]}
      b${false}
    `
    assert.equal(plain(text), 'a\n\nb')
  })

  test('keeps an empty text of the author apart from an absent part', () => {
    assert.equal(plain(code`a${''}b`), 'ab')
  })

  test('breaks what does not fit, counting what stands before it', () => {
    const call = fitted(
      'f(first, second)',
      code`
        f(
          first,
        )
      `,
    )
    assert.equal(plain(code`const short = ${call}`), 'const short = f(first, second)')
    const long = 'x'.repeat(110)
    assert.equal(plain(code`const ${long} = ${call}`), `const ${long} = f(\n  first,\n)`)
  })

  test('asks for every name', () => {
    assert.equal(plain(code`${valueName('a', 'b')}()`), 'b()')
  })

  test('joins without a separator at the ends', () => {
    assert.equal(plain(joined(['a', 'b', 'c'], ', ')), 'a, b, c')
    assert.equal(plain(joined([], ', ')), '')
  })

  test('puts an empty line between paragraphs that are there', () => {
    assert.equal(plain(paragraphs(['a', null, false, [], 'b'])), 'a\n\nb')
  })
})
