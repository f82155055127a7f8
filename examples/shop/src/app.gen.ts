// Generated from the models. Do not edit: settings go in cambium.config.ts, logic in hooks.

import { type App, defineApp } from '@cambium/runtime/app'
import { register } from '@cambium/runtime/operation'
import schema from '../.cambium/schema.json' with { type: 'json' }
import { allHooks } from './all.hooks.ts'
import { calculateSales } from './functions/calculate-sales.ts'
import { printSales } from './jobs/print-sales.ts'
import { calculateSalesShape, printSalesShape } from './logic.gen.ts'
import { accountExists } from './mail/account-exists.ts'
import { resetPassword } from './mail/reset-password.ts'
import { verifyEmail } from './mail/verify-email.ts'
import * as orders from './orders/order.operations.gen.ts'
import { orderRoutes } from './orders/order.routes.gen.ts'
import * as productCategories from './product-categories/product-category.operations.gen.ts'
import { productCategoryRoutes } from './product-categories/product-category.routes.gen.ts'
import * as products from './products/product.operations.gen.ts'
import { productRoutes } from './products/product.routes.gen.ts'
import * as users from './users/user.operations.gen.ts'
import { userRoutes } from './users/user.routes.gen.ts'

export const app: App = defineApp({
  name: 'shop',
  roles: ['staff', 'admin'],
  root: new URL('..', import.meta.url),
  storageHash: schema.storage,
  entities: [
    register({
      resource: orders.order,
      list: orders.listOrders,
      get: orders.getOrder,
      create: orders.createOrder,
      update: orders.updateOrder,
      delete: orders.deleteOrder,
    }),
    register({
      resource: productCategories.productCategory,
      list: productCategories.listProductCategories,
      get: productCategories.getProductCategory,
      create: productCategories.createProductCategory,
      update: productCategories.updateProductCategory,
      delete: productCategories.deleteProductCategory,
    }),
    register({
      resource: products.product,
      list: products.listProducts,
      get: products.getProduct,
      create: products.createProduct,
      update: products.updateProduct,
      delete: products.deleteProduct,
    }),
    register({
      resource: users.user,
      list: users.listUsers,
      get: users.getUser,
      create: users.createUser,
      update: users.updateUser,
      delete: users.deleteUser,
    }),
  ],
  routes: [
    orderRoutes,
    productCategoryRoutes,
    productRoutes,
    userRoutes,
  ],
  accounts: {
    entity: 'User',
    email: 'email',
    methods: ['password'],
    signUp: true,
    blocked: 'blocked',
    mails: {
      verifyEmail,
      resetPassword,
      accountExists,
    },
  },
  functions: [
    { definition: calculateSales, shape: calculateSalesShape },
  ],
  jobs: [
    { definition: printSales, shape: printSalesShape },
  ],
  allHooks,
})
