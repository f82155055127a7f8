export { createNotifier, type Listener, type Notifier } from './notifier.ts'
