import type { Config } from '../config/config.ts';
import { directoryActions, type Means } from '../features/oidc/actions.ts';
import { type Directory, directoryClient } from '../features/oidc/client.ts';
import { directoryPages } from '../features/oidc/pages.tsx';
import type { House } from '../kit/house.ts';

/** The government's single sign-on as set; `name` is what people call it. */
export interface DirectoryPort {
  readonly directory: Directory | null;
  readonly name: string;
}
export const directoryOf = (config: Pick<Config, 'oidcIssuer' | 'oidcClientId' | 'oidcSecret' | 'oidcName'>): DirectoryPort => ({
  directory:
    config.oidcIssuer === undefined
      ? null
      : directoryClient({ issuer: config.oidcIssuer, clientId: config.oidcClientId, secret: config.oidcSecret }),
  name: config.oidcName,
});
export const noDirectory: DirectoryPort = { directory: null, name: '' };

export function directoryParts(house: House, means: Means & DirectoryPort) {
  return { pageRoutes: directoryPages(directoryActions(house, means), means.name) };
}
