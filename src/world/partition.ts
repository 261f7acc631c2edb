// The partition of a Region.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html

/** `aws`, `aws-cn`, `aws-us-gov` and the isolated ones, by the Region's name. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('us-iso-')) return 'aws-iso';
  if (region.startsWith('us-isob-')) return 'aws-iso-b';
  return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
}
