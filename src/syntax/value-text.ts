// A JSON value as text: as JSON, and as YAML between brackets or in blocks, laid out like the text around it.
import type { JsonObject, JsonValue } from '../model/policy.ts';
import { scalar } from './text-edits.ts';
import type { TextLayout } from './text-layout.ts';

/** The value between brackets; `lines` spreads it over lines, of which all but the first begin with `indent`. */
export function flowText(
  value: JsonValue,
  indent: string,
  layout: TextLayout,
  lines: boolean,
): string {
  if (isList(value)) {
    const spread = lines && !(layout.inlineLists && value.every(isScalarValue));
    const parts = value.map((item) => flowText(item, indent + layout.unit, layout, spread));
    return bracketed('[', parts, ']', '', indent, layout, spread);
  }
  if (!isObject(value)) return scalarText(value, layout);
  const entries = Object.entries(value);
  const spread = lines && !(layout.inlineObjects && isLeaf(value));
  const parts = entries.map(([key, item]) => {
    const text = flowText(item, indent + layout.unit, layout, spread);
    return `${keyText(key, layout)}:${spread ? ' ' : layout.colon}${text}`;
  });
  return bracketed('{', parts, '}', layout.pad, indent, layout, spread);
}

function bracketed(
  open: string,
  parts: readonly string[],
  close: string,
  pad: string,
  indent: string,
  { comma, newline, unit }: TextLayout,
  spread: boolean,
): string {
  if (parts.length === 0) return open + close;
  if (!spread) return `${open}${pad}${parts.join(`,${comma}`)}${pad}${close}`;
  const inner = `${newline}${indent}${unit}`;
  return `${open}${inner}${parts.join(`,${inner}`)}${newline}${indent}${close}`;
}

/** The value as a YAML block whose lines, all but the first, begin with `indent`. */
export function blockText(value: JsonValue, indent: string, layout: TextLayout): string {
  const { newline } = layout;
  if (isList(value)) {
    if (value.length === 0) return '[]';
    const items = value.map((item) => `- ${blockText(item, `${indent}  `, layout)}`);
    return items.join(`${newline}${indent}`);
  }
  if (!isObject(value)) return scalarText(value, layout);
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  return entries
    .map(([key, item]) => `${keyText(key, layout)}:${memberText(item, indent, layout)}`)
    .join(`${newline}${indent}`);
}

/** What follows the colon of a YAML member whose key stands at `indent`. */
export function memberText(value: JsonValue, indent: string, layout: TextLayout): string {
  const { newline, unit, listIndent, inlineLists, inlineObjects } = layout;
  if (isList(value) && value.length > 0 && !(inlineLists && value.every(isScalarValue))) {
    const deeper = indent + listIndent;
    return `${newline}${deeper}${blockText(value, deeper, layout)}`;
  }
  const leaf = isObject(value) && isLeaf(value) && inlineObjects;
  if (isObject(value) && Object.keys(value).length > 0 && !leaf) {
    const deeper = indent + unit;
    return `${newline}${deeper}${blockText(value, deeper, layout)}`;
  }
  return ` ${flowText(value, indent, layout, false)}`;
}

/** The name of a member. */
export function keyText(key: string, { json, quote }: TextLayout): string {
  return json ? JSON.stringify(key) : yamlScalar(key, quote);
}

function scalarText(value: JsonValue, { json, quote }: TextLayout): string {
  return typeof value === 'string' && !json ? yamlScalar(value, quote) : JSON.stringify(value);
}

function yamlScalar(value: string, quote: TextLayout['quote']): string {
  const text = scalar(value, 'plain');
  return text.startsWith("'") && quote === '"' ? JSON.stringify(value) : text;
}

function isScalarValue(value: JsonValue): boolean {
  return typeof value !== 'object' || value === null;
}

/** Whether an object has one member, and that is short: a Principal, the operand of a condition. */
function isLeaf(value: JsonObject): boolean {
  const values = Object.values(value);
  return values.length === 1 && values.every(isScalarValue);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
