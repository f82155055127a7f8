import { defineConfig } from '@cambium/model'

export default defineConfig({
  name: 'bench',
  roles: ['staff'],
})
