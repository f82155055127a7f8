import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { OpenSource, SourceReader, SourceRow, SourceRows } from '../source/index.ts'
import { describeSamples, type FileFacts, type SamplePlan } from './describe-samples.ts'
import { newFacts, observeValue } from './facts/index.ts'
import { findSamples, formOf, samplePaths } from './find-samples.ts'
import { jsonStart, readRecords, type SampleFile } from './sample-file.ts'
import { sampleValue } from './sample-value.ts'

/** Reads CSV files, one or a folder of them, and JSON files that lie beside them. */
export const csvReader: SourceReader = {
  kind: 'csv',
  words: 'CSV files (a .csv or .tsv file, or a folder of them)',
  detects: (source) => hasForm(source, 'csv'),
  open: ({ source, progress }) => openSamples(source, { form: 'csv', progress }),
}

/** Reads JSON lists and JSON lines, one file or a folder of them. */
export const jsonReader: SourceReader = {
  kind: 'json',
  words:
    'samples in JSON (a list, {"results": [...]}, or line by line; a file or a folder of them)',
  detects: (source) => hasForm(source, 'json') && samplePaths(source).some(hasRecords),
  open: ({ source, progress }) => openSamples(source, { form: 'json', progress }),
}

function hasForm(source: string, form: 'csv' | 'json'): boolean {
  if (statSync(source, { throwIfNoEntry: false }) === undefined) return false
  return samplePaths(source).some((path) => formOf(path) === form)
}

function hasRecords(path: string): boolean {
  return formOf(path) === 'json' && jsonStart(path) !== null
}

interface SampleSite {
  form: 'csv' | 'json'
  progress(text: string): void
}

async function openSamples(source: string, { form, progress }: SampleSite): Promise<OpenSource> {
  const found = await findSamples(source, form)
  const facts: FileFacts[] = []
  for (const file of found.files) {
    progress(`Reading ${basename(file.path)}`)
    facts.push(await observeFile(file))
  }
  const { plans, left, notes } = describeSamples(facts)
  for (const name of found.guessed) {
    notes.push({ what: name, text: 'it is not UTF-8: read as Windows-1252 (latin1)' })
  }
  for (const file of found.files) {
    if (file.form !== 'csv' || file.headerRows > 0) continue
    notes.push({
      what: file.name,
      text: 'its first row is no header: columns are called by their place',
    })
  }
  return {
    schema: {
      kind: form,
      label: labelOf(source),
      dialect: null,
      tables: plans.map(({ table }) => table),
      left: [...left, ...found.left],
      notes,
    },
    rows: sampleRows(plans),
    close: async () => undefined,
  }
}

function labelOf(source: string): string {
  const isFolder = statSync(source).isDirectory()
  return `the ${isFolder ? 'folder' : 'file'} ${basename(source)}`
}

async function observeFile(file: SampleFile): Promise<FileFacts> {
  const facts: FileFacts = { file, rows: 0, columns: new Map(), tooLong: 0 }
  const typed = { isTyped: file.form !== 'csv' }
  if (file.form === 'csv')
    for (const name of file.names) facts.columns.set(name, newFacts(name, typed))
  for await (const { records, tooLong } of readRecords(file, null)) {
    facts.rows += records.length
    facts.tooLong += tooLong
    for (const record of records) {
      for (const name of Object.keys(record)) {
        let column = facts.columns.get(name)
        if (column === undefined) {
          column = newFacts(name, typed)
          facts.columns.set(name, column)
        }
        observeValue(column, record[name] ?? null)
      }
    }
  }
  return facts
}

function sampleRows(plans: readonly SamplePlan[]): SourceRows {
  const planOf = (name: string): SamplePlan | undefined =>
    plans.find(({ table }) => table.name === name)
  return {
    async *read(table, { after, size }) {
      const plan = planOf(table.name)
      if (plan === undefined) return
      const readings = [...plan.readings]
      for await (const { records, ends } of readRecords(plan.file, after as number | null)) {
        for (let from = 0; from < records.length; from += size) {
          const some = records.slice(from, from + size)
          const rows = some.map((record) => {
            const row: SourceRow = {}
            for (const [name, reading] of readings) row[name] = sampleValue(record[name], reading)
            return row
          })
          yield { rows, position: ends[from + some.length - 1] ?? null }
        }
      }
    },
    count: async ({ name }) => planOf(name)?.rows ?? null,
  }
}
