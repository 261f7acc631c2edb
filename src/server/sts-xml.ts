// The XML of STS's answers (AWS Query protocol).
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
import { xml } from '../syntax/xml.ts';
import type { AwsError } from './aws-error.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** A value of an answer: text, or members in order; what is undefined is left out. */
export type XmlValue = string | { readonly [member: string]: XmlValue | undefined };

/** The answer of an operation. */
export function responseXml(operation: string, result: XmlValue, requestId: string): string {
  const inner = element(`${operation}Result`, result);
  const metadata = element('ResponseMetadata', { RequestId: requestId });
  return `<${operation}Response xmlns="${NAMESPACE}">${inner}${metadata}</${operation}Response>\n`;
}

/** An error. */
export function errorXml({ name, message, status }: AwsError, requestId: string): string {
  const Type = status >= 500 ? 'Receiver' : 'Sender';
  const error = element('Error', { Type, Code: name, Message: message });
  const id = element('RequestId', requestId);
  return `<ErrorResponse xmlns="${NAMESPACE}">${error}${id}</ErrorResponse>\n`;
}

function element(name: string, value: XmlValue): string {
  const content =
    typeof value === 'string'
      ? xml(value)
      : Object.entries(value)
          .map(([member, inner]) => (inner === undefined ? '' : element(member, inner)))
          .join('');
  return `<${name}>${content}</${name}>`;
}
