export { loginLife } from './rules.ts';
export { type Capacity, capacityOf, committees, personOfId, personOfToken, standingOf, touchLogin } from './store.ts';
