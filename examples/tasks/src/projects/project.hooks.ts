import { hooks } from '@cambium/runtime/hooks'

export const projectHooks = hooks('Project', {})
