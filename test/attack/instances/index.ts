export {
  type Credential,
  createPerson,
  fromAnywhere,
  type Got,
  type Person,
  type Sent,
  send,
  signIn,
} from './people.ts'
export { type Instances, startInstances } from './start-instances.ts'
