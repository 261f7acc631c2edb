// The Regions and the partition that each belongs to. New Regions open every year: an unknown name is
// worth a question, never an error.
// https://docs.aws.amazon.com/general/latest/gr/kms.html

/** A partition: what no ARN, principal or grant crosses. */
export interface Partition {
  readonly id: string;
  /** How the names of its Regions begin; the first partition has all the others. */
  readonly prefix: string;
  readonly regions: readonly string[];
  readonly source: string;
}

const source =
  'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html';
const kmsEndpoints = 'https://docs.aws.amazon.com/general/latest/gr/kms.html';

/** The partitions: the public ones, the sovereign one, then the isolated ones. */
export const partitions: readonly Partition[] = [
  {
    id: 'aws',
    prefix: '',
    regions: words(`
      us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ca-west-1 mx-central-1 sa-east-1
      eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3
      ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
      ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6
      ap-southeast-7 af-south-1 il-central-1 me-central-1 me-south-1`),
    source: kmsEndpoints,
  },
  { id: 'aws-cn', prefix: 'cn-', regions: words('cn-north-1 cn-northwest-1'), source },
  {
    id: 'aws-us-gov',
    prefix: 'us-gov-',
    regions: words('us-gov-east-1 us-gov-west-1'),
    source: kmsEndpoints,
  },
  { id: 'aws-eusc', prefix: 'eusc-', regions: words('eusc-de-east-1'), source },
  { id: 'aws-iso', prefix: 'us-iso-', regions: words('us-iso-east-1 us-iso-west-1'), source },
  { id: 'aws-iso-b', prefix: 'us-isob-', regions: words('us-isob-east-1'), source },
  { id: 'aws-iso-e', prefix: 'eu-isoe-', regions: words('eu-isoe-west-1'), source },
  { id: 'aws-iso-f', prefix: 'us-isof-', regions: words('us-isof-south-1'), source },
];

/** Every known Region. */
export const regions: readonly string[] = partitions.flatMap((partition) => partition.regions);

/** The partition of a Region by its name, known or not: `aws` unless the name begins as another's do. */
export function partitionOf(region: string): string {
  return partitions.find(({ prefix }) => prefix !== '' && region.startsWith(prefix))?.id ?? 'aws';
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
