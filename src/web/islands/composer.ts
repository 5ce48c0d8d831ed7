// The composer as a sheet: its address stands in the page, and topic scripts import it when somebody reaches for it.
export { openCompose } from '../../features/deliberations/web/openCompose.tsx';
