export { isWeChat } from './rules.ts';
