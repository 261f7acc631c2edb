// What `keyward --version` prints.
import { catalogDate } from '../catalog/catalog-date.ts';
import { packageVersion } from '../server/package-root.ts';

/** The version, and the date of the AWS facts that decisions rest on. */
export function versionText(): string {
  return `keyward ${packageVersion()} (catalogue of ${catalogDate})`;
}
