import type { Diagnostic } from '../diagnostic.ts'
import { diagnosticAt } from '../locate.ts'

const modelPackage = '@cambium/model'

/**
 * Warns when files of logic import the model language and production would not find it: `text` is that of package.json.
 * Says nothing of a manifest that cannot be read, which npm will do.
 */
export function checkManifest(text: string | null): Diagnostic[] {
  const manifest = parse(text ?? '')
  if (manifest.dependencies?.[modelPackage] !== undefined) return []
  const version = manifest.devDependencies?.[modelPackage]
  if (text === null || version === undefined) return []
  const start = text.indexOf(`"${modelPackage}"`)
  const statement = {
    code: 'CAM517',
    severity: 'warning' as const,
    message: `${modelPackage} stands under devDependencies, and files of logic import it when the application runs.`,
    hint: `npm install --save-prod --save-exact ${modelPackage} moves it to dependencies.`,
  }
  const span = { start, end: start + modelPackage.length + 2 }
  return [diagnosticAt(statement, { file: 'package.json', text, span })]
}

interface Manifest {
  readonly dependencies?: { readonly [name: string]: unknown }
  readonly devDependencies?: { readonly [name: string]: unknown }
}

function parse(text: string): Manifest {
  try {
    const manifest: unknown = JSON.parse(text)
    return typeof manifest === 'object' && manifest !== null ? manifest : {}
  } catch {
    return {}
  }
}
