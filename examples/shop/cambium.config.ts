import { defineConfig } from '@cambium/model'

export default defineConfig({
  name: 'shop',
  roles: ['staff', 'admin'],
})
