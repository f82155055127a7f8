import { styleText } from 'node:util'
import { type AccessChange, type Change, type Difference, isEmpty } from '../../difference/index.ts'
import type { Terminal } from '../command.ts'

type Colour = 'green' | 'red' | 'yellow'

/** Says a change of the model in words, in four parts; parts without a change are left out. */
export function showDifference(terminal: Terminal, difference: Difference, from: string): void {
  if (isEmpty(difference)) {
    terminal.say(`The model is the one of ${from}`)
    return
  }
  const { api, storage, access, hooks } = difference
  terminal.say(`Compared with ${from}\n`)
  showPart(terminal, 'API', api.map(changeLine))
  showPart(
    terminal,
    'Storage',
    storage.map(({ badge, says }) => [badge, says, badge === 'safe' ? 'green' : 'yellow']),
  )
  showPart(terminal, 'Access', access.map(accessLine))
  showPart(terminal, 'Hooks', hooks.map(changeLine))
}

type Line = readonly [mark: string, says: string, colour: Colour | null]

const colours: { [Effect in Change['effect']]: Colour | null } = {
  additive: 'green',
  breaking: 'red',
  neutral: null,
}

function changeLine({ effect, says, breaks }: Change): Line {
  return [effect, breaks === null ? says : `${says}\n${indent}breaks ${breaks}`, colours[effect]]
}

function accessLine({ effect, who, what, before, after }: AccessChange): Line {
  const rows = `was ${before}`
  const says = `${who.join(', ')}: ${what}, ${after}\n${indent}${rows}`
  return [effect, says, effect === 'gains' ? 'yellow' : 'red']
}

const width = 10
const indent = ' '.repeat(width + 4)

function showPart(terminal: Terminal, title: string, lines: readonly Line[]): void {
  if (lines.length === 0) return
  terminal.say(title)
  for (const [mark, says, colour] of lines) {
    const padded = mark.padEnd(width)
    const shown =
      terminal.colour && colour ? styleText(colour, padded, { validateStream: false }) : padded
    terminal.say(`  ${shown}  ${says}`)
  }
  terminal.say('')
}
