import process from 'node:process'

/**
 * Runs in a process of its own: a picture comes in, a smaller one goes out. Formats are few, metadata is left behind,
 * and what takes too much memory ends the process, which harms nobody.
 */
const [width = 0, height = 0, maxPixels = 0, maxMemory = 0] = process.argv.slice(2).map(Number)

const watch = setInterval(() => {
  if (process.memoryUsage.rss() > maxMemory) process.exit(9)
}, 20)
watch.unref()

const { default: sharp } = await import('sharp')
sharp.cache(false)
sharp.concurrency(1)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
})
const smaller = sharp({ limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true })
  .rotate()
  .resize({ width, height, fit: 'inside', withoutEnlargement: true })
  .webp({ quality: 80 })
smaller.on('error', () => process.exit(8))
process.stdin.pipe(smaller).pipe(process.stdout)
