/** A part of AWS with accounts and services of its own. */
export interface AwsPartition {
  /** As ARNs have it. */
  name: string;
  /** What the hosts of its regions end in. */
  suffix: string;
  /** The host of Route 53, of which each has one. */
  route53: string;
  /** The region that requests of Route 53 are signed for. */
  region: string;
  /** What GitHub's tokens for its STS are made for. */
  audience: string;
}

const standard: AwsPartition = {
  name: 'aws',
  suffix: 'amazonaws.com',
  route53: 'route53.amazonaws.com',
  region: 'us-east-1',
  audience: 'sts.amazonaws.com',
};

const china: AwsPartition = {
  name: 'aws-cn',
  suffix: 'amazonaws.com.cn',
  route53: 'route53.amazonaws.com.cn',
  region: 'cn-northwest-1',
  audience: 'sts.amazonaws.com.cn',
};

const government: AwsPartition = {
  ...standard,
  name: 'aws-us-gov',
  route53: 'route53.us-gov.amazonaws.com',
  region: 'us-gov-west-1',
};

/**
 * The partition of a region, as https://docs.aws.amazon.com/general/latest/gr/r53.html has their endpoints.
 * @param region `''` for the global services of the standard one
 * @returns undefined for those that aren't known here, such as the secret ones
 */
export function partitionOf(region: string): AwsPartition | undefined {
  if (region.startsWith('cn-')) return china;
  if (region.startsWith('us-gov-')) return government;
  return /^(us-iso|eu-iso|eusc-)/.test(region) ? undefined : standard;
}
