// The types of policies by name.
import type { PolicyType } from '../model/policy.ts';
import { policyRules } from './policy-rules.ts';

/** Every type. */
export const policyTypes = Object.keys(policyRules) as readonly PolicyType[];
