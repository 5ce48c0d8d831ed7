export { type Capacity, capacityOf, committees } from './store.ts';
