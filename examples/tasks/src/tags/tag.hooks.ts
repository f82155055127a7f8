import { hooks } from '@cambium/runtime/hooks'

export const tagHooks = hooks('Tag', {})
