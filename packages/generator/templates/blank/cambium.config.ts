import { defineConfig } from '@cambium/model'

export default defineConfig({
  name: '{{name}}',
  roles: ['staff', 'admin'],
})
