import { type AccessActions, accessActions, type Means } from '../features/access/actions.ts';
import { accessPages } from '../features/access/pages.tsx';
import { accountTexts } from '../features/access/readers.ts';
import { recoveryActions } from '../features/access/recovery-actions.ts';
import { accessRoutes } from '../features/access/routes.ts';
import { textJobs } from '../features/access/texts.ts';
import { unitActions } from '../features/access/unit-actions.ts';
import type { LoginCookie } from '../features/people/routes.ts';
import type { House } from '../kit/house.ts';

/** How people get in: activation, links of units, lost phones, and the text messages that carry them. */
export function accessParts(house: House, means: Means, cookie: LoginCookie) {
  const access: AccessActions = accessActions(house, means);
  const units = unitActions(house, means);
  const recoveries = recoveryActions(house, means);
  const texts = textJobs(house, means.texts);
  return {
    routes: accessRoutes(access, units, recoveries, cookie),
    pageRoutes: accessPages(house, access, units, recoveries),
    due: { ...access.due, ...recoveries.due, ...texts.due },
    jobs: texts.jobs,
    reader: accountTexts(house, means.texts),
  };
}
