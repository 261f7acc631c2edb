// Whether a text is an address, as records of direct calls have one: services are named there otherwise.
import ipaddr from 'ipaddr.js';

/** Whether a text is an IP address. */
export function isIpAddress(text: string): boolean {
  return readIpv4(text) >= 0 || (text.includes(':') && ipaddr.IPv6.isValid(text));
}

/** The IPv4 address as a number; below zero for what is no plain IPv4 address. */
export function readIpv4(text: string): number {
  let address = 0;
  let octet = -1;
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      if (octet === 0) return -1;
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return -1;
    } else if (digit === -2 && octet >= 0) {
      address = address * 256 + octet;
      octet = -1;
      dots++;
    } else return -1;
  }
  return dots === 3 && octet >= 0 ? address * 256 + octet : -1;
}
