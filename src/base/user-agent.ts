/** Of the package. */
export const version = '0.1.0';

/**
 * Named to CAs (RFC 8555 6.1) and to the APIs of DNS providers with every request, so that their operators can tell us
 * apart and reach us; some refuse those that don't say it in this form.
 */
export const userAgent = `bounded-acme/${version} (+https://github.com/bounded-acme/bounded-acme)`;
