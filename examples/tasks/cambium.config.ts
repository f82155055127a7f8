import { defineConfig } from '@cambium/model'

export default defineConfig({
  name: 'tasks',
  roles: ['staff', 'admin'],
})
