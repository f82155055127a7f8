import { explainDiagnostic } from '@cambium/model/check'
import { type Command, CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
