export { loginLife } from './rules.ts';
export { type Capacity, capacityOf, committees, personOfToken, touchLogin } from './store.ts';
