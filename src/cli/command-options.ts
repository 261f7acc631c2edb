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

/** What the flags of `keyward why` say. */
export interface WhyOptions {
  readonly error?: string;
  readonly event?: string;
  readonly all?: true;
  readonly limit?: number;
  readonly principal?: string;
  readonly action?: string;
  readonly key?: string;
  readonly resource?: string;
  readonly region?: string;
  readonly context?: readonly string[];
  readonly via?: string;
  readonly vpcEndpoint?: string;
  readonly time?: Date;
  readonly apply?: number;
  readonly dryRun?: true;
  readonly world?: readonly string[];
  readonly format: 'text' | 'json';
}

/** What the flags of `keyward replay` say. */
export interface ReplayOptions {
  readonly world: readonly string[];
  readonly worldAfter: readonly string[];
  readonly threads?: number;
  readonly format: 'text' | 'json' | 'markdown';
}

/** What the flags of `keyward serve` say. */
export interface ServeOptions {
  readonly world?: readonly string[];
  readonly port: number;
  readonly host: string;
  readonly data?: string;
  readonly store?: string;
  readonly fresh?: true;
  readonly keyFile?: string;
  readonly rotateKey?: true | string;
  readonly readOnly?: true;
  readonly export?: string;
  readonly exportSecrets?: true;
  readonly trail?: string;
  readonly soft?: true;
  readonly trustUnsigned?: true;
  readonly replayGuard?: true;
  readonly maxInFlight: number;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tls?: string;
  readonly quiet?: true;
}

/** What the flags of `keyward explain-request` say. */
export interface ExplainRequestOptions {
  readonly url: string;
  readonly ca?: string;
  readonly format: 'text' | 'json';
}
