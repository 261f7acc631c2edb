// Policies of organizations, of VPC endpoints, and of resources other than keys.
import type { PolicyType } from '../../../model/policy.ts';
import { isKnown, type LintResource } from '../../scope.ts';
import { addPolicies } from './documents.ts';
import type { ResourceReader } from './properties.ts';

const organizationTypes: Readonly<Record<string, PolicyType>> = {
  SERVICE_CONTROL_POLICY: 'service-control-policy',
  RESOURCE_CONTROL_POLICY: 'resource-control-policy',
};

/** Reads a service or resource control policy; the other types of an organization's policies allow nothing. */
export function readOrganizationPolicy(reader: ResourceReader): void {
  const said = reader.text('Type');
  if (said !== undefined && !isKnown(said)) {
    const { id, span } = reader.resource;
    reader.reading.report({
      code: 'not-looked-at',
      severity: 'warning',
      span,
      message: `the policy \`${id}\` was not looked at: its type depends on ${said.unknown}`,
    });
  }
  const type = isKnown(said) ? organizationTypes[said] : undefined;
  if (!type) return;
  const owner = otherResource(reader, 'organization-policy', 'Content');
  addPolicies(reader, 'Content', type, owner);
}

/** Reads a VPC endpoint with its policy. */
export function readEndpoint(reader: ResourceReader): void {
  const owner = otherResource(reader, 'vpc-endpoint', 'PolicyDocument');
  addPolicies(reader, 'PolicyDocument', 'vpc-endpoint-policy', owner);
}

/** The reader of a type whose policy is in a property. */
export function resourcePolicy(property: string, type: PolicyType = 'resource-policy') {
  return (reader: ResourceReader): void => {
    if (reader.value(property) === undefined) return;
    addPolicies(reader, property, type, otherResource(reader, 'other', property));
  };
}

function otherResource(
  { resource, resolver, reading, places }: ResourceReader,
  kind: 'organization-policy' | 'other' | 'vpc-endpoint',
  property: string,
): LintResource {
  const { account, region } = resolver.template.environment;
  const owner: LintResource = {
    kind,
    name: resource.id,
    source: reading.source,
    span: resource.span,
    account,
    region,
    places: places({ policy: property }),
  };
  reading.addResource(owner);
  return owner;
}
