// What the flags of each command say, once they are parsed.
import type { Severity } from '../lint/finding.ts';
import type { LintFormat } from '../lint/formats.ts';
import type { PolicyType } from '../model/policy.ts';

/** What the flags of `keyward simulate` say. */
export interface SimulateOptions {
  readonly principal?: string;
  readonly action?: string;
  readonly operation?: string;
  readonly parameter?: readonly string[];
  readonly key?: string;
  readonly resource?: string;
  readonly region?: string;
  readonly context?: readonly string[];
  readonly via?: string;
  readonly vpcEndpoint?: string;
  readonly grantToken?: readonly string[];
  readonly grantId?: string;
  readonly sessionPolicy?: readonly string[];
  readonly sessionName?: string;
  readonly mfa?: boolean;
  readonly time?: Date;
  readonly assumeCallerAllows?: true;
  readonly override?: true;
  readonly namedByCiphertext?: true;
  readonly world?: readonly string[];
  readonly format: 'text' | 'json';
}

/** What the flags of `keyward lint` say. */
export interface LintOptions {
  readonly type?: PolicyType;
  readonly config?: string;
  readonly world?: readonly string[];
  readonly account?: string;
  readonly region?: string;
  readonly deployer?: string;
  readonly rule?: readonly string[];
  readonly format: LintFormat;
  readonly output?: readonly string[];
  readonly failOn?: Severity;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly suppressions: boolean;
  readonly fix?: true;
  readonly dryRun?: true;
}

/** What the flags of `keyward test` say. */
export interface TestOptions {
  readonly update?: true;
  readonly coverage?: true;
  readonly watch?: true;
  readonly verbose?: true;
  readonly format: 'text' | 'json' | 'junit' | 'github';
}
