import https from 'node:https';
import type { Pebble } from '../../scripts/servers/pebble.ts';

/** A window as the CA tells it, relative to now. */
export interface Window {
  fromHours: number;
  toHours: number;
  explanationURL?: string;
}

/** Makes Pebble answer with this window when it is asked for a certificate's renewal information (RFC 9773 4.2). */
export async function setRenewalWindow(
  { managementUrl, caPem }: Pebble,
  certificatePem: string,
  { fromHours, toHours, explanationURL }: Window,
): Promise<void> {
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const suggestedWindow = { start: at(fromHours), end: at(toHours) };
  const body = JSON.stringify({
    Certificate: certificatePem,
    ARIResponse: JSON.stringify({ suggestedWindow, explanationURL }),
  });
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { 'user-agent': 'bounded-acme-tests', 'content-type': 'application/json' };
    const options = { method: 'POST', ca: caPem, headers, agent: false };
    const request = https.request(`${managementUrl}/set-renewal-info/`, options, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    });
    request.once('error', reject).end(body);
  });
  if (status !== 200) throw new Error(`Pebble answered ${status} to a renewal window`);
}
