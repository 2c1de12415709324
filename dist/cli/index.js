import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 2250:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("dns");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5675:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http2");

/***/ }),

/***/ 3311:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 2018:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 7016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 1404:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 3106:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("zlib");

/***/ }),

/***/ 8280:
/***/ (function(module) {

(function (root) {
    'use strict';
    // A list of regular expressions that match arbitrary IPv4 addresses,
    // for which a number of weird notations exist.
    // Note that an address like 0010.0xa5.1.1 is considered legal.
    const ipv4Part = '(0?\\d+|0x[a-f0-9]+)';
    const ipv4Regexes = {
        fourOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}$`, 'i'),
        threeOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}$`, 'i'),
        twoOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}$`, 'i'),
        longValue: new RegExp(`^${ipv4Part}$`, 'i')
    };

    // Regular Expression for checking Octal numbers
    const octalRegex = new RegExp(`^0[0-7]+$`, 'i');
    const hexRegex = new RegExp(`^0x[a-f0-9]+$`, 'i');

    const zoneIndex = '%[0-9a-z]{1,}';

    // IPv6-matching regular expressions.
    // For IPv6, the task is simpler: it is enough to match the colon-delimited
    // hexadecimal IPv6 and a transitional variant with dotted-decimal IPv4 at
    // the end.
    const ipv6Part = '(?:[0-9a-f]+::?)+';
    const ipv6Regexes = {
        zoneIndex: new RegExp(zoneIndex, 'i'),
        'native': new RegExp(`^(::)?(${ipv6Part})?([0-9a-f]+)?(::)?(${zoneIndex})?$`, 'i'),
        deprecatedTransitional: new RegExp(`^(?:::)(${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}(${zoneIndex})?)$`, 'i'),
        transitional: new RegExp(`^((?:${ipv6Part})|(?:::)(?:${ipv6Part})?)${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}(${zoneIndex})?$`, 'i')
    };

    // Expand :: in an IPv6 address or address part consisting of `parts` groups.
    function expandIPv6 (string, parts) {
        // More than one '::' means invalid address
        if (string.indexOf('::') !== string.lastIndexOf('::')) {
            return null;
        }

        let colonCount = 0;
        let lastColon = -1;
        let zoneId = (string.match(ipv6Regexes.zoneIndex) || [])[0];
        let replacement, replacementCount;

        // Remove zone index and save it for later
        if (zoneId) {
            zoneId = zoneId.substring(1);
            string = string.replace(/%.+$/, '');
        }

        // How many parts do we already have?
        while ((lastColon = string.indexOf(':', lastColon + 1)) >= 0) {
            colonCount++;
        }

        // 0::0 is two parts more than ::
        if (string.substr(0, 2) === '::') {
            colonCount--;
        }

        if (string.substr(-2, 2) === '::') {
            colonCount--;
        }

        // An address must not contain more separators than available parts,
        // and :: must compress at least one part.
        if (colonCount >= parts) {
            return null;
        }

        // replacement = ':' + '0:' * (parts - colonCount)
        replacementCount = parts - colonCount;
        replacement = ':';
        while (replacementCount--) {
            replacement += '0:';
        }

        // Insert the missing zeroes
        string = string.replace('::', replacement);

        // Trim any garbage which may be hanging around if :: was at the edge in
        // the source string
        if (string[0] === ':') {
            string = string.slice(1);
        }

        if (string[string.length - 1] === ':') {
            string = string.slice(0, -1);
        }

        parts = (function () {
            const ref = string.split(':');
            const results = [];

            for (let i = 0; i < ref.length; i++) {
                results.push(ref[i].length > 4 ? NaN : parseInt(ref[i], 16));
            }

            return results;
        })();

        return {
            parts: parts,
            zoneId: zoneId
        };
    }

    // A generic CIDR (Classless Inter-Domain Routing) RFC1518 range matcher.
    function matchCIDR (first, second, partSize, cidrBits) {
        if (first.length !== second.length) {
            throw new Error('ipaddr: cannot match CIDR for objects with different lengths');
        }

        let part = 0;
        let shift;

        while (cidrBits > 0) {
            shift = partSize - cidrBits;
            if (shift < 0) {
                shift = 0;
            }

            if (first[part] >> shift !== second[part] >> shift) {
                return false;
            }

            cidrBits -= partSize;
            part += 1;
        }

        return true;
    }

    function parseIntAuto (string) {
        // Hexadecimal base 16 (0x#)
        if (hexRegex.test(string)) {
            return parseInt(string, 16);
        }
        // While octal representation is discouraged by ECMAScript 3
        // and forbidden by ECMAScript 5, we silently allow it to
        // work only if the rest of the string has numbers less than 8.
        if (string[0] === '0' && !isNaN(parseInt(string[1], 10))) {
        if (octalRegex.test(string)) {
            return parseInt(string, 8);
        }
            throw new Error(`ipaddr: cannot parse ${string} as octal`);
        }
        // Always include the base 10 radix!
        return parseInt(string, 10);
    }

    function padPart (part, length) {
        while (part.length < length) {
            part = `0${part}`;
        }

        return part;
    }

    const ipaddr = {};

    // An IPv4 address (RFC791).
    ipaddr.IPv4 = (function () {
        // Constructs a new IPv4 address from an array of four octets
        // in network order (MSB first)
        // Verifies the input.
        function IPv4 (octets) {
            if (octets.length !== 4) {
                throw new Error('ipaddr: ipv4 octet count should be 4');
            }

            let i, octet;

            for (i = 0; i < octets.length; i++) {
                octet = octets[i];
                if (!((0 <= octet && octet <= 255))) {
                    throw new Error('ipaddr: ipv4 octet should fit in 8 bits');
                }
            }

            this.octets = octets;
        }

        // Special IPv4 address ranges.
        // See also https://en.wikipedia.org/wiki/Reserved_IP_addresses
        IPv4.prototype.SpecialRanges = {
            unspecified: [[new IPv4([0, 0, 0, 0]), 8]],
            broadcast: [[new IPv4([255, 255, 255, 255]), 32]],
            // RFC3171
            multicast: [[new IPv4([224, 0, 0, 0]), 4]],
            // RFC3927
            linkLocal: [[new IPv4([169, 254, 0, 0]), 16]],
            // RFC5735
            loopback: [[new IPv4([127, 0, 0, 0]), 8]],
            // RFC6598
            carrierGradeNat: [[new IPv4([100, 64, 0, 0]), 10]],
            // RFC1918
            'private': [
                [new IPv4([10, 0, 0, 0]), 8],
                [new IPv4([172, 16, 0, 0]), 12],
                [new IPv4([192, 168, 0, 0]), 16]
            ],
            // Reserved and testing-only ranges; RFCs 5735, 5737, 2544, 1700
            reserved: [
                [new IPv4([192, 0, 0, 0]), 24],
                [new IPv4([192, 0, 2, 0]), 24],
                [new IPv4([192, 88, 99, 0]), 24],
                [new IPv4([198, 18, 0, 0]), 15],
                [new IPv4([198, 51, 100, 0]), 24],
                [new IPv4([203, 0, 113, 0]), 24],
                [new IPv4([240, 0, 0, 0]), 4]
            ],
            // RFC7534, RFC7535
            as112: [
                [new IPv4([192, 175, 48, 0]), 24],
                [new IPv4([192, 31, 196, 0]), 24],
            ],
            // RFC7450
            amt: [
                [new IPv4([192, 52, 193, 0]), 24],
            ],
        };

        // The 'kind' method exists on both IPv4 and IPv6 classes.
        IPv4.prototype.kind = function () {
            return 'ipv4';
        };

        // Checks if this address matches other one within given CIDR range.
        IPv4.prototype.match = function (other, cidrRange) {
            let ref;
            if (cidrRange === undefined) {
                ref = other;
                other = ref[0];
                cidrRange = ref[1];
            }

            if (other.kind() !== 'ipv4') {
                throw new Error('ipaddr: cannot match ipv4 address with non-ipv4 one');
            }

            return matchCIDR(this.octets, other.octets, 8, cidrRange);
        };

        // returns a number of leading ones in IPv4 address, making sure that
        // the rest is a solid sequence of 0's (valid netmask)
        // returns either the CIDR length or null if mask is not valid
        IPv4.prototype.prefixLengthFromSubnetMask = function () {
            let cidr = 0;
            // non-zero encountered stop scanning for zeroes
            let stop = false;
            // number of zeroes in octet
            const zerotable = {
                0: 8,
                128: 7,
                192: 6,
                224: 5,
                240: 4,
                248: 3,
                252: 2,
                254: 1,
                255: 0
            };
            let i, octet, zeros;

            for (i = 3; i >= 0; i -= 1) {
                octet = this.octets[i];
                if (octet in zerotable) {
                    zeros = zerotable[octet];
                    if (stop && zeros !== 0) {
                        return null;
                    }

                    if (zeros !== 8) {
                        stop = true;
                    }

                    cidr += zeros;
                } else {
                    return null;
                }
            }

            return 32 - cidr;
        };

        // Checks if the address corresponds to one of the special ranges.
        IPv4.prototype.range = function () {
            return ipaddr.subnetMatch(this, this.SpecialRanges);
        };

        // Returns an array of byte-sized values in network order (MSB first)
        IPv4.prototype.toByteArray = function () {
            return this.octets.slice(0);
        };

        // Converts this IPv4 address to an IPv4-mapped IPv6 address.
        IPv4.prototype.toIPv4MappedAddress = function () {
            return ipaddr.IPv6.parse(`::ffff:${this.toString()}`);
        };

        // Symmetrical method strictly for aligning with the IPv6 methods.
        IPv4.prototype.toNormalizedString = function () {
            return this.toString();
        };

        // Returns the address in convenient, decimal-dotted format.
        IPv4.prototype.toString = function () {
            return this.octets.join('.');
        };

        return IPv4;
    })();

    // A utility function to return broadcast address given the IPv4 interface and prefix length in CIDR notation
    ipaddr.IPv4.broadcastAddressFromCIDR = function (string) {

        try {
            const cidr = this.parseCIDR(string);
            const ipInterfaceOctets = cidr[0].toByteArray();
            const subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
            const octets = [];
            let i = 0;
            while (i < 4) {
                // Broadcast address is bitwise OR between ip interface and inverted mask
                octets.push(parseInt(ipInterfaceOctets[i], 10) | parseInt(subnetMaskOctets[i], 10) ^ 255);
                i++;
            }

            return new this(octets);
        } catch (e) {
            throw new Error('ipaddr: the address does not have IPv4 CIDR format', { cause: e });
        }
    };

    // Checks if a given string is formatted like IPv4 address.
    ipaddr.IPv4.isIPv4 = function (string) {
        return this.parser(string) !== null;
    };

    // Checks if a given string is a valid IPv4 address.
    ipaddr.IPv4.isValid = function (string) {
        try {
            new this(this.parser(string));
            return true;
        } catch {
            return false;
        }
    };

    // Checks if a given string is a valid IPv4 address in CIDR notation.
    ipaddr.IPv4.isValidCIDR = function (string) {
        try {
            this.parseCIDR(string);
            return true;
        } catch {
            return false;
        }
    };

    // Checks if a given string is a full four-part IPv4 Address.
    ipaddr.IPv4.isValidFourPartDecimal = function (string) {
        if (ipaddr.IPv4.isValid(string) && string.match(/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){3}$/)) {
            return true;
        } else {
            return false;
        }
    };

    // Checks if a given string is a full four-part IPv4 Address with CIDR prefix.
    ipaddr.IPv4.isValidCIDRFourPartDecimal = function (string) {
        const match = string.match(/^(.+)\/(\d+)$/);

        if (!ipaddr.IPv4.isValidCIDR(string) || !match) {
            return false;
        }

        return ipaddr.IPv4.isValidFourPartDecimal(match[1]);
    };

    // A utility function to return network address given the IPv4 interface and prefix length in CIDR notation
    ipaddr.IPv4.networkAddressFromCIDR = function (string) {
        let cidr, i, ipInterfaceOctets, octets, subnetMaskOctets;

        try {
            cidr = this.parseCIDR(string);
            ipInterfaceOctets = cidr[0].toByteArray();
            subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
            octets = [];
            i = 0;
            while (i < 4) {
                // Network address is bitwise AND between ip interface and mask
                octets.push(parseInt(ipInterfaceOctets[i], 10) & parseInt(subnetMaskOctets[i], 10));
                i++;
            }

            return new this(octets);
        } catch (e) {
            throw new Error('ipaddr: the address does not have IPv4 CIDR format', { cause: e });
        }
    };

    // Tries to parse and validate a string with IPv4 address.
    // Throws an error if it fails.
    ipaddr.IPv4.parse = function (string) {
        const parts = this.parser(string);

        if (parts === null) {
            throw new Error('ipaddr: string is not formatted like an IPv4 Address');
        }

        return new this(parts);
    };

    // Parses the string as an IPv4 Address with CIDR Notation.
    ipaddr.IPv4.parseCIDR = function (string) {
        let match;

        if ((match = string.match(/^(.+)\/(\d+)$/))) {
            const maskLength = parseInt(match[2]);
            if (maskLength >= 0 && maskLength <= 32) {
                const parsed = [this.parse(match[1]), maskLength];
                Object.defineProperty(parsed, 'toString', {
                    value: function () {
                        return this.join('/');
                    }
                });
                return parsed;
            }
        }

        throw new Error('ipaddr: string is not formatted like an IPv4 CIDR range');
    };

    // Classful variants (like a.b, where a is an octet, and b is a 24-bit
    // value representing last three octets; this corresponds to a class C
    // address) are omitted due to classless nature of modern Internet.
    ipaddr.IPv4.parser = function (string) {
        let match, part, value;

        // parseInt recognizes all that octal & hexadecimal weirdness for us
        if ((match = string.match(ipv4Regexes.fourOctet))) {
            return (function () {
                const ref = match.slice(1, 6);
                const results = [];

                for (let i = 0; i < ref.length; i++) {
                    part = ref[i];
                    results.push(parseIntAuto(part));
                }

                return results;
            })();
        } else if ((match = string.match(ipv4Regexes.longValue))) {
            value = parseIntAuto(match[1]);
            if (value > 0xffffffff || value < 0) {
                throw new Error('ipaddr: address outside defined range');
            }

            return ((function () {
                const results = [];
                let shift;

                for (shift = 0; shift <= 24; shift += 8) {
                    results.push((value >> shift) & 0xff);
                }

                return results;
            })()).reverse();
        } else if ((match = string.match(ipv4Regexes.twoOctet))) {
            return (function () {
                const ref = match.slice(1, 4);
                const results = [];

                value = parseIntAuto(ref[1]);
                if (value > 0xffffff || value < 0) {
                    throw new Error('ipaddr: address outside defined range');
                }

                results.push(parseIntAuto(ref[0]));
                results.push((value >> 16) & 0xff);
                results.push((value >>  8) & 0xff);
                results.push( value        & 0xff);

                return results;
            })();
        } else if ((match = string.match(ipv4Regexes.threeOctet))) {
            return (function () {
                const ref = match.slice(1, 5);
                const results = [];

                value = parseIntAuto(ref[2]);
                if (value > 0xffff || value < 0) {
                    throw new Error('ipaddr: address outside defined range');
                }

                results.push(parseIntAuto(ref[0]));
                results.push(parseIntAuto(ref[1]));
                results.push((value >> 8) & 0xff);
                results.push( value       & 0xff);

                return results;
            })();
        } else {
            return null;
        }
    };

    // A utility function to return subnet mask in IPv4 format given the prefix length
    ipaddr.IPv4.subnetMaskFromPrefixLength = function (prefix) {
        prefix = parseInt(prefix);
        if (Number.isNaN(prefix) || prefix < 0 || prefix > 32) {
            throw new Error('ipaddr: invalid IPv4 prefix length');
        }

        const octets = [0, 0, 0, 0];
        let j = 0;
        const filledOctetCount = Math.floor(prefix / 8);

        while (j < filledOctetCount) {
            octets[j] = 255;
            j++;
        }

        if (filledOctetCount < 4) {
            octets[filledOctetCount] = Math.pow(2, prefix % 8) - 1 << 8 - (prefix % 8);
        }

        return new this(octets);
    };

    // An IPv6 address (RFC2460)
    ipaddr.IPv6 = (function () {
        // Constructs an IPv6 address from an array of eight 16 - bit parts
        // or sixteen 8 - bit parts in network order(MSB first).
        // Throws an error if the input is invalid.
        function IPv6 (parts, zoneId) {
            let i, part;

            if (parts.length === 16) {
                this.parts = [];
                for (i = 0; i <= 14; i += 2) {
                    this.parts.push((parts[i] << 8) | parts[i + 1]);
                }
            } else if (parts.length === 8) {
                this.parts = parts;
            } else {
                throw new Error('ipaddr: ipv6 part count should be 8 or 16');
            }

            for (i = 0; i < this.parts.length; i++) {
                part = this.parts[i];
                if (!((0 <= part && part <= 0xffff))) {
                    throw new Error('ipaddr: ipv6 part should fit in 16 bits');
                }
            }

            if (zoneId) {
                this.zoneId = zoneId;
            }
        }

        // Special IPv6 ranges
        IPv6.prototype.SpecialRanges = {
            // RFC4291, here and after
            unspecified: [new IPv6([0, 0, 0, 0, 0, 0, 0, 0]), 128],
            linkLocal: [new IPv6([0xfe80, 0, 0, 0, 0, 0, 0, 0]), 10],
            multicast: [new IPv6([0xff00, 0, 0, 0, 0, 0, 0, 0]), 8],
            loopback: [new IPv6([0, 0, 0, 0, 0, 0, 0, 1]), 128],
            uniqueLocal: [new IPv6([0xfc00, 0, 0, 0, 0, 0, 0, 0]), 7],
            ipv4Mapped: [new IPv6([0, 0, 0, 0, 0, 0xffff, 0, 0]), 96],
            // RFC3879
            deprecatedSiteLocal: [new IPv6([0xfec0, 0, 0, 0, 0, 0, 0, 0]), 10],
            // RFC6666
            discard: [new IPv6([0x100, 0, 0, 0, 0, 0, 0, 0]), 64],
            // RFC6145
            rfc6145: [new IPv6([0, 0, 0, 0, 0xffff, 0, 0, 0]), 96],
            rfc6052: [
                // RFC6052
                [new IPv6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0]), 96],
                // RFC8215
                [new IPv6([0x64, 0xff9b, 0x1, 0, 0, 0, 0, 0]), 48],
            ],
            // RFC3056
            '6to4': [new IPv6([0x2002, 0, 0, 0, 0, 0, 0, 0]), 16],
            // RFC6052, RFC6146
            teredo: [new IPv6([0x2001, 0, 0, 0, 0, 0, 0, 0]), 32],
            // RFC5180
            benchmarking: [new IPv6([0x2001, 0x2, 0, 0, 0, 0, 0, 0]), 48],
            // RFC7450
            amt: [new IPv6([0x2001, 0x3, 0, 0, 0, 0, 0, 0]), 32],
            as112v6: [
                // RFC7535
                [new IPv6([0x2001, 0x4, 0x112, 0, 0, 0, 0, 0]), 48],
                // RFC7534
                [new IPv6([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0]), 48],
            ],
            // RFC4843
            deprecatedOrchid: [new IPv6([0x2001, 0x10, 0, 0, 0, 0, 0, 0]), 28],
            // RFC7343
            orchid2: [new IPv6([0x2001, 0x20, 0, 0, 0, 0, 0, 0]), 28],
            // RFC9374
            droneRemoteIdProtocolEntityTags: [new IPv6([0x2001, 0x30, 0, 0, 0, 0, 0, 0]), 28],
            // RFC9602
            segmentRouting: [new IPv6([0x5f00, 0, 0, 0, 0, 0, 0, 0]), 16],
            reserved: [
                // RFC3849
                [new IPv6([0x2001, 0, 0, 0, 0, 0, 0, 0]), 23],
                // RFC2928
                [new IPv6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0]), 32],
                // RFC9637
                [new IPv6([0x3fff, 0, 0, 0, 0, 0, 0, 0]), 20],
            ],
        };

        // Checks if this address is an IPv4-mapped IPv6 address.
        IPv6.prototype.isIPv4MappedAddress = function () {
            return this.range() === 'ipv4Mapped';
        };

        // The 'kind' method exists on both IPv4 and IPv6 classes.
        IPv6.prototype.kind = function () {
            return 'ipv6';
        };

        // Checks if this address matches other one within given CIDR range.
        IPv6.prototype.match = function (other, cidrRange) {
            let ref;

            if (cidrRange === undefined) {
                ref = other;
                other = ref[0];
                cidrRange = ref[1];
            }

            if (other.kind() !== 'ipv6') {
                throw new Error('ipaddr: cannot match ipv6 address with non-ipv6 one');
            }

            return matchCIDR(this.parts, other.parts, 16, cidrRange);
        };

        // returns a number of leading ones in IPv6 address, making sure that
        // the rest is a solid sequence of 0's (valid netmask)
        // returns either the CIDR length or null if mask is not valid
        IPv6.prototype.prefixLengthFromSubnetMask = function () {
            let cidr = 0;
            // non-zero encountered stop scanning for zeroes
            let stop = false;
            // number of zeroes in octet
            const zerotable = {
                0: 16,
                32768: 15,
                49152: 14,
                57344: 13,
                61440: 12,
                63488: 11,
                64512: 10,
                65024: 9,
                65280: 8,
                65408: 7,
                65472: 6,
                65504: 5,
                65520: 4,
                65528: 3,
                65532: 2,
                65534: 1,
                65535: 0
            };
            let part, zeros;

            for (let i = 7; i >= 0; i -= 1) {
                part = this.parts[i];
                if (part in zerotable) {
                    zeros = zerotable[part];
                    if (stop && zeros !== 0) {
                        return null;
                    }

                    if (zeros !== 16) {
                        stop = true;
                    }

                    cidr += zeros;
                } else {
                    return null;
                }
            }

            return 128 - cidr;
        };


        // Checks if the address corresponds to one of the special ranges.
        IPv6.prototype.range = function () {
            return ipaddr.subnetMatch(this, this.SpecialRanges);
        };

        // Returns an array of byte-sized values in network order (MSB first)
        IPv6.prototype.toByteArray = function () {
            let part;
            const bytes = [];
            const ref = this.parts;
            for (let i = 0; i < ref.length; i++) {
                part = ref[i];
                bytes.push(part >> 8);
                bytes.push(part & 0xff);
            }

            return bytes;
        };

        // Returns the address in expanded format with all zeroes included, like
        // 2001:0db8:0008:0066:0000:0000:0000:0001
        IPv6.prototype.toFixedLengthString = function () {
            const addr = ((function () {
                const results = [];
                for (let i = 0; i < this.parts.length; i++) {
                    results.push(padPart(this.parts[i].toString(16), 4));
                }

                return results;
            }).call(this)).join(':');

            let suffix = '';

            if (this.zoneId) {
                suffix = `%${this.zoneId}`;
            }

            return addr + suffix;
        };

        // Converts this address to IPv4 address if it is an IPv4-mapped IPv6 address.
        // Throws an error otherwise.
        IPv6.prototype.toIPv4Address = function () {
            if (!this.isIPv4MappedAddress()) {
                throw new Error('ipaddr: trying to convert a generic ipv6 address to ipv4');
            }

            const ref = this.parts.slice(-2);
            const high = ref[0];
            const low = ref[1];

            return new ipaddr.IPv4([high >> 8, high & 0xff, low >> 8, low & 0xff]);
        };

        // Returns the address in expanded format with all zeroes included, like
        // 2001:db8:8:66:0:0:0:1
        //
        // Deprecated: use toFixedLengthString() instead.
        IPv6.prototype.toNormalizedString = function () {
            const addr = ((function () {
                const results = [];

                for (let i = 0; i < this.parts.length; i++) {
                    results.push(this.parts[i].toString(16));
                }

                return results;
            }).call(this)).join(':');

            let suffix = '';

            if (this.zoneId) {
                suffix = `%${this.zoneId}`;
            }

            return addr + suffix;
        };

        // Returns the address in compact, human-readable format like
        // 2001:db8:8:66::1
        // in line with RFC 5952 (see https://tools.ietf.org/html/rfc5952#section-4)
        IPv6.prototype.toRFC5952String = function () {
            const regex = /((^|:)(0(:|$)){2,})/g;
            // The zone identifier (RFC 4007) is not part of the address; match
            // against the address alone so a trailing zero run right before the
            // "%" suffix still gets compressed (RFC 5952, 4.2.2).
            let suffix = '';
            if (this.zoneId) {
                suffix = `%${this.zoneId}`;
            }
            const normalized = this.toNormalizedString();
            const string = normalized.slice(0, normalized.length - suffix.length);
            let bestMatchIndex = 0;
            let bestMatchLength = -1;
            let bestMatchGroups = -1;
            let match;

            while ((match = regex.exec(string))) {
                // Compare by the number of zero groups, not the matched length:
                // a run that is not at the start carries a leading ":" in the
                // match, so an equal-length run later in the address would
                // otherwise be preferred over the leftmost one (RFC 5952, 4.2.3).
                const groups = (match[0].match(/0/g) || []).length;
                if (groups > bestMatchGroups) {
                    bestMatchGroups = groups;
                    bestMatchIndex = match.index;
                    bestMatchLength = match[0].length;
                }
            }

            if (bestMatchLength < 0) {
                return string + suffix;
            }

            return `${string.substring(0, bestMatchIndex)}::${string.substring(bestMatchIndex + bestMatchLength)}${suffix}`;
        };

        // Returns the address in compact, human-readable format like
        // 2001:db8:8:66::1
        // Calls toRFC5952String under the hood.
        IPv6.prototype.toString = function () {
            return this.toRFC5952String();
        };

        return IPv6;

    })();

    // A utility function to return broadcast address given the IPv6 interface and prefix length in CIDR notation
    ipaddr.IPv6.broadcastAddressFromCIDR = function (string) {
        try {
            const cidr = this.parseCIDR(string);
            const ipInterfaceOctets = cidr[0].toByteArray();
            const subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
            const octets = [];
            let i = 0;
            while (i < 16) {
                // Broadcast address is bitwise OR between ip interface and inverted mask
                octets.push(parseInt(ipInterfaceOctets[i], 10) | parseInt(subnetMaskOctets[i], 10) ^ 255);
                i++;
            }

            return new this(octets);
        } catch (e) {
            throw new Error('ipaddr: the address does not have IPv6 CIDR format', { cause: e });
        }
    };

    // Checks if a given string is formatted like IPv6 address.
    ipaddr.IPv6.isIPv6 = function (string) {
        return this.parser(string) !== null;
    };

    // Checks to see if string is a valid IPv6 Address
    ipaddr.IPv6.isValid = function (string) {

        // Since IPv6.isValid is always called first, this shortcut
        // provides a substantial performance gain.
        if (typeof string === 'string' && string.indexOf(':') === -1) {
            return false;
        }

        try {
            const addr = this.parser(string);
            new this(addr.parts, addr.zoneId);
            return true;
        } catch {
            return false;
        }
    };

    // Checks if a given string is a valid IPv6 address in CIDR notation.
    ipaddr.IPv6.isValidCIDR = function (string) {

        // See note in IPv6.isValid
        if (typeof string === 'string' && string.indexOf(':') === -1) {
            return false;
        }

        try {
            this.parseCIDR(string);
            return true;
        } catch {
            return false;
        }
    };

    // A utility function to return network address given the IPv6 interface and prefix length in CIDR notation
    ipaddr.IPv6.networkAddressFromCIDR = function (string) {
        let cidr, i, ipInterfaceOctets, octets, subnetMaskOctets;

        try {
            cidr = this.parseCIDR(string);
            ipInterfaceOctets = cidr[0].toByteArray();
            subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
            octets = [];
            i = 0;
            while (i < 16) {
                // Network address is bitwise AND between ip interface and mask
                octets.push(parseInt(ipInterfaceOctets[i], 10) & parseInt(subnetMaskOctets[i], 10));
                i++;
            }

            return new this(octets);
        } catch (e) {
            throw new Error('ipaddr: the address does not have IPv6 CIDR format', { cause: e });
        }
    };

    // Tries to parse and validate a string with IPv6 address.
    // Throws an error if it fails.
    ipaddr.IPv6.parse = function (string) {
        const addr = this.parser(string);

        if (addr === null) {
            throw new Error('ipaddr: string is not formatted like an IPv6 Address');
        }

        return new this(addr.parts, addr.zoneId);
    };

    ipaddr.IPv6.parseCIDR = function (string) {
        let maskLength, match, parsed;

        if ((match = string.match(/^(.+)\/(\d+)$/))) {
            maskLength = parseInt(match[2]);
            if (maskLength >= 0 && maskLength <= 128) {
                parsed = [this.parse(match[1]), maskLength];
                Object.defineProperty(parsed, 'toString', {
                    value: function () {
                        return this.join('/');
                    }
                });
                return parsed;
            }
        }

        throw new Error('ipaddr: string is not formatted like an IPv6 CIDR range');
    };

    // Parse an IPv6 address.
    ipaddr.IPv6.parser = function (string) {
        let addr, i, match, octet, octets, zoneId;

        if ((match = string.match(ipv6Regexes.deprecatedTransitional))) {
            return this.parser(`::ffff:${match[1]}`);
        }
        if (ipv6Regexes.native.test(string)) {
            return expandIPv6(string, 8);
        }
        if ((match = string.match(ipv6Regexes.transitional))) {
            zoneId = match[6] || '';
            addr = match[1]
            if (!match[1].endsWith('::')) {
                addr = addr.slice(0, -1)
            }
            addr = expandIPv6(addr + zoneId, 6);
            if (addr && addr.parts) {
                octets = [
                    parseInt(match[2]),
                    parseInt(match[3]),
                    parseInt(match[4]),
                    parseInt(match[5])
                ];
                for (i = 0; i < octets.length; i++) {
                    octet = octets[i];
                    if (!((0 <= octet && octet <= 255))) {
                        return null;
                    }
                }

                addr.parts.push(octets[0] << 8 | octets[1]);
                addr.parts.push(octets[2] << 8 | octets[3]);
                return {
                    parts: addr.parts,
                    zoneId: addr.zoneId
                };
            }
        }

        return null;
    };

    // A utility function to return subnet mask in IPv6 format given the prefix length
    ipaddr.IPv6.subnetMaskFromPrefixLength = function (prefix) {
        prefix = parseInt(prefix);
        if (Number.isNaN(prefix) || prefix < 0 || prefix > 128) {
            throw new Error('ipaddr: invalid IPv6 prefix length');
        }

        const octets = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let j = 0;
        const filledOctetCount = Math.floor(prefix / 8);

        while (j < filledOctetCount) {
            octets[j] = 255;
            j++;
        }

        if (filledOctetCount < 16) {
            octets[filledOctetCount] = Math.pow(2, prefix % 8) - 1 << 8 - (prefix % 8);
        }

        return new this(octets);
    };

    // Try to parse an array in network order (MSB first) for IPv4 and IPv6
    ipaddr.fromByteArray = function (bytes) {
        const length = bytes.length;

        if (length === 4) {
            return new ipaddr.IPv4(bytes);
        } else if (length === 16) {
            return new ipaddr.IPv6(bytes);
        } else {
            throw new Error('ipaddr: the binary input is neither an IPv6 nor IPv4 address');
        }
    };

    // Checks if the address is valid IP address
    ipaddr.isValid = function (string) {
        return ipaddr.IPv6.isValid(string) || ipaddr.IPv4.isValid(string);
    };

    // Checks if the address is valid IP address in CIDR notation
    ipaddr.isValidCIDR = function (string) {
        return ipaddr.IPv6.isValidCIDR(string) || ipaddr.IPv4.isValidCIDR(string);
    };


    // Attempts to parse an IP Address, first through IPv6 then IPv4.
    // Throws an error if it could not be parsed.
    ipaddr.parse = function (string) {
        if (ipaddr.IPv6.isValid(string)) {
            return ipaddr.IPv6.parse(string);
        } else if (ipaddr.IPv4.isValid(string)) {
            return ipaddr.IPv4.parse(string);
        } else {
            throw new Error('ipaddr: the address has neither IPv6 nor IPv4 format');
        }
    };

    // Attempt to parse CIDR notation, first through IPv6 then IPv4.
    // Throws an error if it could not be parsed.
    ipaddr.parseCIDR = function (string) {
        try {
            return ipaddr.IPv6.parseCIDR(string);
        } catch {
            try {
                return ipaddr.IPv4.parseCIDR(string);
            } catch (e) {
                throw new Error('ipaddr: the address has neither IPv6 nor IPv4 CIDR format', { cause: e });
            }
        }
    };

    // Parse an address and return plain IPv4 address if it is an IPv4-mapped address
    ipaddr.process = function (string) {
        const addr = this.parse(string);

        if (addr.kind() === 'ipv6' && addr.isIPv4MappedAddress()) {
            return addr.toIPv4Address();
        } else {
            return addr;
        }
    };

    // An utility function to ease named range matching. See examples below.
    // rangeList can contain both IPv4 and IPv6 subnet entries and will not throw errors
    // on matching IPv4 addresses to IPv6 ranges or vice versa.
    ipaddr.subnetMatch = function (address, rangeList, defaultName) {
        let i, rangeName, rangeSubnets, subnet;

        if (defaultName === undefined || defaultName === null) {
            defaultName = 'unicast';
        }

        for (rangeName in rangeList) {
            if (Object.prototype.hasOwnProperty.call(rangeList, rangeName)) {
                rangeSubnets = rangeList[rangeName];
                // ECMA5 Array.isArray isn't available everywhere
                if (rangeSubnets[0] && !(rangeSubnets[0] instanceof Array)) {
                    rangeSubnets = [rangeSubnets];
                }

                for (i = 0; i < rangeSubnets.length; i++) {
                    subnet = rangeSubnets[i];
                    if (address.kind() === subnet[0].kind() && address.match.apply(address, subnet)) {
                        return rangeName;
                    }
                }
            }
        }

        return defaultName;
    };

    // Export for both the CommonJS and browser-like environment
    if ( true && module.exports) {
        module.exports = ipaddr;

    } else {
        root.ipaddr = ipaddr;
    }

}(this));


/***/ }),

/***/ 9362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ untilAborted)
/* harmony export */ });
/**
 * Waits for `work` until the signal is aborted, for work that may not heed it: that goes on alone, and how it ends is
 * nobody's matter any more.
 * @throws what `work` throws; the signal's reason
 */
async function untilAborted(signal, work) {
    signal.throwIfAborted();
    const { promise: aborted, reject } = Promise.withResolvers();
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
        return await Promise.race([work(), aborted]);
    }
    finally {
        signal.removeEventListener('abort', stop);
    }
}


/***/ }),

/***/ 9856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Vw: () => (/* binding */ Phases),
/* harmony export */   YA: () => (/* binding */ seconds),
/* harmony export */   cg: () => (/* binding */ startBudget),
/* harmony export */   ux: () => (/* binding */ within),
/* harmony export */   yy: () => (/* binding */ sleep)
/* harmony export */ });
/* unused harmony export reserveOf */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5145);

/** The part of `totalMs` that is kept for cleaning up: a fifth, between 2 s and 20 s, never more than half. */
function reserveOf(totalMs) {
    return Math.min(Math.max(totalMs / 5, 2_000), 20_000, totalMs / 2);
}
/**
 * Starts a run's clock.
 * @param totalMs the whole run, cleaning up included
 */
function startBudget(clock, totalMs) {
    const startedAt = clock.monotonic();
    const reserveMs = reserveOf(totalMs);
    const workMs = totalMs - reserveMs;
    const deadline = (forWhat, ms) => () => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AppError */ .uV('deadline', `The run's time is up: ${forWhat} had ${seconds(ms)} of ${seconds(totalMs)}`, {
        spentMs: ms,
    });
    const work = openBound(clock, { timeoutMs: workMs, expired: deadline('the work', workMs) });
    const cleanup = openBound(clock, { timeoutMs: totalMs, expired: deadline('cleaning up', totalMs) });
    return {
        totalMs,
        work,
        cleanup,
        reserveMs,
        spentMs: () => clock.monotonic() - startedAt,
        cancel: (reason) => work.abort(reason),
        close: () => {
            work.close();
            cleanup.close();
        },
    };
}
/**
 * Runs `work` inside the smaller of `timeoutMs` and what is left of `parent`.
 * @throws what `expired` makes when this bound's time is up, the parent's reason when the parent's is
 */
async function within(clock, options, work) {
    const bound = openBound(clock, options);
    try {
        bound.signal.throwIfAborted();
        return await work(bound);
    }
    finally {
        bound.close();
    }
}
function openBound(clock, { timeoutMs, expired, parent }) {
    const controller = new AbortController();
    const startedAt = clock.monotonic();
    const inherit = () => controller.abort(parent?.signal.reason);
    const unschedule = clock.schedule(timeoutMs, () => controller.abort(expired(clock.monotonic() - startedAt)));
    if (parent?.signal.aborted)
        inherit();
    else
        parent?.signal.addEventListener('abort', inherit, { once: true });
    return {
        signal: controller.signal,
        remainingMs() {
            if (controller.signal.aborted)
                return 0;
            const own = Math.max(0, timeoutMs - (clock.monotonic() - startedAt));
            return parent ? Math.min(own, parent.remainingMs()) : own;
        },
        abort: (reason) => controller.abort(reason),
        close() {
            unschedule();
            parent?.signal.removeEventListener('abort', inherit);
        },
    };
}
/** Waits `delayMs`. @throws the signal's reason as soon as it is aborted */
function sleep(clock, delayMs, signal) {
    return new Promise((resolve, reject) => {
        if (signal.aborted)
            return reject(signal.reason);
        const stop = () => {
            unschedule();
            reject(signal.reason);
        };
        const unschedule = clock.schedule(delayMs, () => {
            signal.removeEventListener('abort', stop);
            resolve();
        });
        signal.addEventListener('abort', stop, { once: true });
    });
}
/** Accounts time to phases, and tells every error that passes which phase it comes from. */
class Phases {
    elapsedMs = {};
    #clock;
    constructor(clock) {
        this.#clock = clock;
    }
    /** Runs `work` as the phase `name`; time adds up when a phase is entered again. */
    async run(name, work) {
        const startedAt = this.#clock.monotonic();
        try {
            return await work();
        }
        catch (error) {
            const spentMs = this.#clock.monotonic() - startedAt;
            throw error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AppError */ .uV ? error.with({ phase: name, spentMs }) : error;
        }
        finally {
            this.elapsedMs[name] = (this.elapsedMs[name] ?? 0) + this.#clock.monotonic() - startedAt;
        }
    }
}
/** `1.5 s`, `12 s`, `3 min 20 s`: how durations are written in sentences. */
function seconds(ms) {
    if (ms >= 120_000) {
        const whole = Math.round(ms / 1000);
        const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
        return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
    }
    return ms < 10_000 ? `${Number((ms / 1000).toFixed(1))} s` : `${Math.round(ms / 1000)} s`;
}


/***/ }),

/***/ 5145:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dr: () => (/* binding */ NetworkError),
/* harmony export */   Nu: () => (/* binding */ wasNeverBegun),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   b_: () => (/* binding */ toAppError),
/* harmony export */   fv: () => (/* binding */ errorCodes),
/* harmony export */   k1: () => (/* binding */ phaseNames),
/* harmony export */   uV: () => (/* binding */ AppError),
/* harmony export */   xL: () => (/* binding */ ConfigError)
/* harmony export */ });
/** Every way a run can fail, by name: the contract that users' workflows and `report/explain.ts` switch over. */
const errorCodes = [
    'config',
    'ca-unreachable',
    'ca-error',
    'rate-limited',
    'paused',
    'account',
    'eab-required',
    'profile-unknown',
    'identifier-rejected',
    'caa',
    'challenge-unavailable',
    'dns-provider',
    'dns-propagation-timeout',
    'validation-failed',
    'validation-timeout',
    'order-timeout',
    'order-invalid',
    'certificate-invalid',
    'deadline',
    'cancelled',
    'state-unreadable',
    'delivery',
    'hook',
    'internal',
];
/** The steps a certificate's time is accounted to; each has its own bound. */
const phaseNames = [
    'directory',
    'account',
    'order',
    'present',
    'propagation',
    'validation',
    'finalize',
    'download',
    'cleanup',
    'deliver',
];
/** An error that the code expects and can explain. Anything else that is thrown is a bug and keeps its stack. */
class AppError extends Error {
    name = 'AppError';
    code;
    details;
    constructor(code, message, details = {}, cause) {
        super(message, cause === undefined ? undefined : { cause });
        this.code = code;
        this.details = details;
    }
    /** The same error knowing more; what it knew already stays. */
    with(more) {
        return this.#knowing({ ...more, ...this.details });
    }
    /** The same error when all attempts are used: whoever has a retry loop around this one doesn't begin again. */
    exhausted(more) {
        return this.#knowing({ ...more, ...this.details, retryable: false });
    }
    /** The same error when it is known what became of the order. */
    resuming(resumes) {
        return this.#knowing({ ...this.details, resumes });
    }
    #knowing(details) {
        const told = this.copy(details);
        if (this.stack !== undefined)
            told.stack = this.stack;
        return told;
    }
    /** Makes an error of the same class. */
    copy(details) {
        return new AppError(this.code, this.message, details, this.cause);
    }
}
/** Every fault of the settings at once, found before anything was contacted. */
class ConfigError extends AppError {
    name = 'ConfigError';
    faults;
    constructor(faults) {
        const lines = faults.map(({ input, value, problem, remedy }) => `${input}${value === undefined ? '' : ` ${JSON.stringify(value)}`}: ${problem}. ${remedy}`);
        super('config', lines.join('\n'), { hint: 'Correct the inputs named above; nothing was contacted.' });
        this.faults = faults;
    }
    /** Its faults say everything. */
    copy() {
        return new ConfigError(this.faults);
    }
}
/** A request that got no usable answer. Rooms that make requests turn it into their own `AppError`. */
class NetworkError extends Error {
    name = 'NetworkError';
    failure;
    url;
    constructor(failure, url, message, cause) {
        super(message, cause === undefined ? undefined : { cause });
        this.failure = failure;
        this.url = url;
    }
}
/** The sentence of anything thrown, for logs and causes. */
function messageOf(thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
}
/** Whether what failed has surely changed nothing outside, as a program that never ran; false where nobody can know. */
function wasNeverBegun(thrown) {
    return thrown instanceof AppError && thrown.details.program?.ran === false;
}
/** Anything thrown as an AppError; what isn't one is our bug, code `internal`, its stack kept as the cause's. */
function toAppError(thrown) {
    if (thrown instanceof AppError)
        return thrown;
    return new AppError('internal', messageOf(thrown), {}, thrown);
}


/***/ }),

/***/ 578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ nearestOf)
/* harmony export */ });
/** The one of `words` that a misspelt word most likely means; undefined when none is near. */
function nearestOf(word, words) {
    const [nearest] = words
        .map((name) => ({ name, edits: editsBetween(word, name) }))
        .sort((a, b) => a.edits - b.edits);
    return nearest && nearest.edits <= Math.max(1, nearest.name.length / 3) ? nearest.name : undefined;
}
/** Insertions, deletions and substitutions that lead from one word to the other (Levenshtein). */
function editsBetween(from, to) {
    let row = Array.from({ length: to.length + 1 }, (_, column) => column);
    for (const [index, letter] of Array.from(from).entries()) {
        const next = [index + 1];
        for (const [column, other] of Array.from(to).entries()) {
            const substituted = (row[column] ?? 0) + (letter === other ? 0 : 1);
            next.push(Math.min(substituted, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
        }
        row = next;
    }
    return row[to.length] ?? 0;
}


/***/ }),

/***/ 4013:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   WR: () => (/* binding */ Slots),
/* harmony export */   bB: () => (/* binding */ mapLimited),
/* harmony export */   nf: () => (/* binding */ eachSettled)
/* harmony export */ });
/**
 * Runs `work` over `items`, at most `limit` at a time, begun in the items' order.
 * @returns the results in the items' order
 * @throws the first failure; no further item is begun then
 */
async function mapLimited(items, limit, work) {
    const results = [];
    // A generator, unlike an array's iterator, is over for every lane as soon as one leaves it by throwing.
    const queue = (function* () {
        yield* items.entries();
    })();
    const lane = async () => {
        for (const [index, item] of queue)
            results[index] = await work(item);
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
    return results;
}
/** Like `mapLimited`, but one failure doesn't stop the others. @returns each item's outcome */
function eachSettled(items, limit, work) {
    return mapLimited(items, limit, async (item) => {
        const [outcome] = await Promise.allSettled([work(item)]);
        return outcome;
    });
}
/** A number of places; whoever finds none waits in order of arrival. */
class Slots {
    #free;
    #waiting = [];
    constructor(count) {
        this.#free = count;
    }
    /** Runs `work` on a place. @throws the signal's reason when it is aborted while waiting for one */
    async hold(signal, work) {
        await this.#take(signal);
        try {
            return await work();
        }
        finally {
            this.#give();
        }
    }
    #take(signal) {
        signal.throwIfAborted();
        if (this.#free > 0) {
            this.#free -= 1;
            return Promise.resolve();
        }
        return new Promise((resolve, reject) => {
            const stop = () => {
                this.#waiting.splice(this.#waiting.indexOf(proceed), 1);
                reject(signal.reason);
            };
            const proceed = () => {
                signal.removeEventListener('abort', stop);
                resolve();
            };
            this.#waiting.push(proceed);
            signal.addEventListener('abort', stop, { once: true });
        });
    }
    #give() {
        const next = this.#waiting.shift();
        if (next)
            next();
        else
            this.#free += 1;
    }
}


/***/ }),

/***/ 5207:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ parseRetryAfter),
/* harmony export */   w: () => (/* binding */ poll)
/* harmony export */ });
/* harmony import */ var _bound_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9856);

/**
 * Looks until done. With a Retry-After it obeys, but for one that is no pause at all: a date that has passed because
 * the clocks differ must not make it ask without end. Without, it starts fast (250 ms) and slows down (to 5 s).
 * Polling is not retrying: a look that throws ends it.
 * @throws the bound's reason when its time is up
 */
async function poll(options, look) {
    const { clock, bound, firstPauseMs = 250, longestPauseMs = 5_000 } = options;
    for (let pauseMs = firstPauseMs;; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
        const found = await look();
        if ('done' in found)
            return found.done;
        const { retryAfterMs } = found;
        if (retryAfterMs !== undefined && retryAfterMs > bound.remainingMs()) {
            bound.signal.throwIfAborted();
            throw options.beyond(retryAfterMs);
        }
        const longEnoughMs = retryAfterMs === undefined ? pauseMs : Math.max(retryAfterMs, firstPauseMs);
        await (0,_bound_js__WEBPACK_IMPORTED_MODULE_0__/* .sleep */ .yy)(clock, longEnoughMs, bound.signal);
    }
}
/** No one means more; and now plus it can still be written as a date. */
const longestRetryAfterMs = 10 * 365 * 86_400_000;
/**
 * Reads a Retry-After header: seconds or an HTTP-date (RFC 9110 10.2.3).
 * @returns milliseconds from `nowMs`, at least 0; undefined when there is none or it can't be read
 */
function parseRetryAfter(header, nowMs) {
    if (header === undefined)
        return undefined;
    const text = header.trim();
    if (/^\d+$/.test(text))
        return Math.min(Number(text) * 1000, longestRetryAfterMs);
    // Date.parse finds a date in nearly any text with a number in it.
    const at = /^[A-Z][a-z]+, .+ GMT$/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - nowMs), longestRetryAfterMs);
}


/***/ }),

/***/ 5578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ placesOnPath),
/* harmony export */   q: () => (/* binding */ programAt)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);

/**
 * The program that a user means: a path, which starts at the working directory when it is relative; a bare name that
 * isn't there is looked for on PATH.
 * @returns the path to start it by, with a slash in it so that nobody looks for it on PATH again; or what is wrong
 */
function programAt(text, { lookAt, env }) {
    const isBare = !text.includes('/');
    const here = isBare ? `./${text}` : text;
    const kind = lookAt(here);
    if (kind === 'program')
        return { path: here };
    const onPath = isBare && kind === 'nothing' ? placesOnPath(text, env) : [];
    const found = onPath.find((place) => lookAt(place) === 'program');
    if (found !== undefined)
        return { path: found };
    const problem = isBare && kind === 'nothing' ? 'neither a file here nor a program on PATH' : problems[kind];
    return { problem, remedy: remedies[kind] };
}
/** Where a program of a name may be on the step's PATH. */
function placesOnPath(name, env) {
    const directories = (env['PATH'] ?? '').split(node_path__WEBPACK_IMPORTED_MODULE_0__.delimiter).filter(node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute);
    return directories.map((directory) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(directory, name));
}
const problems = {
    nothing: 'there is no such file',
    directory: 'a directory, not a program',
    file: 'the file is not executable',
    unknown: 'nobody can tell what is there: a directory above it is closed to this step',
};
const remedies = {
    nothing: "Check the path, which starts at the step's working directory when it is relative; if the file is the repository's, run actions/checkout before this step.",
    directory: 'Name the program itself.',
    file: 'Make it executable: git update-index --chmod=+x <file>, or chmod +x <file> in a step before this one.',
    unknown: 'Open the directories above it to the user that runs this step.',
};


/***/ }),

/***/ 1666:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ retry)
/* harmony export */ });
/* harmony import */ var _bound_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9856);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5145);


/**
 * The one retry loop. Tries again only what its maker called `retryable`, and only when the pause fits the bound;
 * a Retry-After comes before our own interval and is never cut short.
 * @throws the last attempt's error, knowing `attempts`, and `retryAtMs` when the other side named a time
 */
async function retry(options, attempt) {
    const { clock, policy, bound } = options;
    for (let number = 1;; number += 1) {
        try {
            return await attempt(number);
        }
        catch (error) {
            // The bound's end is no failed attempt of this loop; an outer one may count it as one of its own.
            if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AppError */ .uV) || (bound.signal.aborted && error === bound.signal.reason))
                throw error;
            const { retryable, retryAfterMs } = error.details;
            const retryAt = retryAfterMs === undefined ? {} : { retryAtMs: clock.now() + retryAfterMs };
            const pauseMs = retryAfterMs ?? backoff(options, number);
            if (!retryable || number > policy.retries || pauseMs >= bound.remainingMs()) {
                throw error.exhausted({ attempts: number, ...retryAt });
            }
            options.onRetry?.(error, pauseMs, number);
            await (0,_bound_js__WEBPACK_IMPORTED_MODULE_0__/* .sleep */ .yy)(clock, pauseMs, bound.signal);
        }
    }
}
function backoff({ policy, random }, number) {
    return policy.intervalMs * 2 ** (number - 1) * (0.8 + 0.4 * random.fraction());
}


/***/ }),

/***/ 1690:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ secretVariable),
/* harmony export */   z: () => (/* binding */ Secret)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);

/** A value that prints as `***` wherever a formatter meets it; only `reveal()` gives it, at the point of use. */
class Secret {
    #value;
    constructor(value) {
        this.#value = value;
    }
    reveal() {
        return this.#value;
    }
    toString() {
        return '***';
    }
    toJSON() {
        return '***';
    }
    [node_util__WEBPACK_IMPORTED_MODULE_0__.inspect.custom]() {
        return '***';
    }
}
/**
 * What people and providers call the variables that hold their credentials. What a shell calls its directories isn't
 * among them (PWD, OLDPWD).
 */
const secretVariable = /KEY|PASS|(?<!^(?:OLD)?)PWD|SECRET|TOKEN|CREDENTIAL|AUTH|ACCOUNT|STORAGE/i;


/***/ }),

/***/ 4120:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ networkWords)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5145);

/**
 * What Node says of the network in the words of its system calls (`getaddrinfo ENOTFOUND a.test`), in a reader's; the
 * code stays, to look up. Of anything else its message.
 */
function networkWords(error) {
    const { code = '', hostname = 'it', address, port } = error;
    const peer = address === undefined ? 'it' : `${address}${port === undefined ? '' : ` port ${port}`}`;
    switch (code) {
        case 'ENOTFOUND':
            return `the DNS has no address for ${hostname} (${code})`;
        case 'EAI_AGAIN':
            return `the DNS gave no answer about ${hostname} (${code})`;
        case 'ECONNREFUSED':
            return `nothing listens at ${peer} (${code})`;
        case 'EHOSTUNREACH':
        case 'ENETUNREACH':
            return `no route leads to ${peer} (${code})`;
        default:
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error);
    }
}


/***/ }),

/***/ 3897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ userAgent),
/* harmony export */   r: () => (/* binding */ version)
/* harmony export */ });
/** Of the package. */
const version = '0.1.0';
/**
 * Named to CAs (RFC 8555 6.1) and to the APIs of DNS providers with every request, so that their operators can tell us
 * apart and reach us; some refuse those that don't say it in this form.
 */
const userAgent = `bounded-acme/${version} (+https://github.com/bounded-acme/bounded-acme)`;


/***/ }),

/***/ 7208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ createCsr),
/* harmony export */   h: () => (/* binding */ encodeCsr)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _pem_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5090);
/* harmony import */ var _x509_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8634);



/**
 * Makes the CSR of a certificate: all names in the SAN, the subject empty. A common name is discouraged by the CAs'
 * baseline requirements and can't hold more than 64 characters; a CA that wants one takes it from the SAN.
 * @throws the signal's reason
 */
async function createCsr({ identifiers, privateKey }, signal) {
    signal.throwIfAborted();
    const x509 = await (0,_x509_js__WEBPACK_IMPORTED_MODULE_1__/* .loadX509 */ .l)();
    const { keys, signingAlgorithm } = await importKeys(privateKey);
    const names = identifiers.map(({ type, value }) => ({ type, value }));
    const csr = await x509.Pkcs10CertificateRequestGenerator.create({
        keys,
        signingAlgorithm,
        extensions: [new x509.SubjectAlternativeNameExtension(names)],
    });
    signal.throwIfAborted();
    return encodeCsr(Buffer.from(csr.rawData));
}
/** The key pair and algorithm as WebCrypto names them; the hash is as strong as the curve. */
async function importKeys(privateKey) {
    const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)(privateKey.reveal());
    const curve = key.asymmetricKeyDetails?.namedCurve;
    const signingAlgorithm = key.asymmetricKeyType === 'rsa'
        ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
        : curve === 'secp384r1'
            ? { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' }
            : { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
    const spki = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(key).export({ type: 'spki', format: 'der' });
    const { subtle } = node_crypto__WEBPACK_IMPORTED_MODULE_0__.webcrypto;
    const [signing, verifying] = await Promise.all([
        subtle.importKey('pkcs8', pkcs8, signingAlgorithm, false, ['sign']),
        subtle.importKey('spki', spki, signingAlgorithm, true, ['verify']),
    ]);
    return { keys: { privateKey: signing, publicKey: verifying }, signingAlgorithm };
}
/** Both forms of a CSR's DER. */
function encodeCsr(der) {
    return { derBase64url: der.toString('base64url'), pem: (0,_pem_js__WEBPACK_IMPORTED_MODULE_2__/* .writePem */ .I)('CERTIFICATE REQUEST', der) };
}


/***/ }),

/***/ 4238:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   kc: () => (/* binding */ publicKeyOf),
/* harmony export */   rh: () => (/* binding */ generateKey),
/* harmony export */   zj: () => (/* binding */ keyTypeOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7975);
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1690);



const generate = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_crypto__WEBPACK_IMPORTED_MODULE_0__.generateKeyPair);
/**
 * Makes a private key, off the main thread.
 * @returns PKCS#8 PEM (RFC 5958)
 * @throws the signal's reason; a key that is finished after the abort is dropped
 */
async function generateKey(keyType, signal) {
    signal.throwIfAborted();
    const { privateKey } = await generatePair(keyType);
    signal.throwIfAborted();
    return new _base_secret_js__WEBPACK_IMPORTED_MODULE_2__/* .Secret */ .z(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}
function generatePair(keyType) {
    switch (keyType) {
        case 'ec256':
            return generate('ec', { namedCurve: 'P-256' });
        case 'ec384':
            return generate('ec', { namedCurve: 'P-384' });
        case 'rsa2048':
            return generate('rsa', { modulusLength: 2048 });
        case 'rsa3072':
            return generate('rsa', { modulusLength: 3072 });
        case 'rsa4096':
            return generate('rsa', { modulusLength: 4096 });
    }
}
/** The public key of a private key. @throws Error when it is no private key in PEM; the error doesn't quote it */
function publicKeyOf(privateKey) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)({ key: privateKey.reveal(), format: 'pem' });
}
const curveNames = {
    prime256v1: 'ec256',
    secp384r1: 'ec384',
    secp521r1: 'ec521',
};
/** A public key's type in the words of the input `key-type`; other keys by Node's name (`ed25519`, `rsa-pss`). */
function keyTypeOf(publicKey) {
    const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: details } = publicKey;
    if (type === 'rsa')
        return `rsa${details?.modulusLength ?? ''}`;
    if (type !== 'ec')
        return type;
    const curve = details?.namedCurve ?? 'unknown curve';
    return curveNames[curve] ?? `ec ${curve}`;
}


/***/ }),

/***/ 7764:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   JA: () => (/* binding */ missingNames),
/* harmony export */   eZ: () => (/* binding */ namesOf),
/* harmony export */   fm: () => (/* binding */ dnsIdentifier),
/* harmony export */   zE: () => (/* binding */ ipIdentifier)
/* harmony export */ });
/* harmony import */ var ipaddr_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8280);

/**
 * The subject alternative names of a certificate, normalized for comparing.
 * Node writes a value that could be mistaken for a list as a JSON string; read as plain text, `DNS:"a, DNS:b"` would
 * be two names.
 */
function namesOf(certificate) {
    const entries = (certificate.subjectAltName ?? '').matchAll(/([^:,]+):("(?:[^"\\]|\\.)*"|[^,"]*)(?:, |$)/g);
    return Array.from(entries, ([, kind = '', text = '']) => {
        const value = text.startsWith('"') ? JSON.parse(text) : text;
        if (kind === 'DNS')
            return dnsIdentifier(value);
        if (kind === 'IP Address' && ipaddr_js__WEBPACK_IMPORTED_MODULE_0__.isValid(value))
            return ipIdentifier(value);
        return { type: 'other', value: `${kind}:${value}` };
    });
}
/** Names are compared in lower case (RFC 4343). */
function dnsIdentifier(name) {
    return { type: 'dns', value: name.toLowerCase() };
}
/** An address in its canonical text (RFC 5952, RFC 8738 3). @throws Error when it is none */
function ipIdentifier(address) {
    return { type: 'ip', value: canonicalAddress(address) };
}
/** The identifiers of `wanted` that `held` lacks. */
function missingNames(wanted, held) {
    const has = new Set(held.map(({ type, value }) => `${type} ${value}`));
    return wanted
        .map(({ type, value }) => (type === 'ip' ? ipIdentifier(value) : dnsIdentifier(value)))
        .filter(({ type, value }) => !has.has(`${type} ${value}`))
        .map(({ value }) => value);
}
function canonicalAddress(address) {
    const parsed = ipaddr_js__WEBPACK_IMPORTED_MODULE_0__.parse(address);
    return parsed instanceof ipaddr_js__WEBPACK_IMPORTED_MODULE_0__.IPv6 ? parsed.toRFC5952String() : parsed.toString();
}


/***/ }),

/***/ 5090:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ writePem),
/* harmony export */   J: () => (/* binding */ readPem)
/* harmony export */ });
/** Reads the blocks of a PEM text; line ends of any kind and text between the blocks don't matter. */
function readPem(text) {
    const found = text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g);
    const blocks = Array.from(found, ([, label = '', body = '']) => ({ label, der: decodeBody(body) }));
    const begun = text.match(/-----BEGIN /g)?.length ?? 0;
    return { blocks, cut: begun !== blocks.length };
}
/** Writes DER as one PEM block: lines of 64 characters, a line feed at the end. */
function writePem(label, der) {
    const lines = Buffer.from(der)
        .toString('base64')
        .match(/.{1,64}/g) ?? [];
    return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
function decodeBody(body) {
    const base64 = body.replace(/\s/g, '');
    // Buffer.from skips what it doesn't know; a damaged certificate must not become another one.
    const whole = base64.length > 0 && base64.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
    return whole ? Buffer.from(base64, 'base64') : undefined;
}


/***/ }),

/***/ 5712:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ readCsr)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var ipaddr_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8280);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5145);
/* harmony import */ var _csr_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7208);
/* harmony import */ var _keys_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4238);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7764);
/* harmony import */ var _pem_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(5090);
/* harmony import */ var _x509_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(8634);








/**
 * Reads a CSR that the user made: its names (SAN, and the common name where that is a name), its key, its signature.
 * @throws ConfigError with one fault of the input `csr`, which never quotes what was given
 */
async function readCsr(pem, signal) {
    signal.throwIfAborted();
    const der = csrDerOf(pem);
    const csr = parseCsr(await (0,_x509_js__WEBPACK_IMPORTED_MODULE_6__/* .loadX509 */ .l)(), der);
    const publicKey = publicKeyOfCsr(csr);
    if (!(await verifies(csr))) {
        throw csrFault('its signature is not by its own key', 'It was changed or cut after signing: make it again.');
    }
    signal.throwIfAborted();
    const identifiers = identifiersOf(csr);
    return { ...(0,_csr_js__WEBPACK_IMPORTED_MODULE_3__/* .encodeCsr */ .h)(der), identifiers, publicKey, keyType: (0,_keys_js__WEBPACK_IMPORTED_MODULE_4__/* .keyTypeOf */ .zj)(publicKey) };
}
const remedy = 'Give the CSR in PEM, from "-----BEGIN CERTIFICATE REQUEST-----" to its END line, or its path.';
function csrFault(problem, whatToDo = remedy, cause) {
    const error = new _base_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ConfigError */ .xL([{ input: 'csr', problem, remedy: whatToDo }]);
    if (cause !== undefined)
        error.cause = cause;
    return error;
}
function csrDerOf(pem) {
    const { blocks, cut } = (0,_pem_js__WEBPACK_IMPORTED_MODULE_7__/* .readPem */ .J)(pem);
    if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(pem)) {
        throw csrFault('this holds a private key', 'Give the CSR alone, and replace that key if it has been in a log or a repository.');
    }
    const [first, second] = blocks.filter(({ label }) => /^(NEW )?CERTIFICATE REQUEST$/.test(label));
    if (!first)
        throw csrFault(whatElse(blocks[0]?.label, cut));
    if (second)
        throw csrFault('there is more than one CSR in it', 'Give one CSR; run the action once for each.');
    if (!first.der)
        throw csrFault("what stands between its BEGIN and END lines isn't base64");
    return first.der;
}
function whatElse(label, cut) {
    if (cut)
        return 'the PEM block is cut off: its END line is missing or differs from its BEGIN line';
    return label === undefined ? 'this is no PEM text' : `this is a ${label.toLowerCase()}, not a CSR`;
}
const subjectAltName = '2.5.29.17';
/** Reads every part that is used: the library parses lazily, and only here a failure becomes a sentence. */
function parseCsr(x509, der) {
    try {
        const csr = new x509.Pkcs10CertificateRequest(der);
        const extension = csr.getExtension(subjectAltName);
        return {
            csr,
            publicKeyDer: Buffer.from(csr.publicKey.rawData),
            commonNames: csr.subjectName.getField('CN'),
            altNames: extension ? new x509.SubjectAlternativeNameExtension(extension.rawData).names.items : [],
        };
    }
    catch (error) {
        throw csrFault("its content can't be read as a CSR (RFC 2986)", remedy, error);
    }
}
function publicKeyOfCsr({ publicKeyDer }) {
    try {
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)({ key: publicKeyDer, format: 'der', type: 'spki' });
    }
    catch (error) {
        throw csrFault("its public key can't be read", 'Make it with an EC (P-256, P-384) or RSA key.', error);
    }
}
async function verifies({ csr }) {
    try {
        return await csr.verify();
    }
    catch (error) {
        const remedyOfKey = 'Make it with an EC (P-256, P-384) or RSA key and SHA-256 or SHA-384.';
        throw csrFault("its signature can't be checked", remedyOfKey, error);
    }
}
function identifiersOf({ altNames, commonNames }) {
    const identifiers = altNames.map(({ type, value }) => {
        if (type === 'dns')
            return (0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .dnsIdentifier */ .fm)(value);
        if (type === 'ip')
            return (0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .ipIdentifier */ .zE)(value);
        throw csrFault(`it asks for ${JSON.stringify(value)}, a name of type ${type}`, 'A CA that speaks ACME issues for DNS names and IP addresses only: make it without that name.');
    });
    for (const name of commonNames) {
        if (ipaddr_js__WEBPACK_IMPORTED_MODULE_1__.isValid(name))
            identifiers.push((0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .ipIdentifier */ .zE)(name));
        else if (/^(\*\.)?([a-z0-9-]+\.)+[a-z0-9-]+$/i.test(name))
            identifiers.push((0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .dnsIdentifier */ .fm)(name));
    }
    const unique = new Map(identifiers.map((identifier) => [`${identifier.type} ${identifier.value}`, identifier]));
    if (unique.size === 0) {
        throw csrFault('it names no domain', 'Make it with the names as subjectAltName: DNS:example.com, ...');
    }
    return [...unique.values()];
}


/***/ }),

/***/ 8634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ loadX509)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);

/** The X.509 library, loaded when it is first needed: that takes a tenth of a second. */
async function loadX509() {
    const x509 = await __nccwpck_require__.e(/* import() */ 927).then(__nccwpck_require__.t.bind(__nccwpck_require__, 8927, 19));
    x509.cryptoProvider.set(node_crypto__WEBPACK_IMPORTED_MODULE_0__.webcrypto);
    return x509;
}


/***/ }),

/***/ 9431:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   PV: () => (/* binding */ homeIn),
/* harmony export */   Vm: () => (/* binding */ chooseProvider),
/* harmony export */   i7: () => (/* binding */ isHeld)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5145);
/* harmony import */ var _delegation_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7306);


/**
 * The provider that a record goes to: that of the longest name or zone that holds the record; where none does, as after
 * a CNAME to a place that the input doesn't name, that of the longest one that holds the proven name; else the one for
 * all others.
 * @throws AppError `dns-provider` when none is meant
 */
function chooseProvider(providers, place) {
    const chosen = closestProvider(providers, place);
    if (chosen)
        return chosen.provider;
    const { domain } = place;
    throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AppError */ .uV('dns-provider', `The input dns-provider names no provider for ${domain}`, {
        identifiers: [{ identifier: domain, reason: 'no DNS provider' }],
        liesAt: 'settings',
        hint: `Add \`${domain}=<provider>\` to it, or \`*=<provider>\` for all names that it doesn't list.`,
    });
}
/** Where the provider of a name keeps the name's records, when that is not in the name's own zone. */
function homeIn(providers, domain) {
    const place = { domain, name: (0,_delegation_js__WEBPACK_IMPORTED_MODULE_1__/* .challengeName */ .Vm)(domain) };
    return closestProvider(providers, place)?.provider.homeOf?.(domain);
}
/** Whether a provider is named for a record, by its place or by the proven name. */
function isHeld(scopes, place) {
    return closestProvider(scopes, place) !== undefined;
}
function closestProvider(providers, { domain, name }) {
    const closest = (held) => providers
        .filter(({ scope }) => scope !== '*' && (held === scope || held.endsWith(`.${scope}`)))
        .toSorted((a, b) => b.scope.length - a.scope.length)[0];
    return closest(name) ?? closest(domain) ?? providers.find(({ scope }) => scope === '*');
}


/***/ }),

/***/ 7306:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   VH: () => (/* binding */ createDelegation),
/* harmony export */   Vm: () => (/* binding */ challengeName),
/* harmony export */   x8: () => (/* binding */ demandCnames)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5145);
/* harmony import */ var _base_parallel_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4013);


const namesAtOnce = 8;
/** The name at which the CA looks (RFC 8555 8.4). */
function challengeName(domain) {
    return `_acme-challenge.${domain}`;
}
/**
 * Finds the place of records: the one that the user named for a name, that its provider has for it, or the end of its
 * CNAMEs.
 */
function createDelegation({ aliases, homeOf, dns }) {
    const aliasOf = (domain) => (aliases.find(({ name }) => name === domain) ?? aliases.find(({ name }) => name === '*'))?.target;
    const targetOf = async (domain, bound) => {
        const alias = aliasOf(domain);
        if (alias === undefined)
            return homeOf(domain);
        // In a zone, each name gets a place of its own: what stands at one is visible at all that lead there.
        return (await dns.isZone(alias, bound)) ? `${challengeName(domain)}.${alias}` : alias;
    };
    return {
        async placeOf(domain, bound) {
            const target = await targetOf(domain, bound);
            return dns.follow(target ?? challengeName(domain), bound);
        },
        demandHome(domain) {
            if (aliasOf(domain) === undefined)
                homeOf(domain);
        },
        async missing(domains, bound) {
            const missing = await (0,_base_parallel_js__WEBPACK_IMPORTED_MODULE_1__/* .mapLimited */ .bB)([...new Set(domains)].sort(), namesAtOnce, async (domain) => {
                const [from, to] = [challengeName(domain), await targetOf(domain, bound)];
                if (to === undefined || to === from || (await dns.leadsTo(from, to, bound)))
                    return [];
                return [{ domain, record: { name: from, type: 'CNAME', value: to } }];
            });
            return missing.flat();
        },
    };
}
/** @throws AppError with the CNAMEs to create, if any are missing */
function demandCnames(missing) {
    if (missing.length === 0)
        return;
    const identifiers = missing.map(({ domain, record }) => ({
        identifier: domain,
        reason: `${record.name} does not lead to ${record.value}`,
    }));
    const reasons = identifiers.map(({ reason }) => reason).join('; ');
    throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AppError */ .uV('challenge-unavailable', `CNAME records are missing or wrong: ${reasons}`, {
        identifiers,
        records: missing.map(({ record }) => record),
        hint: 'Create the CNAME records below, once, in place of whatever stands at these names.',
    });
}


/***/ }),

/***/ 6286:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  M: () => (/* binding */ createDns01Solver),
  s: () => (/* binding */ undoRecord)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./build/base/parallel.js
var parallel = __nccwpck_require__(4013);
// EXTERNAL MODULE: ./build/challenge/delegation.js
var challenge_delegation = __nccwpck_require__(7306);
// EXTERNAL MODULE: ./build/challenge/leftover.js
var leftover = __nccwpck_require__(1847);
// EXTERNAL MODULE: ./build/base/errors.js
var errors = __nccwpck_require__(5145);
;// CONCATENATED MODULE: ./build/challenge/places.js
/**
 * Places that hold the records of one certificate at a time. It gets all that it needs at once or none, so whoever has
 * places waits for nobody's, and no two certificates ever wait for each other. Nobody overtakes whoever came earlier
 * and needs one of the same places, so each gets its turn.
 */
class Places {
    #held = new Set();
    #waiting = [];
    /**
     * Takes all of `places`, when all are free.
     * @param onWait called once when they aren't at once
     * @returns what gives them back; calling it again changes nothing
     * @throws the signal's reason when it is aborted before; nothing is taken then
     */
    async reserve(places, { signal, onWait }) {
        signal.throwIfAborted();
        const { promise: granted, resolve: grant, reject } = Promise.withResolvers();
        const claim = { places, grant: () => grant(undefined) };
        const stop = () => {
            this.#waiting = this.#waiting.filter((other) => other !== claim);
            reject(signal.reason);
            this.#proceed();
        };
        this.#waiting.push(claim);
        this.#proceed();
        if (this.#waiting.includes(claim)) {
            signal.addEventListener('abort', stop, { once: true });
            onWait();
        }
        await granted;
        signal.removeEventListener('abort', stop);
        let isHeld = true;
        return () => {
            if (isHeld)
                for (const place of places)
                    this.#held.delete(place);
            isHeld = false;
            this.#proceed();
        };
    }
    #proceed() {
        const blocked = new Set(this.#held);
        this.#waiting = this.#waiting.filter(({ places, grant }) => {
            const isBlocked = [...places].some((place) => blocked.has(place));
            for (const place of places)
                blocked.add(place);
            if (isBlocked)
                return true;
            for (const place of places)
                this.#held.add(place);
            grant();
            return false;
        });
    }
}

;// CONCATENATED MODULE: ./build/challenge/reservations.js


/** Gives the places that hold few values to one certificate after another. */
class Reservations {
    #log;
    #places = new Places();
    #releases = new Map();
    constructor(log) {
        this.#log = log;
    }
    /**
     * Takes all such places of one certificate, and waits for them where others have them. Call it before anything else
     * that certificates wait for in turn.
     * @throws AppError `dns-provider` when the certificate alone has too many values for a place; the bound's reason
     */
    async make(tasks, records, { signal }) {
        const places = narrowPlaces(records);
        const onWait = () => this.#log.info(`${[...places].join(', ')}: these records wait until those of another certificate are proven`);
        const release = await this.#places.reserve(places, { signal, onWait });
        for (const task of tasks)
            this.#releases.set(task, release);
    }
    /** Gives back the places that were taken for the tasks, if any. */
    end(tasks) {
        for (const task of tasks) {
            this.#releases.get(task)?.();
            this.#releases.delete(task);
        }
    }
}
function narrowPlaces(records) {
    const narrow = new Set();
    for (const [place, own] of Map.groupBy(records, ({ txt }) => txt.name)) {
        const holds = Math.min(...own.map(({ provider }) => provider.valuesAtOnce ?? Infinity));
        if (holds === Infinity)
            continue;
        narrow.add(place);
        const needs = new Set(own.map(({ txt }) => txt.value)).size;
        if (needs > holds)
            throw tooMany({ place, holds, needs }, own);
    }
    return narrow;
}
function tooMany({ place, holds, needs }, records) {
    const domains = [...new Set(records.map(({ domain }) => domain))];
    const reason = `its value would be one of ${needs} at ${place}, which holds ${holds}`;
    return new errors/* AppError */.uV('dns-provider', `${place} holds ${holds} values, and would need ${needs} at once, for ${domains.join(', ')}`, {
        identifiers: domains.map((identifier) => ({ identifier, reason })),
        hint: 'Let each name lead to a place of its own (at acme-dns: an account of its own), or get certificates for fewer ' +
            'of these names at a time.',
    });
}

// EXTERNAL MODULE: ./build/challenge/shares.js
var challenge_shares = __nccwpck_require__(1088);
;// CONCATENATED MODULE: ./build/challenge/dns01.js






/** Records set at once; providers count requests, and a zone's lock lets only one through anyway. */
const recordsAtOnce = 8;
/** Proves control by TXT records at `_acme-challenge` (RFC 8555 8.4). */
function createDns01Solver(options) {
    const { providers, delegation, dns, journal, log } = options;
    const records = new Map();
    const shares = new challenge_shares/* Shares */.t(journal);
    const reservations = new Reservations(log);
    return {
        type: 'dns-01',
        async prepare(bound) {
            for (const provider of new Set(providers))
                await provider.prepare?.(bound);
        },
        foresee: (domains, bound) => foresee(domains, options, bound),
        async check(tasks, bound) {
            const domains = tasks.map(({ identifier }) => identifier);
            (0,challenge_delegation/* demandCnames */.x8)(await delegation.missing(domains, bound));
            return [];
        },
        async present(tasks, bound) {
            const placed = await placeRecords(tasks, options, bound);
            const planned = placed.map(({ record }) => record);
            await reservations.make(tasks, planned, bound);
            const settled = await (0,parallel/* eachSettled */.nf)(placed, recordsAtOnce, async ({ task, record }) => {
                bound.signal.throwIfAborted();
                records.set(task, record);
                await shares.take(deedOf(record), bound.signal, async () => {
                    await record.provider.present(record.txt, bound);
                    log.info(`TXT set at ${record.txt.name}`);
                });
            });
            throwFirst(settled);
        },
        ready: (tasks, bound) => dns.waitForRecords(tasks.flatMap((task) => records.get(task)?.txt ?? []), bound),
        async cleanUp(tasks, bound) {
            const made = tasks.flatMap((task) => records.get(task) ?? []);
            const removed = await (0,parallel/* eachSettled */.nf)(made, recordsAtOnce, async (record) => {
                await shares.giveBack(deedOf(record), bound.signal, async () => {
                    await record.provider.remove(record.txt, bound);
                    log.info(`TXT removed from ${record.txt.name}`);
                });
            });
            reservations.end(tasks);
            return removed.flatMap((result, index) => {
                const record = made[index];
                return result.status === 'rejected' && record
                    ? [(0,leftover/* retrySentence */.e2)((0,leftover/* recordLeft */.hi)(record.txt), result.reason)]
                    : [];
            });
        },
    };
}
/** A provider for all places needs no question; where one may be only for where a CNAME leads, the DNS tells. */
async function foresee(domains, { delegation, holds, choose }, bound) {
    await (0,parallel/* mapLimited */.bB)(domains, recordsAtOnce, async (domain) => {
        delegation.demandHome(domain);
        if (!holds(domain))
            choose({ domain, name: await delegation.placeOf(domain, bound) });
    });
}
/** Finds the place and the provider of every record, before any is written. */
async function placeRecords(tasks, { choose, delegation, dns }, bound) {
    const places = await (0,parallel/* mapLimited */.bB)(tasks, recordsAtOnce, async (task) => {
        const { identifier: domain } = task;
        const name = await delegation.placeOf(domain, bound);
        return { task, domain, name, provider: choose({ domain, name }) };
    });
    const groups = Map.groupBy(places, ({ provider }) => provider);
    return [...groups].flatMap(([provider, own]) => {
        const together = own.map(({ domain }) => domain);
        return own.map(({ task, domain, name }) => {
            const { identifier, token, keyAuthorization, accountKey } = task;
            const value = (0,external_node_crypto_.createHash)('sha256').update(keyAuthorization).digest('base64url');
            const proof = { identifier, token, accountKey, together };
            return { task, record: { domain, provider, txt: { name, value, zone: dns.zoneOf(name), proof } } };
        });
    });
}
/** Undoes a deed of an earlier process. @returns a sentence when it couldn't */
async function undoRecord(provider, record, bound) {
    try {
        await provider.remove(record, bound);
        return [];
    }
    catch (error) {
        return [(0,leftover/* leftoverSentence */.h9)((0,leftover/* recordLeft */.hi)(record), error)];
    }
}
function deedOf({ domain, txt: { name, value, proof } }) {
    const token = proof && { token: proof.token };
    return { kind: 'txt', name, value, ...token, ...(name === (0,challenge_delegation/* challengeName */.Vm)(domain) ? {} : { domain }) };
}
/** All have ended by now, so that cleaning up meets no record that is still being set. */
function throwFirst(settled) {
    for (const result of settled)
        if (result.status === 'rejected')
            throw result.reason;
}


/***/ }),

/***/ 5743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ hookPlace)
/* harmony export */ });
/* harmony import */ var _base_parallel_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4013);
/* harmony import */ var _tokens_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5162);


/**
 * Puts tokens where a program of the user's takes them, to a bucket or another machine:
 * `<program> present|cleanup <name> <token> <key authorization>`.
 */
function hookPlace(run) {
    // One at a time: programs that change one place don't expect company.
    const turn = new _base_parallel_js__WEBPACK_IMPORTED_MODULE_1__/* .Slots */ .WR(1);
    const call = (verb, task, bound) => turn.hold(bound.signal, async () => {
        await run([verb, task.identifier, (0,_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .tokenOf */ .B)(task), task.keyAuthorization], bound);
    });
    return {
        deedOf: (task) => {
            const { identifier, keyAuthorization } = task;
            return { kind: 'token', identifier, token: (0,_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .tokenOf */ .B)(task), keyAuthorization };
        },
        put: (task, bound) => call('present', task, bound),
        remove: (task, bound) => call('cleanup', task, bound),
        told: () => 'given to `http-hook`',
        leftover: ({ identifier, token }) => `The token ${_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .tokenPath */ .v}${token} of ${identifier}, which \`http-hook\` was to put up,`,
    };
}


/***/ }),

/***/ 6480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ removeToken),
/* harmony export */   m: () => (/* binding */ webrootPlace)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5145);
/* harmony import */ var _leftover_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1847);
/* harmony import */ var _tokens_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5162);





/** Puts tokens into files under a web server's root. */
function webrootPlace(webroot) {
    const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(webroot, _tokens_js__WEBPACK_IMPORTED_MODULE_4__/* .tokenPath */ .v);
    const pathOf = (task) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, (0,_tokens_js__WEBPACK_IMPORTED_MODULE_4__/* .tokenOf */ .B)(task));
    return {
        deedOf: (task) => ({ kind: 'file', path: pathOf(task) }),
        async put(task, bound) {
            // Not the web server's root itself: where that isn't, nobody serves it.
            for (const part of [(0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(directory), directory])
                await makeDirectory(part, bound);
            await writeToken(pathOf(task), task, bound);
        },
        remove: (task, bound) => removeFile(pathOf(task), bound),
        told: (task) => `written to ${pathOf(task)}`,
        leftover: (task) => fileLeft(pathOf(task)),
    };
}
async function makeDirectory(path, { signal }) {
    signal.throwIfAborted();
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(path).catch((error) => {
        if (error.code !== 'EEXIST')
            throwUnwritable(path, error);
    });
}
async function writeToken(path, { keyAuthorization }, bound) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, keyAuthorization, { mode: 0o644, signal: bound.signal });
    }
    catch (error) {
        bound.signal.throwIfAborted();
        throwUnwritable(path, error);
    }
}
async function removeFile(path, { signal }) {
    signal.throwIfAborted();
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(path, { force: true });
}
/** Removes the file of an earlier process's token. @returns a sentence when it couldn't */
async function removeToken(path, bound) {
    try {
        await removeFile(path, bound);
        return [];
    }
    catch (error) {
        return [(0,_leftover_js__WEBPACK_IMPORTED_MODULE_3__/* .leftoverSentence */ .h9)(fileLeft(path), error)];
    }
}
function fileLeft(path) {
    return `The file ${path}`;
}
function throwUnwritable(path, error) {
    throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .AppError */ .uV('challenge-unavailable', `${path} can't be written: ${(0,_base_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, {
        hint: "Check that `http-webroot` is the web server's root and that the runner may write there.",
    });
}


/***/ }),

/***/ 5663:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ createHttp01Solver),
/* harmony export */   g: () => (/* binding */ undoToken)
/* harmony export */ });
/* harmony import */ var _leftover_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1847);
/* harmony import */ var _shares_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1088);


/** Proves control by tokens that a web server of the user's shows (RFC 8555 8.3). */
function createHttp01Solver({ place, journal, log }) {
    const presented = new Map();
    const shares = new _shares_js__WEBPACK_IMPORTED_MODULE_1__/* .Shares */ .t(journal);
    return {
        type: 'http-01',
        async present(tasks, bound) {
            bound.signal.throwIfAborted();
            // All tokens are looked at before the first is put.
            const deeds = tasks.map((task) => ({ task, deed: place.deedOf(task) }));
            for (const { task, deed } of deeds) {
                bound.signal.throwIfAborted();
                presented.set(task, deed);
                await shares.take(deed, bound.signal, async () => {
                    await place.put(task, bound);
                    log.info(`Token for ${task.identifier} ${place.told(task)}`);
                });
            }
        },
        // It is there as soon as it is put; whether the web server shows it, the CA finds out.
        ready: () => Promise.resolve([]),
        async cleanUp(tasks, bound) {
            const left = [];
            await Promise.all(tasks.map(async (task) => {
                const deed = presented.get(task);
                if (!deed)
                    return;
                await shares
                    .giveBack(deed, bound.signal, () => place.remove(task, bound))
                    .catch((error) => left.push((0,_leftover_js__WEBPACK_IMPORTED_MODULE_0__/* .retrySentence */ .e2)(place.leftover(task), error)));
            }));
            return left;
        },
    };
}
/** Undoes the token of an earlier process. @returns a sentence when it couldn't */
async function undoToken(place, task, bound) {
    try {
        await place.remove(task, bound);
        return [];
    }
    catch (error) {
        return [(0,_leftover_js__WEBPACK_IMPORTED_MODULE_0__/* .leftoverSentence */ .h9)(place.leftover(task), error)];
    }
}


/***/ }),

/***/ 1847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e2: () => (/* binding */ retrySentence),
/* harmony export */   h9: () => (/* binding */ leftoverSentence),
/* harmony export */   hi: () => (/* binding */ recordLeft)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5145);

/**
 * What the main step says when it couldn't take away what it may have made: its journal keeps that for the post step.
 * @param what begins the sentence: `The file /var/www/...`
 */
function retrySentence(what, reason) {
    return `${what} was not taken away, and the action's post step tries again: ${(0,_base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(reason)}`;
}
/** What a person is told when the post step couldn't take it away either. */
function leftoverSentence(what, reason) {
    return `${what} may still be there: look, and remove it by hand. It was not taken away: ${(0,_base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(reason)}`;
}
/** How a TXT record is called in it. */
function recordLeft({ name, value }) {
    return `The record ${name}. TXT "${value}"`;
}


/***/ }),

/***/ 1088:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ Shares)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5145);
/* harmony import */ var _base_parallel_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4013);


/**
 * What several certificates of a run need at once: a CA gives one pending authorization, and so one proof, to all
 * orders with the name. It is made for the first and undone with the last, and stands in the journal meanwhile.
 */
class Shares {
    #shares = new Map();
    #journal;
    constructor(journal) {
        this.#journal = journal;
    }
    /** Counts a user of what the deed leaves, and runs `make` unless another user's has succeeded. */
    async take(deed, signal, make) {
        const key = JSON.stringify(deed);
        const share = this.#shares.get(key) ?? { users: 0, made: false, mayBeThere: false, turn: new _base_parallel_js__WEBPACK_IMPORTED_MODULE_1__/* .Slots */ .WR(1) };
        this.#shares.set(key, share);
        share.users += 1;
        await share.turn.hold(signal, async () => {
            if (share.made)
                return;
            this.#journal.intend(deed);
            try {
                await make();
                share.made = true;
                share.mayBeThere = true;
            }
            catch (error) {
                share.mayBeThere ||= !(0,_base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .wasNeverBegun */ .Nu)(error);
                if (!share.mayBeThere)
                    this.#journal.settle(deed);
                throw error;
            }
        });
    }
    /** Ends a use, made or not, and runs `undo` when it was the last of what may be there. */
    async giveBack(deed, signal, undo) {
        const share = this.#shares.get(JSON.stringify(deed));
        if (!share)
            return;
        share.users = Math.max(0, share.users - 1);
        if (share.users > 0)
            return;
        await share.turn.hold(signal, async () => {
            // Another may have come while this one waited for its turn.
            if (share.users > 0 || !share.mayBeThere)
                return;
            share.made = false;
            await undo();
            share.mayBeThere = false;
            this.#journal.settle(deed);
        });
    }
}


/***/ }),

/***/ 5162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ tokenOf),
/* harmony export */   v: () => (/* binding */ tokenPath)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5145);

/** Where the CA looks for tokens (RFC 8555 8.3). */
const tokenPath = '/.well-known/acme-challenge/';
/**
 * A challenge's token, which becomes a file name or a path: what isn't base64url (RFC 8555 8.3) may lead elsewhere.
 * @throws AppError `ca-error`
 */
function tokenOf({ token }) {
    if (/^[\w-]+$/.test(token))
        return token;
    throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AppError */ .uV('ca-error', 'The CA gave a token that is not base64url (RFC 8555 8.3)');
}


/***/ }),

/***/ 3986:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5145);
/* harmony import */ var _base_user_agent_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(3897);
/* harmony import */ var _platform_console_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1963);
/* harmony import */ var _platform_console_world_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2294);
/* harmony import */ var _platform_flags_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1552);
/* harmony import */ var _platform_system_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1153);
/* harmony import */ var _platform_world_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(9055);
/* harmony import */ var _report_lines_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(6812);
/* harmony import */ var _report_result_js__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(9934);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(517);
/* harmony import */ var _steps_undo_leftovers_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(3741);











/** The same run from a terminal: flags for inputs, the environment for secrets, the post step's work at the end. */
const args = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < 24) {
    process.stderr.write(`bounded-acme needs Node 24, and this is Node ${process.versions.node}: start it with \`npx node dist/cli/index.js ...\`, after \`npm ci\`.\n`);
    (0,_platform_system_js__WEBPACK_IMPORTED_MODULE_4__/* .endProcess */ .JZ)(1);
}
if (args[0] === '--version') {
    process.stdout.write(`bounded-acme ${_base_user_agent_js__WEBPACK_IMPORTED_MODULE_9__/* .version */ .r}\n`);
    (0,_platform_system_js__WEBPACK_IMPORTED_MODULE_4__/* .endProcess */ .JZ)(0);
}
const asksHelp = args.includes('--help') || args.includes('-h');
if (args.length === 0 || (asksHelp && args[0] !== 'acme-dns')) {
    process.stdout.write(`${(0,_platform_flags_js__WEBPACK_IMPORTED_MODULE_3__/* .usage */ .CI)()}\n`);
    (0,_platform_system_js__WEBPACK_IMPORTED_MODULE_4__/* .endProcess */ .JZ)(args.length === 0 ? 1 : 0);
}
try {
    if (args[0] === 'acme-dns') {
        const { registerAcmeDns } = await __nccwpck_require__.e(/* import() */ 320).then(__nccwpck_require__.bind(__nccwpck_require__, 8320));
        await registerAcmeDns(args.slice(1), { ...(0,_platform_world_js__WEBPACK_IMPORTED_MODULE_5__/* .systemWorld */ .w)(process.env), log: (0,_platform_console_js__WEBPACK_IMPORTED_MODULE_1__/* .createConsole */ .s)().log });
        (0,_platform_system_js__WEBPACK_IMPORTED_MODULE_4__/* .endProcess */ .JZ)(0);
    }
    const world = (0,_platform_console_world_js__WEBPACK_IMPORTED_MODULE_2__/* .consoleWorld */ .m)(args, process.env);
    const result = await (0,_run_js__WEBPACK_IMPORTED_MODULE_7__/* .run */ .e)(world);
    await (0,_steps_undo_leftovers_js__WEBPACK_IMPORTED_MODULE_8__/* .undoLeftovers */ .f)(world);
    if (result.certificates.length > 0)
        world.log.info((0,_report_lines_js__WEBPACK_IMPORTED_MODULE_6__/* .renderTable */ .bo)(result));
    (0,_platform_system_js__WEBPACK_IMPORTED_MODULE_4__/* .endProcess */ .JZ)((0,_report_result_js__WEBPACK_IMPORTED_MODULE_10__/* .succeeded */ .gq)(result) ? 0 : 1);
}
catch (error) {
    if (!(error instanceof _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AppError */ .uV))
        throw error;
    const { hint } = error.details;
    process.stderr.write(`${error.message}\n${hint === undefined ? '' : `${hint}\n`}`);
    (0,_platform_system_js__WEBPACK_IMPORTED_MODULE_4__/* .endProcess */ .JZ)(1);
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3987:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  sO: () => (/* binding */ addressesOf),
  j1: () => (/* binding */ areAllHttps),
  xu: () => (/* binding */ formatServer),
  U9: () => (/* binding */ isLoopback),
  ld: () => (/* binding */ parseServer),
  lc: () => (/* binding */ resolverAddresses)
});

;// CONCATENATED MODULE: external "node:dns/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns/promises");
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
// EXTERNAL MODULE: ./node_modules/ipaddr.js/lib/ipaddr.js
var ipaddr = __nccwpck_require__(8280);
// EXTERNAL MODULE: ./build/base/abort.js
var abort = __nccwpck_require__(9362);
// EXTERNAL MODULE: ./build/base/errors.js
var errors = __nccwpck_require__(5145);
// EXTERNAL MODULE: ./build/base/system-error.js
var system_error = __nccwpck_require__(4120);
;// CONCATENATED MODULE: ./build/dns/addresses.js






/**
 * Reads `host`, `host:port`, `[v6]:port` or a bare IPv6 address, as lego and `dns.getServers()` write them.
 * @returns undefined when it is none of them
 */
function parseServer(text, defaultPort = 53) {
    const trimmed = text.trim();
    if ((0,external_node_net_.isIP)(trimmed) === 6)
        return { host: trimmed, port: defaultPort };
    const match = /^(?:\[([^\]]+)\]|([^\s:[\]/@]+))(?::(\d{1,5}))?$/.exec(trimmed);
    const host = match?.[1] ?? match?.[2];
    const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
    if (host === undefined || port < 1 || port > 65_535)
        return undefined;
    return match?.[1] !== undefined && (0,external_node_net_.isIP)(host) !== 6 ? undefined : { host, port };
}
/** `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:5353`, a URL: a server as it is told to the reader. */
function formatServer(server) {
    if ('url' in server)
        return server.url;
    const { address, port } = server;
    if (port === 53)
        return address;
    return (0,external_node_net_.isIP)(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}
/** Whether the address is this machine's own (127.0.0.0/8, ::1). */
function isLoopback(address) {
    return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}
/**
 * Every address of a server that may be given by name.
 * @throws AppError `dns-provider` when the name has none; the signal's reason when it was aborted
 */
async function addressesOf({ host, port }, signal) {
    if ((0,external_node_net_.isIP)(host) !== 0)
        return [{ address: host, port }];
    // The system's resolver can't be interrupted: its answer is left behind.
    const found = await (0,abort/* untilAborted */.E)(signal, () => (0,promises_namespaceObject.lookup)(host, { all: true })).catch((error) => {
        signal.throwIfAborted();
        throw new errors/* AppError */.uV('dns-provider', `The DNS server ${host} can't be looked up: ${(0,system_error/* networkWords */.G)(error)}`, { hint: `Check the spelling of ${host}, or give the server's IP address.`, retryable: true }, error);
    });
    return found.map(({ address }) => ({ address, port }));
}
/**
 * The resolvers to ask: those the user named, else the system's.
 * @param system what `dns.getServers()` gives
 */
async function resolverAddresses({ configured, system, }, signal) {
    const hosts = configured ?? system.map((text) => parseServer(text)).filter((server) => server !== undefined);
    const found = await Promise.all(hosts.map(async (host) => 'url' in host ? [host] : addressesOf(host, signal)));
    return found.flat();
}
/** Whether all is asked over HTTPS, so that nothing is to go out on port 53 but what has to. */
function areAllHttps(servers) {
    return servers.length > 0 && servers.every((server) => 'url' in server);
}


/***/ }),

/***/ 1667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M$: () => (/* binding */ recordsOf),
/* harmony export */   Sv: () => (/* binding */ isResponse),
/* harmony export */   b9: () => (/* binding */ txtValues),
/* harmony export */   cY: () => (/* binding */ createAsk),
/* harmony export */   tI: () => (/* binding */ rcodeOf)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5145);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8288);
/* harmony import */ var _transport_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9605);



/** Payload that crosses every path without fragments (RFC 6891, DNS flag day 2020). */
const udpPayloadSize = 1232;
/**
 * Makes the function that asks: UDP with EDNS, TCP when truncated; or HTTPS. dns-packet is loaded with the first
 * question.
 */
function createAsk({ clock, random, timeoutMs, overHttps = withoutHttps }) {
    return async ({ server, name, type, recursive }, signal) => {
        const { decode, encode, RECURSION_DESIRED } = await __nccwpck_require__.e(/* import() */ 894).then(__nccwpck_require__.t.bind(__nccwpck_require__, 4894, 19));
        // Over HTTPS nobody can slip in an answer, and with one id for all, caches can keep them (RFC 8484 4.1).
        const id = 'url' in server ? 0 : Buffer.from(random.bytes(2)).readUInt16BE(0);
        const message = encode({
            type: 'query',
            id,
            flags: recursive ? RECURSION_DESIRED : 0,
            questions: [{ name, type }],
            additionals: [
                {
                    type: 'OPT',
                    name: '.',
                    udpPayloadSize,
                    extendedRcode: 0,
                    ednsVersion: 0,
                    flags: 0,
                    flag_do: false,
                    options: [],
                },
            ],
        });
        const accepts = (reply) => isReplyTo({ id, name, type }, reply, decode);
        const delivery = 'url' in server
            ? await overHttps({ url: server.url, message, accepts }, signal)
            : await (0,_transport_js__WEBPACK_IMPORTED_MODULE_1__/* .exchangeMessage */ .h)({ clock, server, message, accepts, timeoutMs }, signal);
        return delivery.kind === 'reply' ? readReply(delivery.reply, decode) : delivery;
    };
}
const withoutHttps = () => Promise.resolve({ kind: 'unreachable', reason: 'nothing is asked over HTTPS here' });
/** A reply is ours when id and question are; refusals may come without the question. */
function isReplyTo(asked, reply, decode) {
    if (reply.length < 12 || reply.readUInt16BE(0) !== asked.id || !isResponse(reply))
        return false;
    if (reply.readUInt16BE(4) === 0)
        return rcodeOf(reply) !== 0;
    // Only the question is read here: a truncated answer may end anywhere.
    const head = Buffer.from(reply);
    head.fill(0, 6, 12);
    const packet = decoded(head, decode);
    const question = 'malformed' in packet ? undefined : packet.questions?.[0];
    return question?.type === asked.type && (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .canonicalName */ .Ew)(question.name) === (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .canonicalName */ .Ew)(asked.name);
}
function readReply(reply, decode) {
    const rcode = rcodeOf(reply);
    if (rcode !== 0 && rcode !== 3)
        return { kind: 'refused', rcode: rcodeNames[rcode] ?? `RCODE ${rcode}` };
    const packet = decoded(reply, decode);
    if ('malformed' in packet) {
        return { kind: 'unreachable', reason: `its answer is no DNS message (${packet.malformed})` };
    }
    return {
        kind: 'answered',
        rcode: rcode === 0 ? 'NOERROR' : 'NXDOMAIN',
        authoritative: packet.flag_aa,
        answers: canonical(packet.answers),
        authorities: canonical(packet.authorities),
    };
}
function canonical(records = []) {
    return records.map((record) => ({ ...record, name: (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .canonicalName */ .Ew)(record.name) }));
}
/** dns-packet throws on anything malformed; here it is one more thing that a server may send. */
function decoded(message, decode) {
    try {
        return decode(message);
    }
    catch (error) {
        return { malformed: (0,_base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error) };
    }
}
/** Whether the QR bit is set (RFC 1035 4.1.1). */
function isResponse(message) {
    return (message.readUInt16BE(2) & 0x8000) !== 0;
}
/** The header's RCODE (RFC 1035 4.1.1). */
function rcodeOf(message) {
    return message.readUInt16BE(2) & 0x000f;
}
const rcodeNames = {
    1: 'FORMERR',
    2: 'SERVFAIL',
    4: 'NOTIMP',
    5: 'REFUSED',
    9: 'NOTAUTH',
};
/** The TXT values at `name` (canonical), each joined from its strings (RFC 1035 3.3.14). */
function txtValues(reply, name) {
    return reply.answers
        .filter((record) => record.type === 'TXT')
        .filter((record) => record.name === name)
        .map(({ data }) => [data].flat().map(String).join(''));
}
/** The records of one type whose data is a name or an address. */
function recordsOf(records, type) {
    return records.filter((record) => record.type === type);
}


/***/ }),

/***/ 1155:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Kp: () => (/* binding */ findProgram),
/* harmony export */   Xd: () => (/* binding */ startProgram),
/* harmony export */   ek: () => (/* binding */ placesOf),
/* harmony export */   mB: () => (/* binding */ runProgram),
/* harmony export */   up: () => (/* binding */ withHome),
/* harmony export */   yE: () => (/* binding */ programEnvironment)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);
/* harmony import */ var _base_bound_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9856);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5145);
/* harmony import */ var _base_program_path_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(5578);
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(1690);







/** A program that hangs must not use up the time of all certificates; some wait for DNS themselves. */
const programMs = 300_000;
/**
 * Runs a program to its end, its output in the log, without values that look secret.
 * @returns its output
 * @throws AppError `hook` when it can't be started, fails, or takes longer than 5 minutes
 */
async function runProgram(call, context, bound) {
    const { clock } = context.ports;
    const tail = new Tail();
    const expired = (spentMs) => failureOf(call, tail, `did not end in ${(0,_base_bound_js__WEBPACK_IMPORTED_MODULE_3__/* .seconds */ .YA)(spentMs)}`);
    return (0,_base_bound_js__WEBPACK_IMPORTED_MODULE_3__/* .within */ .ux)(clock, { timeoutMs: programMs, parent: bound, expired }, ({ signal }) => startProgram(call, { ...context, tail }, signal));
}
/** Like `runProgram`, for a program whose life another one's signal ends. */
async function startProgram(call, { env, ports: { processes, log }, tail = new Tail() }, signal) {
    const given = programEnvironment(env, call.env);
    const hide = hider(given, call.open);
    const onLine = (line) => {
        const shown = hide(line);
        log[call.quiet ? 'debug' : 'info'](`[${call.label}] ${shown}`);
        tail.add(shown);
        call.onLine?.(line);
    };
    const { exitCode, output } = await processes
        .run({ file: call.file, args: call.args, env: given, onLine }, signal)
        .catch((error) => {
        signal.throwIfAborted();
        const words = `${call.told} can't be started: ${(0,_base_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`;
        const program = { name: nameOf(call), ran: false };
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .AppError */ .uV('hook', words, { hint: startHint(error), program }, error);
    });
    if (exitCode === 0)
        return output;
    const ending = exitCode === null ? 'was ended by a signal' : `ended with exit code ${exitCode}`;
    throw failureOf(call, tail, ending);
}
/** The last lines that a program wrote, for the error. */
class Tail {
    #lines = [];
    add(line) {
        this.#lines.push(line);
        if (this.#lines.length > 3)
            this.#lines.shift();
    }
    toString() {
        return this.#lines.length > 0 ? `: ${this.#lines.join(' | ')}` : '';
    }
}
function failureOf(call, tail, ending) {
    const program = { name: nameOf(call), ran: true };
    return new _base_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .AppError */ .uV('hook', `${call.told} ${ending}${tail.toString()}`, { hint: call.hint, program });
}
function nameOf({ name, label }) {
    return name ?? label;
}
function startHint(error) {
    const { code } = error;
    if (code === 'ENOENT') {
        return "Check the path (a relative one starts at the step's working directory) and the program's #! line.";
    }
    return code === 'EACCES'
        ? 'Make it executable: git update-index --chmod=+x <file>, or chmod +x in an earlier step.'
        : 'Check that the path is a program that the runner can execute.';
}
/** The step's environment without what is the action's own: its inputs (secrets among them) and the runner's tokens. */
function programEnvironment(env, more = {}) {
    // BOUNDED_ACME_: how the CLI takes the inputs that are secret.
    const withheld = /^(INPUT_.*|BOUNDED_ACME_.*|ACTIONS_.*_TOKEN|GITHUB_TOKEN)$/i;
    const passedOn = Object.entries(env).filter(([name]) => !withheld.test(name));
    return Object.fromEntries(Object.entries({ ...Object.fromEntries(passedOn), ...more }).filter((entry) => entry[1] !== undefined));
}
/** A word as short as these says nothing, and hiding it would make the log unreadable. */
const shortestSecret = 6;
/** Takes credentials out of what a program says: the runner masks only those that are its own secrets. */
function hider(env, open = []) {
    const values = Object.entries(env)
        .filter(([name]) => _base_secret_js__WEBPACK_IMPORTED_MODULE_6__/* .secretVariable */ .H.test(name) && !open.includes(name))
        .flatMap(([, value]) => value.split(/\r?\n/))
        .map((value) => value.trim())
        .filter((value) => value.length >= shortestSecret)
        .sort((a, b) => b.length - a.length);
    return (line) => values.reduce((hidden, value) => hidden.replaceAll(value, '***'), line);
}
/** Where a program may be: on the step's PATH, then at the other places. */
function placesOf(name, { env, elsewhere = [] }) {
    return [...(0,_base_program_path_js__WEBPACK_IMPORTED_MODULE_5__/* .placesOnPath */ .l)(name, env), ...elsewhere];
}
/**
 * Finds a program on the step's PATH.
 * @param install what to do when it isn't there
 * @returns its path
 * @throws AppError `hook` with `install`
 */
async function findProgram(name, { env, install }, { signal }) {
    for (const place of placesOf(name, { env })) {
        signal.throwIfAborted();
        if (await isExecutable(place))
            return place;
    }
    const program = { name, ran: false };
    throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .AppError */ .uV('hook', `The program ${name} is not on this machine`, { hint: install, program });
}
function isExecutable(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK).then(() => true, () => false);
}
/**
 * Gives a program a home of its own in the runner's temp, which ends with it: nothing that it saves, credentials among
 * it, stays behind, and nothing that was saved before is read.
 */
async function withHome({ ports: { tempDirectory } }, work) {
    const home = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(tempDirectory, 'bounded-acme-home-'));
    const xdg = { XDG_CACHE_HOME: undefined, XDG_CONFIG_HOME: undefined, XDG_DATA_HOME: undefined };
    try {
        return await work(home, { HOME: home, TMPDIR: home, ...xdg });
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(home, { recursive: true, force: true });
    }
}


/***/ }),

/***/ 8288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ag: () => (/* binding */ closestZone),
/* harmony export */   Ew: () => (/* binding */ canonicalName),
/* harmony export */   Gw: () => (/* binding */ ancestorsOf),
/* harmony export */   UO: () => (/* binding */ isWithin)
/* harmony export */ });
/** A name as it is compared here: lower case, without the final dot; the root is `''`. */
function canonicalName(name) {
    return name.toLowerCase().replace(/\.$/, '');
}
/** Whether `name` is `zone` or lies below it; both canonical. */
function isWithin(name, zone) {
    return zone === '' || name === zone || name.endsWith(`.${zone}`);
}
/** `a.b.c` -> `a.b.c`, `b.c`, `c`: the name and what lies above it, without the root. */
function ancestorsOf(name) {
    const labels = name.split('.');
    return labels.map((_, index) => labels.slice(index).join('.'));
}
/** The longest of `zones` that holds `name`, all canonical; undefined when none does. */
function closestZone(name, zones) {
    const holding = zones.filter((zone) => isWithin(name, zone.name));
    return holding.sort((a, b) => b.name.length - a.name.length)[0];
}


/***/ }),

/***/ 492:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g5: () => (/* binding */ failureOf),
/* harmony export */   xF: () => (/* binding */ createResolve),
/* harmony export */   xe: () => (/* binding */ isBeyondIpv4)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7030);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5145);
/* harmony import */ var _addresses_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3987);



/** Makes the function that asks recursively; it begins with the resolver that answered last. */
function createResolve(ask, resolvers) {
    let preferred = resolvers[0];
    return async (name, type, signal) => {
        const failures = [];
        let lastStatus;
        let unsupporting;
        for (const resolver of preferredFirst(resolvers, preferred)) {
            const reply = await ask({ server: resolver, name, type, recursive: true }, signal);
            if (reply.kind === 'answered') {
                preferred = resolver;
                return { reply, resolver };
            }
            if (reply.kind === 'refused')
                lastStatus = reply.rcode;
            // Small resolvers and test servers know a few types only; of the others they have nothing.
            if (reply.kind === 'refused' && reply.rcode === 'NOTIMP')
                unsupporting = resolver;
            failures.push(`${(0,_addresses_js__WEBPACK_IMPORTED_MODULE_2__/* .formatServer */ .xu)(resolver)}: ${failureOf(reply)}`);
        }
        if (unsupporting)
            return { reply: nothing, resolver: unsupporting };
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AppError */ .uV('dns-provider', `No DNS resolver could tell the ${type} record of ${name} (${failures.join('; ') || 'there is none to ask'})`, {
            liesAt: 'resolvers',
            ...(lastStatus === undefined ? {} : { lastStatus }),
            hint: 'Check that the runner reaches these resolvers and that the zone is delegated correctly (a broken ' +
                'DNSSEC chain shows as SERVFAIL), or name other resolvers in the input dns-resolvers.',
        });
    };
}
const nothing = {
    kind: 'answered',
    rcode: 'NOERROR',
    authoritative: false,
    answers: [],
    authorities: [],
};
/** Whether a server is out of reach because this machine has no IPv6: that says nothing about the server. */
function isBeyondIpv4(server, reply) {
    return ('address' in server &&
        (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(server.address) &&
        reply.kind === 'unreachable' &&
        reply.reason.startsWith('no route'));
}
/** Why a server's reply is of no use, in a few words. */
function failureOf(reply) {
    switch (reply.kind) {
        case 'refused':
            return reply.rcode;
        case 'timeout':
            return 'no answer';
        case 'unreachable':
            return reply.reason;
    }
}
function preferredFirst(resolvers, preferred) {
    return preferred ? [preferred, ...resolvers.filter((resolver) => resolver !== preferred)] : [];
}


/***/ }),

/***/ 635:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ shareByKey)
/* harmony export */ });
/** Makes a memory that keeps what succeeded; a failure is told to all who wait for it and then forgotten. */
function shareByKey() {
    const running = new Map();
    return async (key, signal, work) => {
        for (let other = running.get(key); other; other = running.get(key)) {
            const [outcome] = await Promise.allSettled([other.result]);
            if (outcome.status === 'fulfilled')
                return outcome.value;
            signal.throwIfAborted();
            // It ended because whoever began it ran out of time: that isn't our failure.
            if (!other.signal.aborted)
                throw outcome.reason;
            if (running.get(key) === other)
                running.delete(key);
        }
        const own = { result: work(), signal };
        running.set(key, own);
        try {
            return await own.result;
        }
        catch (error) {
            if (running.get(key) === own)
                running.delete(key);
            throw error;
        }
    };
}


/***/ }),

/***/ 9605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  h: () => (/* binding */ exchangeMessage)
});

;// CONCATENATED MODULE: external "node:dgram"
const external_node_dgram_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dgram");
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
// EXTERNAL MODULE: ./build/base/errors.js
var errors = __nccwpck_require__(5145);
;// CONCATENATED MODULE: ./build/dns/transport.js



/**
 * Sends one DNS message and waits for its answer: over UDP, sent again at a third and two thirds of the time, then
 * over TCP when the answer was truncated (RFC 1035 4.2, RFC 7766).
 * @throws only the signal's reason
 */
async function exchangeMessage(exchange, signal) {
    const startedAt = exchange.clock.monotonic();
    const delivery = await timed(exchange, signal, (settle) => overUdp(exchange, settle));
    if (delivery.kind !== 'reply' || !isTruncated(delivery.reply))
        return delivery;
    const leftMs = exchange.timeoutMs - (exchange.clock.monotonic() - startedAt);
    return timed({ ...exchange, timeoutMs: Math.max(0, leftMs) }, signal, (settle) => overTcp(exchange, settle));
}
/** Runs one attempt to its first outcome: settled, out of time, or aborted; always takes its socket and timers back. */
function timed({ clock, timeoutMs }, signal, start) {
    return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const end = () => {
            unschedule();
            signal.removeEventListener('abort', abort);
            stop();
        };
        const settle = (delivery) => {
            end();
            resolve(delivery);
        };
        const abort = () => {
            end();
            reject(signal.reason);
        };
        const unschedule = clock.schedule(timeoutMs, () => settle({ kind: 'timeout' }));
        signal.addEventListener('abort', abort, { once: true });
        const stop = start(settle);
    });
}
function overUdp({ clock, server, message, accepts, timeoutMs }, settle) {
    const socket = external_node_dgram_namespaceObject.createSocket(external_node_net_.isIPv6(server.address) ? 'udp6' : 'udp4');
    const send = () => socket.send(message);
    let resends = [];
    socket.on('error', (error) => settle(unreachable(error)));
    socket.on('message', (reply) => {
        if (accepts(reply))
            settle({ kind: 'reply', reply });
    });
    // A connected socket takes datagrams from this server only, and hears when nobody listens there.
    socket.once('connect', () => {
        send();
        resends = [1, 2].map((third) => clock.schedule((timeoutMs * third) / 3, send));
    });
    socket.connect(server.port, server.address);
    return () => {
        for (const unschedule of resends)
            unschedule();
        // Closing while it connects would call back on a closed socket; an error after the end concerns nobody.
        socket.removeAllListeners().on('error', () => undefined);
        socket.close();
    };
}
function overTcp({ server, message, accepts }, settle) {
    const socket = external_node_net_.connect({ host: server.address, port: server.port });
    let received = Buffer.alloc(0);
    socket.on('error', (error) => settle(unreachable(error)));
    socket.on('close', () => settle(unreachable(new Error('the server closed the connection'))));
    socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk]);
        if (received.length < 2 || received.length < 2 + received.readUInt16BE(0))
            return;
        const reply = received.subarray(2, 2 + received.readUInt16BE(0));
        settle(accepts(reply) ? { kind: 'reply', reply } : unreachable(new Error('the answer is to something else')));
    });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(message.length);
    socket.write(Buffer.concat([length, message]));
    return () => {
        socket.removeAllListeners().on('error', () => undefined);
        socket.destroy();
    };
}
function unreachable(error) {
    const code = error.code ?? '';
    return { kind: 'unreachable', reason: sentences[code] ?? (0,errors/* messageOf */.bD)(error) };
}
const sentences = {
    ECONNREFUSED: 'nothing listens there',
    ENETUNREACH: 'no route to its network',
    EHOSTUNREACH: 'no route to it',
    EADDRNOTAVAIL: 'no route to its network',
    EAFNOSUPPORT: 'no route to its network',
    ECONNRESET: 'the server closed the connection',
};
function isTruncated(reply) {
    return (reply.readUInt16BE(2) & 0x0200) !== 0;
}


/***/ }),

/***/ 7162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BG: () => (/* binding */ suggestCron),
/* harmony export */   rT: () => (/* binding */ rhythmMs),
/* harmony export */   sc: () => (/* binding */ lifetimesOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Hours between two runs: what divides a day, so that every day has the same ones. */
const rhythms = [12, 8, 6, 4, 3, 2, 1];
/** Odd, no multiple of 5, and 3 minutes or more from each quarter of an hour, when most schedules start. */
const quietMinutes = Array.from({ length: 60 }, (_, minute) => minute).filter((minute) => minute % 2 === 1 && minute % 5 !== 0 && minute % 15 >= 3 && minute % 15 <= 12);
/** What the certificates that are at hand tell. */
function lifetimesOf(certificates) {
    const least = (spans) => (spans.length === 0 ? undefined : Math.min(...spans));
    const lives = certificates.flatMap(({ certificate }) => certificate ?? []);
    const windows = certificates.flatMap(({ ari }) => ari ?? []);
    return {
        shortestMs: least(lives.map(({ notBeforeMs, notAfterMs }) => notAfterMs - notBeforeMs)),
        narrowestWindowMs: least(windows.map(({ windowStartMs, windowEndMs }) => windowEndMs - windowStartMs)),
    };
}
/**
 * Time between two runs: 12 h, less where certificates live shorter than 24 days, so that each one is looked at about
 * 16 times between the moment it is due and its end, and once in its renewal window.
 */
function rhythmMs({ shortestMs = Infinity, narrowestWindowMs = Infinity }) {
    const most = Math.min(shortestMs / 48, narrowestWindowMs);
    return (rhythms.find((hours) => hours * hourMs <= most) ?? 1) * hourMs;
}
/**
 * A cron line (UTC) of a place of its own in the day.
 * @param seed what tells this schedule from others: the repository's name; the same seed gives the same line
 */
function suggestCron(seed, lifetimes) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(seed).digest();
    const everyHours = rhythmMs(lifetimes) / hourMs;
    const minute = quietMinutes[hash.readUInt32BE(0) % quietMinutes.length] ?? 7;
    const firstHour = hash.readUInt32BE(4) % everyHours;
    const hours = Array.from({ length: dayMs / hourMs / everyHours }, (_, index) => firstHour + index * everyHours);
    return `${minute} ${everyHours === 1 ? '*' : hours.join(',')} * * *`;
}


/***/ }),

/***/ 2294:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  m: () => (/* binding */ consoleWorld)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/settings/inputs.js + 15 modules
var inputs = __nccwpck_require__(4200);
// EXTERNAL MODULE: ./build/platform/console.js
var console = __nccwpck_require__(1963);
// EXTERNAL MODULE: ./build/platform/flags.js + 1 modules
var platform_flags = __nccwpck_require__(1552);
// EXTERNAL MODULE: ./build/platform/world.js + 12 modules
var world = __nccwpck_require__(9055);
;// CONCATENATED MODULE: ./build/platform/console-world.js








/**
 * The world of a terminal: inputs from flags, secret ones from the environment, reports to files.
 * @throws ConfigError for flags that can't be used
 */
function consoleWorld(args, env) {
    const flags = (0,platform_flags/* readFlags */.uW)(args);
    const { log, sink } = (0,console/* createConsole */.s)({
        ...(flags['outputs-file'] === undefined ? {} : { outputFile: flags['outputs-file'] }),
        ...(flags['summary-file'] === undefined ? {} : { summaryFile: flags['summary-file'] }),
    });
    // Its own, readable by nobody else: keys go there unless `--output-directory` says where.
    const tempDirectory = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(env['RUNNER_TEMP'] ?? (0,external_node_os_namespaceObject.tmpdir)(), 'bounded-acme-'));
    const inputsGiven = inputs/* inputNames */.v.map((name) => [name, (0,platform_flags/* isSecret */.$f)(name) ? env[(0,platform_flags/* variableOf */.Qn)(name)] : flags[name]]);
    return {
        ...(0,world/* systemWorld */.w)(env),
        log,
        sink,
        inputs: Object.fromEntries(inputsGiven.map(([name, value]) => [name, value ?? ''])),
        event: { name: 'cli' },
        repository: '',
        cache: undefined,
        artifacts: undefined,
        tempDirectory,
        journalPath: (0,external_node_path_.join)(tempDirectory, `bounded-acme-${(0,external_node_crypto_.randomUUID)()}.journal`),
    };
}


/***/ }),

/***/ 1963:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ createConsole)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);

/** A terminal in the runner's place: what was registered by `mask` never appears in what is printed. */
function createConsole(options = {}) {
    const { out = (text) => void process.stdout.write(text), err = (text) => void process.stderr.write(text), verbose = false, outputFile, summaryFile, } = options;
    const masks = new Masks();
    let indent = '';
    const line = (text) => `${masks.hide(text).replaceAll(/^/gm, indent)}\n`;
    return {
        log: {
            debug: (text) => verbose && err(line(text)),
            info: (text) => out(line(text)),
            group(title) {
                out(line(title));
                indent = '  ';
            },
            endGroup() {
                indent = '';
            },
        },
        sink: {
            output(name, value) {
                if (outputFile !== undefined)
                    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(outputFile, `${JSON.stringify({ name, value })}\n`, { mode: 0o600 });
            },
            mask: (value) => masks.add(value),
            annotate: (annotation) => err(`${masks.hide(annotationText(annotation))}\n`),
            summary(markdown) {
                if (summaryFile !== undefined)
                    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(summaryFile, masks.hide(markdown));
            },
        },
    };
}
/** Values to hide: each whole, and each of its lines, as the runner does it. */
class Masks {
    #values = [];
    add(value) {
        const parts = [value, ...value.split(/\r?\n/)].map((part) => part.trim()).filter((part) => part !== '');
        // The longest first: a value that holds another one must go whole.
        this.#values = [...new Set([...this.#values, ...parts])].sort((a, b) => b.length - a.length);
    }
    hide(text) {
        return this.#values.reduce((hidden, value) => hidden.replaceAll(value, '***'), text);
    }
}
/**
 * The log has told the whole: this is for who reads standard error only, from a cron job for instance. What happened,
 * on one line; what to do about it comes after an empty line.
 */
function annotationText({ level, message }) {
    const [happened = ''] = message.split(/\n\s*\n/);
    return `${level}: ${happened.replaceAll(/\s*\n\s*/g, ' ')}`;
}


/***/ }),

/***/ 1552:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  $f: () => (/* binding */ isSecret),
  uW: () => (/* binding */ readFlags),
  CI: () => (/* binding */ usage),
  Qn: () => (/* binding */ variableOf)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
// EXTERNAL MODULE: ./build/base/errors.js
var errors = __nccwpck_require__(5145);
// EXTERNAL MODULE: ./build/base/nearest.js
var nearest = __nccwpck_require__(578);
;// CONCATENATED MODULE: ./build/settings/input.js
/** The inputs' groups in the order in which they are documented, each with its question. */
const groups = {
    what: 'What to issue',
    who: 'From whom, and as whom',
    proof: 'Proof of control',
    when: 'When',
    bounds: 'Bounds',
    emit: 'What comes out',
};

// EXTERNAL MODULE: ./build/settings/inputs.js + 15 modules
var inputs = __nccwpck_require__(4200);
;// CONCATENATED MODULE: ./build/platform/flags.js





/** What a terminal has and a step doesn't, with its description. */
const ownFlags = {
    'outputs-file': 'The outputs, one JSON object a line; the private key is among them, so only you can read the file.',
    'summary-file': 'The summary, Markdown.',
};
/**
 * Reads the command line.
 * @throws ConfigError that tells all faults at once; values are never in it, as one may be a secret
 */
function readFlags(args) {
    const known = [...inputs/* inputNames */.v.filter((name) => !isSecret(name)), ...Object.keys(ownFlags)];
    const options = Object.fromEntries(known.map((name) => [name, { type: 'string' }]));
    const { tokens, values } = (0,external_node_util_.parseArgs)({ args: [...args], options, strict: false, tokens: true });
    const isUnknown = (token) => token?.kind === 'option' && !known.includes(token.name);
    const faults = tokens.flatMap((token, index) => {
        const previous = tokens[index - 1];
        // What follows a misspelt flag is its value.
        if (token.kind === 'positional')
            return isUnknown(previous) ? [] : [positional(index === 0)];
        if (token.kind !== 'option')
            return [];
        const { name, rawName, value, inlineValue } = token;
        if (isUnknown(token))
            return [{ input: rawName, ...unknown(name, known) }];
        const isLeftOut = value === undefined || (!inlineValue && value.startsWith('--'));
        return isLeftOut ? [{ input: rawName, problem: 'no value', remedy: `Give one: ${rawName} VALUE.` }] : [];
    });
    if (faults.length > 0)
        throw new errors/* ConfigError */.xL([...new Map(faults.map((one) => [one.input, one])).values()]);
    return values;
}
function unknown(name, known) {
    const secret = inputs/* inputNames */.v.find((input) => input === name && isSecret(input));
    if (secret) {
        const problem = 'a secret on the command line, where other users of this machine can read it';
        return {
            problem,
            remedy: `Set the environment variable ${variableOf(secret)} instead, and change the secret.`,
        };
    }
    const meant = (0,nearest/* nearestOf */.q)(name, known);
    const question = meant === undefined ? '' : `Did you mean --${meant}? `;
    return { problem: 'no such flag', remedy: `${question}See --help.` };
}
function positional(isFirst) {
    const remedy = isFirst
        ? 'Names go to `--domains "example.com www.example.com"`. See --help.'
        : 'A value with blanks in it needs quotes, `--domains "example.com www.example.com"`.';
    return { input: 'command line', problem: 'a word that belongs to no flag', remedy };
}
/** Whether an input is read from the environment only. */
function isSecret(name) {
    return 'secret' in inputs/* inputs */.Q[name];
}
/** `encryption-key` is BOUNDED_ACME_ENCRYPTION_KEY. */
function variableOf(name) {
    return `BOUNDED_ACME_${name.toUpperCase().replaceAll('-', '_')}`;
}
/** How the command is called, from the table of inputs. @param width columns of the page */
function usage(width = 100) {
    return [
        'Usage: npx node dist/cli/index.js --domains "example.com www.example.com" [--INPUT VALUE ...]',
        '       npx node dist/cli/index.js acme-dns register NAME ... --server URL',
        '       npx node dist/cli/index.js --version',
        '',
        ...wrap('Gets certificates from a CA that speaks ACME, inside a time that you set. Every input of action.yml is a flag. ' +
            "Secret ones are variables of the environment, so that they don't show in the list of processes; a DNS " +
            "provider's credentials come from there too. The exit code is 1 when a certificate failed.", { width }),
        ...Object.entries(groups).flatMap(([group, title]) => [
            '',
            `${title}:`,
            ...rowsOf(group, width),
        ]),
        '',
        'Reports:',
        ...Object.entries(ownFlags).flatMap(([name, about]) => row(`--${name} FILE`, about, width)),
    ].join('\n');
}
function rowsOf(group, width) {
    return inputs/* inputNames */.v.flatMap((name) => {
        const input = inputs/* inputs */.Q[name];
        if (input.group !== group || 'availability' in input)
            return [];
        const call = isSecret(name) ? `${variableOf(name)}=...` : `--${name} VALUE`;
        const standard = input.default === undefined ? '' : ` Default: ${input.default}.`;
        return row(call, `${plain(input.description)}${standard}`, width);
    });
}
function row(call, about, width) {
    return [`  ${call}`, ...wrap(about, { width, indent: 6 })];
}
/** Markdown as a terminal shows it: links by their text. */
function plain(markdown) {
    return markdown.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll(/\s+/g, ' ');
}
function wrap(text, { width, indent = 0 }) {
    const margin = ' '.repeat(indent);
    return text.split(' ').reduce((lines, word) => {
        const last = lines.at(-1);
        const isFull = last === undefined || last.length + 1 + word.length > width;
        return isFull ? [...lines, `${margin}${word}`] : [...lines.slice(0, -1), `${last} ${word}`];
    }, []);
}


/***/ }),

/***/ 1153:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $$: () => (/* binding */ terminationSignal),
/* harmony export */   JZ: () => (/* binding */ endProcess),
/* harmony export */   Sg: () => (/* binding */ createLastResort),
/* harmony export */   ml: () => (/* binding */ systemClock),
/* harmony export */   vg: () => (/* binding */ systemRandom)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _base_bound_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9856);


/** Node fires a longer timer at once: 24.8 days. */
const longestTimerMs = 2 ** 31 - 1;
/** The machine's clocks and timers. */
const systemClock = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    schedule(delayMs, callback) {
        const timer = setTimeout(callback, Math.min(delayMs, longestTimerMs));
        return () => clearTimeout(timer);
    },
};
/** The machine's randomness. */
const systemRandom = {
    bytes: (length) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(length),
    fraction: () => Math.random(),
};
/** Aborts when the runner or a terminal asks the process to end: SIGINT, and SIGTERM 7.5 s later. */
function terminationSignal() {
    const controller = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'])
        process.on(name, () => controller.abort(new Error(`Ended by ${name}`)));
    return controller.signal;
}
/** Ends the process now: whatever a library may have left open can't keep the job waiting. */
function endProcess(exitCode) {
    process.exit(exitCode);
}
/** What a run needs beyond its time to come to its end by itself. */
const graceMs = 5_000;
/**
 * Makes the last resort against work that ends by no signal: a process that has outlived its time by 5 s says so and
 * ends with exit code 1. It keeps nothing alive, and calling it again begins anew.
 */
function createLastResort(say) {
    let timer;
    return (totalMs) => {
        clearTimeout(timer);
        const end = () => {
            say(`The run did not end by itself in the ${(0,_base_bound_js__WEBPACK_IMPORTED_MODULE_1__/* .seconds */ .YA)(totalMs)} it had, and is ended now. This is a fault in this ` +
                'action: please report it with this log. The post step undoes what is left.');
            endProcess(1);
        };
        timer = setTimeout(end, Math.min(totalMs + graceMs, longestTimerMs)).unref();
    };
}


/***/ }),

/***/ 9055:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  w: () => (/* binding */ systemWorld)
});

;// CONCATENATED MODULE: external "node:dns"
const external_node_dns_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
;// CONCATENATED MODULE: external "node:tls"
const external_node_tls_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");
// EXTERNAL MODULE: ./build/base/bound.js
var bound = __nccwpck_require__(9856);
// EXTERNAL MODULE: ./build/base/errors.js
var errors = __nccwpck_require__(5145);
// EXTERNAL MODULE: ./build/base/system-error.js
var system_error = __nccwpck_require__(4120);
;// CONCATENATED MODULE: ./build/platform/http.js






/** Node fires a longer timer at once: 24.8 days. */
const longestTimerMs = 2 ** 31 - 1;
/** Connections to one server at once: more only makes a CA's front end answer 503. */
const maxSockets = 16;
/**
 * HTTP over Node's own client: pooled connections, no redirects, no retries, every exchange bounded.
 * @throws ConfigError for a proxy that is no URL: Node ignores some of these and fails on others
 */
function createHttp({ extraRoots, env }) {
    const faults = ['HTTPS_PROXY', 'HTTP_PROXY'].flatMap((name) => proxyFaults(name, env));
    if (faults.length > 0)
        throw new errors/* ConfigError */.xL(faults);
    const pool = { keepAlive: true, maxSockets, scheduling: 'lifo', proxyEnv: env };
    const agents = {
        'http:': new external_node_http_namespaceObject.Agent(pool),
        'https:': new external_node_https_namespaceObject.Agent({
            ...pool,
            // `ca` replaces the default roots, so they are listed again; `default` holds NODE_EXTRA_CA_CERTS' too.
            ...(extraRoots ? { ca: [...external_node_tls_namespaceObject.getCACertificates('default'), extraRoots] } : {}),
        }),
    };
    return {
        async request(request, signal) {
            signal.throwIfAborted();
            // What is left of a run is no whole number of milliseconds, and nothing else is taken here.
            const timeout = AbortSignal.timeout(Math.min(Math.ceil(request.timeoutMs), longestTimerMs));
            try {
                return await exchange(request, agents, AbortSignal.any([signal, timeout]));
            }
            catch (error) {
                signal.throwIfAborted();
                if (error instanceof errors/* NetworkError */.Dr)
                    throw error;
                throw describeFailure(request, error, timeout.aborted);
            }
        },
    };
}
/** Node reads the name in lower case first. The value may hold a password: it isn't repeated. */
function proxyFaults(variable, env) {
    const input = env[variable.toLowerCase()] ? variable.toLowerCase() : variable;
    const value = env[input]?.trim() ?? '';
    if (value === '' || isProxyUrl(value))
        return [];
    const remedy = "Write it as http://proxy.example:3128, a password's special characters percent-encoded, or unset it.";
    return [{ input, problem: 'this variable of the environment holds no http(s) URL of a proxy', remedy }];
}
function isProxyUrl(value) {
    const url = URL.parse(value);
    if (url === null || !/^https?:\/\//i.test(value))
        return false;
    return [url.username, url.password].every((part) => !/%(?![\da-f]{2})/i.test(part));
}
function exchange(request, agents, signal) {
    const secure = request.url.startsWith('https:');
    const length = request.body === undefined
        ? {}
        : { 'content-length': String(Buffer.byteLength(request.body, encodingOf(request))) };
    const options = {
        method: request.method,
        headers: { ...request.headers, ...length },
        agent: agents[secure ? 'https:' : 'http:'],
        signal,
    };
    const { promise, resolve, reject } = Promise.withResolvers();
    // A request whose proxy doesn't answer CONNECT has no socket yet: ended by its signal, it says nothing.
    const giveUp = () => reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    const outgoing = (secure ? external_node_https_namespaceObject : external_node_http_namespaceObject).request(request.url, options, (incoming) => {
        incoming.on('error', reject);
        readBody(request, incoming).then((body) => resolve({ status: incoming.statusCode ?? 0, headers: flatten(incoming.headers), body }), reject);
    });
    outgoing.on('error', reject);
    outgoing.end(request.body, encodingOf(request));
    return promise.finally(() => signal.removeEventListener('abort', giveUp));
}
async function readBody(request, incoming) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of incoming) {
        bytes += chunk.length;
        if (bytes > request.maxBytes) {
            incoming.destroy();
            throw new errors/* NetworkError */.Dr('too-large', request.url, `The answer is longer than ${request.maxBytes} bytes`);
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString(encodingOf(request));
}
function encodingOf({ binary = false }) {
    return binary ? 'latin1' : 'utf8';
}
function flatten(headers) {
    const flat = {};
    for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined)
            flat[name] = Array.isArray(value) ? value.join(', ') : value;
    }
    return flat;
}
const failureOfCode = {
    ECONNREFUSED: 'unreachable',
    EHOSTUNREACH: 'unreachable',
    ENETUNREACH: 'unreachable',
    EADDRNOTAVAIL: 'unreachable',
    ETIMEDOUT: 'timeout',
    ENOTFOUND: 'name',
    EAI_AGAIN: 'name',
    ECONNRESET: 'reset',
    EPIPE: 'reset',
    EPROTO: 'tls',
    ERR_PROXY_TUNNEL: 'proxy',
    ERR_PROXY_INVALID_CONFIG: 'proxy',
};
function describeFailure(request, error, timedOut) {
    const { host } = new URL(request.url);
    if (timedOut) {
        return new errors/* NetworkError */.Dr('timeout', request.url, `${host} gave no answer in ${(0,bound/* seconds */.YA)(request.timeoutMs)}`, error);
    }
    const code = error.code ?? '';
    const failure = failureOfCode[code] ?? (/CERT|TLS|SSL|SIGN|ISSUER|LEAF/.test(code) ? 'tls' : 'unreadable');
    return new errors/* NetworkError */.Dr(failure, request.url, `${host}: ${(0,system_error/* networkWords */.G)(firstOf(error))}`, error);
}
/** Node tries each address of a name and reports all of them; their first is what a reader needs. */
function firstOf(error) {
    return error instanceof AggregateError ? error.errors[0] : error;
}

;// CONCATENATED MODULE: ./build/platform/http-listener.js

/** A client that dawdles gets no more of a connection than this. */
const requestTimeoutMs = 10_000;
/** A CA asks from a handful of places; the rest of the internet must not use up the runner. */
const maxConnections = 64;
/** Listens with Node's own server. It answers GET and HEAD of what `answer` knows, and 404 to all else. */
const listenHttp = ({ host, port }, answer, signal) => {
    signal.throwIfAborted();
    const options = { requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs, keepAliveTimeout: 1 };
    const server = (0,external_node_http_namespaceObject.createServer)({ ...options, connectionsCheckingInterval: 1_000 }, (request, response) => {
        // Nobody waits for what a request brings along, which ends with the connection.
        request.resume();
        const body = ['GET', 'HEAD'].includes(request.method ?? '') ? answer(request.url ?? '') : undefined;
        response.writeHead(body === undefined ? 404 : 200, {
            'content-type': 'application/octet-stream',
            connection: 'close',
        });
        response.end(body);
    });
    server.maxConnections = maxConnections;
    const close = () => {
        server.close();
        server.closeAllConnections();
    };
    return new Promise((resolve, reject) => {
        const giveUp = () => {
            close();
            reject(signal.reason);
        };
        signal.addEventListener('abort', giveUp, { once: true });
        // Also of later connections that couldn't be taken, which end nothing: the CA asks again.
        server.on('error', (error) => {
            signal.removeEventListener('abort', giveUp);
            reject(error);
        });
        server.listen({ port, host }, () => {
            signal.removeEventListener('abort', giveUp);
            resolve({ close });
        });
    });
};

;// CONCATENATED MODULE: ./build/platform/paths.js

/** Looks at the machine's files, symbolic links followed. */
const lookAt = (path) => {
    try {
        const found = (0,external_node_fs_.statSync)(path);
        if (found.isDirectory())
            return 'directory';
    }
    catch (error) {
        return hasCode(error, ['ENOENT', 'ENOTDIR']) ? 'nothing' : 'unknown';
    }
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.X_OK);
        return 'program';
    }
    catch (error) {
        return hasCode(error, ['ENOENT']) ? 'nothing' : 'file';
    }
};
function hasCode(error, codes) {
    return codes.includes(error.code ?? '');
}

;// CONCATENATED MODULE: ./build/platform/tls-probe.js



/** Looks at what a server shows in its TLS handshake; trusts nothing of it, so nothing has to be verified. */
const probeTls = ({ host, port, serverName }, signal) => new Promise((resolve, reject) => {
    if (signal.aborted)
        return reject(signal.reason);
    const name = serverName === undefined ? {} : { servername: serverName };
    const socket = external_node_tls_namespaceObject.connect({ host, port, ...name, rejectUnauthorized: false });
    const end = (finish) => {
        signal.removeEventListener('abort', stop);
        socket.destroy();
        finish();
    };
    const stop = () => end(() => reject(signal.reason));
    signal.addEventListener('abort', stop, { once: true });
    const where = `${host}:${port}`;
    socket.once('error', (error) => end(() => reject(new errors/* NetworkError */.Dr('unreachable', where, `${where}: ${(0,system_error/* networkWords */.G)(error)}`, error))));
    socket.once('secureConnect', () => {
        const leaf = socket.getPeerX509Certificate();
        if (leaf)
            end(() => resolve([leaf.toString(), ...followersOf(leaf)]));
        else
            end(() => reject(new errors/* NetworkError */.Dr('tls', where, `${where} shows no certificate`)));
    });
});
/** Behind a peer's certificate, Node links the others as they were sent, whether they are its issuers or not. */
function followersOf({ issuerCertificate: next }) {
    return next ? [next.toString(), ...followersOf(next)] : [];
}

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "node:readline"
const external_node_readline_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:readline");
;// CONCATENATED MODULE: ./build/platform/processes.js


/** How long an ended program may take to end by itself before it is killed. */
const graceMs = 1_000;
const outputLimit = 64 * 1024;
/** Runs programs for real, each leading a process group of its own, so that what it starts ends with it. */
const systemProcesses = {
    run(request, signal) {
        return new Promise((resolve, reject) => {
            if (signal.aborted)
                return reject(signal.reason);
            const child = (0,external_node_child_process_namespaceObject.spawn)(request.file, [...request.args], {
                env: request.env,
                ...(request.cwd === undefined ? {} : { cwd: request.cwd }),
                detached: true,
                stdio: ['ignore', 'pipe', 'pipe'],
            });
            const output = collectOutput(child, request);
            const stop = () => endGroup(child, () => reject(signal.reason));
            signal.addEventListener('abort', stop, { once: true });
            child.on('error', (error) => {
                signal.removeEventListener('abort', stop);
                reject(error);
            });
            child.on('exit', () => stopReading(child));
            child.on('close', (exitCode) => {
                signal.removeEventListener('abort', stop);
                if (signal.aborted)
                    reject(signal.reason);
                else
                    resolve({ exitCode, output: output() });
            });
        });
    },
};
function collectOutput(child, { onLine }) {
    let kept = '';
    for (const stream of [child.stdout, child.stderr]) {
        if (!stream)
            continue;
        (0,external_node_readline_namespaceObject.createInterface)({ input: stream }).on('line', (line) => {
            kept = `${kept}${line}\n`.slice(-outputLimit);
            onLine?.(line);
        });
    }
    return () => kept;
}
/** What a program leaves running in the background may hold its pipes for ever; nobody waits for it. */
function stopReading(child) {
    const drained = setTimeout(() => closePipes(child), graceMs);
    child.on('close', () => clearTimeout(drained));
}
/** @param giveUp called when the group had its time: the run doesn't wait for what can't be killed */
function endGroup(child, giveUp) {
    killGroup(child, 'SIGTERM');
    const kill = setTimeout(() => {
        killGroup(child, 'SIGKILL');
        closePipes(child);
        child.unref();
        giveUp();
    }, graceMs);
    child.on('close', () => {
        clearTimeout(kill);
        // The program ended in time; what it started may not have.
        killGroup(child, 'SIGKILL');
    });
}
function closePipes(child) {
    child.stdout?.destroy();
    child.stderr?.destroy();
}
function killGroup(child, name) {
    if (child.pid === undefined)
        return;
    try {
        process.kill(-child.pid, name);
    }
    catch (error) {
        const { code } = error;
        // ESRCH: it is gone already. EPERM: it runs as another user, by sudo, and isn't ours to end.
        if (code !== 'ESRCH' && code !== 'EPERM')
            throw error;
    }
}

;// CONCATENATED MODULE: ./build/platform/tls-server.js

/** What a request may hold; those of ACME are far smaller. */
const bodyLimit = 64 * 1024;
/** Serves programs of this machine; nobody else gets to the loopback address. */
const serveTls = ({ certificatePem, privateKey, answer }, signal) => new Promise((resolve, reject) => {
    if (signal.aborted)
        return reject(signal.reason);
    const server = (0,external_node_https_namespaceObject.createServer)({ cert: certificatePem, key: privateKey.reveal() }, (request, response) => {
        tls_server_readBody(request, (body) => {
            const { method = '', url = '' } = request;
            void respond(response, answer({ method, path: url, body }));
        });
    });
    const close = () => {
        signal.removeEventListener('abort', end);
        server.close();
        server.closeAllConnections();
    };
    const end = () => {
        close();
        reject(signal.reason);
    };
    signal.addEventListener('abort', end, { once: true });
    // Also of later connections that couldn't be taken: a program that is cut off fails by itself.
    server.on('error', (error) => {
        signal.removeEventListener('abort', end);
        reject(error);
    });
    server.listen(0, '127.0.0.1', () => {
        server.unref();
        resolve({ port: server.address().port, close });
    });
});
function tls_server_readBody(request, then) {
    const chunks = [];
    let length = 0;
    request.on('data', (chunk) => {
        length += chunk.length;
        if (length > bodyLimit)
            request.destroy();
        else
            chunks.push(chunk);
    });
    request.on('end', () => then(Buffer.concat(chunks).toString('utf8')));
}
async function respond(response, { status, headers, body }) {
    response.writeHead(status, headers);
    response.flushHeaders();
    response.end(await body);
}

// EXTERNAL MODULE: ./build/platform/system.js
var system = __nccwpck_require__(1153);
;// CONCATENATED MODULE: ./build/platform/world.js









/** @param env the process's environment */
function systemWorld(env) {
    return {
        clock: system/* systemClock */.ml,
        random: system/* systemRandom */.vg,
        processes: systemProcesses,
        probeTls: probeTls,
        listenHttp: listenHttp,
        serveTls: serveTls,
        createHttp: (extraRoots) => createHttp({ extraRoots, env }),
        env,
        systemResolvers: (0,external_node_dns_namespaceObject.getServers)(),
        readText: (path) => (0,external_node_fs_.readFileSync)(path, 'utf8'),
        lookAt: lookAt,
        lastResort: (0,system/* createLastResort */.Sg)((line) => process.stderr.write(`${line}\n`)),
        cancelled: (0,system/* terminationSignal */.$$)(),
    };
}


/***/ }),

/***/ 9838:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   b8: () => (/* binding */ authorityAt),
/* harmony export */   o0: () => (/* binding */ dnssecPage),
/* harmony export */   uO: () => (/* binding */ knownPages),
/* harmony export */   w4: () => (/* binding */ hostOf)
/* harmony export */ });
const authorities = {
    'letsencrypt.org': {
        title: "Let's Encrypt",
        caaDomain: 'letsencrypt.org',
        rateLimits: 'https://letsencrypt.org/docs/rate-limits/',
        status: 'https://letsencrypt.status.io/',
    },
    'zerossl.com': {
        title: 'ZeroSSL',
        caaDomain: 'sectigo.com',
        eab: 'https://zerossl.com/documentation/acme/',
    },
    'pki.goog': {
        title: 'Google Trust Services',
        caaDomain: 'pki.goog',
        eab: 'https://cloud.google.com/certificate-manager/docs/public-ca-tutorial',
    },
    'ssl.com': { title: 'SSL.com', caaDomain: 'ssl.com' },
};
const dnssecPage = 'https://dnsviz.net/';
/** The pages above, which a report may turn into links. */
const knownPages = [
    dnssecPage,
    ...Object.values(authorities).flatMap(({ rateLimits, status, eab }) => [rateLimits, status, eab].filter((page) => page !== undefined)),
];
/** The well-known CA whose server `url` names; undefined for any other, and for what is no URL. */
function authorityAt(url) {
    const host = hostOf(url);
    if (host === undefined)
        return undefined;
    const domain = Object.keys(authorities).find((known) => host === known || host.endsWith(`.${known}`));
    return domain === undefined ? undefined : authorities[domain];
}
/** The host of a URL, without its port. */
function hostOf(url) {
    return url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;
}


/***/ }),

/***/ 9367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  WE: () => (/* binding */ explain),
  jb: () => (/* binding */ mostAnswers)
});

// UNUSED EXPORTS: titles

// EXTERNAL MODULE: ./build/base/errors.js
var errors = __nccwpck_require__(5145);
// EXTERNAL MODULE: ./build/base/bound.js
var bound = __nccwpck_require__(9856);
// EXTERNAL MODULE: ./build/report/authorities.js
var authorities = __nccwpck_require__(9838);
// EXTERNAL MODULE: ./build/report/wording.js
var wording = __nccwpck_require__(2867);
;// CONCATENATED MODULE: ./build/report/advice.js

/** What becomes of an order that the CA had not finished: told here and nowhere else. */
function pendingOrderNext({ details: { resumes } }) {
    if (resumes === 'perhaps')
        return 'The order could not be stored yet, and the post step tries again: if it can, the next run goes on with the order; otherwise it starts a new one.';
    return resumes
        ? 'The order is stored with its key: the next run goes on with it by its URL, whatever it has become by then.'
        : 'The next run starts a new order, as nothing of this one is stored; proofs that the CA still holds as valid are not asked for again.';
}
/** What the next run does after a failure that may be over by then: with a stored order it goes on. */
function triesAgain(error) {
    return error.details.resumes
        ? pendingOrderNext(error)
        : 'The next run tries again from the start; proofs that the CA still holds as valid are not asked for again.';
}
const stopsAgain = 'The next run stops at the same place until this is corrected.';
/** `triesAgain`, with the moment before which it is of no use. */
function triesAgainAt(error) {
    const { resumes, retryAtMs } = error.details;
    return resumes || retryAtMs === undefined
        ? triesAgain(error)
        : `A run after ${(0,wording/* moment */.n$)(retryAtMs)} tries again; an earlier one will most likely be refused again.`;
}
/** The names that an error concerns, as in `example.com, www.example.com`. */
function namesIn({ details: { identifiers = [] } }) {
    return [...new Set(identifiers.map(({ identifier }) => identifier))];
}
/** Everything that was said about the failure, to look for signs in. */
function wordsOf({ message, details }) {
    return [message, ...(details.identifiers ?? []).map(({ reason }) => reason)].join('\n');
}

;// CONCATENATED MODULE: ./build/report/advice-ca.js



/** The CA couldn't be reached, or broke off. */
function onUnreachable(error) {
    const { url, lastStatus } = error.details;
    const status = (0,authorities/* authorityAt */.b8)(url)?.status;
    const host = (0,authorities/* hostOf */.w4)(url);
    return {
        plain: 'No usable answer came from the CA: the connection failed, was too slow, or broke off.',
        remedies: [
            ...(lastStatus === 'proxy'
                ? ['Correct `HTTPS_PROXY` and the credentials in it, or name the host in `NO_PROXY`.']
                : [`See whether the CA has an outage${status === undefined ? '' : `: ${status}`}.`]),
            `Check that this runner reaches ${host ?? 'the CA'} over HTTPS: DNS, firewall, \`HTTPS_PROXY\`, \`NO_PROXY\`.`,
            'A CA of your own needs its root in `ca-certificates`. Where answers are merely slow, raise `request-timeout`.',
        ],
        next: triesAgainAt(error),
    };
}
/** The CA answered with something that isn't the user's fault. */
function onCaError(error) {
    const status = (0,authorities/* authorityAt */.b8)(error.details.url)?.status;
    return {
        plain: 'The CA answered with an error of its own, or with something that is no ACME answer.',
        remedies: [
            `See whether the CA has an outage${status === undefined ? '' : `: ${status}`}. Most of these pass by themselves.`,
            'If it stays: check that `ca` is the URL of an ACME directory, and that no proxy answers in its place.',
            'Tell the CA the URL and time shown here.',
        ],
        next: triesAgainAt(error),
    };
}
/** Too much was asked. */
function onRateLimited(error) {
    const { retryAtMs, link, url } = error.details;
    const limits = link ?? (0,authorities/* authorityAt */.b8)(url)?.rateLimits;
    return {
        plain: 'The CA refuses because too much was asked of it in a given time. Nothing is wrong with the names or the proof.',
        remedies: [
            retryAtMs === undefined
                ? 'Wait. The CA named no time; how long depends on the limit.'
                : `Wait until ${(0,wording/* moment */.n$)(retryAtMs)}: the CA named this time itself.`,
            ...(limits === undefined ? [] : [`Read which limit it is: ${limits}`]),
            'Look for what orders so often: another workflow with the same names, `force`, or runs that fail and repeat.',
            'While trying things out, use `mode: dry-run`: it orders from a test CA where there is one.',
        ],
        next: triesAgainAt(error),
    };
}
/** Names that failed for so long that the CA wants a person to act. */
function onPaused({ details: { link } }) {
    return {
        plain: 'The CA has paused these names for this account, after a long row of failed validations. The pause has no end: ' +
            'a person has to lift it.',
        remedies: [
            'First correct what made the validations fail; `mode: dry-run` shows it without asking this CA.',
            link === undefined
                ? "Then lift the pause on the page that the CA's message names."
                : `Then lift the pause here: ${link}`,
            'Take names that no longer point to you out of `domains`.',
        ],
        next: 'Every run is refused until the pause is lifted; waiting does not help.',
    };
}
/** The CA refuses the account. */
function onAccount({ details: { link } }) {
    return {
        plain: 'The CA does not accept the account that this run works with.',
        remedies: [
            'If `encryption-key` or `account-key` changed lately, go back to the former one: the account belongs to it.',
            'If the message speaks of a contact: correct `email`, or leave it empty.',
            'If it speaks of an external account binding: copy `eab-kid` and `eab-hmac-key` anew; some CAs take each pair only once.',
            ...(link === undefined ? [] : [`The CA asks you to look here: ${link}`]),
            'An account that was deactivated never comes back: give a new `encryption-key` or `account-key`.',
        ],
        next: stopsAgain,
    };
}
/** The CA wants external account binding, RFC 8555 7.3.4. */
function onEabRequired({ details: { url } }) {
    const page = (0,authorities/* authorityAt */.b8)(url)?.eab;
    return {
        plain: 'This CA opens ACME accounts only for customers it knows, and the credentials that prove it were missing.',
        remedies: [
            `Get a key id and an HMAC key from the CA${page === undefined ? "'s console" : `: ${page}`}`,
            'Give them as `eab-kid` and `eab-hmac-key`, the second from a secret of the repository.',
            'If both are set: some CAs let such a pair open one account only, so make a new pair.',
        ],
        next: stopsAgain,
    };
}
/** A profile that the CA doesn't have. */
function onProfileUnknown() {
    return {
        plain: 'The CA does not offer the certificate profile that `profile` names. Nothing was ordered.',
        remedies: ['Correct `profile`, or leave it empty for what the CA gives by default.'],
        next: stopsAgain,
    };
}
/** Names for which this CA issues nothing. */
function onIdentifierRejected() {
    return {
        plain: 'The CA does not issue certificates for at least one of the names, whatever proof is given.',
        remedies: [
            'Look for a typing error: the name has to end in a public top-level domain and be registered.',
            'Take the names out of `domains`; the others of the same certificate can then be issued.',
            'IP addresses are issued by few CAs, and there only in certain profiles: see `profile`.',
            'If the CA blocks the name by policy, ask the CA, or use another `ca`.',
        ],
        next: stopsAgain,
    };
}
/** RFC 8659: the domain's owner allows other CAs only, or its name servers don't answer. */
function onCaa(error) {
    const domain = (0,authorities/* authorityAt */.b8)(error.details.url)?.caaDomain;
    const value = domain ?? "<the CA's domain>";
    const wanted = namesIn(error).slice(0, 5);
    const records = wanted.map((name) => {
        const [owner, tag] = name.startsWith('*.') ? [name.slice(2), 'issuewild'] : [name, 'issue'];
        return `\`${owner}. CAA 0 ${tag} "${value}"\``;
    });
    const unanswered = /SERVFAIL|timed? ?out|REFUSED|looking up CAA|DNSSEC/i.test(wordsOf(error));
    return {
        plain: unanswered
            ? "The CA must read the domain's CAA records before it issues, and got no proper answer from its name servers."
            : "The domain's CAA records, in its DNS zone, allow other CAs only. The CA has to obey them.",
        remedies: [
            ...(unanswered
                ? [
                    'Make every name server of the zone answer CAA queries; "no record" is an answer. Check DNSSEC too.',
                ]
                : []),
            records.length > 0
                ? `Set ${records.join(' and ')}, beside the CAA records that are there.`
                : `Add a CAA record \`0 issue "${value}"\` to the domain, beside those that are there.`,
            ...(domain === undefined
                ? ["The CA's domain stands in its directory, under `meta.caaIdentities`."]
                : []),
            'The records may stand at a parent: the nearest ancestor that has any CAA record counts.',
        ],
        next: stopsAgain,
    };
}

;// CONCATENATED MODULE: ./build/report/advice-proof.js


/** No challenge that the CA offers is one that the settings allow, or that works here. */
function onChallengeUnavailable(error) {
    if (error.details.records) {
        return {
            plain: 'The DNS lacks records that a person has to create once: the CA was not asked to look.',
            remedies: ['If the records are there already, wait until every name server of the zone shows them.'],
            next: stopsAgain,
        };
    }
    return {
        plain: "For at least one name no way of proof can be used: the CA offers none that the settings allow, or this machine can't carry it out.",
        remedies: [
            'Wildcards can only be proved by `dns-01` or `dns-persist-01`, IP addresses only by `http-01`.',
            'Put the missing type into `challenge`, with what it needs: `dns-provider`; `http-webroot`, `http-listen` or `http-hook`.',
        ],
        next: stopsAgain,
    };
}
/** The provider refused or failed, or wasn't asked for want of what leads to it. */
function onDnsProvider(error) {
    const { hint, liesAt, lastStatus = '' } = error.details;
    if (liesAt === 'settings') {
        return {
            title: 'No DNS provider is there for a name',
            plain: 'The settings name no place for the TXT record that proves control of a name. No provider was asked.',
            remedies: hint === undefined ? ['Correct `dns-provider`, or what its credentials hold.'] : [],
            next: stopsAgain,
        };
    }
    if (liesAt === 'resolvers') {
        return {
            title: 'The DNS resolvers gave no answer',
            plain: 'What the DNS says of the names could not be read, so the DNS provider was not asked for the TXT record.',
            remedies: hint === undefined ? ['Name resolvers that this runner reaches in `dns-resolvers`.'] : [],
            next: triesAgain(error),
        };
    }
    const refused = /\b40[13]\b|unauthori[sz]ed|forbidden|denied|NOTAUTH|BADSIG|BADKEY|REFUSED/i.test(`${lastStatus} ${wordsOf(error)}`);
    const credential = "Check the provider's credential in the step's `env`: present, not expired, allowed to change this zone's records.";
    const zone = 'Check that the zone of the names is held at this `dns-provider`, under this account.';
    return {
        plain: refused
            ? 'The DNS provider refused the change of the TXT record that proves control of the names.'
            : 'The DNS provider did not make the TXT record that proves control of the names.',
        remedies: [
            // Whoever made a hint has looked at the cause; what is guessed here would lead away from it.
            ...(hint === undefined || (refused && !/credential|token|key/i.test(hint)) ? [credential] : []),
            ...(hint === undefined || refused ? [zone] : []),
            ...(refused || (hint !== undefined && !isPassing(error))
                ? []
                : ["If its service is failing, see the provider's status page and run again later."]),
        ],
        next: triesAgain(error),
    };
}
/** Whether it may be over a little later: some attempts were made, or more would be. */
function isPassing({ details: { retryable, attempts = 1 } }) {
    return retryable === true || attempts > 1;
}
/** Our own look at the zone's name servers didn't find the record in time. */
function onPropagationTimeout(error) {
    return {
        plain: "The TXT record was written, but not all of the zone's name servers showed it within `propagation-timeout`. " +
            'The CA was not asked to look, so no failed validation counts against you.',
        remedies: [
            'If the provider is just slow, raise `propagation-timeout` (and `timeout` with it).',
            `See what the name servers say: ${askLine(error)}`,
            'If only a secondary lags behind, and the CA may well ask another: `dns-propagation: quorum`.',
            'If the record is nowhere: the zone may be delegated to other name servers than those `dns-provider` writes to.',
            'If this runner may not ask name servers (port 53 blocked): name a resolver over HTTPS in `dns-resolvers`, or set `dns-propagation` to `recursive` or a fixed wait like `60s`.',
        ],
        next: triesAgain(error),
    };
}
/** What CAs write about failed validations, and what it means. */
const symptoms = [
    {
        sign: /NXDOMAIN/i,
        remedy: 'NXDOMAIN: what the CA looked up does not exist in public DNS. Check the name for typing errors, that the domain ' +
            'is registered and delegated, and that `dns-provider` writes to the zone its public name servers serve.',
    },
    {
        sign: /(incorrect|wrong|unexpected) TXT|TXT[^\n]*(incorrect|not match)/i,
        remedy: 'Wrong TXT value: the CA found another value than ours. Remove `_acme-challenge` records that other tools left, ' +
            'and see that no other job proves the same name at the same time.',
    },
    {
        sign: /no TXT record/i,
        remedy: 'No TXT record: the CA saw none yet. Keep `dns-propagation: authoritative`, or wait longer when it is a fixed time.',
    },
    {
        sign: /SERVFAIL|DNSSEC|bogus|REFUSED looking/i,
        remedy: `The domain's name servers failed or its DNSSEC is broken: check them with ${authorities/* dnssecPage */.o0}`,
    },
    {
        sign: /secondary validation|perspective/i,
        remedy: 'Some of the CA\'s vantage points saw another answer: let no firewall or "geo" DNS answer by country.',
    },
    {
        sign: /timeout during|timed out|connection refused|connection reset|likely firewall|no route/i,
        remedy: 'The CA could not connect: port 80 of the name must be open to the whole world for `http-01`.',
    },
    {
        sign: /invalid response|\b40[34]\b|key authorization/i,
        remedy: 'The CA got another page than the proof: port 80 of the name, on every address (IPv6 too), must lead to `http-webroot`, `http-listen` or `http-hook`.',
    },
    {
        sign: /\bCAA\b/,
        remedy: 'CAA records of the domain forbid this CA: add one that allows it.',
    },
];
/** The CA looked and didn't find what it wanted. */
function onValidationFailed(error) {
    const words = wordsOf(error);
    const found = symptoms.filter(({ sign }) => sign.test(words)).map(({ remedy }) => remedy);
    return {
        plain: 'The CA looked for the proof that you control the names, and did not find it.',
        remedies: [
            ...(found.length > 0
                ? found
                : ["Take the CA's words above literally: they say what it saw where the proof should have been."]),
            `Compare with what the world sees: ${lookLine(error)}`,
            'Try the correction with `mode: dry-run`: CAs allow only a few failures per name and hour.',
        ],
        next: 'The next run proves again only the names that failed; the others stay valid at the CA for a while.',
    };
}
/** The CA didn't say either way in time. */
function onValidationTimeout(error) {
    const status = (0,authorities/* authorityAt */.b8)(error.details.url)?.status;
    return {
        plain: 'The proof was in place, but the CA did not say whether it accepts it within `validation-timeout`.',
        remedies: [
            'Usually the CA is busy: raise `validation-timeout` (and `timeout` with it), or run again later.',
            `See whether the CA has an outage${status === undefined ? '' : `: ${status}`}.`,
            'A name server or web server that answers the CA very slowly does this too.',
        ],
        next: triesAgain(error),
    };
}
/** Everything proved, and the CA doesn't issue. */
function onOrderTimeout(error) {
    const { url, lastStatus } = error.details;
    const status = (0,authorities/* authorityAt */.b8)(url)?.status;
    const ready = lastStatus !== undefined && lastStatus !== 'processing';
    return {
        plain: 'All names were proved and the certificate was requested, but ' +
            (ready ? `the order stood at \`${lastStatus}\`` : 'the CA was still processing the order') +
            ' when `order-timeout` and its `retries` were used up.',
        remedies: [
            'Run again later: nothing has to be corrected on your side for that.',
            'If it happens often, raise `order-timeout` or `retries` (and `timeout`, which holds them all).',
            `See whether the CA has an outage${status === undefined ? '' : `: ${status}`}.`,
            ...(url === undefined ? [] : ['If you ask the CA for help, name the order whose URL stands above.']),
        ],
        next: pendingOrderNext(error),
    };
}
/** The CA gave the order up. */
function onOrderInvalid(error) {
    return {
        plain: 'The CA declared the order invalid. An order in that state never comes back.',
        remedies: [
            "The CA's words above say why; often it is a name whose proof was not accepted.",
            'With a `csr` of your own: its names must be exactly the ordered ones, and its key one that the CA takes.',
        ],
        next: triesAgain(error),
    };
}
/** A certificate came, and it isn't the one that was ordered. */
function onCertificateInvalid(error) {
    return {
        plain: 'The CA delivered a certificate that failed the checks (key, names, dates, chain). It was thrown away; nothing ' +
            'was delivered in its place.',
        remedies: [
            'Keep using the certificate you have, and tell the CA: this is a fault on its side.',
            'If dates are the complaint: check the clock of this runner.',
            'With `preferred-chain`: try without it.',
        ],
        next: triesAgain(error),
    };
}
/** The question to a server that didn't show it. */
function askLine(error) {
    const { name = '', server = '' } = error.details.servers?.find(({ isThere }) => !isThere) ?? {};
    const isPlain = [name, server].every((text) => /^[\w.-]+$/.test(text));
    return isPlain ? `\`dig +norecurse TXT ${name} @${server}\`` : lookLine(error);
}
/** How a person sees what the CA saw; an address has no records, so it was asked over HTTP. */
function lookLine(error) {
    const { identifier = '<name>', httpToken } = error.details.identifiers?.[0] ?? {};
    const name = identifier.replace(/^\*\./, '');
    const isAddress = name.includes(':') || /^[\d.]+$/.test(name);
    if (isAddress || httpToken !== undefined) {
        const host = name.includes(':') ? `[${name}]` : name;
        // What a CA wrote becomes no part of a command unless it is a token (RFC 8555 8.3).
        const token = /^[\w-]+$/.test(httpToken ?? '') ? httpToken : '';
        return `\`curl -v http://${host}/.well-known/acme-challenge/${token}\` (the proof is taken away by now, so 404 is right if it comes from the server that had it)`;
    }
    return `\`dig +trace TXT _acme-challenge.${name}\``;
}

;// CONCATENATED MODULE: ./build/report/advice-run.js



/** The settings can't be used. */
function onConfig(error) {
    return {
        plain: 'The settings cannot be used as they are.',
        remedies: error instanceof errors/* ConfigError */.xL
            ? error.faults.map(({ input, remedy }) => `\`${input}\`: ${remedy}`)
            : ["Correct the step's `with:` values as the message says."],
        next: 'The next run reads the settings anew, and stops here until they are corrected.',
    };
}
/** The run's own time is up. */
function onDeadline(error) {
    const { phase } = error.details;
    return {
        plain: 'The time that `timeout` gives to the whole run was used up' +
            (phase === undefined ? '' : ` while ${wording/* phaseWords */.V2[phase]}`) +
            '. Work was stopped early enough to clean up.',
        remedies: [
            ...(phase === 'finalize' || phase === 'validation' || phase === 'order'
                ? ['The CA was what was waited for: run again later.']
                : []),
            'See below where the time went. If all of it was needed, raise `timeout`.',
            'With many certificates: raise `concurrency`, or split them over jobs with `only`.',
        ],
        next: triesAgain(error),
    };
}
/** Someone or something ended the run. */
function onCancelled(error) {
    return {
        plain: 'The run was told to stop from outside before it was done.',
        remedies: [
            'If nobody cancelled it: `timeout-minutes` of the job may be shorter than `timeout` of this action.',
            'A `concurrency` group with `cancel-in-progress: true` ends a run when the next one starts: leave it out here.',
        ],
        next: triesAgain(error),
    };
}
/** What was stored can't be opened. */
function onStateUnreadable() {
    return {
        plain: 'What earlier runs stored is there, but could not be opened or is damaged.',
        remedies: [
            'If `encryption-key` changed, give the former one again.',
            'If it is damaged, delete it: only what it saved is lost, not the certificates that are in use.',
        ],
        next: 'The next run treats it as absent again, until it can be opened or is deleted.',
    };
}
/** The certificate exists and couldn't be handed over. */
function onDelivery() {
    return {
        plain: 'The certificate was issued, but it could not be written where it should go.',
        remedies: [
            'Check that `output-directory` can be written to by this job, and that the disk is not full.',
            'Correct it before running often: each run that orders counts against the limits of the CA.',
        ],
        next: 'The next run tries again; where the certificate was not stored, that means another order.',
    };
}
/** A program that isn't part of this action. */
function onHook({ details: { program, hint } }) {
    const which = program === undefined ? 'A program that this run needs' : programWords(program.name);
    const output = "Read the program's own output in the log above.";
    const place = 'Check that it is installed on this runner, is executable, and has an interpreter line that exists here.';
    const environment = "Check that what it needs is in the step's `env`.";
    if (program?.ran)
        return { plain: `${which} failed.`, remedies: [output, environment], next: stopsAgain };
    if (program) {
        const remedies = hint === undefined ? [place] : [];
        return { plain: `${which} could not be started.`, remedies, next: stopsAgain };
    }
    return {
        plain: `${which} failed, or could not be started.`,
        remedies: [output, place, environment],
        next: stopsAgain,
    };
}
/** Inputs and variables name a program; the ACME clients are programs themselves. */
function programWords(name) {
    return /hook$|^[A-Z_]+$/.test(name) ? `The program that \`${name}\` names` : `The program \`${name}\``;
}
/** Our bug. */
function onInternal(error) {
    return {
        plain: 'Something happened that this action did not expect: this is a fault in it, not in your settings.',
        remedies: [
            'Report it with the log of this run, where the stack stands; secrets are masked there.',
            'Until it is corrected, the version that worked last can be pinned in `uses:`.',
        ],
        next: triesAgain(error),
    };
}

// EXTERNAL MODULE: ./build/report/zone-line.js
var zone_line = __nccwpck_require__(9388);
;// CONCATENATED MODULE: ./build/report/explain.js








/** Answers of name servers that are told: ten names at the two servers with two addresses each that most zones have. */
const mostAnswers = 40;
/** Titles of annotations aren't masked by the runner: constants only. */
const titles = {
    config: 'The settings need correction',
    'ca-unreachable': 'The CA could not be reached',
    'ca-error': 'The CA failed',
    'rate-limited': "The CA's rate limit is reached",
    paused: 'The CA has paused these names',
    account: 'The CA refuses the account',
    'eab-required': 'The CA wants external account binding',
    'profile-unknown': 'The CA has no such profile',
    'identifier-rejected': 'The CA does not issue for a name',
    caa: 'CAA records forbid this CA',
    'challenge-unavailable': 'No challenge can be used',
    'dns-provider': 'The DNS provider failed',
    'dns-propagation-timeout': 'The DNS record did not appear in time',
    'validation-failed': 'The CA did not find the proof',
    'validation-timeout': 'The CA did not validate in time',
    'order-timeout': 'The CA did not issue in time',
    'order-invalid': 'The order became invalid',
    'certificate-invalid': 'The certificate failed its checks',
    deadline: "The run's time is up",
    cancelled: 'The run was cancelled',
    'state-unreadable': 'The stored state cannot be opened',
    delivery: 'The files could not be delivered',
    hook: 'A program that the run needs failed',
    internal: 'Unexpected failure',
};
/** Says what an error means, what to do about it and what comes next; invents nothing that the error doesn't hold. */
function explain(error) {
    const { title = titles[error.code], plain, remedies, next } = advise(error);
    const { hint, identifiers = [], records = [], servers = [], also = [] } = error.details;
    const parts = {
        plain,
        message: error instanceof errors/* ConfigError */.xL ? '' : (0,wording/* sentence */.em)((0,wording/* flat */.Ct)(error.message)),
        names: identifiers.map(({ identifier, reason }) => ({
            identifier: (0,wording/* flat */.Ct)(identifier),
            reason: (0,wording/* flat */.Ct)(reason),
        })),
        facts: factsOf(error),
        records: records.map(zone_line/* zoneLine */.N),
        servers: servers.slice(0, mostAnswers),
        also: also.map((trouble) => (0,wording/* flat */.Ct)(trouble)),
    };
    const own = hint === undefined || error instanceof errors/* ConfigError */.xL ? [] : [(0,wording/* sentence */.em)((0,wording/* flat */.Ct)(hint))];
    return {
        title,
        happened: happenedLines(error, parts).join('\n'),
        remedies: [...new Set([...own, ...remedies])],
        next,
        links: [...authorities/* knownPages */.uO, ...ownLink(error)],
        parts,
    };
}
function advise(error) {
    switch (error.code) {
        case 'config':
            return onConfig(error);
        case 'ca-unreachable':
            return onUnreachable(error);
        case 'ca-error':
            return onCaError(error);
        case 'rate-limited':
            return onRateLimited(error);
        case 'paused':
            return onPaused(error);
        case 'account':
            return onAccount(error);
        case 'eab-required':
            return onEabRequired(error);
        case 'profile-unknown':
            return onProfileUnknown();
        case 'identifier-rejected':
            return onIdentifierRejected();
        case 'caa':
            return onCaa(error);
        case 'challenge-unavailable':
            return onChallengeUnavailable(error);
        case 'dns-provider':
            return onDnsProvider(error);
        case 'dns-propagation-timeout':
            return onPropagationTimeout(error);
        case 'validation-failed':
            return onValidationFailed(error);
        case 'validation-timeout':
            return onValidationTimeout(error);
        case 'order-timeout':
            return onOrderTimeout(error);
        case 'order-invalid':
            return onOrderInvalid(error);
        case 'certificate-invalid':
            return onCertificateInvalid(error);
        case 'deadline':
            return onDeadline(error);
        case 'cancelled':
            return onCancelled(error);
        case 'state-unreadable':
            return onStateUnreadable();
        case 'delivery':
            return onDelivery();
        case 'hook':
            return onHook(error);
        case 'internal':
            return onInternal(error);
    }
}
function happenedLines(error, { plain, message, names, records, servers, facts, also }) {
    const faults = error instanceof errors/* ConfigError */.xL ? error.faults : [];
    return [
        plain,
        ...(message === '' || message === plain ? [] : [message]),
        ...faults.map(({ input, value, problem }) => `- ${input}${value === undefined ? '' : ` ${JSON.stringify((0,wording/* flat */.Ct)(value, 200))}`}: ${(0,wording/* sentence */.em)((0,wording/* flat */.Ct)(problem))}`),
        ...names.map(({ identifier, reason }) => `- ${identifier}: ${reason}`),
        ...servers.map(serverLine),
        ...(records.length > 0 ? ['Records to create:', ...records] : []),
        ...(facts.length > 0 ? [facts.map(({ label, value }) => `${label}: ${value}`).join('; ')] : []),
        ...also.map((trouble) => `Also: ${trouble}`),
    ];
}
/** The CA's or provider's own page: HTTPS, and without credentials that would hide its host. */
function ownLink({ details: { link } }) {
    if (link === undefined || !URL.canParse(link) || /[\s"'<>`]/.test(link))
        return [];
    const { protocol, username } = new URL(link);
    return protocol === 'https:' && username === '' ? [link] : [];
}
function factsOf({ code, details }) {
    const { phase, spentMs, attempts, lastStatus, url, retryAtMs } = details;
    const fact = (label, value) => value === undefined ? [] : [{ label, value }];
    return [
        ...fact('Phase', phase === undefined ? undefined : `${phase} (${wording/* phaseWords */.V2[phase]})`),
        ...fact('Time spent', spentMs === undefined ? undefined : (0,bound/* seconds */.YA)(spentMs)),
        ...fact('Attempts', attempts === undefined ? undefined : String(attempts)),
        ...fact('Last status', lastStatus === undefined ? undefined : (0,wording/* flat */.Ct)(lastStatus, 100)),
        ...fact(code === 'order-timeout' ? 'Order' : 'URL', url === undefined ? undefined : (0,wording/* flat */.Ct)(url, 400)),
        ...fact('Try again after', retryAtMs === undefined ? undefined : (0,wording/* moment */.n$)(retryAtMs)),
    ];
}
/** `- _acme-challenge.example.com at ns2.example.com (192.0.2.2): NXDOMAIN`. */
function serverLine({ name, of, server, address = 'no address', answer }) {
    return (0,wording/* flat */.Ct)(`- ${name} at ${server ?? of} (${address}): ${answer}`);
}


/***/ }),

/***/ 3145:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   TS: () => (/* binding */ recordLines),
/* harmony export */   WX: () => (/* binding */ findingsOf),
/* harmony export */   ck: () => (/* binding */ findingTable),
/* harmony export */   mC: () => (/* binding */ findingLine)
/* harmony export */ });
/* harmony import */ var _markup_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9271);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4247);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2867);
/* harmony import */ var _zone_line_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9388);




/** All findings of a run, the gravest first, otherwise the run's own before its certificates'. */
function findingsOf({ certificates, findings = [] }) {
    const located = [
        ...findings,
        ...certificates.flatMap(({ name, findings: own = [] }) => own.map((finding) => ({ ...finding, certificate: name }))),
    ];
    return located.toSorted((a, b) => _outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .severities */ .g.indexOf(a.severity) - _outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .severities */ .g.indexOf(b.severity));
}
/** One finding in one line: `example.com: example.com:443: serves nothing. Is the server up? (https://...)`. */
function findingLine({ certificate, subject, what, remedy, link }) {
    const whose = certificate === undefined || certificate === subject ? '' : `${(0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(certificate)}: `;
    const advice = remedy === '' ? '' : ` ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)((0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(remedy))}`;
    const more = link === undefined ? '' : ` (${(0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(link)})`;
    return (0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(`${whose}${(0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(subject)}: ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)((0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(what))}${advice}${more}`, 1_500);
}
/** The records that a finding asks for, as lines of a zone file. */
function recordLines({ records = [] }) {
    return records.map(_zone_line_js__WEBPACK_IMPORTED_MODULE_3__/* .zoneLine */ .N);
}
/** A sign for a glance; the word stands beside it. */
const severitySigns = { error: '❌', warning: '⚠️', notice: 'ℹ️' };
/** Findings as a table of the page; of few columns, as GitHub's page is narrow and hides what comes last. */
function findingTable(findings) {
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(['Severity', 'Looked at', 'What was found, and what to do'], findings.map(({ severity, certificate, subject, what, remedy, link }) => [
        `${severitySigns[severity]}&nbsp;${severity}`,
        [
            (0,_markup_js__WEBPACK_IMPORTED_MODULE_0__/* .prose */ .CS)(subject, 260),
            // What is looked at often is the certificate's only name.
            ...(certificate === undefined || subject.endsWith(certificate)
                ? []
                : [`<sub>of ${(0,_markup_js__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(certificate, 100)}</sub>`]),
        ].join('<br>'),
        [
            (0,_markup_js__WEBPACK_IMPORTED_MODULE_0__/* .inline */ .mG)((0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(upperFirst((0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(what)))),
            ...(remedy === '' ? [] : [`<b>What to do:</b> ${(0,_markup_js__WEBPACK_IMPORTED_MODULE_0__/* .inline */ .mG)((0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)((0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(remedy)))}`]),
            ...(link === undefined ? [] : [linkTo(link)]),
        ].join('<br>'),
    ]));
}
function upperFirst(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
/** Only an https address becomes a link. */
function linkTo(link) {
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_0__/* .inline */ .mG)((0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(link), /^https:\/\/[^\s@]+$/.test(link) ? [link] : []);
}


/***/ }),

/***/ 6812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Po: () => (/* binding */ closingLines),
/* harmony export */   Rn: () => (/* binding */ retryLine),
/* harmony export */   bo: () => (/* binding */ renderTable),
/* harmony export */   lw: () => (/* binding */ openingLine)
/* harmony export */ });
/* harmony import */ var _base_bound_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9856);
/* harmony import */ var _explain_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9367);
/* harmony import */ var _findings_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3145);
/* harmony import */ var _troubles_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1007);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(2867);





const mostTroubles = 25;
const mostFindings = 200;
const promises = {
    'dry-run': '; nothing is saved',
    preflight: '; nothing is ordered',
    check: '; nothing is ordered',
    plan: '; nothing is ordered',
};
/** The log's first line: `event pull_request: dry-run on letsencrypt-staging (https://...), a test CA; nothing is saved`. */
function openingLine({ mode, ca }) {
    const testCa = ca.staging ? ', a test CA' : '';
    return (0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)(`${mode.because}: ${mode.name} on ${ca.name} (${ca.directoryUrl})${testCa}${promises[mode.name] ?? ''}`);
}
/** An attempt that failed and is followed by another. @param pauseMs until then */
function retryLine(error, pauseMs, attempt) {
    return `${(0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)(`Attempt ${attempt} failed: ${error.message}`, 500)} - next one in ${(0,_base_bound_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(pauseMs)}`;
}
/** The log's last lines: what failed and what to do about it, warnings, then the run in one line. */
function closingLines(result) {
    const { certificates, error, elapsedMs, budgetMs, directory, warnings: beside, notices } = result;
    const troubles = (0,_troubles_js__WEBPACK_IMPORTED_MODULE_3__/* .troublesOf */ .on)((0,_troubles_js__WEBPACK_IMPORTED_MODULE_3__/* .byGravity */ .SN)(certificates));
    const told = troubles.slice(0, mostTroubles).flatMap((trouble) => {
        const names = (0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .nameList */ .OD)(trouble.certificates.map(({ name }) => name));
        return troubleLines(trouble.error, `${trouble.certificates[0]?.outcome ?? 'failed'}: ${names}`);
    });
    const left = troubles.length - mostTroubles;
    return [
        ...(error === undefined ? [] : troubleLines(error, 'failed')),
        ...told,
        ...(left > 0 ? [`And ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(left, 'other failure')}: see the output \`certificates\`.`] : []),
        ...findingLines(result),
        ...certificates.flatMap(({ name, warnings }) => warnings.map((one) => (0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)(`Warning: ${name}: ${one}`))),
        ...beside.map((warning) => (0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)(`Warning: ${warning}`)),
        ...notices.map((notice) => (0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)(`Notice: ${notice}`)),
        ...(directory === undefined ? [] : [(0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)(`Files in ${directory}`)]),
        `${certificates.length === 0 ? 'No certificate was worked on' : (0,_troubles_js__WEBPACK_IMPORTED_MODULE_3__/* .tally */ .N4)(certificates)}, in ${(0,_base_bound_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(elapsedMs)}` +
            (budgetMs > 0 ? ` of the ${(0,_base_bound_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(budgetMs)} that \`timeout\` allows` : ''),
    ];
}
function findingLines(result) {
    const findings = (0,_findings_js__WEBPACK_IMPORTED_MODULE_2__/* .findingsOf */ .WX)(result);
    const left = findings.length - mostFindings;
    return [
        ...findings
            .slice(0, mostFindings)
            .flatMap((one) => [
            `${capital(one.severity)}: ${(0,_findings_js__WEBPACK_IMPORTED_MODULE_2__/* .findingLine */ .mC)(one)}`,
            ...(0,_findings_js__WEBPACK_IMPORTED_MODULE_2__/* .recordLines */ .TS)(one).map((line) => `  ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)(line, 2_000)}`),
        ]),
        ...(left > 0 ? [`And ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(left, 'other finding')}: see the output \`certificates\`.`] : []),
    ];
}
function capital(word) {
    return word.charAt(0).toUpperCase() + word.slice(1);
}
/** One failure for the log, each line flat. */
function troubleLines(error, lead) {
    const { title, happened, remedies, next } = (0,_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .explain */ .WE)(error);
    return [
        (0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)(`${lead}: ${title} [${error.code}]`),
        ...happened.split('\n').map((line) => `  ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)(line, 1_500)}`),
        '  What to do:',
        ...remedies.map((remedy, index) => `  ${index + 1}. ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)(remedy, 1_500)}`),
        `  What happens next: ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)(next)}`,
    ];
}
/** The run as aligned columns for a terminal, the gravest first; days are counted from the run's end. */
function renderTable(result, { colour = false } = {}) {
    const now = result.startedAtMs + result.elapsedMs;
    const rows = (0,_troubles_js__WEBPACK_IMPORTED_MODULE_3__/* .byGravity */ .SN)(result.certificates).map((one) => ({
        outcome: one.outcome,
        cells: cellsOf(one, now),
    }));
    const heads = ['CERTIFICATE', 'OUTCOME', 'NAMES', 'VALID UNTIL', 'ISSUER', 'TIME'];
    const widths = heads.map((head, column) => Math.max(head.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)));
    const align = (cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    const draw = (cells) => cells.join('  ').trimEnd();
    return [
        draw(align(heads)),
        ...rows.map(({ outcome, cells }) => draw(align(cells).map((cell, column) => (colour && column === 1 ? painted(cell, outcome) : cell)))),
    ].join('\n');
}
function cellsOf({ name, outcome, domains, certificate, elapsedMs }, now) {
    return [
        (0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)(name, 64),
        outcome,
        (0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)((0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .nameList */ .OD)(domains, 2), 80),
        certificate === undefined
            ? '-'
            : `${(0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .day */ .vd)(certificate.notAfterMs)} (${(0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .timeLeft */ .f$)(certificate.notAfterMs, now)})`,
        certificate === undefined ? '-' : (0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .flat */ .Ct)(certificate.issuer, 40),
        (0,_base_bound_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(elapsedMs),
    ];
}
function painted(cell, outcome) {
    const paint = outcome === 'failed' ? 31 : outcome === 'deferred' ? 33 : 32;
    return `\u001b[${paint}m${cell}\u001b[0m`;
}


/***/ }),

/***/ 9271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CS: () => (/* binding */ prose),
/* harmony export */   M0: () => (/* binding */ bar),
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   TB: () => (/* binding */ stroke),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   mG: () => (/* binding */ inline),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   wg: () => (/* binding */ foldable)
/* harmony export */ });
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2867);

/**
 * How the page is built: our own headings are markdown, everything that holds a value from outside is an HTML block.
 * Inside an HTML block GitHub parses no markdown, up to the next blank line, and a value never holds one.
 */
/** A value from outside as running text: no markup, mention, reference or link comes out of it. */
function prose(text, longest) {
    return (entities((0,_wording_js__WEBPACK_IMPORTED_MODULE_0__/* .flat */ .Ct)(text, longest))
        // GitHub looks for these in the finished HTML, so an entity isn't enough; a space without width is.
        .replace(/&#(64|35);/g, '$&&#8203;')
        .replaceAll('&#58;//', '&#58;&#8203;//'));
}
/** A value from outside as code, exactly as it is; GitHub leaves the inside of `<code>` alone. */
function code(text, longest) {
    return `<code>${entities((0,_wording_js__WEBPACK_IMPORTED_MODULE_0__/* .flat */ .Ct)(text, longest))}</code>`;
}
/** Values from outside as lines of code, to copy at once. */
function lines(texts) {
    return `<pre><code>${texts.map((text) => entities((0,_wording_js__WEBPACK_IMPORTED_MODULE_0__/* .flat */ .Ct)(text, 2_000))).join('\n')}</code></pre>`;
}
/** Our own sentence: what stands in backticks becomes code, and those addresses that are in `links` become links. */
function inline(text, links = []) {
    return text
        .split(/(`[^`]*`|https:\/\/[^\s`]+)/)
        .map((piece) => {
        if (/^`.+`$/s.test(piece))
            return code(piece.slice(1, -1));
        const address = piece.replace(/[.,;:)]+$/, '');
        return links.includes(address)
            ? `<a href="${entities(address)}">${entities(address)}</a>${prose(piece.slice(address.length))}`
            : spaced(piece, prose(piece, 1_000));
    })
        .join('');
}
/** A table as one HTML block; cells are markup already. */
function table(heads, rows) {
    const head = heads.length === 0 ? '' : `<tr>${heads.map((cell) => `<th align="left">${cell}</th>`).join('')}</tr>\n`;
    const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
    return `<table>\n${head}${body.join('\n')}\n</table>`;
}
/** A part that opens by a click; both are markup already. */
function foldable(summary, content, open = false) {
    return `<details${open ? ' open' : ''}><summary>${summary}</summary>\n${content}\n</details>`;
}
/** `███████░░░░░`: how much of the whole a part is; what isn't nothing shows. */
function bar(part, whole, width = 24) {
    const share = whole > 0 ? Math.min(Math.max(part / whole, 0), 1) : 0;
    const full = part > 0 ? Math.max(1, Math.round(share * width)) : 0;
    return '█'.repeat(full) + '░'.repeat(width - full);
}
/** `█████▍`: a part as a stroke, in eighths of a character, without a ground. */
function stroke(part, whole, width = 20) {
    const eighths = Math.round((whole > 0 ? Math.min(Math.max(part / whole, 0), 1) : 0) * width * 8);
    const rest = eighths % 8;
    return '█'.repeat(Math.floor(eighths / 8)) + (rest === 0 ? '' : String.fromCodePoint(0x2590 - rest)) || '▏';
}
function entities(text) {
    return text.replace(/[^\p{L}\p{N} .,;/=+%…•–·'-]/gu, (character) => `&#${character.codePointAt(0) ?? 0xfffd};`);
}
/** `prose` trims; between pieces of a sentence the spaces matter. */
function spaced(piece, text) {
    return `${/^\s/.test(piece) ? ' ' : ''}${text}${text !== '' && /\s$/.test(piece) ? ' ' : ''}`;
}


/***/ }),

/***/ 4247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ outcomes),
/* harmony export */   g: () => (/* binding */ severities)
/* harmony export */ });
/** From the gravest to the lightest. */
const severities = ['error', 'warning', 'notice'];
/** From the gravest to the lightest. */
const outcomes = [
    'failed',
    'deferred',
    'renewed',
    'issued',
    'unchanged',
    'dry-run',
    'checked',
    'planned',
    'revoked',
];


/***/ }),

/***/ 9934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   XZ: () => (/* binding */ failedRun),
/* harmony export */   gq: () => (/* binding */ succeeded),
/* harmony export */   sV: () => (/* binding */ finishedRun)
/* harmony export */ });
/** A run that got as far as its certificates. */
function finishedRun(certificates, frame) {
    const { settings, event, startedAtMs, elapsedMs, directory, delivered, findings } = frame;
    const { mode, ca, bounds } = settings;
    const losses = lossesOf(settings);
    // Who started a run is there to read a notice; a schedule goes on for months.
    const isAlarming = event === 'schedule';
    return {
        mode,
        ca,
        certificates,
        startedAtMs,
        elapsedMs,
        budgetMs: bounds.totalMs,
        ...(certificates.some(({ paths }) => paths) ? { directory } : {}),
        ...delivered,
        warnings: [...(isAlarming ? losses : []), ...delivered.warnings],
        notices: [...(isAlarming ? [] : losses), ...delivered.notices],
        ...(findings.length > 0 ? { findings } : {}),
    };
}
/** What the user gives up by the settings, perhaps without knowing. */
function lossesOf({ mode, account: { encryptionKey, accountKey }, state }) {
    if (mode.name !== 'renew' || encryptionKey)
        return [];
    const account = accountKey ? '' : ', and this run used an account of its own, which no later run will find';
    const stored = state.kind === 'none' ? '' : ': no certificate, key or pending order is stored for the next run';
    const lost = `${stored}${account}`;
    return lost === '' ? [] : [`No \`encryption-key\`${lost}. ${emptySecret}`];
}
/** The runner gives an input that is set to such a secret as one that isn't set at all. */
const emptySecret = 'If you did set it: its secret is empty here, as one is that is not defined, or in runs from forks and by Dependabot.';
/** A run that ended before it had begun: its settings couldn't be used. */
function failedRun(error, nowMs) {
    return {
        mode: {
            name: 'none',
            because: error.code === 'config' ? 'the settings could not be used' : 'unexpected end',
        },
        ca: { name: 'none', directoryUrl: '', staging: false },
        certificates: [],
        error,
        startedAtMs: nowMs,
        elapsedMs: 0,
        budgetMs: 0,
        warnings: [],
        notices: [],
    };
}
/** Whether the run did what it was asked; decides the exit code. */
function succeeded({ error, certificates, findings = [] }) {
    return (error === undefined &&
        certificates.every(({ outcome }) => outcome !== 'failed') &&
        findings.every(({ severity }) => severity !== 'error'));
}


/***/ }),

/***/ 1007:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N4: () => (/* binding */ tally),
/* harmony export */   SN: () => (/* binding */ byGravity),
/* harmony export */   on: () => (/* binding */ troublesOf),
/* harmony export */   qx: () => (/* binding */ mostNames)
/* harmony export */ });
/* harmony import */ var _explain_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9367);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4247);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2867);



/** So many names and side troubles of one failure are shown; the others are counted. */
const mostNames = 20;
/** Puts together what failed in the same way, so that an outage reads as one and not as a thousand. */
function troublesOf(certificates) {
    const groups = new Map();
    for (const certificate of certificates) {
        const { error } = certificate;
        if (error === undefined)
            continue;
        const key = `${certificate.outcome}\n${story(error)}`;
        const group = groups.get(key) ?? { error, certificates: [] };
        group.certificates.push(certificate);
        groups.set(key, group);
    }
    return [...groups.values()];
}
/** What has to be told for each if it differs; the other facts fit a table. As long as what is shown of it. */
function story({ code, message, details }) {
    const { identifiers = [], records = [], servers = [], also = [], hint = '', link, phase } = details;
    const names = identifiers
        .slice(0, mostNames)
        .flatMap(({ identifier, reason }) => [(0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(identifier), (0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(reason)]);
    const besides = also.slice(0, mostNames).map((trouble) => (0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(trouble));
    const answers = servers
        .slice(0, _explain_js__WEBPACK_IMPORTED_MODULE_0__/* .mostAnswers */ .jb)
        .map(({ name, server = '', address = '', answer }) => [name, server, address, answer].map((text) => (0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(text)));
    return JSON.stringify([
        code,
        (0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(message),
        (0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .flat */ .Ct)(hint),
        link,
        phase,
        identifiers.length,
        names,
        records,
        answers,
        besides,
    ]);
}
/** The gravest first, otherwise in the order of the settings. */
function byGravity(certificates) {
    return certificates.toSorted((a, b) => _outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .outcomes */ .K.indexOf(a.outcome) - _outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .outcomes */ .K.indexOf(b.outcome));
}
/** How many there are of each outcome, as in `1 failed, 2 renewed`. */
function tally(certificates) {
    const counts = new Map();
    for (const { outcome } of certificates)
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    return _outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .outcomes */ .K
        .flatMap((outcome) => {
        const number = counts.get(outcome);
        return number === undefined ? [] : [`${number.toLocaleString('en')} ${outcome}`];
    })
        .join(', ');
}


/***/ }),

/***/ 2867:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ct: () => (/* binding */ flat),
/* harmony export */   OD: () => (/* binding */ nameList),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   V2: () => (/* binding */ phaseWords),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   f$: () => (/* binding */ timeLeft),
/* harmony export */   n$: () => (/* binding */ moment),
/* harmony export */   vd: () => (/* binding */ day)
/* harmony export */ });
/** What a phase is, for people who don't know ACME. */
const phaseWords = {
    directory: "reading the CA's directory",
    account: 'finding the account',
    order: 'placing the order',
    present: 'publishing the proof',
    propagation: 'waiting for DNS',
    validation: 'waiting for the CA to validate',
    finalize: 'waiting for the CA to issue',
    download: 'fetching the certificate',
    cleanup: 'cleaning up',
    deliver: 'writing the files',
};
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** `1 certificate`, `3 certificates`. */
function count(number, noun) {
    return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
/** `2026-08-05 14:03 UTC`; what is no date stays a sentence's word. */
function moment(ms) {
    const date = new Date(ms);
    if (Number.isNaN(date.getTime()))
        return 'an unknown time';
    return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
/** The day of {@link moment}. */
function day(ms) {
    return moment(ms).replace(/ \d\d:\d\d UTC$/, '');
}
/** `61 days left`, `31 hours left`, `expired 3 days ago`: whole units, rounded down. */
function timeLeft(untilMs, nowMs) {
    const leftMs = untilMs - nowMs;
    const size = Math.abs(leftMs);
    const amount = size < 2 * dayMs ? count(Math.floor(size / hourMs), 'hour') : count(Math.floor(size / dayMs), 'day');
    return leftMs < 0 ? `expired ${amount} ago` : `${amount} left`;
}
/** The first names, and how many more there are. */
function nameList(names, most = 5) {
    const shown = names.slice(0, most).join(', ');
    return names.length > most ? `${shown} and ${(names.length - most).toLocaleString('en')} more` : shown;
}
/**
 * Text from outside, made one line that can't steer what shows it: no line breaks, control characters or direction
 * overrides, no workflow command (the runner obeys `::` at a line's start and `##[` anywhere in it; an address like
 * `::1` is none), at most `longest` characters.
 */
function flat(text, longest = 600) {
    const line = text
        // Far more than can be shown isn't worth looking through.
        .slice(0, longest * 2)
        .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
        .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '\ufffd')
        .replaceAll('##[', '## [')
        .trim()
        .replace(/^::(?![\da-f][\da-f.]*(?::[\da-f.]+)*:?(?:[\s),;]|$))/i, ': :');
    return line.length <= longest
        ? line
        : `${line
            .slice(0, longest - 1)
            .toWellFormed()
            .replace(/\ufffd$/, '')}…`;
}
/** Sentences get their full stop. */
function sentence(text) {
    return /[.!?…:]$/.test(text) ? text : `${text}.`;
}


/***/ }),

/***/ 9388:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ zoneLine)
/* harmony export */ });
/** Characters in one string of a TXT record (RFC 1035 3.3.14); longer values are several strings. */
const longestString = 255;
/** A record as a line of a zone file (RFC 1035 5.1), to paste. */
function zoneLine({ name, type, value }) {
    const data = type === 'CNAME' ? `${value}.` : strings(value).map(quoted).join(' ');
    return `${name}. 3600 IN ${type} ${data}`;
}
function strings(value) {
    const parts = value.match(new RegExp(`.{1,${longestString}}`, 'gs'));
    return parts ?? [''];
}
function quoted(text) {
    return `"${text.replace(/["\\]/g, '\\$&')}"`;
}


/***/ }),

/***/ 517:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/base/bound.js
var base_bound = __nccwpck_require__(9856);
// EXTERNAL MODULE: ./build/base/errors.js
var errors = __nccwpck_require__(5145);
// EXTERNAL MODULE: ./build/report/result.js
var report_result = __nccwpck_require__(9934);
// EXTERNAL MODULE: ./build/state/journal.js
var state_journal = __nccwpck_require__(1893);
// EXTERNAL MODULE: ./build/base/retry.js
var retry = __nccwpck_require__(1666);
;// CONCATENATED MODULE: ./build/acme/problem.js

/** The CA's refusal, with its problem document. */
class AcmeProblem extends errors/* AppError */.uV {
    name = 'AcmeProblem';
    problem;
    constructor(code, problem, details) {
        super(code, `The CA answered ${shortType(problem)}: ${problem.detail}`, details);
        this.problem = problem;
    }
    copy(details) {
        return new AcmeProblem(this.code, this.problem, details);
    }
}
/** How CAs say, besides 404 and 410, that they know nothing of a resource or not as this account's. */
const goneTypes = ['malformed', 'unauthorized', 'accountDoesNotExist'];
/** Whether the CA has said that a resource is gone or never was; a firewall's page or a bad nonce says no such thing. */
function isGone(error) {
    if (!(error instanceof AcmeProblem))
        return false;
    const { lastStatus = '' } = error.details;
    return (/^4(04|10)$/.test(lastStatus) || (/^4/.test(lastStatus) && goneTypes.includes(shortType(error.problem))));
}
/** Whether `error` is the CA's problem of this type: `badNonce`, `alreadyReplaced`. */
function isProblem(error, type) {
    return error instanceof AcmeProblem && shortType(error.problem) === type;
}
/** Makes the error of a problem document that came as the answer to a request. */
function problemError(body, { url, httpStatus, retryAfterMs }) {
    const problem = parseProblem(body) ?? {
        type: '',
        detail: `HTTP status ${httpStatus} without a problem document`,
        status: httpStatus,
        instance: undefined,
        subproblems: [],
    };
    const code = codeOf(problem, httpStatus);
    const link = problem.instance ?? /https:\/\/[^\s"'<>)]+/.exec(problem.detail)?.[0].replace(/[.,]+$/, '');
    return new AcmeProblem(code, problem, {
        url,
        lastStatus: String(httpStatus),
        retryable: httpStatus >= 500 || (httpStatus === 429 && retryAfterMs !== undefined),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        ...(problem.subproblems.length > 0 ? { identifiers: problem.subproblems } : {}),
        ...(link === undefined ? {} : { link }),
    });
}
/** Reads a problem document. @returns undefined when it is none */
function parseProblem(body) {
    if (!isRecord(body) || typeof body['type'] !== 'string')
        return undefined;
    const { type, detail, status, instance, subproblems } = body;
    return {
        type,
        detail: typeof detail === 'string' ? detail : 'no detail given',
        status: typeof status === 'number' ? status : undefined,
        instance: typeof instance === 'string' ? instance : undefined,
        subproblems: Array.isArray(subproblems) ? subproblems.flatMap(parseSubproblem) : [],
    };
}
/** `rateLimited` of `urn:ietf:params:acme:error:rateLimited`; other types as they are. */
function shortType({ type }) {
    return type.replace(/^urn:ietf:params:acme:error:/, '') || 'an error';
}
function parseSubproblem(body) {
    const problem = parseProblem(body);
    if (!problem || !isRecord(body))
        return [];
    const { identifier } = body;
    const name = isRecord(identifier) ? identifier['value'] : undefined;
    const reason = `${shortType(problem)}: ${problem.detail}`;
    return [{ identifier: typeof name === 'string' ? name : 'the order', reason }];
}
const codes = new Map(Object.entries({
    accountDoesNotExist: 'account',
    badPublicKey: 'account',
    badSignatureAlgorithm: 'account',
    invalidContact: 'account',
    unsupportedContact: 'account',
    userActionRequired: 'account',
    externalAccountRequired: 'eab-required',
    invalidProfile: 'profile-unknown',
    rejectedIdentifier: 'identifier-rejected',
    unsupportedIdentifier: 'identifier-rejected',
    caa: 'caa',
    badCSR: 'order-invalid',
    orderNotReady: 'order-invalid',
    connection: 'validation-failed',
    dns: 'validation-failed',
    incorrectResponse: 'validation-failed',
    tls: 'validation-failed',
}));
/** Let's Encrypt pauses names that fail for months, and says so only in words. */
const pausedWords = /temporarily prevented from requesting certificates|\bpaused\b/i;
/** The code of a problem; `unauthorized` is the account's before an order and the proof's in an authorization. */
function codeOf(problem, httpStatus) {
    const type = shortType(problem);
    if (type === 'rateLimited' || httpStatus === 429) {
        return pausedWords.test(problem.detail) ? 'paused' : 'rate-limited';
    }
    if (type === 'unauthorized')
        return 'account';
    return codes.get(type) ?? 'ca-error';
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: ./build/base/poll.js
var poll = __nccwpck_require__(5207);
;// CONCATENATED MODULE: ./build/acme/transport.js



/** No ACME answer comes near it: a chain of ten RSA certificates is 20 KB. */
const maxAnswerBytes = 1024 * 1024;
/** Puts every request to the CA under a timeout, a size limit and a signal, and reads its Retry-After. */
function createTransport({ clock, http, requestTimeoutMs, userAgent }) {
    return {
        async send({ method, url, body }, signal) {
            demandHttps(url);
            const response = await http
                .request({
                method,
                url,
                headers: {
                    'user-agent': userAgent,
                    'accept-language': 'en',
                    ...(body === undefined ? {} : { 'content-type': 'application/jose+json' }),
                },
                ...(body === undefined ? {} : { body }),
                timeoutMs: requestTimeoutMs,
                maxBytes: maxAnswerBytes,
            }, signal)
                .catch((error) => {
                throw error instanceof errors/* NetworkError */.Dr ? networkFailure(error) : error;
            });
            return {
                url,
                status: response.status,
                headers: response.headers,
                text: response.body,
                retryAfterMs: (0,poll/* parseRetryAfter */.m)(response.headers['retry-after'], clock.now()),
            };
        },
    };
}
/** Every URL but the directory's comes from the CA's answers; ACME is spoken over TLS alone (RFC 8555 6.1). */
function demandHttps(url) {
    if (URL.canParse(url) && new URL(url).protocol === 'https:')
        return;
    throw new errors/* AppError */.uV('ca-error', `The CA named ${JSON.stringify(url)} where an https URL belongs`);
}
/** Lets a success pass. @throws AcmeProblem for anything else */
function demandSuccess(answer) {
    if (answer.status >= 200 && answer.status < 300)
        return answer;
    const { url, status, retryAfterMs } = answer;
    throw problemError(readJson(answer.text), { url, httpStatus: status, retryAfterMs });
}
/** The JSON object of an answer that was a success. @throws AppError `ca-error` when it is none */
function jsonOf({ text, url }, { isValid, repeatable }) {
    const value = readJson(text);
    if (isValid(value))
        return value;
    throw new errors/* AppError */.uV('ca-error', `The CA's answer from ${url} isn't what RFC 8555 defines there`, {
        url,
        retryable: repeatable,
        hint: 'Something between here and the CA may answer in its place: a proxy, a login page, a wrong URL in `ca`.',
    });
}
function readJson(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
const failures = {
    timeout: {
        code: 'ca-unreachable',
        retryable: true,
        hint: "Look at the CA's status page and the runner's network.",
    },
    unreachable: {
        code: 'ca-unreachable',
        retryable: true,
        hint: "Look at the CA's status page and the runner's network.",
    },
    reset: {
        code: 'ca-unreachable',
        retryable: true,
        hint: "Look at the CA's status page and the runner's network.",
    },
    name: {
        code: 'ca-unreachable',
        retryable: true,
        hint: "Check the host name in `ca` and the runner's DNS.",
    },
    tls: {
        code: 'ca-unreachable',
        retryable: false,
        hint: "A private CA's root goes into `ca-certificates`; a clock that is off breaks TLS too.",
    },
    proxy: {
        code: 'ca-unreachable',
        retryable: false,
        hint: 'The proxy refused the connection: check HTTPS_PROXY and its credentials, or name the CA in NO_PROXY.',
    },
    'too-large': { code: 'ca-error', retryable: false, hint: 'Check that `ca` is an ACME directory.' },
    unreadable: { code: 'ca-error', retryable: true, hint: 'Check that `ca` is an ACME directory.' },
};
function networkFailure(error) {
    const { code, retryable, hint } = failures[error.failure];
    const details = { url: error.url, lastStatus: error.failure, retryable, hint };
    return new errors/* AppError */.uV(code, `No usable answer from the CA: ${error.message}`, details, error);
}

;// CONCATENATED MODULE: ./build/acme/directory.js




/** Reads the directory at `url` (RFC 8555 7.1.1): a GET that needs no account. @throws AppError when there is none */
function readDirectory(url, { transport, ...retrying }, bound) {
    return (0,retry/* retry */.L)({ ...retrying, bound }, async () => {
        const answer = demandSuccess(await transport.send({ method: 'GET', url }, bound.signal));
        return parseDirectory(jsonOf(answer, { isValid: isRecord, repeatable: true }), url);
    });
}
/** Reads a directory's JSON. @throws AppError `ca-error` when it is no directory */
function parseDirectory(body, url) {
    const source = isRecord(body) ? body : {};
    const meta = isRecord(source['meta']) ? source['meta'] : {};
    const profiles = isRecord(meta['profiles']) ? meta['profiles'] : {};
    return {
        url,
        newNonce: demandUrl(source, 'newNonce', url),
        newAccount: demandUrl(source, 'newAccount', url),
        newOrder: demandUrl(source, 'newOrder', url),
        revokeCert: directory_text(source['revokeCert']),
        keyChange: directory_text(source['keyChange']),
        renewalInfo: directory_text(source['renewalInfo']),
        externalAccountRequired: meta['externalAccountRequired'] === true,
        profiles: Object.keys(profiles),
        caaIdentities: Array.isArray(meta['caaIdentities']) ? meta['caaIdentities'].map(String) : [],
    };
}
/** @throws AppError `profile-unknown` when the CA doesn't offer `profile` */
function checkProfile(directory, profile) {
    if (profile === undefined || directory.profiles.includes(profile))
        return;
    const offered = directory.profiles;
    throw new errors/* AppError */.uV('profile-unknown', `The CA has no certificate profile ${JSON.stringify(profile)}`, {
        url: directory.url,
        hint: offered.length === 0
            ? 'It offers no profiles at all: leave the input `profile` empty.'
            : `It offers: ${offered.join(', ')}.`,
    });
}
function demandUrl(source, name, url) {
    const value = directory_text(source[name]);
    if (value !== undefined && URL.canParse(value) && value.startsWith('https:'))
        return value;
    throw new errors/* AppError */.uV('ca-error', `${url} is no ACME directory: it names no https URL for ${name}`, {
        url,
        hint: 'Check the URL in the input `ca`.',
    });
}
function directory_text(value) {
    return typeof value === 'string' && value !== '' ? value : undefined;
}

;// CONCATENATED MODULE: ./build/acme/renewal-info.js




const minuteMs = 60_000;
/** RFC 9773 4.3.2: under a minute is a minute, over a day is a day; six hours when the CA says nothing. */
const pauses = { leastMs: minuteMs, unsaidMs: 360 * minuteMs, mostMs: 1440 * minuteMs };
/**
 * Asks the CA when it wants a certificate renewed: a GET that needs no account.
 * @throws AppError when there is no answer, or one that RFC 9773 4.2 doesn't allow
 */
function readRenewalInfo({ transport, url, id }, retrying, bound) {
    const resource = `${url.replace(/\/$/, '')}/${id}`;
    return (0,retry/* retry */.L)({ ...retrying, bound }, async () => {
        const answer = demandSuccess(await transport.send({ method: 'GET', url: resource }, bound.signal));
        const asked = answer.retryAfterMs ?? pauses.unsaidMs;
        return {
            ...parseRenewalInfo(jsonOf(answer, { isValid: isRecord, repeatable: true }), resource),
            retryAfterMs: Math.min(Math.max(asked, pauses.leastMs), pauses.mostMs),
        };
    });
}
function parseRenewalInfo(body, url) {
    const window = isRecord(body['suggestedWindow']) ? body['suggestedWindow'] : {};
    const [windowStartMs, windowEndMs] = [momentOf(window['start']), momentOf(window['end'])];
    if (windowStartMs === undefined || windowEndMs === undefined) {
        throw new errors/* AppError */.uV('ca-error', `The CA's renewal information names no window (RFC 9773 4.2)`, { url });
    }
    if (windowEndMs <= windowStartMs) {
        throw new errors/* AppError */.uV('ca-error', "The CA's renewal window ends before it begins (RFC 9773 4.2)", { url });
    }
    return { windowStartMs, windowEndMs, explanationUrl: pageOf(body['explanationURL']) };
}
/** RFC 3339, as RFC 9773 wants it: what `Date.parse` reads besides is no moment. */
function momentOf(value) {
    if (typeof value !== 'string' ||
        !/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(value)) {
        return undefined;
    }
    const ms = Date.parse(value.toUpperCase());
    return Number.isNaN(ms) ? undefined : ms;
}
/** Shown to people, so only what leads to a web page. */
function pageOf(value) {
    const isPage = typeof value === 'string' && value.length <= 500 && /^https:\/\/[^\s"'<>`]+$/.test(value);
    return isPage && URL.canParse(value) ? value : undefined;
}

// EXTERNAL MODULE: ./build/base/user-agent.js
var user_agent = __nccwpck_require__(3897);
// EXTERNAL MODULE: ./build/report/lines.js
var lines = __nccwpck_require__(6812);
// EXTERNAL MODULE: ./build/steps/start.js
var steps_start = __nccwpck_require__(1672);
;// CONCATENATED MODULE: ./build/steps/approach-ca.js








/** One lost packet is no outage; more would hold up a run that has nothing to order. */
const briefly = { retries: 1, intervalMs: 1_000 };
/** Gets ready to ask the CA. Nothing is sent by it. */
function approachCa({ settings, world, budget, }) {
    const { clock, random, log } = world;
    const { ca, bounds, caCertificates } = settings;
    const http = world.createHttp(caCertificates);
    const transport = createTransport({ clock, http, requestTimeoutMs: bounds.requestMs, userAgent: user_agent/* userAgent */.N });
    const onRetry = (error, pauseMs, attempt) => log.info((0,lines/* retryLine */.Rn)(error, pauseMs, attempt));
    const retrying = { clock, random, policy: bounds.retry, onRetry };
    const retryingBriefly = { ...retrying, policy: briefly };
    let known;
    const read = async (how, bound) => (known = await readDirectory(ca.directoryUrl, { ...how, transport }, bound));
    const readPatiently = (0,steps_start/* once */.O)(() => read(retrying, budget.work));
    // A Retry-After that doesn't fit ends the attempt: one that the whole run has time for is too long here.
    const inBrief = (work) => {
        const expired = (spentMs) => new errors/* AppError */.uV('ca-unreachable', `No answer in ${(0,base_bound/* seconds */.YA)(spentMs)}`);
        const timeoutMs = 2 * (bounds.requestMs + briefly.intervalMs);
        return (0,base_bound/* within */.ux)(clock, { timeoutMs, parent: budget.work, expired }, work);
    };
    const readBriefly = (0,steps_start/* once */.O)(() => inBrief((bound) => read(retryingBriefly, bound)));
    let down;
    return {
        transport,
        retrying,
        directory: async () => known ?? (await readPatiently()),
        async renewalInfo(id) {
            if (down)
                throw down;
            try {
                const { renewalInfo: url } = known ?? (await readBriefly());
                return url === undefined
                    ? undefined
                    : await inBrief((bound) => readRenewalInfo({ transport, url, id }, retryingBriefly, bound));
            }
            catch (error) {
                if (error instanceof errors/* AppError */.uV && isOutage(error))
                    down = error;
                throw error;
            }
        },
    };
}
/** Whether the CA as a whole is out of reach, and not just this one answer of no use. */
function isOutage({ code, details: { lastStatus = '' } }) {
    return code === 'ca-unreachable' || code === 'rate-limited' || lastStatus.startsWith('5');
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: ./build/base/parallel.js
var parallel = __nccwpck_require__(4013);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./build/certificate/pki.js
/** Loads the libraries when they are first needed, as most runs never do. */
async function loadPki() {
    return { pkijs: await Promise.all(/* import() */[__nccwpck_require__.e(603), __nccwpck_require__.e(514), __nccwpck_require__.e(188)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2188)), asn1js: await __nccwpck_require__.e(/* import() */ 603).then(__nccwpck_require__.bind(__nccwpck_require__, 1603)) };
}

;// CONCATENATED MODULE: ./build/certificate/pbes2.js



const deriveKey = (0,external_node_util_.promisify)(external_node_crypto_.pbkdf2);
/**
 * Encrypts by password: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC (RFC 8018 6.2, A.4), salt and IV new each time.
 *
 * pkijs has this as `EncryptedData.encrypt`, but Windows refuses what that writes: a salt of 64 bytes where it takes 32
 * (PeculiarVentures/PKI.js#300), and a ciphertext in pieces (#405), which is no DER and which Go refuses. Neither can
 * be set in 4.0.0. So only the values are made here; each structure and its encoding is pkijs's.
 * @throws the signal's reason
 */
async function encryptPbes2(content, { password, iterations }, signal) {
    signal.throwIfAborted();
    const { pkijs, asn1js } = await loadPki();
    const [salt, iv] = [(0,external_node_crypto_.randomBytes)(16), (0,external_node_crypto_.randomBytes)(16)];
    const key = await deriveKey(password.reveal(), salt, iterations, 32, 'sha256');
    signal.throwIfAborted();
    const cipher = (0,external_node_crypto_.createCipheriv)('aes-256-cbc', key, iv);
    const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
    const octets = (bytes) => new asn1js.OctetString({ valueHex: bytes });
    const algorithm = (algorithmId, algorithmParams) => new pkijs.AlgorithmIdentifier({ algorithmId, algorithmParams });
    const prf = algorithm(hmacWithSha256Id, new asn1js.Null());
    const derivation = new pkijs.PBKDF2Params({ salt: octets(salt), iterationCount: iterations, prf });
    const scheme = new pkijs.PBES2Params({
        keyDerivationFunc: algorithm(pbkdf2Id, derivation.toSchema()),
        encryptionScheme: algorithm(aes256CbcId, octets(iv)),
    });
    return { algorithm: algorithm(pbes2Id, scheme.toSchema()), ciphertext: octets(ciphertext) };
}
const pbkdf2Id = '1.2.840.113549.1.5.12';
const pbes2Id = '1.2.840.113549.1.5.13';
const hmacWithSha256Id = '1.2.840.113549.2.9';
const aes256CbcId = '2.16.840.1.101.3.4.1.42';

// EXTERNAL MODULE: ./build/certificate/pem.js
var certificate_pem = __nccwpck_require__(5090);
;// CONCATENATED MODULE: ./build/certificate/encrypted-key.js




/**
 * What OWASP asks of PBKDF2-HMAC-SHA-256 for a person's password. `encryption-key` is stronger than any of those, but
 * the file may be copied by strangers and tried for years. Node's own `export({ cipher })` has 2,048 and no way to
 * say otherwise.
 */
const keyIterations = 600_000;
/**
 * Encrypts a private key by passphrase, for `openssl pkey` and everything else that reads PKCS #8.
 * @returns PEM of an EncryptedPrivateKeyInfo (RFC 5958 3, RFC 7468 11)
 * @throws the signal's reason
 */
async function encryptKey({ privateKey, passphrase }, signal) {
    const options = { password: passphrase, iterations: keyIterations };
    const info = await encryptedKeyInfo(privateKey, options, signal);
    return (0,certificate_pem/* writePem */.I)('ENCRYPTED PRIVATE KEY', new Uint8Array(info.toSchema().toBER()));
}
/** An EncryptedPrivateKeyInfo, by the name that PKCS #12 has for it (RFC 7292 4.2.2). @throws the signal's reason */
async function encryptedKeyInfo(privateKey, options, signal) {
    const der = (0,external_node_crypto_.createPrivateKey)(privateKey.reveal()).export({ type: 'pkcs8', format: 'der' });
    const { algorithm, ciphertext } = await encryptPbes2(der, options, signal);
    const { pkijs } = await loadPki();
    return new pkijs.PKCS8ShroudedKeyBag({ encryptionAlgorithm: algorithm, encryptedData: ciphertext });
}

;// CONCATENATED MODULE: ./build/deliver/age.js
/**
 * Encrypts a text to age recipients (C2SP age), so that whoever holds one of their identities opens it with `age -d`.
 * The library is loaded when it is first needed.
 * @param recipients X25519 public keys, `age1...`
 * @returns the armored file
 * @throws the signal's reason; Error for a recipient that is none
 */
async function encryptToRecipients({ text, recipients }, signal) {
    signal.throwIfAborted();
    const age = await Promise.all(/* import() */[__nccwpck_require__.e(514), __nccwpck_require__.e(505)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5505));
    const encrypter = new age.Encrypter();
    for (const recipient of recipients)
        encrypter.addRecipient(recipient);
    const file = await encrypter.encrypt(text.reveal());
    signal.throwIfAborted();
    return age.armor.encode(file);
}

;// CONCATENATED MODULE: ./build/deliver/export.js






/** age's recipients come before `encryption-key`; undefined when there is neither, and then no key leaves. */
function keyLockOf(recipients, encryptionKey) {
    const [first, ...others] = recipients;
    if (first !== undefined)
        return { kind: 'age', recipients: [first, ...others] };
    return encryptionKey && { kind: 'passphrase', passphrase: encryptionKey };
}
/**
 * Writes what may leave the runner into a directory of its own, and removes it when `work` with it is over, however it
 * ended: for each certificate `cert.pem`, `chain.pem`, `fullchain.pem`, `metadata.json`, and its key only encrypted.
 * @returns what `work` gave, and what couldn't be removed
 * @throws AppError `delivery`; what `work` throws; the signal's reason
 */
async function withStagedExport(options, work) {
    const root = await written(() => (0,promises_.mkdtemp)((0,external_node_path_.join)(options.tempDirectory, 'bounded-acme-export-')));
    let done;
    try {
        done = await work({ root, files: await stage(options, root) });
    }
    catch (error) {
        const leftover = await remove(root);
        throw error instanceof errors/* AppError */.uV && leftover !== undefined ? error.with({ also: [leftover] }) : error;
    }
    return { done, leftover: await remove(root) };
}
async function stage(options, root) {
    // Four keys at a time: that many threads derive passphrases. All come to their end, so that nothing is written any
    // more when the directory is removed.
    const outcomes = await (0,parallel/* eachSettled */.nf)(options.certificates, 4, (one) => stageOne(one, { options, root }));
    return outcomes.flatMap((outcome) => {
        if (outcome.status === 'rejected')
            throw outcome.reason;
        return outcome.value;
    });
}
async function stageOne(one, { options, root }) {
    const directory = (0,external_node_path_.join)(root, checkName(one.name));
    const contents = await contentsOf(one, options);
    await written(() => (0,promises_.mkdir)(directory, { mode: 0o700 }));
    const paths = [];
    for (const [file, content] of Object.entries(contents)) {
        const path = (0,external_node_path_.join)(directory, file);
        options.signal.throwIfAborted();
        await written(() => (0,promises_.writeFile)(path, content, { flag: 'wx', mode: 0o600 }));
        paths.push(path);
    }
    return paths;
}
/** File name -> content. */
async function contentsOf(one, options) {
    const { leafPem, chainPem } = one.certificate;
    const key = await lockedKey(one, options);
    return {
        'cert.pem': leafPem,
        'chain.pem': chainPem,
        'fullchain.pem': leafPem + chainPem,
        ...(key && { [key.told.file]: key.content }),
        ...(one.pfx && { 'certificate.pfx': one.pfx }),
        'metadata.json': `${JSON.stringify(metadataOf(one, options.ca, key?.told), undefined, 2)}\n`,
    };
}
async function lockedKey({ privateKey }, { lock, signal }) {
    if (!privateKey || !lock)
        return undefined;
    if (lock.kind === 'passphrase') {
        return { content: await encryptKey({ privateKey, passphrase: lock.passphrase }, signal), told: pbes2Key };
    }
    const { recipients } = lock;
    const content = await encryptToRecipients({ text: privateKey, recipients }, signal);
    return { content, told: { ...ageKey, encryption: `age to ${recipients.join(', ')}` } };
}
const pbes2Key = {
    file: 'privkey.pem',
    encryption: `PKCS #8, PBES2: AES-256-CBC, PBKDF2-HMAC-SHA-256 with ${keyIterations} iterations`,
    open: 'openssl pkey -in privkey.pem -passin env:ENCRYPTION_KEY',
    needs: 'the input encryption-key of the run, in the variable ENCRYPTION_KEY',
};
const ageKey = {
    file: 'privkey.pem.age',
    open: 'age -d -i identity.txt privkey.pem.age',
    needs: 'the identity of one of these recipients, in the file identity.txt',
};
const pfxKey = {
    file: 'certificate.pfx',
    encryption: 'PKCS #12, PBES2: AES-256-CBC, PBKDF2-HMAC-SHA-256',
    open: 'openssl pkcs12 -in certificate.pfx -passin env:PFX_PASSWORD -noenc',
    needs: 'the input pfx-password of the run, in the variable PFX_PASSWORD',
};
function metadataOf(one, ca, key) {
    const { name, domains, certificate, keyType, profile, pfx } = one;
    const { serial, fingerprint, issuer } = certificate;
    return {
        name,
        domains,
        notBefore: new Date(certificate.notBeforeMs).toISOString(),
        notAfter: new Date(certificate.notAfterMs).toISOString(),
        serial,
        fingerprint,
        issuer,
        ca: { name: ca.name, directory: ca.directoryUrl, staging: ca.staging },
        keyType,
        profile,
        privateKey: key ?? null,
        pfx: pfx ? pfxKey : null,
    };
}
/** A name is one path segment without the characters that artifacts can't have in a path. */
function checkName(name) {
    if (!/^\.{0,2}$|["<>|*?:\\/\p{Cc}]/u.test(name))
        return name;
    throw new errors/* AppError */.uV('delivery', `The certificate's name ${JSON.stringify(name)} can't be in an artifact`, {
        hint: 'Give it another one in the input `domains`, with `> name` at the end of its line.',
    });
}
/** @returns what is left, when it can't be removed; nothing in it is readable without a secret */
async function remove(root) {
    try {
        await (0,promises_.rm)(root, { recursive: true, force: true });
        return undefined;
    }
    catch (error) {
        return `The export's directory is left behind (its keys are encrypted): ${(0,errors/* messageOf */.bD)(error)}`;
    }
}
async function written(work) {
    try {
        return await work();
    }
    catch (error) {
        throw new errors/* AppError */.uV('delivery', `The artifact can't be put together: ${(0,errors/* messageOf */.bD)(error)}`, { hint: "Look at the space and the rights in the runner's temp, or set `artifact` to none." }, error);
    }
}

;// CONCATENATED MODULE: ./build/deliver/artifact.js


/**
 * Uploads the certificates as one artifact, keys only encrypted.
 * A server without the service is a warning: nothing there can be repaired, and everything else goes on. An upload
 * that fails where the service exists fails the run: the artifact was asked for (`none` is the way not to), a later
 * job would go on with the last one it has, and a green run that delivered nothing is noticed when the certificate
 * ends. Nothing is lost by it when files and state are written before: the next run uploads without ordering.
 * @throws AppError `delivery`; the signal's reason
 */
async function uploadArtifact(options) {
    const { artifacts, settings, certificates, signal } = options;
    const { artifact: name, retentionDays } = settings;
    if (artifacts === undefined || name === undefined || certificates.length === 0)
        return nothing;
    try {
        const { done, leftover } = await withStagedExport(options, ({ root, files }) => artifacts.upload({ name, files, root, retentionDays }, signal));
        return {
            artifact: done,
            notices: withoutKeys(name, options),
            warnings: leftover === undefined ? [] : [leftover],
        };
    }
    catch (error) {
        if (!(error instanceof errors/* AppError */.uV) || !error.details.unsupported)
            throw error;
        const { hint, also = [] } = error.details;
        return { ...nothing, warnings: [[error.message, hint].filter(Boolean).join('. '), ...also] };
    }
}
const nothing = { artifact: undefined, notices: [], warnings: [] };
function withoutKeys(name, { certificates, lock }) {
    if (lock !== undefined || certificates.every(({ privateKey }) => privateKey === undefined))
        return [];
    return [
        `The artifact ${name} holds no privkey.pem: a private key leaves the runner only encrypted. ` +
            'Set `encryption-key` or `age-recipients` to have it there.',
    ];
}

;// CONCATENATED MODULE: ./build/steps/hand-over.js




/** Bound on saving the state, and on uploading the artifact: services that hang must not hold the job. */
const serviceMs = 60_000;
/**
 * Gives what was made to those who come after this run: the artifact to later jobs, the state to the next run. The
 * state comes last, because it tells what was delivered, and comes in any case: an artifact that fails costs no second
 * order. Never throws: what was obtained is reported, whatever becomes of it here.
 */
async function handOver(works, start) {
    const uploaded = await inTime(start, ({ signal }) => upload(works, start, signal));
    const { signal: keeping } = start.budget.cleanup;
    if (!('error' in uploaded))
        await Promise.all(works.map(({ delivered }) => delivered?.(keeping) ?? Promise.resolve()));
    const saved = await inTime(start, ({ signal }) => start.store.flush(signal));
    const unsaved = 'error' in saved ? [`The state was not saved: ${saved.error.message}`] : saved.value;
    const findings = unsaved.length > 0 && start.settings.mode.name === 'revoke' ? [unforgotten] : [];
    if ('error' in uploaded)
        return { notices: [], warnings: unsaved, error: uploaded.error, findings };
    const { artifact, notices, warnings } = uploaded.value;
    return { ...(artifact ? { artifact } : {}), notices, warnings: [...warnings, ...unsaved], findings };
}
/** What a renewal would hand out again: a warning is too little for it. */
const unforgotten = {
    severity: 'error',
    subject: 'the stored state',
    what: 'what was revoked is still stored, and a renewal would hand it out again',
    remedy: 'Start this run again, once the state can be stored',
};
/** On the cleanup bound: what is in hand goes out even when the work's time is up. */
async function inTime({ world, budget }, work) {
    const expired = (spentMs) => new errors/* AppError */.uV('delivery', `The runner's service gave no answer in ${(0,base_bound/* seconds */.YA)(spentMs)}`);
    try {
        return {
            value: await (0,base_bound/* within */.ux)(world.clock, { timeoutMs: serviceMs, parent: budget.cleanup, expired }, work),
        };
    }
    catch (error) {
        return { error: (0,errors/* toAppError */.b_)(error) };
    }
}
/** Whether the next run goes on with a failed one's order is known when the state was handed over, and no earlier. */
function withFate({ result, entry }, store) {
    const { error, ...rest } = result;
    if (!entry || !error?.details.resumes)
        return result;
    return { ...rest, error: error.resuming(store.holds(entry)) };
}
function upload(works, { settings, world }, signal) {
    const { exports, account, ca, mode } = settings;
    return uploadArtifact({
        artifacts: mode.name === 'renew' ? world.artifacts : undefined,
        settings: exports,
        certificates: works.flatMap(exported),
        lock: keyLockOf(exports.ageRecipients, account.encryptionKey),
        ca,
        tempDirectory: world.tempDirectory,
        signal,
    });
}
function exported({ result, privateKey, pfx }) {
    const { name, domains, certificate, keyType, profile } = result;
    return certificate ? [{ name, domains, certificate, keyType, profile, privateKey, pfx }] : [];
}

// EXTERNAL MODULE: ./build/plan/suggested-cron.js
var suggested_cron = __nccwpck_require__(7162);
// EXTERNAL MODULE: ./build/settings/inputs.js + 15 modules
var inputs = __nccwpck_require__(4200);
// EXTERNAL MODULE: ./build/steps/load-providers.js
var load_providers = __nccwpck_require__(4901);
;// CONCATENATED MODULE: ./build/steps/lint-schedule.js





/** A job of a matrix works on what a plan gave it; the plan's own job has looked at the workflow, once for all. */
function isForLint({ settings, world }) {
    return (['renew', 'dry-run', 'plan', 'preflight'].includes(settings.mode.name) && !world.inputs['only']?.trim());
}
/**
 * Looks at the workflow that runs this action, where it is checked out, and at the schedule that started it. Never
 * throws: whatever stands in a file of the user's, the certificates of this run must not be lost for it.
 */
async function lintRunningWorkflow(start, works) {
    const { event, log } = start.world;
    if (event.name === 'cli' || !isForLint(start))
        return [];
    try {
        return await lint(start, works);
    }
    catch (error) {
        log.info(`The workflow was not looked at: ${(0,errors/* messageOf */.bD)(error)}`);
        return [];
    }
}
async function lint(start, works) {
    const { world, settings, budget } = start;
    const { env, event, repository } = world;
    // Loaded here, because it takes the library that reads cron lines.
    const { lintSchedule } = await Promise.all(/* import() */[__nccwpck_require__.e(814), __nccwpck_require__.e(761)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7761));
    const { signal } = budget.cleanup;
    const providers = await (0,load_providers/* loadProviders */.T)(world.inputs, signal);
    return lintSchedule({
        repository,
        visibility: visibilityOf(start),
        workflow: await readWorkflowFile(start, signal),
        eventCron: event.schedule,
        mode: settings.mode.name,
        job: env['GITHUB_JOB'] ?? '',
        actionRepository: env['GITHUB_ACTION_REPOSITORY'] ?? '',
        timeoutMs: settings.bounds.totalMs,
        lifetimes: (0,suggested_cron/* lifetimesOf */.sc)(works.map(({ result }) => result)),
        secretInputs: inputs/* inputNames */.v.filter((name) => 'secret' in inputs/* inputs */.Q[name]),
        secretVariables: providers.specs.flatMap(({ variables }) => variables.flatMap(({ name, aliases = [], secret }) => (secret ? [name, ...aliases] : []))),
        nowMs: world.clock.now(),
    });
}
async function readWorkflowFile(start, signal) {
    const { env } = start.world;
    // owner/name/.github/workflows/FILE@ref
    const path = /^[^/]+\/[^/]+\/(\.github\/workflows\/[^/@]+)@/.exec(env['GITHUB_WORKFLOW_REF'] ?? '')?.[1];
    const workspace = env['GITHUB_WORKSPACE'] ?? '';
    const text = path !== undefined && workspace !== '' ? read((0,external_node_path_.join)(workspace, path), start) : undefined;
    if (path === undefined || text === undefined)
        return undefined;
    signal.throwIfAborted();
    const { parse } = await __nccwpck_require__.e(/* import() */ 815).then(__nccwpck_require__.t.bind(__nccwpck_require__, 8815, 19));
    try {
        // Without its own warnings on the process.
        return { path, content: parse(text, { logLevel: 'error' }) };
    }
    catch (error) {
        start.world.log.debug(`${path} could not be read: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    }
}
/** What the event's payload tells of the repository; some events tell nothing. */
function visibilityOf(start) {
    const text = read(start.world.env['GITHUB_EVENT_PATH'] ?? '', start);
    if (text === undefined)
        return undefined;
    try {
        const { repository } = JSON.parse(text);
        if (typeof repository?.private !== 'boolean')
            return undefined;
        return { isPublic: !repository.private, pushedAtMs: lint_schedule_momentOf(repository.pushed_at) };
    }
    catch (error) {
        start.world.log.debug(`The event's payload could not be read: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    }
}
/** Seconds since the epoch on `push`, RFC 3339 on other events. */
function lint_schedule_momentOf(value) {
    const ms = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : NaN;
    return Number.isNaN(ms) ? undefined : ms;
}
function read(path, { world }) {
    if (path === '')
        return undefined;
    try {
        return world.readText(path);
    }
    catch (error) {
        world.log.debug(`${path} could not be read: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    }
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
// EXTERNAL MODULE: ./build/certificate/names.js
var names = __nccwpck_require__(7764);
;// CONCATENATED MODULE: ./build/certificate/chain.js





/**
 * How far a certificate's start may lie ahead of this machine's clock. Generous, because refusing a certificate
 * spends another one of the CA's limits, and the servers that will use it have clocks of their own.
 */
const clockSkewMs = 3_600_000;
/**
 * Checks what a CA handed out before anything is delivered: our key, all our names, valid now, and each certificate
 * issued by the next one, in this order (RFC 8555 7.4.2, RFC 8446 4.4.2). Names that the CA added are no fault: some
 * add `www.`.
 * @param pem application/pem-certificate-chain (RFC 8555 9.1)
 * @throws AppError `certificate-invalid` that tells the check that failed
 */
function checkChain(pem, { publicKey, identifiers, nowMs }) {
    const certificates = readChain(pem);
    const [leaf, ...issuers] = certificates;
    checkKey(certificates, publicKey);
    if (leaf.ca)
        throw invalid('The certificate is one of a CA, not of a server');
    const missing = (0,names/* missingNames */.JA)(identifiers, (0,names/* namesOf */.eZ)(leaf));
    if (missing.length > 0) {
        throw invalid(`The certificate lacks ${missing.join(', ')}`, {
            identifiers: missing.map((identifier) => ({ identifier, reason: 'not in the certificate' })),
        });
    }
    for (const certificate of certificates)
        checkDates(certificate, nowMs);
    issuers.forEach((issuer, index) => checkIssuer(certificates[index] ?? leaf, issuer));
    return describeChain(certificates);
}
/** A chain, the leaf first, as reports and files have it. */
function describeChain([leaf, ...issuers]) {
    return {
        leafPem: leaf.toString(),
        chainPem: issuers.map((certificate) => certificate.toString()).join(''),
        notBeforeMs: leaf.validFromDate.getTime(),
        notAfterMs: leaf.validToDate.getTime(),
        serial: leaf.serialNumber,
        fingerprint: leaf.fingerprint256,
        issuer: issuerNameOf(leaf) ?? 'unnamed issuer',
    };
}
/**
 * Chooses among the default chain (the first) and the CA's alternates (RFC 8555 7.4.2) by the common name of an
 * issuer. A chain that ends at that issuer comes before one that only passes through it: a root that is also
 * cross-signed stands in both.
 * @throws AppError `certificate-invalid` when a chain can't be read
 */
function chooseChain(chains, preferredIssuer) {
    const issuers = chains.map((pem) => readChain(pem).map((certificate) => commonNameOf(certificate)));
    const ending = issuers.findIndex((names) => names.at(-1) === preferredIssuer);
    const found = ending >= 0 ? ending : issuers.findIndex((names) => names.includes(preferredIssuer));
    const available = new Set(issuers.map((names) => names.at(-1)).filter((name) => name !== undefined));
    return { pem: chains[found] ?? chains[0], matched: found >= 0, available: [...available] };
}
function readChain(pem) {
    const { blocks, cut } = (0,certificate_pem/* readPem */.J)(pem);
    if (cut)
        throw invalid('The chain is cut off: a PEM block in it has no end');
    const [first, ...others] = blocks.map(({ label, der }, index) => {
        if (label !== 'CERTIFICATE')
            throw invalid(`The chain holds something else than certificates: ${label}`);
        return parseCertificate(der, index + 1);
    });
    if (!first)
        throw invalid('The CA gave no certificate in PEM');
    return [first, ...others];
}
function parseCertificate(der, number) {
    const sentence = `Certificate ${number} of the chain can't be read`;
    if (!der)
        throw invalid(`${sentence}: it isn't base64`);
    try {
        return new external_node_crypto_.X509Certificate(der);
    }
    catch (error) {
        throw invalid(sentence, {}, error);
    }
}
function checkKey(certificates, publicKey) {
    const position = certificates.findIndex((certificate) => certificate.publicKey.equals(publicKey));
    if (position === 0)
        return;
    if (position < 0)
        throw invalid('The certificate is for another key than the one it was ordered with');
    throw invalid(`The chain is out of order: our certificate stands at place ${position + 1}, not first`);
}
function checkDates(certificate, nowMs) {
    const [fromMs, toMs] = [certificate.validFromDate.getTime(), certificate.validToDate.getTime()];
    const which = `The certificate of ${subjectOf(certificate)}`;
    const [from, to, now] = [fromMs, toMs, nowMs].map((ms) => new Date(ms).toISOString());
    if (fromMs >= toMs)
        throw invalid(`${which} ends (${to}) before it begins (${from})`);
    if (nowMs >= toMs) {
        throw invalid(`${which} ended at ${to}, and this machine's clock says ${now}`, {
            hint: `If the CA is right, this machine's clock is ahead by ${(0,base_bound/* seconds */.YA)(nowMs - toMs)} or more: set it, then run again.`,
        });
    }
    if (fromMs > nowMs + clockSkewMs) {
        throw invalid(`${which} begins only at ${from}, and this machine's clock says ${now}`, {
            hint: `This machine's clock is probably behind by ${(0,base_bound/* seconds */.YA)(fromMs - nowMs)}: set it, then run again.`,
        });
    }
}
function checkIssuer(certificate, issuer) {
    const pair = `${subjectOf(certificate)} is followed by ${subjectOf(issuer)}`;
    if (!issuer.ca)
        throw invalid(`The chain is broken: ${pair}, which is not the certificate of a CA`);
    if (!certificate.checkIssued(issuer))
        throw invalid(`The chain is broken: ${pair}, which didn't issue it`);
    if (!certificate.verify(issuer.publicKey)) {
        throw invalid(`The chain is broken: ${pair}, whose key didn't sign it`);
    }
}
/** Whose certificate it is, for people. */
function subjectOf(certificate) {
    const { subject } = certificate.toLegacyObject();
    return firstOf(subject?.CN) ?? (0,names/* namesOf */.eZ)(certificate)[0]?.value ?? `serial ${certificate.serialNumber}`;
}
function issuerOf(certificate) {
    const { issuer } = certificate.toLegacyObject();
    return issuer ?? {};
}
function commonNameOf(certificate) {
    return firstOf(issuerOf(certificate).CN);
}
function issuerNameOf(certificate) {
    const { CN, O } = issuerOf(certificate);
    return firstOf(CN) ?? firstOf(O);
}
function firstOf(value) {
    return Array.isArray(value) ? value[0] : value;
}
const hint = 'Nothing was delivered and what was there before is untouched. Tell the CA if it happens again.';
function invalid(message, details = {}, cause) {
    return new errors/* AppError */.uV('certificate-invalid', message, { hint, ...details }, cause);
}

;// CONCATENATED MODULE: ./build/certificate/served-chain.js




/** Reads what a server shows, and holds it against what clients want to see (RFC 8446 4.4.2). */
function readServedChain(pems, { name, storedChainPem }) {
    const [first, ...others] = pems;
    const [leaf, ...issuers] = [new external_node_crypto_.X509Certificate(first), ...others.map((pem) => new external_node_crypto_.X509Certificate(pem))];
    const isGoodFor = (0,external_node_net_.isIP)(name) === 0 ? leaf.checkHost(name, { subject: 'never' }) : leaf.checkIP(name);
    return {
        certificate: describeChain([leaf, ...issuers]),
        names: (0,names/* namesOf */.eZ)(leaf).map(({ value }) => value),
        matches: isGoodFor !== undefined,
        fault: orderFault([leaf, ...issuers]) ?? missingFault([leaf, ...issuers], storedChainPem),
    };
}
function orderFault(chain) {
    const at = chain.findIndex((one, index) => {
        const next = chain[index + 1];
        return next !== undefined && !isIssuedBy(one, next);
    });
    const [broken, next] = [chain[at], chain[at + 1]];
    if (!broken || !next)
        return undefined;
    const pair = `${subjectOf(broken)} is followed by ${subjectOf(next)}, which didn't issue it`;
    const elsewhere = chain.some((one) => one !== broken && isIssuedBy(broken, one));
    return elsewhere ? `the chain is out of order: ${pair}` : `the chain is broken: ${pair}`;
}
function missingFault(chain, storedChainPem) {
    const [leaf, ...issuers] = chain;
    if (isIssuedBy(leaf, leaf))
        return 'the certificate is signed by itself, so no client trusts it';
    if (storedChainPem === undefined) {
        return issuers.length === 0 ? "no issuer's certificate comes with it" : undefined;
    }
    const stored = [leaf, ...certificatesIn(storedChainPem)];
    const last = chain.at(-1)?.fingerprint256;
    const at = stored.findIndex(({ fingerprint256 }) => fingerprint256 === last);
    // A server may show another way to a root than the CA's default; roots need not be shown.
    const missing = at < 0 ? [] : stored.slice(at + 1).filter((one) => !isIssuedBy(one, one));
    return missing.length === 0
        ? undefined
        : `the issuer's certificate is missing: ${missing.map(subjectOf).join(', ')}`;
}
function certificatesIn(pem) {
    const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    return blocks.map((block) => new external_node_crypto_.X509Certificate(block));
}
function isIssuedBy(certificate, issuer) {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

// EXTERNAL MODULE: ./build/report/wording.js
var wording = __nccwpck_require__(2867);
;// CONCATENATED MODULE: ./build/steps/each-certificate.js


/** Looks at every certificate, `concurrency` at a time. What is thrown is that certificate's failure. */
async function eachCertificate({ settings: { certificates, concurrency }, world: { clock, log } }, look) {
    const works = await (0,parallel/* mapLimited */.bB)(certificates, concurrency, async (request) => {
        const startedAt = clock.monotonic();
        const ending = await look(request).catch((thrown) => {
            const error = (0,errors/* toAppError */.b_)(thrown);
            log.info(`${request.name}: failed: ${error.code}: ${error.message}`);
            return { outcome: 'failed', reason: error.message, error };
        });
        const { name, identifiers } = request;
        const elapsedMs = clock.monotonic() - startedAt;
        const domains = identifiers.map(({ value }) => value);
        return { result: { name, domains, attempts: 0, phasesMs: {}, warnings: [], ...ending, elapsedMs } };
    });
    return { works };
}

;// CONCATENATED MODULE: ./build/plan/lead.js
const dayMs = 86_400_000;
/**
 * When it is due by time alone: a third of the lifetime before its end; half where that is under 10 days, as Let's
 * Encrypt advises. A lead longer than the whole life counts as none: such a certificate would be due in every run.
 */
function renewAtMs({ notBeforeMs, notAfterMs }, before) {
    const lifetimeMs = notAfterMs - notBeforeMs;
    const auto = lifetimeMs < 10 * dayMs ? 1 / 2 : 1 / 3;
    return notAfterMs - leadMs(lifetimeMs, before, auto);
}
/** When its end is so near that nothing may be put off any more: a ninth of the lifetime before it (`fail-before`). */
function failAtMs({ notBeforeMs, notAfterMs }, before) {
    return notAfterMs - leadMs(notAfterMs - notBeforeMs, before, 1 / 9);
}
/**
 * Until when a new certificate is kept though the CA wants it renewed. One certificate may be replaced as soon as it was
 * obtained: CAs announce a revocation so. When the next one is to be replaced just as soon, the CA is mistaken or the
 * clock is wrong, and orders in every run would end at the CA's limits: then there is one a day, at most one for each
 * ninth of the lifetime.
 * @returns ms since the epoch; undefined when it needn't be kept
 */
function restUntilMs({ notBeforeMs, notAfterMs, obtainedAtMs, predecessorAtMs }, nowMs) {
    const restMs = Math.min(dayMs, (notAfterMs - notBeforeMs) / 9);
    if (predecessorAtMs === undefined || nowMs < obtainedAtMs)
        return undefined;
    return Math.abs(obtainedAtMs - predecessorAtMs) < 2 * restMs ? obtainedAtMs + restMs * leeway : undefined;
}
/** Schedules start minutes late or early. */
const leeway = 0.9;
function leadMs(lifetimeMs, before, auto) {
    const wanted = wantedLeadMs(lifetimeMs, before, auto);
    return wanted < lifetimeMs ? wanted : lifetimeMs * auto;
}
function wantedLeadMs(lifetimeMs, before, auto) {
    switch (before.kind) {
        case 'auto':
            return lifetimeMs * auto;
        case 'duration':
            return before.ms;
        case 'share':
            return lifetimeMs * before.ofLifetime;
    }
}

;// CONCATENATED MODULE: ./build/steps/judge-served.js


/** Judges the certificate that a run before this one stored. */
function judgeStored(stored, { settings, nowMs }) {
    const subject = 'The stored certificate';
    const { renewalInfo } = stored;
    const late = renewalInfo && renewalInfo.windowEndMs < nowMs
        ? [
            {
                severity: 'warning',
                subject,
                what: `the CA wanted it renewed by ${(0,wording/* moment */.n$)(renewalInfo.windowEndMs)}, and may revoke it`,
                remedy: 'Look at the runs that should have renewed it, or renew it now',
                ...(renewalInfo.explanationUrl === undefined ? {} : { link: renewalInfo.explanationUrl }),
            },
        ]
        : [];
    return [...judgeTime(stored, { subject, settings, nowMs, remedy: renewRemedy }), ...late];
}
/** Judges what a server shows against the clock, the name it was asked for, and what is stored. */
function judgeServed({ where, served }, judging) {
    const { certificate, names, matches, fault } = served;
    const warn = (what, remedy) => ({
        severity: 'warning',
        subject: where,
        what,
        remedy,
    });
    if (!matches) {
        const good = names.length === 0 ? 'no name' : (0,wording/* nameList */.OD)(names, 3);
        return [warn(`it serves a certificate for ${good}`, 'Let the server use the certificate of this name')];
    }
    return [
        ...judgeTime(certificate, { ...judging, subject: where, remedy: remedyFor(certificate, judging) }),
        ...judgeRevoked(certificate, where, judging),
        ...(fault === undefined ? [] : [warn(fault, 'Let the server use `fullchain.pem`, unchanged')]),
        ...judgeDeployment(certificate, where, judging),
    ];
}
/** What a server that shows nothing is worth. */
function judgeSilent({ where, reason }) {
    return {
        severity: 'warning',
        subject: where,
        what: `it serves no certificate: ${reason}`,
        remedy: 'Look at the server and its firewall, if clients should reach it there',
    };
}
const renewRemedy = 'Look at the runs that should have renewed it, and renew it now';
function remedyFor({ fingerprint }, { entry }) {
    const stored = entry?.certificate;
    return stored && stored.fingerprint !== fingerprint
        ? 'Bring the stored certificate to the server, and reload it'
        : renewRemedy;
}
function judgeTime(validity, { subject, remedy, settings, nowMs }) {
    if (nowMs < failAtMs(validity, settings.failBefore))
        return [];
    const { notAfterMs } = validity;
    const what = nowMs < notAfterMs
        ? `it ends on ${(0,wording/* moment */.n$)(notAfterMs)}: ${(0,wording/* timeLeft */.f$)(notAfterMs, nowMs)}, less than \`fail-before\` allows`
        : `it ended on ${(0,wording/* moment */.n$)(notAfterMs)}`;
    return [{ severity: 'error', subject, what, remedy }];
}
/** As grave as one that ended: clients that look refuse it. */
function judgeRevoked({ fingerprint }, subject, { entry }) {
    const revoked = entry?.revoked.find((one) => one.fingerprint === fingerprint);
    if (!revoked)
        return [];
    const what = `it serves a certificate that was revoked on ${(0,wording/* day */.vd)(revoked.atMs)} (${revoked.reason})`;
    return [
        { severity: 'error', subject, what, remedy: 'Renew, bring the new certificate to the server, reload it' },
    ];
}
function judgeDeployment(served, subject, { entry, nowMs }) {
    const stored = entry?.certificate;
    if (!stored || stored.fingerprint === served.fingerprint)
        return [];
    const serials = `serial ${served.serial} is served, ${stored.serial} is stored`;
    if (stored.notBeforeMs > served.notBeforeMs) {
        const age = (0,wording/* count */.U9)(Math.floor((nowMs - stored.obtainedAtMs) / 3_600_000), 'hour');
        return [
            {
                severity: 'warning',
                subject,
                what: `renewed but not deployed: a newer certificate was stored ${age} ago (${serials})`,
                remedy: 'Bring the stored certificate to the server, and reload it',
            },
        ];
    }
    return [
        {
            severity: 'notice',
            subject,
            what: `it serves a certificate that was not stored by this action (${serials})`,
            remedy: 'If nobody else should renew it, find out who does',
        },
    ];
}

// EXTERNAL MODULE: ./build/certificate/user-csr.js
var user_csr = __nccwpck_require__(5712);
;// CONCATENATED MODULE: ./build/plan/due.js


/** Decides whether a certificate is to be ordered. The first reason that applies is the one that is told. */
function decideDue({ request, settings, held, nowMs, renewal }) {
    if (settings.mode.name === 'dry-run')
        return due('dry-run', 'A dry run tries the order, due or not');
    const forced = settings.force ? due('forced', 'The input `force` asks for it') : undefined;
    if (!held)
        return forced ?? due('missing', 'No certificate of this name, key type and CA is stored');
    const { profile, renewBefore, failBefore } = settings;
    const [added, removed] = difference(request, held);
    if (added.length + removed.length > 0) {
        const changes = [...added.map((name) => `+${name}`), ...removed.map((name) => `-${name}`)];
        return due('names-changed', `Its names changed: ${changes.join(', ')}`);
    }
    if (held.isOfCsr === false)
        return due('csr-changed', 'The CSR has another key');
    if (request.csr === undefined && !held.hasKey)
        return due('key-missing', 'Its key was never ours');
    // After what makes the stored one unfit: forced or not, nobody can do with that one in the meantime.
    if (forced)
        return forced;
    if (held.profile !== profile) {
        return due('profile-changed', `Its profile is ${held.profile ?? 'the default'}, and ${profile ?? 'the default'} is wanted`);
    }
    // Who sets `renew-before` has decided; by itself the action does as the CA asks.
    return renewal && renewBefore.kind === 'auto'
        ? decideByWindow(held, { renewal, failBefore, nowMs })
        : decideByTime(held, renewBefore, nowMs);
}
/** Whether only time decides about it: what is held is what is wanted. */
function isByTime({ code }) {
    return code === 'fresh' || code === 'renew-before';
}
/**
 * Decides by the CA's window (RFC 9773 4.2), within reason: a window that comes too late is not waited for, and a CA
 * that wants every new certificate renewed at once gets no order in every run.
 */
function decideByWindow(held, { renewal, failBefore, nowMs }) {
    const asked = askedByWindow(held, renewal, nowMs);
    const restMs = restUntilMs(held, nowMs);
    if (asked.due && (restMs === undefined || restMs <= nowMs))
        return asked;
    // Never earlier than without a window, whatever `fail-before` says.
    const latestMs = Math.max(failAtMs(held, failBefore), renewAtMs(held, { kind: 'auto' }));
    if (latestMs < renewal.nextRunMs) {
        return due('renew-before', `${endOf(held, nowMs)}, and the CA's window comes too late to wait for`);
    }
    if (restMs === undefined || !asked.due)
        return asked;
    const again = `${asked.because}. It took the place of one that was as new, so it is kept until ${moment(restMs)}`;
    return { due: false, code: 'fresh', because: again };
}
function askedByWindow({ notAfterMs }, renewal, nowMs) {
    const { windowStartMs, windowEndMs, selectedMs, nextRunMs, explanationUrl } = renewal;
    const [start, end, selected] = [windowStartMs, windowEndMs, selectedMs].map(moment);
    const why = explanationUrl === undefined ? '' : `; the CA explains: ${explanationUrl}`;
    if (windowEndMs <= nowMs) {
        const passed = `The CA wanted it renewed by ${end}; such a window in the past is also how it announces a revocation`;
        return due('window-passed', passed + why);
    }
    const window = `The CA asks to renew between ${start} and ${end}`;
    if (selectedMs <= nowMs)
        return due('renewal-window', `${window}, this one from ${selected}${why}`);
    if (selectedMs < nextRunMs) {
        return due('renewal-window', `${window}, this one at ${selected}, before the next run${why}`);
    }
    const because = `Valid until ${moment(notAfterMs)}, to be renewed from ${selected}, as the CA asks${why}`;
    return { due: false, code: 'fresh', because };
}
/** Decides by time alone: what is served is fresh or not, whoever ordered it. */
function decideByTime(held, renewBefore, nowMs) {
    const renewFromMs = renewAtMs(held, renewBefore);
    if (nowMs >= renewFromMs)
        return due('renew-before', endOf(held, nowMs));
    const because = `Valid until ${moment(held.notAfterMs)}, to be renewed from ${moment(renewFromMs)}`;
    return { due: false, code: 'fresh', because };
}
function endOf({ notAfterMs }, nowMs) {
    const [left, until] = [notAfterMs - nowMs, moment(notAfterMs)];
    return left > 0 ? `It ends in ${duration(left)} (${until})` : `It ended on ${until}`;
}
const due_dayMs = 86_400_000;
function difference({ identifiers }, { domains }) {
    const wanted = new Set(identifiers.map(({ value }) => value));
    const had = new Set(domains);
    return [[...wanted].filter((name) => !had.has(name)), [...had].filter((name) => !wanted.has(name))];
}
function due(code, because) {
    return { due: true, code, because };
}
function duration(ms) {
    return ms >= 2 * due_dayMs ? `${Math.floor(ms / due_dayMs)} days` : (0,base_bound/* seconds */.YA)(ms);
}
/** `2026-08-05 14:03 UTC`. */
function moment(ms) {
    return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

// EXTERNAL MODULE: ./build/state/entry.js
var state_entry = __nccwpck_require__(2070);
// EXTERNAL MODULE: ./build/certificate/x509.js
var x509 = __nccwpck_require__(8634);
;// CONCATENATED MODULE: ./build/certificate/renewal-id.js

/**
 * The name of a certificate towards its CA (RFC 9773 4.1): the issuer's key identifier and the serial number's DER
 * content, each in base64url.
 * @param pem the leaf, first in its chain or alone
 * @returns undefined when it names no key of its issuer: then it has no such name
 */
async function renewalIdOf(pem, signal) {
    const { AuthorityKeyIdentifierExtension, X509Certificate } = await (0,x509/* loadX509 */.l)();
    signal.throwIfAborted();
    const leaf = new X509Certificate(pem);
    const { keyId } = leaf.getExtension(AuthorityKeyIdentifierExtension) ?? {};
    if (keyId === undefined)
        return undefined;
    // The library leaves out the leading zero octet that a positive INTEGER has when its first bit is set.
    const serial = Buffer.from(leaf.serialNumber, 'hex');
    const content = (serial[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), serial]) : serial;
    return `${Buffer.from(keyId, 'hex').toString('base64url')}.${content.toString('base64url')}`;
}

;// CONCATENATED MODULE: ./build/plan/renewal-window.js

/**
 * The second of the window at which this certificate is renewed: spread evenly over all certificates, and the same in
 * every run (RFC 9773 4.2 asks for a random time; one drawn anew in each run would favour the window's start).
 * @returns ms since the epoch, whole seconds, from the window's start to before its end
 */
function selectMoment({ windowStartMs, windowEndMs }, { fingerprint, domains }) {
    const hash = (0,external_node_crypto_.createHash)('sha256')
        .update(JSON.stringify([fingerprint, domains.toSorted()]))
        .digest();
    const share = hash.readUIntBE(0, 6) / 2 ** 48;
    const atMs = windowStartMs + share * (windowEndMs - windowStartMs);
    return Math.max(windowStartMs, Math.floor(atMs / 1000) * 1000);
}

;// CONCATENATED MODULE: ./build/steps/ask-renewal.js



/**
 * Asks the CA when it wants a certificate renewed (RFC 9773), unless its last answer still stands. The run can do
 * without: what goes wrong is a warning.
 */
async function askRenewal(stored, start) {
    const { renewalInfo: known } = stored;
    const nowMs = start.world.clock.now();
    // An answer from the future: this machine's clock was wrong then, or is now.
    if (known && known.fetchedAtMs <= nowMs && nowMs < known.retryAtMs)
        return { info: known, warnings: [] };
    try {
        return { info: await ask(stored, start), warnings: [] };
    }
    catch (error) {
        if (!(error instanceof errors/* AppError */.uV) || start.budget.work.signal.aborted)
            throw error;
        const instead = known
            ? `its answer of ${new Date(known.fetchedAtMs).toISOString()} stands`
            : 'it is renewed by its lifetime';
        const warning = `The CA didn't say when to renew it, so ${instead}: ${error.message}`;
        return { info: known, warnings: [warning] };
    }
}
async function ask({ chain, notAfterMs }, { approach, world, budget }) {
    const id = await renewalIdOf(chain, budget.work.signal);
    const answer = id === undefined ? undefined : await approach.renewalInfo(id);
    if (!answer)
        return undefined;
    const { retryAfterMs, ...window } = answer;
    if (window.windowStartMs >= notAfterMs) {
        throw new errors/* AppError */.uV('ca-error', 'The renewal window begins after the end of the certificate');
    }
    const fetchedAtMs = world.clock.now();
    return { ...window, fetchedAtMs, retryAtMs: fetchedAtMs + retryAfterMs };
}
/** Without a cron line nobody knows when the next run comes; twice a day is what is recommended. */
const unscheduledMs = 12 * 3_600_000;
/** What is needed to decide by the CA's answer: this certificate's moment, and the run after this one. */
async function renewalOf({ fingerprint, domains, renewalInfo }, { world: { clock, event }, budget }) {
    if (!renewalInfo)
        return undefined;
    const { windowStartMs, windowEndMs, explanationUrl } = renewalInfo;
    const selectedMs = selectMoment(renewalInfo, { fingerprint, domains });
    const nowMs = clock.now();
    const nextRunMs = (await afterThis(event.schedule, nowMs, budget.work.signal)) ?? nowMs + unscheduledMs;
    return { windowStartMs, windowEndMs, explanationUrl, selectedMs, nextRunMs };
}
/** When the cron line that started this run starts the next one. */
async function afterThis(cron, nowMs, signal) {
    if (cron === undefined)
        return undefined;
    // The library that reads cron lines is loaded for schedules only.
    const { readSchedule } = await Promise.all(/* import() */[__nccwpck_require__.e(814), __nccwpck_require__.e(424)]).then(__nccwpck_require__.bind(__nccwpck_require__, 424));
    signal.throwIfAborted();
    return readSchedule([{ cron }])?.after(nowMs);
}

// EXTERNAL MODULE: ./build/certificate/keys.js
var keys = __nccwpck_require__(4238);
;// CONCATENATED MODULE: ./build/steps/targets.js
/**
 * Where a certificate is looked for: port 443 of its names, and those of `check-targets` that are its business. A host
 * that is a name of one of the certificates is that one's; any other (an address, a balancer) is everyone's.
 */
function targetsOf(request, { certificates, checkTargets }) {
    const own = request.identifiers
        .filter(({ value }) => !value.startsWith('*.'))
        .map(({ value }) => targetOf({ host: value, port: 443 }, request));
    const extra = checkTargets
        .filter(({ host }) => covers(request, host) || !certificates.some((one) => covers(one, host)))
        .map((target) => targetOf(target, request));
    return [...new Map([...own, ...extra].map((target) => [target.where, target])).values()];
}
/** What a client of this certificate would ask for: the host if it is one of its names, else the first name. */
function serverNameOf(host, request) {
    const names = request.identifiers.flatMap(({ type, value }) => (type === 'dns' ? [value] : []));
    if (names.some((name) => isCovered(host, name)))
        return host.toLowerCase();
    return names[0]?.replace('*.', 'any.');
}
function targetOf({ host, port }, request) {
    const isAddress = request.identifiers.some(({ type, value }) => type === 'ip' && value === host);
    const serverName = isAddress ? undefined : serverNameOf(host, request);
    const name = serverName ?? host;
    const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    return { host, port, name, serverName, where: name === host ? place : `${place} (${name})` };
}
function covers({ identifiers }, host) {
    return identifiers.some(({ value }) => isCovered(host, value));
}
/** A wildcard stands for one label (RFC 6125 6.4.3). */
function isCovered(host, name) {
    const asked = host.toLowerCase();
    if (!name.startsWith('*.'))
        return asked === name;
    return asked.includes('.') && asked.slice(asked.indexOf('.')) === name.slice(1);
}

;// CONCATENATED MODULE: ./build/steps/look-at-served.js







/** Bound on one look: names that aren't served yet, or only inside another network, mustn't cost more. */
const lookMs = 5_000;
/** Names looked at; they show the same certificate, so the first ones do. */
const mostNames = 3;
/**
 * Looks at what the names serve now (port 443 and `check-targets`), for a certificate whose state is lost.
 * @param revoked certificates that are of no use any more, though a server may still show them
 * @returns the one that ends last; undefined when none of exactly these names is served
 */
async function lookAtServed(request, start, revoked = []) {
    const { settings, world, budget } = start;
    const names = request.identifiers.map(({ value }) => value).filter((value) => !value.startsWith('*.'));
    const targets = [
        ...names.slice(0, mostNames).map((host) => ({ host, port: 443 })),
        ...settings.checkTargets,
    ];
    const expired = () => new errors/* AppError */.uV('deadline', 'no answer in time');
    const limits = { timeoutMs: lookMs, parent: budget.work, expired };
    const found = await Promise.all(targets.map((target) => (0,base_bound/* within */.ux)(world.clock, limits, async ({ signal }) => {
        const serverName = serverNameOf(target.host, request);
        const [pem] = await world.probeTls({ ...target, serverName }, signal);
        return { target, pem };
    }).catch((error) => {
        if (budget.work.signal.aborted)
            throw error;
        world.log.debug(`${target.host}:${target.port} serves nothing: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    })));
    const nowMs = world.clock.now();
    return found
        .flatMap((one) => (one ? judge(one, { request, start, nowMs }) : []))
        .filter(({ fingerprint }) => !revoked.some((one) => one.fingerprint === fingerprint))
        .toSorted((a, b) => b.notAfterMs - a.notAfterMs)[0];
}
function judge({ target, pem }, { request, start, nowMs }) {
    const certificate = new external_node_crypto_.X509Certificate(pem);
    const served = (0,names/* namesOf */.eZ)(certificate);
    const same = (0,names/* missingNames */.JA)(request.identifiers, served).length === 0 && served.length === request.identifiers.length;
    const { csr } = request;
    const isWanted = csr !== undefined || (0,keys/* keyTypeOf */.zj)(certificate.publicKey) === start.settings.keyType;
    // A server's placeholder is signed by itself and says nothing about the CA's.
    if (!same || !isWanted || certificate.checkIssued(certificate))
        return [];
    const notBeforeMs = certificate.validFromDate.getTime();
    const notAfterMs = certificate.validToDate.getTime();
    const decision = decideByTime({ notBeforeMs, notAfterMs }, start.settings.renewBefore, nowMs);
    const { fingerprint256: fingerprint } = certificate;
    return [{ where: `${target.host}:${target.port}`, pem, fingerprint, notBeforeMs, notAfterMs, decision }];
}

;// CONCATENATED MODULE: ./build/steps/spare-order.js





/**
 * A lost cache must not spend the CA's limit on duplicates: a fresh certificate that is in use isn't ordered again, when
 * it is this CA's and as it is wanted, and the CA doesn't want it renewed. A CDN's own, one of another CA or a stranger's says nothing about ours; and
 * with an account that this run has just made, nothing that is served can be ours.
 * @returns undefined when it has to be ordered
 */
async function spareOrder(request, entry, start) {
    const served = await lookAtServed(request, start, entry?.revoked);
    if (!served || served.decision.due)
        return undefined;
    const { accountExisted } = await start.openCa();
    const asked = accountExisted ? await askCa(served.pem, start) : undefined;
    if (!asked)
        return undefined;
    const decision = await decideServed(request, { served, info: asked.info }, start);
    if (decision.due) {
        start.world.log.info(`${served.where} serves one that is due: ${decision.because}`);
        return undefined;
    }
    const until = new Date(served.notAfterMs).toISOString().slice(0, 10);
    const warning = `${served.where} serves a certificate of these names until ${until}, so none was ordered; its key is not stored ` +
        'here, so there are no files. CAs limit certificates of the same names (5 in 7 days at the most used one). Set `force` ' +
        'to true once if you need one with its key now.';
    return {
        decision: { ...decision, because: `${served.where}: ${decision.because}` },
        warnings: [warning],
    };
}
/** By the CA's window, as if it were stored: one in the past is also how the CA tells that it revokes. */
async function decideServed({ identifiers }, { served, info }, start) {
    const { renewBefore, failBefore } = start.settings;
    const { fingerprint, notBeforeMs } = served;
    const domains = identifiers.map(({ value }) => value);
    const renewal = await renewalOf({ fingerprint, domains, renewalInfo: info }, start);
    if (!renewal || renewBefore.kind !== 'auto')
        return served.decision;
    const held = { ...served, obtainedAtMs: notBeforeMs, predecessorAtMs: undefined };
    return decideByWindow(held, { renewal, failBefore, nowMs: start.world.clock.now() });
}
/**
 * Asks the CA about a certificate: one of its issuing it knows when to renew (RFC 9773 4.1). A CA that can't be asked,
 * without renewal information or for now, is taken at its account's word.
 * @returns undefined when it isn't of this CA's issuing
 */
async function askCa(pem, { approach, budget, world }) {
    const { signal } = budget.work;
    const { renewalInfo: url } = await approach.directory();
    if (url === undefined)
        return { info: undefined };
    const id = await renewalIdOf(pem, signal);
    if (id === undefined)
        return undefined;
    try {
        return { info: await approach.renewalInfo(id) };
    }
    catch (error) {
        signal.throwIfAborted();
        const isUnknown = error instanceof errors/* AppError */.uV && isRefusal(error);
        world.log.info(`The CA ${isUnknown ? "doesn't know" : "can't be asked about"} it: ${(0,errors/* messageOf */.bD)(error)}`);
        return isUnknown ? undefined : { info: undefined };
    }
}
/** The CA's own no, not its being busy. */
function isRefusal({ code, details: { lastStatus = '' } }) {
    return code !== 'rate-limited' && lastStatus.startsWith('4');
}

;// CONCATENATED MODULE: ./build/steps/recall.js








/** Looks at what is stored, and at what is served where nothing is, and decides whether to order. */
async function recall(request, start) {
    const loaded = await loadEntry(request, start);
    const warnings = loaded.kind === 'unusable' ? [loaded.warning] : [];
    const entry = loaded.kind === 'found' ? loaded.entry : undefined;
    if (loaded.kind === 'found' && loaded.sealAnew)
        warnings.push(...(await moveToSecret(loaded.entry, start)));
    const decided = await decide(request, entry, start);
    warnings.push(...decided.warnings);
    const { code } = decided.decision;
    if (code === 'names-changed')
        warnings.push(takingTurns(request.name));
    if (code !== 'missing' || entry?.pending)
        return { ...decided, warnings };
    const spared = await spareOrder(request, entry, start);
    if (spared)
        return { entry, decision: spared.decision, warnings: [...warnings, ...spared.warnings] };
    const isHidden = loaded.kind === 'unusable';
    const because = isHidden ? 'What is stored of it can not be used' : decided.decision.because;
    return { entry, decision: { ...decided.decision, because }, warnings };
}
/** The CA is asked only where nothing but time decides, and the user hasn't set the time. */
async function decide(request, entry, start) {
    const { settings, world, budget, store } = start;
    const { signal } = budget.work;
    const stored = entry?.certificate;
    const held = stored && (await describeHeld(stored, request, signal));
    const question = { request, settings, held, nowMs: world.clock.now() };
    const decision = decideDue(question);
    // Of one that has ended, the CA mustn't be asked (RFC 9773 4.3).
    const isOver = stored !== undefined && stored.notAfterMs <= question.nowMs;
    if (!stored || isOver || !isByTime(decision) || settings.renewBefore.kind !== 'auto')
        return { entry, decision, warnings: [] };
    const { info: renewalInfo, warnings } = await askRenewal(stored, start);
    const certificate = { ...stored, renewalInfo };
    const told = { ...entry, certificate };
    if (renewalInfo !== stored.renewalInfo)
        await store.keep(told, signal);
    const renewal = await renewalOf(certificate, start);
    return { entry: told, decision: decideDue({ ...question, renewal }), renewal, warnings };
}
function takingTurns(name) {
    return (`The names of ${name} changed since the last run. If you didn't change them, two workflows call their certificates ` +
        'so, and each run orders anew: give each a name of its own with `> name` at the end of its line.');
}
/**
 * A state service that hangs must not eat the run, however short that is: without its answer, which a quarter of what
 * is left has to do for, it goes on as if nothing were stored.
 */
const recall_lookMs = 30_000;
/** What is stored of a certificate. */
function loadEntry(request, { store, settings, world, budget }) {
    const expired = (spentMs) => new errors/* AppError */.uV('state-unreadable', `no answer in ${(0,base_bound/* seconds */.YA)(spentMs)}`);
    const which = { name: request.name, variant: (0,state_entry/* variantOf */.Bp)(request, settings.keyType) };
    const timeoutMs = Math.min(recall_lookMs, budget.work.remainingMs() / 4);
    const limits = { timeoutMs, parent: budget.work, expired };
    return (0,base_bound/* within */.ux)(world.clock, limits, ({ signal }) => store.load(which, signal));
}
/**
 * What was sealed with the secret before this one is sealed anew, whatever the run does with it, and the account that
 * follows from the secret moves along, though nothing may be due: after this run the one before is left out. As long as
 * the account hasn't moved nothing has, so that every run tries again.
 * @returns a warning when it couldn't be moved
 */
async function moveToSecret(entry, { settings, budget, store, openCa }) {
    const { signal } = budget.work;
    try {
        if (!settings.account.accountKey)
            await openCa();
    }
    catch (error) {
        signal.throwIfAborted();
        return [
            `The account could not be moved to the new \`encryption-key\`: ${(0,errors/* messageOf */.bD)(error)}. ` +
                'Leave `previous-encryption-key` in until a run moves it.',
        ];
    }
    await store.keep(entry, signal);
    return [];
}
/** The stored certificate as reports and files have it. */
function issuedOf({ chain, ...known }) {
    const { notBeforeMs, notAfterMs, serial, fingerprint, issuer } = known;
    const end = chain.indexOf('-----BEGIN', 1);
    const [leafPem, chainPem] = end < 0 ? [chain, ''] : [chain.slice(0, end), chain.slice(end)];
    return { leafPem, chainPem, notBeforeMs, notAfterMs, serial, fingerprint, issuer };
}
async function describeHeld(stored, { csr }, signal) {
    const isOfCsr = csr === undefined ? undefined : sameKey((await (0,user_csr/* readCsr */.$)(csr, signal)).publicKey, stored);
    return { ...stored, hasKey: stored.privateKey !== undefined, isOfCsr };
}
function sameKey(publicKey, { chain }) {
    return new external_node_crypto_.X509Certificate(chain).publicKey.equals(publicKey);
}

;// CONCATENATED MODULE: ./build/steps/check.js









/** Servers asked at the same time, for one certificate. */
const probesAtOnce = 8;
/** The mode `check`: looks at what is stored and at what is served. Orders nothing, and asks no CA. */
const check = (start) => eachCertificate(start, (request) => checkOne(request, start));
async function checkOne(request, start) {
    const { settings, world } = start;
    const loaded = await loadEntry(request, start);
    const entry = loaded.kind === 'found' ? loaded.entry : undefined;
    const targets = targetsOf(request, settings);
    const seen = await (0,parallel/* mapLimited */.bB)(targets, probesAtOnce, (target) => lookAt(target, entry, start));
    const judging = { settings, entry, nowMs: world.clock.now() };
    const stored = entry?.certificate;
    const findings = [
        ...(stored ? judgeStored(stored, judging) : []),
        ...seen.flatMap((one) => ('served' in one ? judgeServed(one, judging) : [judgeSilent(one)])),
    ];
    const right = seen.flatMap((one) => 'served' in one && one.served.matches ? [one.served.certificate] : []);
    const [first] = [...(stored ? [issuedOf(stored)] : []), ...right].toSorted((a, b) => a.notAfterMs - b.notAfterMs);
    return {
        ...verdict(findings, {
            first,
            places: targets.length,
            right: right.length,
            isStored: stored !== undefined,
        }),
        findings,
        ...(first ? { certificate: first } : {}),
        ...(stored ? { keyType: stored.keyType } : {}),
        warnings: loaded.kind === 'unusable' ? [loaded.warning] : [],
    };
}
async function lookAt(target, entry, { settings, world, budget }) {
    const { host, port, serverName, name, where } = target;
    const expired = (spentMs) => new errors/* AppError */.uV('deadline', `no answer in ${(0,base_bound/* seconds */.YA)(spentMs)}`);
    const limits = { timeoutMs: settings.bounds.requestMs, parent: budget.work, expired };
    try {
        const pems = await (0,base_bound/* within */.ux)(world.clock, limits, ({ signal }) => world.probeTls({ host, port, serverName }, signal));
        return { where, served: readServedChain(pems, { name, storedChainPem: storedChainOf(pems[0], entry) }) };
    }
    catch (error) {
        // The run's own end says nothing about the server.
        if (budget.work.signal.aborted)
            throw error;
        return { where, reason: (0,errors/* messageOf */.bD)(error).replace(`${host}:${port}: `, '') };
    }
}
/** The issuers' certificates that belong to what is served; unknown when it isn't what is stored. */
function storedChainOf(leafPem, entry) {
    const stored = entry?.certificate && issuedOf(entry.certificate);
    return stored?.leafPem.trim() === leafPem.trim() ? stored.chainPem : undefined;
}
function verdict(findings, { first, places, right, isStored }) {
    const grave = findings.find(({ severity }) => severity === 'error');
    if (grave)
        return { outcome: 'failed', reason: `${grave.subject}: ${grave.what}` };
    const served = `served at ${right} of ${places} ${places === 1 ? 'place' : 'places'}`;
    const until = first ? `, good until ${(0,wording/* moment */.n$)(first.notAfterMs)}` : '';
    return { outcome: 'checked', reason: `${isStored ? 'Stored' : 'Not stored'}, ${served}${until}` };
}

;// CONCATENATED MODULE: ./build/plan/defer.js

/** What is wanted and not stored: a failure leaves somebody without a certificate. */
const lacking = ['missing', 'names-changed', 'key-missing', 'csr-changed'];
/** Whether the certificate in use has all the names that are wanted, and more than `fail-before` left. */
function canWait({ decision, held, failBefore, nowMs }) {
    return held !== undefined && !lacking.includes(decision.code) && nowMs < failAtMs(held, failBefore);
}
/**
 * Whether a failure passes by waiting: the CA is out of reach, or failed by itself, or said when to come back. Names
 * that it has paused wait for a person, and what ended with the run's own time is for its user to know.
 */
function passesByWaiting({ code, details: { retryAtMs, lastStatus = '' } }) {
    const isOutage = code === 'ca-unreachable' || (code === 'ca-error' && lastStatus.startsWith('5'));
    return code === 'rate-limited' || isOutage || (askedFor.includes(code) && retryAtMs !== undefined);
}
/** These pass by waiting when the CA said how long. */
const askedFor = ['ca-error', 'validation-timeout', 'order-timeout'];

;// CONCATENATED MODULE: ./build/plan/limits.js
const hourMs = 3_600_000;
/** @returns undefined for a CA that publishes none; one of your own may have any name */
function limitsOf({ name, isKnown }) {
    if (!isKnown || name !== 'letsencrypt')
        return undefined;
    return {
        perAccount: { most: 300, withinMs: 3 * hourMs },
        perRegisteredDomain: { most: 50, withinMs: 7 * 24 * hourMs },
    };
}
/** What is left of a CA's limits at one moment, counted down as orders are promised. */
class Allowance {
    #limits;
    /** Moments of what still counts, the oldest first. */
    #account = [];
    #domains = new Map();
    #nowMs;
    constructor(limits, spent, nowMs) {
        this.#limits = limits;
        this.#nowMs = nowMs;
        for (const one of spent.toSorted((a, b) => a.atMs - b.atMs))
            this.#count(one);
    }
    /**
     * Takes room for one order now, if all limits have it.
     * @returns undefined when it was taken, else the limit that has none and when it has again
     */
    take(registeredDomains) {
        const full = this.#limits && this.#fullest(this.#limits, registeredDomains);
        if (!full)
            this.#count({ atMs: this.#nowMs, registeredDomains });
        return full;
    }
    #fullest({ perAccount, perRegisteredDomain }, registeredDomains) {
        const full = (what, moments, { most, withinMs }) => {
            const freedBy = moments?.[moments.length - most];
            return freedBy === undefined ? [] : [{ what, untilMs: freedBy + withinMs }];
        };
        const all = [
            ...full('orders of an account', this.#account, perAccount),
            ...registeredDomains.flatMap((domain) => full(`new certificates of ${domain}`, this.#domains.get(domain), perRegisteredDomain)),
        ];
        return all.toSorted((a, b) => b.untilMs - a.untilMs)[0];
    }
    #count({ atMs, registeredDomains }) {
        if (!this.#limits)
            return;
        const { perAccount, perRegisteredDomain } = this.#limits;
        if (atMs > this.#nowMs - perAccount.withinMs)
            this.#account.push(atMs);
        if (atMs <= this.#nowMs - perRegisteredDomain.withinMs)
            return;
        for (const domain of registeredDomains) {
            const moments = this.#domains.get(domain);
            if (moments)
                moments.push(atMs);
            else
                this.#domains.set(domain, [atMs]);
        }
    }
}

;// CONCATENATED MODULE: ./build/plan/shards.js

/** GitHub starts no more jobs from one matrix. */
const mostJobs = 256;
/**
 * Deals what is due to the jobs of a matrix: renewals first and what ends first before the others, new certificates as
 * far as the CA's limits have room. One certificate a job while they last, then as evenly as can be.
 */
function planShards({ due, spent, limits, mostInJob, nowMs }) {
    const allowance = new Allowance(limits, spent, nowMs);
    const heldBack = [];
    const wanted = due.toSorted(byUrgency).filter(({ name, isRenewal, registeredDomains }) => {
        const full = isRenewal ? undefined : allowance.take(registeredDomains);
        if (full)
            heldBack.push({ name, ...full });
        return !full;
    });
    const most = mostJobs * mostInJob;
    const late = wanted
        .slice(most)
        .map(({ name }) => ({ name, what: `more than ${most} certificates`, untilMs: nowMs }));
    return { jobs: deal(wanted.slice(0, most).map(({ name }) => name)), heldBack: [...heldBack, ...late] };
}
function byUrgency(a, b) {
    const rank = ({ isRenewal }) => (isRenewal ? 0 : 1);
    return rank(a) - rank(b) || (a.notAfterMs ?? Infinity) - (b.notAfterMs ?? Infinity) || 0;
}
/** The first ones go to the first jobs: GitHub starts these first. */
function deal(names) {
    const count = Math.min(names.length, mostJobs);
    return Array.from({ length: count }, (_, job) => names.slice(Math.ceil((job * names.length) / count), Math.ceil(((job + 1) * names.length) / count)));
}

;// CONCATENATED MODULE: ./build/acme/account.js


/**
 * Finds or makes the account of the session's key, in one request (RFC 8555 7.3, 7.3.1), and signs with it from
 * then on. Asking for an account is agreeing to the CA's terms of service, as the README says.
 * @throws AppError `eab-required` when the CA wants an external account and none was given
 */
async function openAccount(session, { email, eab }, bound) {
    const { directory } = session;
    if (directory.externalAccountRequired && !eab) {
        throw new errors/* AppError */.uV('eab-required', `${directory.url} takes only accounts that are bound to one of its own`, {
            url: directory.url,
            hint: "Set `eab-kid` and `eab-hmac-key`; the CA's website gives both.",
        });
    }
    const contact = email === undefined ? [] : [`mailto:${email}`];
    const { value, answer } = await session.postForJson({
        url: directory.newAccount,
        payload: {
            termsOfServiceAgreed: true,
            ...(contact.length > 0 ? { contact } : {}),
            ...(eab
                ? {
                    externalAccountBinding: session.signer.bindExternalAccount({
                        ...eab,
                        url: directory.newAccount,
                    }),
                }
                : {}),
        },
        isValid: isAccount,
    }, bound);
    const url = answer.headers['location'];
    if (url === undefined) {
        throw new errors/* AppError */.uV('ca-error', 'The CA named no URL for the account (RFC 8555 7.3)', { url: answer.url });
    }
    demandValid(value, url);
    session.accountUrl = url;
    return { url, existed: answer.status === 200 };
}
/**
 * Looks for the account of the session's key without making one (RFC 8555 7.3.1), and signs with it if there is one.
 * @returns undefined when there is none
 * @throws AppError `account` when there is one that orders nothing any more
 */
async function findAccount(session, bound) {
    const request = {
        url: session.directory.newAccount,
        payload: { onlyReturnExisting: true },
        isValid: isAccount,
    };
    try {
        const { value, answer } = await session.postForJson(request, bound);
        const url = answer.headers['location'];
        demandValid(value, url);
        session.accountUrl = url;
        return url;
    }
    catch (error) {
        if (isProblem(error, 'accountDoesNotExist'))
            return undefined;
        throw error;
    }
}
/**
 * Gives the account of `session` another key (RFC 8555 7.3.5).
 * @param session one that signs with the old key and knows its account
 */
async function changeAccountKey(session, newKey, bound) {
    const { keyChange: url, url: directoryUrl } = session.directory;
    const { accountUrl, signer } = session;
    if (url === undefined || accountUrl === undefined) {
        throw new errors/* AppError */.uV('account', 'The CA offers no key change (RFC 8555 7.3.5)', {
            url: directoryUrl,
            hint: 'Leave `previous-encryption-key` out: a new account is made with the new key.',
        });
    }
    await session.post(url, bound, newKey.signKeyChange({ url, account: accountUrl, oldKey: signer.publicJwk }));
}
/** @throws AppError `account` of one that its owner or the CA has ended (RFC 8555 7.1.2) */
function demandValid({ status }, url) {
    if (status === undefined || status === 'valid')
        return;
    throw new errors/* AppError */.uV('account', `The account ${url ?? 'of this key'} is ${status}`, {
        ...(url === undefined ? {} : { url }),
        lastStatus: status,
        hint: 'Use another `encryption-key` or `account-key`: this account will not come back. If it is that of ' +
            '`previous-encryption-key`, leave that out.',
    });
}
/** Some CAs answer an existing account with little more than its URL. */
function isAccount(value) {
    return isRecord(value) && (value['status'] === undefined || typeof value['status'] === 'string');
}

;// CONCATENATED MODULE: ./build/acme/client.js
/**
 * Makes the signer of an account key. acme-client is loaded here and not before: it costs 0.2 s.
 * @param accountKeyPem PKCS#8 or SEC 1 PEM of a P-256, P-384 or RSA key
 */
async function createSigner(accountKeyPem, signal) {
    signal.throwIfAborted();
    const [{ default: HttpClient }, { createHash }] = await Promise.all([
        Promise.all(/* import() */[__nccwpck_require__.e(927), __nccwpck_require__.e(303)]).then(__nccwpck_require__.t.bind(__nccwpck_require__, 5303, 19)),
        Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 7598, 19)),
    ]);
    const http = new HttpClient('', accountKeyPem.reveal());
    // acme-client orders the JWK's members as RFC 7638 wants them.
    const thumbprint = createHash('sha256').update(JSON.stringify(http.getJwk())).digest('base64url');
    return {
        accountKey: accountKeyPem,
        thumbprint,
        publicJwk: http.getJwk(),
        signKeyChange: ({ url, account, oldKey }) => http.createSignedBody(url, { account, oldKey }, { nonce: null, kid: null }),
        sign: ({ url, payload, nonce, kid }) => http.createSignedBody(url, payload ?? null, { nonce, kid: kid ?? null }),
        bindExternalAccount: ({ kid, hmacKey, url }) => http.createSignedHmacBody(hmacKey.reveal(), url, http.getJwk(), { kid }),
    };
}

;// CONCATENATED MODULE: ./build/acme/session.js






/** A nonce that was refused comes with a fresh one; this many in a row is a broken CA, not bad luck. */
const badNonceLimit = 20;
/** Signed requests under way at once; the place is taken before the nonce, so that waiting costs none. */
const signedRequestLimit = 8;
/** A conversation with one CA for one account key: signs, sends, tries again, and keeps the nonces. */
class AcmeSession {
    directory;
    /** Set once the account is known; requests are signed with the key itself until then. */
    accountUrl;
    #options;
    #nonces = [];
    #slots = new parallel/* Slots */.WR(signedRequestLimit);
    constructor(options, directory) {
        this.#options = options;
        this.directory = directory;
    }
    /** Reads the directory at `url` (RFC 8555 7.1.1). @throws AppError when there is none */
    static async open(options, url, bound) {
        return new AcmeSession(options, await readDirectory(url, options, bound));
    }
    /** Begins with a directory that was read before. */
    static with(options, directory) {
        return new AcmeSession(options, directory);
    }
    /** A session with the same CA for another account key; nonces aren't shared. */
    signedBy(signer) {
        return new AcmeSession({ ...this.#options, signer }, this.directory);
    }
    get clock() {
        return this.#options.clock;
    }
    /** What the one retry loop needs, but for the bound. */
    get retrying() {
        const { clock, random, policy, onRetry } = this.#options;
        return { clock, random, policy, onRetry };
    }
    get signer() {
        return this.#options.signer;
    }
    /** Sends a signed request; without `payload` it is a POST-as-GET (RFC 8555 6.3). */
    async post(url, bound, payload) {
        return (0,retry/* retry */.L)({ ...this.retrying, bound }, () => this.#slots.hold(bound.signal, () => this.#postOnce(url, bound, payload)));
    }
    /** Like `post`, for a resource in JSON. */
    async postForJson(request, bound) {
        return (0,retry/* retry */.L)({ ...this.retrying, bound }, () => this.#slots.hold(bound.signal, async () => {
            const answer = await this.#postOnce(request.url, bound, request.payload);
            const expected = { isValid: request.isValid, repeatable: request.payload === undefined };
            return { value: jsonOf(answer, expected), answer };
        }));
    }
    /** Fetches `count` nonces at once, so that a wave of parallel requests needn't wait for one another's. */
    async fetchNonces(count, bound) {
        const missing = Math.min(count, signedRequestLimit) - this.#nonces.length;
        await Promise.all(Array.from({ length: Math.max(0, missing) }, async () => {
            const answer = await (0,retry/* retry */.L)({ ...this.retrying, bound }, () => this.#getNonce(bound.signal));
            this.#keepNonce(answer);
        }));
    }
    async #postOnce(url, bound, payload) {
        for (let refused = 0;; refused += 1) {
            const nonce = this.#nonces.pop() ?? (await this.#freshNonce(bound.signal));
            const jws = this.signer.sign({ url, payload, nonce, kid: this.accountUrl });
            const answer = await this.#options.transport.send({ method: 'POST', url, body: JSON.stringify(jws) }, bound.signal);
            this.#keepNonce(answer);
            try {
                return demandSuccess(answer);
            }
            catch (error) {
                if (!isProblem(error, 'badNonce') || refused >= badNonceLimit)
                    throw error;
            }
        }
    }
    async #freshNonce(signal) {
        const { headers, url } = await this.#getNonce(signal);
        const nonce = headers['replay-nonce'];
        if (nonce !== undefined)
            return nonce;
        throw new errors/* AppError */.uV('ca-error', 'The CA gave no Replay-Nonce (RFC 8555 7.2)', { url, retryable: true });
    }
    /** By GET (RFC 8555 7.2): after a HEAD, Node's HTTP/1.1 client gives the connection up. */
    async #getNonce(signal) {
        return demandSuccess(await this.#options.transport.send({ method: 'GET', url: this.directory.newNonce }, signal));
    }
    #keepNonce({ headers }) {
        const nonce = headers['replay-nonce'];
        if (nonce !== undefined)
            this.#nonces.push(nonce);
    }
}

// EXTERNAL MODULE: ./build/state/secret-key.js
var secret_key = __nccwpck_require__(6698);
;// CONCATENATED MODULE: ./build/steps/open-ca.js






/**
 * Reads the CA's directory, if that wasn't done, and finds or makes our account.
 * @param phases of the certificate that needs the CA first: the time is its own
 */
async function openCa({ settings, world, budget, approach }, phases) {
    const { work } = budget;
    const { transport, retrying } = approach;
    const [signer, directory] = await Promise.all([
        accountKey(settings, work.signal).then((key) => createSigner(key, work.signal)),
        phases.run('directory', () => approach.directory()),
    ]);
    checkProfile(directory, settings.profile);
    const session = AcmeSession.with({ ...retrying, transport, signer }, directory);
    const account = await phases.run('account', () => findOrMakeAccount(session, settings.account, work));
    world.log.info(`Account ${account.url}`);
    return { session, accountExisted: account.existed };
}
/** With a secret before this one, its account comes along: its key is changed to the new one's (RFC 8555 7.3.5). */
async function findOrMakeAccount(session, account, bound) {
    const { previousEncryptionKey: previous, accountKey: given } = account;
    if (!previous || given)
        return openAccount(session, account, bound);
    // A run before this one may have moved it already.
    const moved = await findAccount(session, bound);
    if (moved !== undefined)
        return { url: moved, existed: true };
    const oldKey = (0,secret_key/* deriveAccountKey */.Om)(previous, session.directory.url);
    const old = session.signedBy(await createSigner(oldKey, bound.signal));
    const url = await findAccount(old, bound);
    if (url === undefined)
        return openAccount(session, account, bound);
    await changeAccountKey(old, session.signer, bound);
    session.accountUrl = url;
    return { url, existed: true };
}
/** The user's key, or the one that follows from the one secret, or one that nobody will see again. */
async function accountKey({ account, ca }, signal) {
    if (account.accountKey)
        return account.accountKey;
    if (account.encryptionKey)
        return (0,secret_key/* deriveAccountKey */.Om)(account.encryptionKey, ca.directoryUrl);
    return (0,keys/* generateKey */.rh)('ec256', signal);
}

;// CONCATENATED MODULE: ./build/plan/backoff.js
const backoff_hourMs = 3_600_000;
/** Schedules start minutes late or early: a pause of a whole day would skip every second run of a daily one. */
const backoff_leeway = 0.9;
/** CAs count in weeks at most; a longer pause that an answer asks for is a mistake, and must cost no certificate. */
const longestMs = 7 * 24 * backoff_hourMs;
/** Ended by a person or by the runner: says nothing about the next attempt. */
const noFailure = 'cancelled';
/** Ended in the middle of an order: to look what has become of it costs the CA nothing. */
const inOrder = ['order-timeout', 'deadline'];
/**
 * The failures that count. One from the future was remembered by a machine whose clock was wrong, or is now: it would
 * hold schedules back until that time comes.
 */
function countedFailures(failures, nowMs) {
    return failures.filter(({ code, atMs }) => code !== noFailure && atMs <= nowMs + backoff_hourMs);
}
/**
 * The failures that say something of a setup: what failed before the settings were changed doesn't, unless the CA named
 * a moment that is still to come.
 */
function failuresOf(failures, setup, nowMs) {
    return failures.filter((one) => one.setup === undefined || one.setup === setup || (one.retryAtMs ?? 0) > nowMs);
}
/** The latest moment that the CA named after any of the failures: another one since hasn't taken it back. */
function latestAskedMs(failures) {
    return Math.max(...failures.map(({ atMs, retryAtMs = 0 }) => Math.min(retryAtMs, atMs + longestMs)));
}
/**
 * When a schedule may try again after failures: an hour after the first, then twice as long each time, up to a day;
 * later when the CA named a later moment. So a setup that is broken doesn't use up the CA's limits. But no pause takes
 * more than half of what the certificate in use had left, and an hour: it isn't lost to waiting.
 * @returns ms since the epoch; undefined when nothing is held back
 */
function nextAttemptMs({ failures, hasOrder, endsAtMs, nowMs }) {
    const counted = countedFailures(failures, nowMs);
    const last = counted.at(-1);
    if (!last || (hasOrder && inOrder.includes(last.code)))
        return undefined;
    const pauseMs = Math.min(backoff_hourMs * 2 ** (counted.length - 1), 24 * backoff_hourMs);
    const askedMs = latestAskedMs(counted) - last.atMs;
    const leftMs = (endsAtMs ?? 0) - last.atMs;
    const mostMs = leftMs > 0 ? Math.max(leftMs / 2, backoff_hourMs) : Infinity;
    return last.atMs + Math.min(Math.max(pauseMs * backoff_leeway, askedMs), mostMs);
}

;// CONCATENATED MODULE: ./build/steps/setup-digest.js


/**
 * Tells settings of a certificate that may make its order succeed or fail from others. Secrets are in it nowhere, so a
 * credential that was replaced changes nothing; nor is what differs from run to run though nobody changed it.
 */
function setupDigest(
// A CSR that is made in the job is another each time by its signature alone; its names are here.
{ identifiers }, { keyType, profile, account, challenge }) {
    // Of the providers their names: they are made only in the modes that use them.
    const { httpWebroot, httpHook } = challenge;
    // Runners have different workspaces, and steps make temporary directories.
    const places = { httpWebroot: httpWebroot !== undefined, httpHook: httpHook && (0,external_node_path_.basename)(httpHook) };
    const proof = { ...challenge, ...places, dnsProviders: [] };
    const names = identifiers.map(({ value }) => value).sort();
    const who = [account.email, account.eab?.kid];
    const all = JSON.stringify([names, keyType, profile, who, proof]);
    return (0,external_node_crypto_.createHash)('sha256').update(all).digest('base64url').slice(0, 22);
}

;// CONCATENATED MODULE: ./build/steps/keep.js



function createKeeper({ request, start, session, known }) {
    const { store, settings, world } = start;
    const { name, identifiers } = request;
    const caDirectoryUrl = settings.ca.directoryUrl;
    const variant = (0,state_entry/* variantOf */.Bp)(request, settings.keyType);
    const account = { url: session.accountUrl ?? '', thumbprint: session.signer.thumbprint };
    let entry = known
        ? { ...known, account }
        : (0,state_entry/* newEntry */.bk)({ repository: world.repository, caDirectoryUrl, name, variant, account });
    const keep = (next, signal) => {
        entry = next;
        return store.keep(entry, signal);
    };
    const setup = setupDigest(request, settings);
    const made = ({ keyType, privateKey }) => ({ keyType, privateKey, profile: settings.profile });
    return {
        pending({ order, material }, signal) {
            const { csr } = material;
            const createdAtMs = world.clock.now();
            const pending = { ...made(material), orderUrl: order.url, createdAtMs, identifiers, csr };
            return keep({ ...entry, pending }, signal);
        },
        certificate({ certificate: { leafPem, chainPem, ...read }, material }, signal) {
            const domains = identifiers.map(({ value }) => value);
            const obtainedAtMs = world.clock.now();
            const isRenewal = (0,external_node_util_.isDeepStrictEqual)(entry.certificate?.domains.toSorted(), domains.toSorted());
            const chain = leafPem + chainPem;
            const certificate = {
                ...read,
                ...made(material),
                domains,
                obtainedAtMs,
                predecessorAtMs: entry.certificate?.obtainedAtMs,
                newAtMs: isRenewal ? entry.certificate?.newAtMs : obtainedAtMs,
                chain,
                renewalInfo: undefined,
                delivered: false,
            };
            return keep({ ...entry, certificate, pending: undefined, failures: [] }, signal);
        },
        async delivered(signal) {
            const { certificate } = entry;
            if (certificate)
                await keep({ ...entry, certificate: { ...certificate, delivered: true } }, signal);
        },
        async failure(error, signal) {
            // The CA itself has given this order up. After anything else the next run looks what became of it, and orders no
            // second certificate: not even when this one failed its checks, which may be the fault of a clock.
            const { code } = error;
            const pending = code === 'order-invalid' || code === 'validation-failed' ? undefined : entry.pending;
            const failed = failureOf(error, { atMs: world.clock.now(), setup });
            await keep((0,state_entry/* withFailure */.fd)({ ...entry, pending }, failed), signal);
            return store.lasting && pending !== undefined;
        },
    };
}
/** What is remembered of a failure. */
function failureOf({ code, details: { retryAtMs, link } }, { atMs, setup }) {
    return {
        atMs,
        code,
        setup,
        retryAtMs: retryAtMs === undefined ? undefined : Math.round(retryAtMs),
        // What the CA calls a link may be none.
        link: link !== undefined && (0,state_entry/* isPage */.yp)(link) ? link : undefined,
    };
}

;// CONCATENATED MODULE: ./build/acme/chain.js
/**
 * Downloads the certificate's chain (RFC 8555 7.4.2).
 * @param wantAlternates also download the chains that the CA links as alternates
 * @returns PEM chains, the CA's default first
 */
async function downloadChains(session, { url, wantAlternates }, bound) {
    const { text, headers } = await session.post(url, bound);
    if (!wantAlternates)
        return [text];
    const alternates = alternateUrls(headers['link'] ?? '', url);
    const others = await Promise.all(alternates.map((alternate) => session.post(alternate, bound)));
    return [text, ...others.map((answer) => answer.text)];
}
/** The targets of `rel="alternate"` in a Link header (RFC 8288), made absolute. */
function alternateUrls(link, base) {
    return [...link.matchAll(/<([^>]*)>((?:\s*;[^,<]*)*)/g)]
        .filter(([, , parameters]) => /;\s*rel\s*=\s*"?alternate"?/i.test(parameters ?? ''))
        .flatMap(([, target = '']) => (URL.canParse(target, base) ? [new URL(target, base).href] : []));
}

;// CONCATENATED MODULE: ./build/acme/order.js





/** Asks for a certificate (RFC 8555 7.4; `replaces`: RFC 9773 5; `profile`: draft-aaron-acme-profiles). */
async function newOrder(session, request, bound) {
    const { identifiers, profile, replaces } = request;
    const payload = {
        identifiers,
        ...(profile === undefined ? {} : { profile }),
        ...(replaces === undefined ? {} : { replaces }),
    };
    const { value, answer } = await session.postForJson({ url: session.directory.newOrder, payload, isValid: isOrderBody }, bound);
    const url = answer.headers['location'];
    // What was ordered is what we asked for, whatever the answer repeats of it.
    if (url !== undefined)
        return { ...toOrder(value, url, answer), identifiers };
    throw new errors/* AppError */.uV('ca-error', 'The CA named no URL for the order (RFC 8555 7.4)', { url: answer.url });
}
/**
 * Whether the CA refused an order for what it replaces: another order replaces that already (RFC 9773 5), perhaps one of
 * ours whose answer was lost; or the CA doesn't know it as this account's, which it calls by a general name.
 */
function isAgainstReplacing(error) {
    return ['alreadyReplaced', 'malformed', 'unauthorized'].some((type) => isProblem(error, type));
}
/** Looks at an order by its URL. */
async function readOrder(session, url, bound) {
    const { value, answer } = await session.postForJson({ url, isValid: isOrderBody }, bound);
    return toOrder(value, url, answer);
}
/** Waits until every authorization is decided: the order leaves `pending` by itself, so only it is asked. */
async function waitForDecision(session, order, bound) {
    const beyond = (retryAfterMs) => new errors/* AppError */.uV('validation-timeout', `The CA asks to come back in ${Math.ceil(retryAfterMs / 1000)} s`, {
        url: order.url,
        retryAfterMs,
        retryAtMs: session.clock.now() + retryAfterMs,
    });
    return (0,poll/* poll */.w)({ clock: session.clock, bound, beyond }, async () => {
        const seen = await readOrder(session, order.url, bound);
        return seen.status === 'pending' ? again(seen) : { done: seen };
    });
}
/** Sends the CSR (RFC 8555 7.4). An order that was finalized already is looked at instead. */
async function finalizeOrder(session, { order, csr }, bound) {
    try {
        const request = { url: order.finalize, payload: { csr }, isValid: isOrderBody };
        const { value, answer } = await session.postForJson(request, bound);
        return toOrder(value, order.url, answer);
    }
    catch (error) {
        // The answer to an earlier attempt may have been lost after the CA had accepted it.
        if (isProblem(error, 'orderNotReady'))
            return readOrder(session, order.url, bound);
        // Let's Encrypt and Pebble call a CSR for other names than the order's so; the account is fine.
        if (isProblem(error, 'unauthorized'))
            throw new AcmeProblem('order-invalid', error.problem, error.details);
        throw error;
    }
}
/**
 * Waits until the CA has issued: the wait that has no end in other clients. Each attempt has `attemptMs`.
 * @throws AppError `order-timeout` when all attempts are used, `order-invalid` when the CA gave up
 */
async function waitForIssuance(session, { order, options }, bound) {
    const { clock } = session;
    const startedAt = clock.monotonic();
    let known = order;
    let { status } = order;
    const timeout = (retryAfterMs) => new errors/* AppError */.uV('order-timeout', `The CA has not issued yet: the order is still ${status}`, {
        url: order.url,
        lastStatus: status,
        spentMs: clock.monotonic() - startedAt,
        retryable: true,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
    const look = async (attempt) => {
        // The answer to finalize was the first look.
        const current = known ?? (await readOrder(session, order.url, attempt));
        known = undefined;
        status = current.status;
        return status === 'valid' || status === 'invalid' ? { done: current } : again(current);
    };
    try {
        const issued = await (0,retry/* retry */.L)({ ...session.retrying, bound }, (number) => {
            options.onAttempt(number);
            const limits = { timeoutMs: options.attemptMs, parent: bound, expired: () => timeout() };
            return (0,base_bound/* within */.ux)(clock, limits, (attempt) => (0,poll/* poll */.w)({ clock, bound: attempt, beyond: timeout }, () => look(attempt)));
        });
        return demandIssued(issued);
    }
    catch (error) {
        throw error instanceof errors/* AppError */.uV ? error.with({ url: order.url, lastStatus: status }) : error;
    }
}
/** Lets an order with a certificate pass. @throws AppError with the CA's reason */
function demandIssued(order) {
    const { certificate, problem, status, url } = order;
    if (status === 'valid' && certificate !== undefined)
        return { ...order, certificate };
    if (problem) {
        throw problemError(problem, { url, httpStatus: problem.status ?? 400, retryAfterMs: undefined });
    }
    throw new errors/* AppError */.uV('order-invalid', `The order ended ${status} and the CA gave no reason`, {
        url,
        lastStatus: status,
    });
}
function again({ retryAfterMs }) {
    return { again: true, retryAfterMs };
}
const orderStatuses = ['pending', 'ready', 'processing', 'valid', 'invalid'];
function isOrderBody(value) {
    return (isRecord(value) &&
        orderStatuses.includes(value['status']) &&
        Array.isArray(value['identifiers']) &&
        isListOfUrls(value['authorizations']) &&
        typeof value['finalize'] === 'string');
}
/** More than any order of ours needs; each of them costs a request. */
const mostAuthorizations = 200;
function isListOfUrls(value) {
    return (Array.isArray(value) &&
        value.length <= mostAuthorizations &&
        value.every((entry) => typeof entry === 'string'));
}
function toOrder(body, url, { retryAfterMs }) {
    return {
        url,
        status: body.status,
        identifiers: body.identifiers,
        authorizations: body.authorizations,
        finalize: body.finalize,
        certificate: typeof body.certificate === 'string' ? body.certificate : undefined,
        problem: parseProblem(body.error),
        retryAfterMs,
    };
}

;// CONCATENATED MODULE: ./build/challenge/standing.js
/** The types that can prove an identifier, in the user's order: HTTP proves no wildcard, and the DNS no address. */
function typesFor({ type, value }, types) {
    if (type === 'ip')
        return types.filter((one) => one === 'http-01');
    return value.startsWith('*.') ? types.filter((one) => one !== 'http-01') : types;
}
/** How a type stands among those that the user listed. */
function standingOf(type, identifier, types) {
    const [first, second] = typesFor(identifier, types);
    if (type === first)
        return first === 'dns-persist-01' && second !== undefined ? 'perhaps' : 'taken';
    return first === 'dns-persist-01' && type === second ? 'perhaps' : 'spare';
}

// EXTERNAL MODULE: ./build/report/authorities.js
var authorities = __nccwpck_require__(9838);
;// CONCATENATED MODULE: ./build/preflight/directory.js

/** The directory couldn't be read: nothing could be ordered now. */
function directoryFailure({ message, details }, directoryUrl) {
    const status = (0,authorities/* authorityAt */.b8)(directoryUrl)?.status;
    return {
        severity: 'error',
        subject: directoryUrl,
        what: message,
        remedy: details.hint ?? 'See whether the CA has an outage, and whether this runner reaches it.',
        ...(status === undefined ? {} : { link: status }),
    };
}
/**
 * Says whether the CA wants an account of its own first (RFC 8555 7.3.4). Both parts are secrets, which a run without
 * any hasn't got either, whether they are set or not.
 */
function judgeBinding({ externalAccountRequired, url }, account) {
    if (!externalAccountRequired || account.eab)
        return [];
    const link = (0,authorities/* authorityAt */.b8)(url)?.eab;
    const hasSecrets = account.encryptionKey !== undefined || account.accountKey !== undefined;
    return [
        {
            severity: hasSecrets ? 'error' : 'warning',
            subject: url,
            what: 'The CA takes only accounts that are bound to one of its own, and `eab-kid` and `eab-hmac-key` are empty',
            remedy: hasSecrets
                ? "Set both; the CA's website gives them."
                : 'This run has no secrets: see that the runs that renew get both of them.',
            ...(link === undefined ? {} : { link }),
        },
    ];
}
/** Says whether the CA tells when to renew (RFC 9773). */
function judgeRenewalInfo({ renewalInfo, url }) {
    if (renewalInfo !== undefined)
        return [];
    const what = 'The CA offers no renewal information (ARI): `renew-before` decides what is due';
    return [{ severity: 'notice', subject: url, what, remedy: '' }];
}
/** The names by which the CA finds itself in CAA records: as it says itself, else as is known. */
function identitiesOf(directory, directoryUrl) {
    if (directory && directory.caaIdentities.length > 0)
        return directory.caaIdentities;
    const known = (0,authorities/* authorityAt */.b8)(directoryUrl)?.caaDomain;
    return known === undefined ? [] : [known];
}

;// CONCATENATED MODULE: ./build/steps/check-set-up.js



/**
 * Looks whether what a person has to set up is there, of all types, before anything is written or the CA is asked.
 * @returns warnings
 * @throws AppError of the first type that lacks something, about all its names
 */
async function checkSetUp(groups, bound) {
    const warnings = [];
    for (const [solver, tasks] of groups)
        warnings.push(...((await solver.check?.(tasks, bound)) ?? []));
    return warnings;
}
/**
 * The same before an order is placed, of the names that can be proven in no other way than by dns-persist-01: a
 * missing record costs no order then. The CA's names are those of its directory, until it tells others with the
 * challenge.
 */
async function checkBeforeOrder({ identifiers }, { session, solvers, budget }) {
    await foresee(identifiers, { solvers, budget });
    const solver = solvers.find(({ type }) => type === 'dns-persist-01');
    const { directory } = session;
    const issuers = identitiesOf(directory, directory.url);
    if (!solver?.check || issuers.length === 0)
        return;
    const types = solvers.map(({ type }) => type);
    const taken = identifiers.filter((identifier) => standingOf('dns-persist-01', identifier, types) === 'taken');
    const account = { session, issuers };
    await solver.check(taken.map((identifier) => taskOf(identifier, assumedBy(account, identifier))), budget.work);
}
/** What the settings lack for a name costs no order either. */
async function foresee(identifiers, { solvers, budget }) {
    const types = solvers.map(({ type }) => type);
    for (const solver of solvers) {
        const taken = identifiers.filter((one) => standingOf(solver.type, one, types) === 'taken');
        const domains = new Set(taken.map(({ value }) => value.replace(/^\*\./, '')));
        await solver.foresee?.([...domains], budget.work);
    }
}
/** What the record of a name must say, as long as the CA has told its names in its directory alone. */
function assumedBy({ session, issuers }, { value }) {
    const wildcard = value.startsWith('*.');
    return { ...persistOf(session, { issuers, account: undefined, wildcard }), issuersAssumed: true };
}
/** A task to look for a name's record with, before there is an authorization. */
function taskOf({ value }, persist) {
    return { identifier: value.replace(/^\*\./, ''), persist, token: '', keyAuthorization: '' };
}
/** What a record must say, as the CA tells it with the challenge. @throws AppError `account` without an account */
function persistOf({ accountUrl, directory }, { issuers, account, wildcard, }) {
    // It comes into users' zones: nothing may be in it that ends the value or the line.
    if (accountUrl === undefined || !/^https:\/\/[\x21\x23-\x3a\x3c-\x5b\x5d-\x7e]+$/.test(accountUrl)) {
        throw new errors/* AppError */.uV('account', `The URL of the account can't stand in a record: ${accountUrl ?? 'none'}`, {
            url: directory.url,
        });
    }
    // The account's own URL is always accepted; the CA may accept another one besides.
    const accounts = [
        accountUrl,
        ...(account === undefined || account === accountUrl ? [] : [account]),
    ];
    return { wildcard, issuers, accounts, issuersAssumed: false, directoryUrl: directory.url };
}

// EXTERNAL MODULE: ./build/certificate/csr.js
var certificate_csr = __nccwpck_require__(7208);
;// CONCATENATED MODULE: ./build/steps/key-material.js



/** Makes a key and its CSR, or takes the user's CSR. */
async function prepareKey({ csr, identifiers }, keyType, signal) {
    if (csr !== undefined) {
        const { derBase64url, publicKey, keyType: found } = await (0,user_csr/* readCsr */.$)(csr, signal);
        return { csr: derBase64url, keyType: found, publicKey, privateKey: undefined };
    }
    const privateKey = await (0,keys/* generateKey */.rh)(keyType, signal);
    const { derBase64url } = await (0,certificate_csr/* createCsr */.R)({ identifiers, privateKey }, signal);
    return { csr: derBase64url, keyType, publicKey: (0,keys/* publicKeyOf */.kc)(privateKey), privateKey };
}

;// CONCATENATED MODULE: ./build/acme/authorization.js


/**
 * Reads all authorizations of an order, in parallel; those that are valid already need no proof.
 * @throws AppError `ca-error` when one is for a name that wasn't ordered: the proof would be set up in that name's zone
 */
async function readAuthorizations(session, order, bound) {
    const ordered = new Set(order.identifiers.map(({ value }) => value.replace(/^\*\./, '').toLowerCase()));
    const authorizations = await Promise.all(order.authorizations.map((url) => readAuthorization(session, url, bound)));
    for (const { url, identifier } of authorizations) {
        // An IP address may be written in another way than ours, and has no zone.
        if (identifier.type !== 'dns' || ordered.has(identifier.value.toLowerCase()))
            continue;
        const name = JSON.stringify(identifier.value);
        throw new errors/* AppError */.uV('ca-error', `The CA wants a proof for ${name}, which was not ordered`, { url });
    }
    return authorizations;
}
/** Tells the CA that the proof is in place (RFC 8555 7.5.1). A challenge that was told already is looked at instead. */
async function acceptChallenge(session, challenge, bound) {
    try {
        await session.post(challenge.url, bound, {});
    }
    catch (error) {
        // The answer to an earlier attempt may have been lost after the CA had accepted it.
        if (!isProblem(error, 'malformed') || (await isPending(session, challenge, bound)))
            throw error;
    }
}
async function isPending(session, { url }, bound) {
    const { value } = await session.postForJson({ url, isValid: isRecord }, bound);
    return value['status'] === 'pending';
}
/** What a challenge's token is answered with (RFC 8555 8.1). */
function keyAuthorization(session, { token }) {
    return `${token}.${session.signer.thumbprint}`;
}
/** Makes the error of an order whose authorizations failed: every name with the CA's own reason. */
function validationError(order, authorizations) {
    const failed = authorizations.flatMap(({ identifier, challenges, status }) => {
        const challenge = challenges.find(({ problem }) => problem);
        const { problem } = challenge ?? {};
        const isFailed = status !== 'valid' && (status !== 'pending' || problem);
        return isFailed ? [{ identifier, status, problem, challenge }] : [];
    });
    const identifiers = failed.map(({ identifier, status, problem, challenge }) => ({
        identifier: identifier.value,
        reason: problem ? `${shortType(problem)}: ${problem.detail}` : `the authorization is ${status}`,
        ...(challenge?.type === 'http-01' ? { httpToken: challenge.token } : {}),
    }));
    const isCaa = failed.some(({ problem }) => problem && codeOf(problem, 403) === 'caa');
    const names = identifiers.map(({ identifier, reason }) => `${identifier} (${reason})`);
    return new errors/* AppError */.uV(isCaa ? 'caa' : 'validation-failed', names.length > 0 ? `The CA could not validate ${names.join('; ')}` : orderReason(order), { identifiers, url: order.url, lastStatus: order.status });
}
function orderReason({ problem }) {
    const reason = problem ? `${shortType(problem)}: ${problem.detail}` : 'it gave no reason';
    return `The CA declared the order invalid: ${reason}`;
}
async function readAuthorization(session, url, bound) {
    const { value } = await session.postForJson({ url, isValid: isAuthorizationBody }, bound);
    return {
        url,
        status: value.status,
        identifier: value.identifier,
        wildcard: value.wildcard === true,
        challenges: value.challenges.flatMap(toChallenge),
    };
}
const statuses = ['pending', 'valid', 'invalid', 'deactivated', 'expired', 'revoked'];
function isAuthorizationBody(value) {
    return (isRecord(value) &&
        statuses.includes(value['status']) &&
        isRecord(value['identifier']) &&
        typeof value['identifier']['value'] === 'string' &&
        Array.isArray(value['challenges']));
}
/** Challenge types we don't know may have other members: only what can be used is kept. */
function toChallenge(body) {
    if (!isRecord(body))
        return [];
    const { type, url, status, token, error } = body;
    if (typeof type !== 'string' || typeof url !== 'string')
        return [];
    const persist = type === 'dns-persist-01' ? authorization_persistOf(body) : undefined;
    // Malformed, and clients must reject it then; what is in it would come into users' zones.
    if (type === 'dns-persist-01' && !persist)
        return [];
    return [
        {
            type,
            url,
            status: typeof status === 'string' ? status : 'pending',
            token: typeof token === 'string' ? token : '',
            problem: parseProblem(error),
            ...(persist ? { persist } : {}),
        },
    ];
}
const issuerName = /^(?=.{1,253}$)[a-z0-9](-*[a-z0-9])*(\.[a-z0-9](-*[a-z0-9])*)*$/;
function authorization_persistOf(body) {
    const { 'issuer-domain-names': names, accounturi: account } = body;
    if (!Array.isArray(names) || names.length > 10)
        return undefined;
    const isName = (name) => typeof name === 'string' && issuerName.test(name);
    const [first, ...more] = names;
    if (!isName(first) || !more.every(isName))
        return undefined;
    return { issuers: [first, ...more], account: typeof account === 'string' ? account : undefined };
}

;// CONCATENATED MODULE: ./build/steps/wait-until-seen.js



/** Between two looks at the order. */
const lookEveryMs = 10_000;
/**
 * Waits until what was presented can be seen. Where that takes long, the order is looked at as well: another run that
 * works on the same order, or on the same authorizations, may have had them validated and taken its records away, which
 * are ours too.
 * @param ready waits, and gives warnings
 * @returns the warnings, or the order when it is decided without us
 * @throws what `ready` throws; the work's reason
 */
async function waitUntilSeen(order, ready, { session, budget: { work }, log }) {
    const over = new AbortController();
    const signal = AbortSignal.any([work.signal, over.signal]);
    const bound = { signal, remainingMs: () => (signal.aborted ? 0 : work.remainingMs()) };
    const seen = ready(bound).then((warnings) => ({ warnings }));
    const decided = watchOrder(order, { session, log, bound }).then((now) => ({ decided: now }));
    try {
        return await Promise.race([seen, decided]);
    }
    finally {
        over.abort(new errors/* AppError */.uV('cancelled', 'Nobody waits any more'));
        await Promise.allSettled([seen, decided]);
    }
}
/** @returns the order as soon as it isn't pending any more */
async function watchOrder({ url }, { session, log, bound }) {
    for (;;) {
        await (0,base_bound/* sleep */.yy)(session.clock, lookEveryMs, bound.signal);
        try {
            const order = await readOrder(session, url, bound);
            if (order.status === 'pending')
                continue;
            log.info(`The order was decided meanwhile, by another run: it is ${order.status}`);
            return order;
        }
        catch (error) {
            if (bound.signal.aborted || !(error instanceof errors/* AppError */.uV))
                throw error;
            log.debug(`The order could not be looked at: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
}

;// CONCATENATED MODULE: ./build/steps/prove.js






/**
 * Proves control of every identifier of a pending order that isn't proven yet: present all, wait until all can be
 * seen, let the CA look at all, wait for its decision, and take everything away again, whatever happened.
 * @returns the decided order, and what couldn't be taken away
 */
async function prove(order, context) {
    const proofs = await context.phases.run('order', () => planProofs(order, context));
    let proven;
    try {
        proven = await showProofs(order, proofs, context);
    }
    catch (error) {
        const also = [...doubtsOf(proofs), ...(await takeAway(proofs, { context, isProven: false }))];
        for (const line of also)
            context.log.info(line);
        throw error instanceof errors/* AppError */.uV && also.length > 0 ? error.with({ also }) : error;
    }
    const isProven = proven.order.status !== 'invalid';
    const left = await takeAway(proofs, { context, isProven });
    if (isProven)
        return { ...proven, warnings: [...proven.warnings, ...left] };
    const told = [...doubtsOf(proofs), ...left];
    const also = told.length > 0 ? { also: told } : {};
    throw (await whyInvalid(proven.order, context)).with({ phase: 'validation', ...also });
}
function doubtsOf(proofs) {
    return [...bySolver(proofs)].flatMap(([solver, tasks]) => solver.doubts?.(tasks) ?? []);
}
/** The reason of each name; the bare fact when the CA doesn't tell it any more. */
async function whyInvalid(order, { session, budget, log }) {
    try {
        return validationError(order, await readAuthorizations(session, order, budget.work));
    }
    catch (error) {
        log.info(`The CA's reasons can't be read: ${(0,errors/* messageOf */.bD)(error)}`);
        return validationError(order, []);
    }
}
async function planProofs(order, { session, solvers, budget, log }) {
    const authorizations = await readAuthorizations(session, order, budget.work);
    const proven = authorizations.filter(({ status }) => status === 'valid').length;
    if (proven > 0)
        log.info(`${proven} of ${authorizations.length} authorizations are valid already`);
    demandAlive(order, authorizations);
    const proofs = authorizations
        .filter(({ status }) => status === 'pending')
        .map((authorization) => {
        const [solver, challenge] = chooseChallenge(authorization, solvers);
        const { wildcard, identifier } = authorization;
        const persist = challenge.persist && persistOf(session, { ...challenge.persist, wildcard });
        const { accountKey } = session.signer;
        const own = { identifier: identifier.value, persist, accountKey };
        const given = { token: challenge.token, keyAuthorization: keyAuthorization(session, challenge) };
        const offered = authorization.challenges.map(({ type }) => type);
        return { challenge, task: { ...own, ...given }, solver, offered };
    });
    tellSecondChoices(proofs, solvers, log);
    return proofs;
}
/** Says where the CA doesn't offer what the user wants most. */
function tellSecondChoices(proofs, solvers, log) {
    const [first] = solvers;
    for (const [{ type }, others] of Map.groupBy(proofs, ({ solver }) => solver)) {
        if (!first || type === first.type)
            continue;
        const lacking = others.filter(({ offered }) => !offered.includes(first.type));
        if (lacking.length === 0)
            continue;
        const names = lacking.map(({ task }) => task.identifier);
        log.info(`The CA offers no ${first.type} for ${names.join(', ')}: ${type} is taken`);
    }
}
/** An authorization that has ended without proof never becomes valid, and its order waits for it in vain. */
function demandAlive(order, authorizations) {
    const dead = authorizations.filter(({ status }) => status !== 'pending' && status !== 'valid');
    if (dead.length === 0)
        return;
    const identifiers = dead.map(({ identifier, status }) => ({
        identifier: identifier.value,
        reason: `the authorization is ${status}`,
    }));
    const names = identifiers.map(({ identifier, reason }) => `${identifier} (${reason})`).join(', ');
    throw new errors/* AppError */.uV('order-invalid', `The order can't be fulfilled any more: ${names}`, {
        identifiers,
        url: order.url,
        lastStatus: order.status,
    });
}
/** The first of the user's challenge types that the CA offers for this identifier. */
function chooseChallenge({ identifier, wildcard, challenges }, solvers) {
    for (const solver of solvers) {
        const challenge = challenges.find(({ type }) => type === solver.type);
        if (challenge && solver.takes?.(identifier.value) !== false)
            return [solver, challenge];
    }
    const name = `${wildcard ? '*.' : ''}${identifier.value}`;
    const offered = challenges.map(({ type }) => type).join(', ');
    const asked = solvers.map(({ type }) => type).join(', ');
    throw new errors/* AppError */.uV('challenge-unavailable', `For ${name} the CA offers ${offered}, and the input has ${asked}`, {
        identifiers: [{ identifier: name, reason: `offered: ${offered}` }],
        hint: 'Add one of the offered types to the input `challenge`; a wildcard can only be proven by DNS.',
    });
}
/** @returns the decided order, and warnings */
async function showProofs(order, proofs, context) {
    const { phases, budget, log } = context;
    const groups = bySolver(proofs);
    const warnings = [];
    await phases.run('present', async () => {
        warnings.push(...(await checkSetUp(groups, budget.work)));
    });
    await phases.run('present', () => inTurn(groups, (solver, tasks) => solver.present(tasks, budget.work)));
    const seen = await phases.run('propagation', () => waitUntilSeen(order, (bound) => readyInTurn(groups, bound), context));
    if ('decided' in seen)
        return { order: seen.decided, warnings };
    warnings.push(...seen.warnings);
    if (proofs.length > 0)
        log.info(`The CA is asked to validate ${proofs.map(({ task }) => task.identifier).join(', ')}`);
    const decided = await phases.run('validation', () => letValidate(order, proofs, context));
    return { order: decided, warnings };
}
function letValidate(order, proofs, { session, budget, settings }) {
    const names = proofs.map(({ task }) => task.identifier);
    const expired = (spentMs) => new errors/* AppError */.uV('validation-timeout', `The CA has not decided on ${names.length > 0 ? names.join(', ') : 'the order'} in ${(0,base_bound/* seconds */.YA)(spentMs)}`, {
        spentMs,
        identifiers: names.map((identifier) => ({ identifier, reason: 'still pending' })),
        url: order.url,
        lastStatus: 'pending',
    });
    const limits = { timeoutMs: settings.bounds.validationMs, parent: budget.work, expired };
    return (0,base_bound/* within */.ux)(session.clock, limits, async (bound) => {
        await Promise.all(proofs.map(({ challenge }) => acceptChallenge(session, challenge, bound)));
        return waitForDecision(session, order, bound);
    });
}
/**
 * On the cleanup bound: it goes on when the work's time is up, and a stuck provider can't eat the rest of the run. It
 * has the reserve, or half of what is left to the work where that is longer: the other half is the certificate's.
 * @returns what is left; never throws, so that it can't take the place of an earlier error
 */
async function takeAway(proofs, { context, isProven }) {
    const { phases, budget, session } = context;
    const left = [];
    const expired = (spentMs) => new errors/* AppError */.uV('deadline', `it took more than ${(0,base_bound/* seconds */.YA)(spentMs)}`);
    const timeoutMs = Math.max(budget.reserveMs, isProven ? budget.work.remainingMs() / 2 : 0);
    const limits = { timeoutMs, parent: budget.cleanup, expired };
    try {
        await phases.run('cleanup', () => (0,base_bound/* within */.ux)(session.clock, limits, (bound) => inTurn(bySolver(proofs), async (solver, tasks) => {
            left.push(...(await solver.cleanUp(tasks, bound)));
        })));
    }
    catch (error) {
        left.push(`Cleaning up ended early: ${(0,errors/* messageOf */.bD)(error)}. The action's post step tries again.`);
    }
    return left;
}
function bySolver(proofs) {
    const groups = new Map();
    for (const { solver, task } of proofs)
        groups.set(solver, [...(groups.get(solver) ?? []), task]);
    return groups;
}
async function readyInTurn(groups, bound) {
    const warnings = [];
    await inTurn(groups, async (solver, tasks) => {
        warnings.push(...(await solver.ready(tasks, bound)));
    });
    return warnings;
}
async function inTurn(groups, work) {
    for (const [solver, tasks] of groups)
        await work(solver, tasks);
}

;// CONCATENATED MODULE: ./build/steps/resume.js




/** An order that nothing came of in a day is stuck: going on with it would stand in the way of every new one. */
const usefulMs = 86_400_000;
/**
 * Goes on with an order that an earlier run had placed and not seen through: whatever it has become since, it isn't
 * ordered twice.
 * @returns undefined when it is of no use any more: other names are wanted, it became invalid, or the CA forgot it
 */
async function resumeOrder(request, pending, { session, settings, bound, log, nowMs }) {
    if (!pending)
        return undefined;
    const { orderUrl } = pending;
    const leave = (why) => {
        log.info(`The order of an earlier run is left (${why}): ${orderUrl}`);
        return undefined;
    };
    if (settings.force)
        return leave('`force` wants a new one');
    // One from the future was placed under a wrong clock, and would never grow old.
    if (Math.abs(nowMs - pending.createdAtMs) > usefulMs)
        return leave('it is more than a day old');
    const material = await recallKey(pending, { request, settings }, bound.signal);
    if (!material)
        return leave('something else is wanted now');
    try {
        const order = await readOrder(session, orderUrl, bound);
        if (order.status === 'invalid')
            return leave('it became invalid');
        log.info(`The order of an earlier run goes on, it is ${order.status}: ${orderUrl}`);
        // The authorizations are held against what was asked for, not against what the CA says that was.
        return { order: { ...order, identifiers: request.identifiers }, material };
    }
    catch (error) {
        // What may pass is no reason to order a second time.
        if (!isGone(error))
            throw error;
        return leave(error.message);
    }
}
/** The key and CSR of that order, when they fit what is wanted now. */
async function recallKey({ identifiers, csr, keyType, profile, privateKey }, { request, settings }, signal) {
    const names = (list) => list
        .map(({ type, value }) => `${type} ${value}`)
        .sort()
        .join();
    if (names(identifiers) !== names(request.identifiers) || profile !== settings.profile)
        return undefined;
    if (request.csr !== undefined) {
        const wanted = await (0,user_csr/* readCsr */.$)(request.csr, signal);
        return wanted.derBase64url === csr ? { ...wanted, csr, privateKey: undefined } : undefined;
    }
    if (!privateKey || keyType !== settings.keyType)
        return undefined;
    return { csr, keyType, publicKey: (0,keys/* publicKeyOf */.kc)(privateKey), privateKey };
}

;// CONCATENATED MODULE: ./build/steps/obtain.js








/**
 * One certificate, from order to checked chain.
 * @throws AppError knowing its phase; what was set up for the proof is taken away by then
 */
async function obtain(request, context) {
    const { phases, log } = context;
    const { order, material } = await phases.run('order', () => begin(request, context));
    const proof = order.status === 'pending' ? await prove(order, context) : { order, warnings: [] };
    const issued = await phases.run('finalize', () => issue(proof.order, material, context));
    const received = await phases.run('download', () => receive(issued.order, { request, material }, context));
    log.info(`Certificate ${received.certificate.serial} from ${received.certificate.issuer} passed every check`);
    return {
        certificate: received.certificate,
        material,
        attempts: issued.attempts,
        warnings: [...proof.warnings, ...received.warnings],
    };
}
/** Goes on with an earlier run's order, or places one and keeps it before anything else. */
async function begin(request, context) {
    const { session, settings, budget, log, pending, keeper } = context;
    const { work } = budget;
    const resumed = await resumeOrder(request, pending, {
        session,
        settings,
        bound: work,
        log,
        nowMs: session.clock.now(),
    });
    if (resumed)
        return resumed;
    await checkBeforeOrder(request, context);
    // The key first: nothing may come between an order that is placed and its being kept.
    const material = await prepareKey(request, settings.keyType, work.signal);
    const place = async () => {
        const order = await orderInPlace(request, context);
        await keeper.pending({ order, material }, budget.cleanup.signal);
        return order;
    };
    const [order] = await Promise.all([place(), fetchNonces(request.identifiers.length, context)]);
    log.info(`Order is ${order.status}: ${order.url}`);
    return { order, material };
}
/** The wave of authorizations that follows wants a nonce each; without them it is only slower. */
async function fetchNonces(count, { session, budget, log }) {
    if (count < 2)
        return;
    await session.fetchNonces(count, budget.work).catch((error) => log.debug((0,errors/* messageOf */.bD)(error)));
}
/** What the order replaces frees it from the CA's limits, and must never be what it fails by. */
async function orderInPlace({ identifiers }, { session, settings, budget, log, replaces }) {
    const wanted = { identifiers, profile: settings.profile };
    try {
        return await newOrder(session, { ...wanted, replaces }, budget.work);
    }
    catch (error) {
        if (replaces === undefined || !isAgainstReplacing(error))
            throw error;
        log.info(`The CA takes no order in the place of the certificate in use: ${error.message}`);
        return newOrder(session, wanted, budget.work);
    }
}
async function issue(order, { csr }, { session, settings, budget, log }) {
    let attempts = 1;
    const finalized = order.status === 'ready' ? await finalizeOrder(session, { order, csr }, budget.work) : order;
    const options = {
        attemptMs: settings.bounds.orderMs,
        onAttempt: (attempt) => {
            attempts = attempt;
            if (attempt > 1)
                log.info(`Attempt ${attempt} at order ${order.url}`);
        },
    };
    return { order: await waitForIssuance(session, { order: finalized, options }, budget.work), attempts };
}
async function receive(order, { request, material }, { session, settings, budget }) {
    const { preferredChain } = settings;
    const source = { url: order.certificate, wantAlternates: preferredChain !== undefined };
    const chains = await downloadChains(session, source, budget.work);
    const choice = preferredChain === undefined ? undefined : chooseChain(chains, preferredChain);
    const certificate = checkChain(choice?.pem ?? chains[0], {
        publicKey: material.publicKey,
        identifiers: request.identifiers,
        nowMs: session.clock.now(),
    });
    if (!choice || choice.matched)
        return { certificate, warnings: [] };
    const miss = `No chain with the issuer ${JSON.stringify(preferredChain)}; the CA's default was kept`;
    return { certificate, warnings: [`${miss}. It offers: ${choice.available.join(', ')}.`] };
}

;// CONCATENATED MODULE: ./build/steps/order-one.js






/**
 * Orders one certificate, and keeps what the next run needs of it, however it ends.
 * @throws AppError; it is remembered, so that schedules don't repeat it without end
 */
async function orderOne(request, tools) {
    const { known, budget } = tools;
    // What is known when the work's time is up is just what the next run needs.
    const { signal } = budget.cleanup;
    const { session } = await reachCa(tools);
    const solvers = await tools.openSolvers();
    const keeper = createKeeper({ request, start: tools, session, known });
    try {
        const replaces = await replacedBy(request, { known, session }, budget.work.signal);
        const pending = known?.pending;
        const options = { ...tools, session, solvers, pending, replaces, keeper };
        const obtained = await obtain(request, options);
        await keeper.certificate(obtained, signal);
        return { ...obtained, delivered: (at) => keeper.delivered(at) };
    }
    catch (thrown) {
        const error = (0,errors/* toAppError */.b_)(thrown);
        throw error.with({ resumes: await keeper.failure(error, signal) });
    }
}
/** A CA that can't be reached is remembered too; of a certificate that was never obtained there is nothing to add it to. */
async function reachCa({ openCa, known, world, store, budget, }) {
    try {
        return await openCa();
    }
    catch (thrown) {
        const error = (0,errors/* toAppError */.b_)(thrown);
        const failed = known && (0,state_entry/* withFailure */.fd)(known, failureOf(error, { atMs: world.clock.now() }));
        if (failed)
            await store.keep(failed, budget.cleanup.signal);
        throw error;
    }
}
/**
 * The certificate that a new one takes the place of, by its name towards the CA (RFC 9773 5): of the same account, with
 * a name in common, and where the CA knows of replacing at all.
 */
async function replacedBy({ identifiers }, { known, session }, signal) {
    const stored = known?.certificate;
    if (!stored || session.directory.renewalInfo === undefined)
        return undefined;
    const isOurs = known.account.url === session.accountUrl;
    const isRelated = identifiers.some(({ value }) => stored.domains.includes(value));
    return isOurs && isRelated ? renewalIdOf(stored.chain, signal) : undefined;
}
/**
 * Holds a schedule back after failures with the same settings. A person who starts a run wants to see it tried, and so does one who lets a
 * schedule's run run again.
 * @returns an error of the last failure's code that knows `retryAtMs`; undefined when nothing is held back
 */
function holdBack(known, { event, clock, setup }) {
    if (event.name !== 'schedule' || event.isRerun === true || !known)
        return undefined;
    const { pending, certificate } = known;
    const nowMs = clock.now();
    const failures = failuresOf(countedFailures(known.failures, nowMs), setup, nowMs);
    const endsAtMs = certificate?.notAfterMs;
    const retryAtMs = nextAttemptMs({ failures, hasOrder: pending !== undefined, endsAtMs, nowMs });
    const last = failures.at(-1);
    if (!last || retryAtMs === undefined || retryAtMs <= nowMs)
        return undefined;
    return heldBack(last, { count: failures.length, retryAtMs });
}
function heldBack({ atMs, code: stored, link }, { count, retryAtMs }) {
    // A later version may have written one that this one doesn't know.
    const code = errors/* errorCodes */.fv.find((one) => one === stored) ?? 'ca-error';
    const [at, from] = [atMs, retryAtMs].map((ms) => new Date(ms).toISOString());
    const row = count === 1 ? 'the last attempt failed' : `the last ${count} attempts failed`;
    return new errors/* AppError */.uV(code, `Not tried again yet: ${row}, the latest at ${at} (${stored}); a schedule tries again from ${from}`, {
        retryAtMs,
        ...(link === undefined ? {} : { link }),
        hint: 'Start the workflow by hand to try at once, or run this run again: neither is ever held back.',
    });
}

;// CONCATENATED MODULE: ./build/steps/registered-domains.js
/**
 * Finds the domains that were registered for names, by the public suffix list with its private part, as CAs count
 * them. The list is loaded with the first call.
 */
async function registeredDomainsBy(signal) {
    signal.throwIfAborted();
    const { getDomain } = await __nccwpck_require__.e(/* import() */ 935).then(__nccwpck_require__.t.bind(__nccwpck_require__, 935, 19));
    return (names) => [
        ...new Set(names.flatMap((name) => getDomain(name.replace(/^\*\./, ''), { allowPrivateDomains: true }) ?? [])),
    ];
}

;// CONCATENATED MODULE: ./build/steps/plan.js












/** The mode `plan`: what is due and why, and which job of a matrix works on it. Orders nothing and stores nothing. */
async function plan(start) {
    const { settings, world } = start;
    const { log } = world;
    const phases = new base_bound/* Phases */.Vw(world.clock);
    const context = { ...start, store: readOnly(start.store), openCa: (0,steps_start/* once */.O)(() => openCa(start, phases)) };
    log.group(`What is due at ${settings.ca.name}`);
    try {
        const seen = await (0,parallel/* mapLimited */.bB)(settings.certificates, settings.concurrency, (request) => look(request, context));
        const shards = await shard(seen, start);
        for (const { request, decision } of seen) {
            log.info(`${request.name}: ${decision.due ? 'due' : 'not due'}: ${decision.because}`);
        }
        const jobOf = new Map(shards.jobs.flatMap((names, job) => names.map((name) => [name, job])));
        const works = seen.map((one) => ({ result: resultOf(one, jobOf.get(one.request.name), start) }));
        return { works, findings: tellHeldBack(shards.heldBack) };
    }
    finally {
        log.endGroup();
    }
}
/** What is learnt here is kept by the job that does the work, and a rotated secret takes effect there. */
function readOnly(store) {
    const { lasting } = store;
    const load = async (which, signal) => {
        const loaded = await store.load(which, signal);
        return loaded.kind === 'found' ? { ...loaded, sealAnew: false } : loaded;
    };
    return {
        lasting,
        load,
        keep: () => Promise.resolve(),
        flush: () => Promise.resolve([]),
        holds: () => false,
    };
}
async function look(request, context) {
    const { world, budget } = context;
    const startedAt = world.clock.monotonic();
    const elapsed = () => world.clock.monotonic() - startedAt;
    try {
        const recalled = await recall(request, context);
        return { request, ...recalled, decision: putOff(request, recalled, context), elapsedMs: elapsed() };
    }
    catch (thrown) {
        const error = (0,errors/* toAppError */.b_)(thrown);
        const because = `It could not be decided: ${error.message}`;
        const seen = { request, entry: undefined, elapsedMs: elapsed() };
        // Without a decision its job takes a look of its own: one CA that doesn't answer must not stop all jobs.
        if (!budget.work.signal.aborted && error.code !== 'internal') {
            return { ...seen, decision: { due: true, code: 'missing', because }, warnings: [because] };
        }
        return { ...seen, decision: { due: false, code: 'missing', because }, warnings: [], error };
    }
}
/** After failures a schedule waits, while the certificate in use lasts: its job would only say so. */
function putOff(request, { entry, decision }, { settings, world }) {
    const setup = setupDigest(request, settings);
    const notYet = decision.due ? holdBack(entry, { ...world, setup }) : undefined;
    const held = entry?.certificate;
    const { failBefore } = settings;
    if (!notYet || !held || !canWait({ decision, held, failBefore, nowMs: world.clock.now() }))
        return decision;
    return { ...decision, due: false, because: `${decision.because}. ${notYet.message}` };
}
/** A certificate takes a minute at worst, most of it waiting for DNS: what fits into `timeout` with room to spare. */
const certificateMs = 60_000;
async function shard(seen, { settings, world, budget }) {
    const { ca, bounds, concurrency } = settings;
    const limits = limitsOf(ca);
    const domainsOf = limits ? await registeredDomainsBy(budget.work.signal) : () => [];
    return planShards({
        due: seen.filter(({ decision }) => decision.due).map((one) => candidate(one, domainsOf)),
        spent: seen.flatMap(({ entry }) => {
            const stored = entry?.certificate;
            if (stored?.newAtMs === undefined)
                return [];
            return [{ atMs: stored.newAtMs, registeredDomains: domainsOf(stored.domains) }];
        }),
        limits,
        mostInJob: Math.max(1, Math.floor(bounds.totalMs / certificateMs)) * concurrency,
        nowMs: world.clock.now(),
    });
}
function candidate({ request, entry, decision }, domainsOf) {
    const isNew = decision.code === 'missing' || decision.code === 'names-changed' || !entry?.certificate;
    return {
        name: request.name,
        registeredDomains: domainsOf(request.identifiers.map(({ value }) => value)),
        isRenewal: !isNew,
        notAfterMs: entry?.certificate?.notAfterMs,
    };
}
function resultOf({ request, entry, decision, renewal, warnings, error, elapsedMs }, job, { settings }) {
    const stored = entry?.certificate;
    return {
        name: request.name,
        domains: request.identifiers.map(({ value }) => value),
        outcome: error ? 'failed' : 'planned',
        reason: error ? decision.because : `${decision.due ? 'Due' : 'Not due'}: ${decision.because}`,
        ...(error ? { error } : {}),
        ...(stored ? { certificate: issuedOf(stored), keyType: stored.keyType } : {}),
        ...(settings.profile === undefined ? {} : { profile: settings.profile }),
        ...(renewal ? { ari: renewal } : {}),
        ...(job === undefined ? {} : { job }),
        attempts: 0,
        elapsedMs,
        phasesMs: {},
        warnings,
    };
}
function tellHeldBack(heldBack) {
    const byLimit = Map.groupBy(heldBack, ({ what }) => what);
    return [...byLimit].map(([what, ones]) => ({
        severity: 'warning',
        subject: 'the plan',
        what: `${ones.length === 1 ? '1 certificate waits' : `${ones.length} certificates wait`}: the limit on ${what} has no room before ${new Date(Math.min(...ones.map(({ untilMs }) => untilMs))).toISOString()}.`,
        remedy: 'A later plan takes them, the renewals always first; nothing needs to be done.',
    }));
}

// EXTERNAL MODULE: ./build/challenge/tokens.js
var tokens = __nccwpck_require__(5162);
;// CONCATENATED MODULE: ./build/challenge/http01-listener.js



/**
 * Proves control by answering the CA's requests itself (RFC 8555 8.3). It listens while a certificate of the run needs
 * it, and no longer; there is nothing to undo after the process.
 */
function createHttp01Listener({ address, listen, log }) {
    const where = `${address.host === undefined ? 'port ' : `${bracketed(address.host)}:`}${address.port}`;
    const proofs = new Set();
    // One at a time opens or closes: certificates come and go side by side.
    const turn = new parallel/* Slots */.WR(1);
    let listener;
    const answer = (path) => [...proofs].find(({ token }) => path === `${tokens/* tokenPath */.v}${token}`)?.keyAuthorization;
    return {
        type: 'http-01',
        // Taken or forbidden, it would be so only after an order had been spent.
        prepare: async (bound) => (await http01_listener_open({ address, listen, where }, () => undefined, bound)).close(),
        async present(tasks, bound) {
            for (const task of tasks)
                (0,tokens/* tokenOf */.B)(task);
            for (const task of tasks)
                proofs.add(task);
            await turn.hold(bound.signal, async () => {
                if (listener)
                    return;
                listener = await http01_listener_open({ address, listen, where }, answer, bound);
                log.info(`Listening on ${where} for the CA's requests`);
            });
        },
        ready: () => Promise.resolve([]),
        async cleanUp(tasks, bound) {
            for (const task of tasks)
                proofs.delete(task);
            await turn.hold(bound.signal, () => {
                if (proofs.size > 0 || !listener)
                    return Promise.resolve();
                listener.close();
                listener = undefined;
                log.info(`No longer listening on ${where}`);
                return Promise.resolve();
            });
            return [];
        },
    };
}
async function http01_listener_open({ address, listen, where }, answer, { signal }) {
    try {
        return await listen(address, answer, signal);
    }
    catch (error) {
        signal.throwIfAborted();
        const code = error instanceof Error && 'code' in error ? String(error.code) : '';
        throw new errors/* AppError */.uV('challenge-unavailable', `Nothing can listen on ${where}: ${(0,errors/* messageOf */.bD)(error)}`, {
            hint: hints[code] ?? 'Correct `http-listen`: a port of this machine, or one of its addresses with a port.',
        });
    }
}
const hints = {
    EADDRINUSE: 'Another program uses it, perhaps a web server: let that one serve the tokens from `http-webroot` instead.',
    EACCES: 'Ports below 1024 need a privilege: let the system forward port 80 to a higher one, and name that in `http-listen`.',
    EADDRNOTAVAIL: 'The address in `http-listen` is not one of this machine.',
};
function bracketed(host) {
    return host.includes(':') ? `[${host}]` : host;
}

;// CONCATENATED MODULE: ./build/preflight/clock-skew.js

/** Signed DNS updates and the signatures of cloud APIs are refused when the clocks differ by this (RFC 8945 10). */
const refusedMs = 300_000;
const oddMs = 60_000;
/** Says whether the runner's clock is right. @param skewMs how far it is ahead of the CA's; undefined: unknown */
function judgeClock(skewMs) {
    const size = Math.abs(skewMs ?? 0);
    if (skewMs === undefined || size < oddMs)
        return [];
    return [
        {
            severity: size >= refusedMs ? 'error' : 'warning',
            subject: "The runner's clock",
            what: `It is ${(0,base_bound/* seconds */.YA)(size)} ${skewMs > 0 ? 'ahead of' : 'behind'} the CA's`,
            remedy: 'Set it by NTP: signatures are refused and dates misjudged when it is wrong.',
        },
    ];
}

// EXTERNAL MODULE: ./build/dns/addresses.js + 1 modules
var addresses = __nccwpck_require__(3987);
// EXTERNAL MODULE: ./build/dns/resolver.js
var resolver = __nccwpck_require__(492);
;// CONCATENATED MODULE: ./build/dns/port53.js


/** So much silence, from so many addresses, for longer than servers take to start anew, is no server's fault. */
const enough = { questions: 6, addresses: 2, forMs: 4_000 };
/** Keeps an eye on the questions to name servers, which are those without recursion. */
function watchPort53(ask, clock) {
    const mute = new Set();
    let wasHeard = false;
    const silence = { questions: 0, sinceMs: Infinity, lastMs: 0 };
    return {
        ask: async (query, signal) => {
            const reply = await ask(query, signal);
            if ('url' in query.server || query.recursive || (0,resolver/* isBeyondIpv4 */.xe)(query.server, reply))
                return reply;
            if (reply.kind === 'answered' || reply.kind === 'refused')
                wasHeard = true;
            else {
                silence.questions += 1;
                silence.lastMs = clock.monotonic();
                silence.sinceMs = Math.min(silence.sinceMs, silence.lastMs);
                mute.add((0,addresses/* formatServer */.xu)(query.server));
            }
            return reply;
        },
        isBlocked: () => !wasHeard &&
            silence.questions >= enough.questions &&
            mute.size >= enough.addresses &&
            silence.lastMs - silence.sinceMs >= enough.forMs,
    };
}

;// CONCATENATED MODULE: ./build/dns/public-resolvers.js
/**
 * Of two operators, so that neither has to be trusted alone; both take HTTP/1.1, and neither tells name servers who
 * asks. (https://developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/,
 * https://developers.google.com/speed/public-dns/docs/doh)
 */
const publicResolvers = [
    { url: 'https://cloudflare-dns.com/dns-query' },
    { url: 'https://dns.google/dns-query' },
];
/**
 * Whether anybody on the Internet may know a zone: it lies below a suffix of the public DNS. Those of internal networks
 * (`corp`, `internal`, `home.arpa`, ...) don't.
 */
async function isPublicZone(zone) {
    const { parse } = await __nccwpck_require__.e(/* import() */ 935).then(__nccwpck_require__.t.bind(__nccwpck_require__, 935, 19));
    const { isIcann, domain } = parse(zone);
    return isIcann === true && domain !== null && !/(^|\.)(arpa|onion)$/.test(zone);
}

// EXTERNAL MODULE: ./build/dns/exchange.js
var exchange = __nccwpck_require__(1667);
;// CONCATENATED MODULE: ./build/dns/https.js

const mediaType = 'application/dns-message';
/** The longest DNS message (RFC 8484 6). */
const maxBytes = 65_535;
/** Makes the function that sends, by POST (RFC 8484 4.1). @param timeoutMs bound on one exchange */
function createOverHttps(http, timeoutMs) {
    return async ({ url, message, accepts }, signal) => {
        const headers = { accept: mediaType, 'content-type': mediaType };
        const body = Buffer.from(message).toString('latin1');
        const [outcome] = await Promise.allSettled([
            http.request({ method: 'POST', url, headers, body, binary: true, timeoutMs, maxBytes }, signal),
        ]);
        signal.throwIfAborted();
        if (outcome.status === 'rejected') {
            if (!(outcome.reason instanceof errors/* NetworkError */.Dr))
                throw outcome.reason;
            const { failure, message: reason } = outcome.reason;
            if (failure === 'timeout')
                return { kind: 'timeout' };
            // Some servers speak HTTP/2 only: their first bytes make no sense here.
            const version = failure === 'unreadable' ? ' (it has to speak HTTP/1.1)' : '';
            return { kind: 'unreachable', reason: `${reason}${version}` };
        }
        const { status, headers: told, body: answer } = outcome.value;
        const type = (told['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
        if (status !== 200)
            return { kind: 'unreachable', reason: `it answers with HTTP status ${status}` };
        if (type !== mediaType)
            return { kind: 'unreachable', reason: 'its answer over HTTPS is no DNS message' };
        const reply = Buffer.from(answer, 'latin1');
        if (!accepts(reply))
            return { kind: 'unreachable', reason: 'the answer is to something else' };
        return { kind: 'reply', reply };
    };
}

;// CONCATENATED MODULE: ./build/dns/reach.js





/** One question to one server; a dead one must not cost more. */
const questionTimeoutMs = 2_000;
/** Over HTTPS a connection comes first. */
const httpsTimeoutMs = 4_000;
/** Finds the resolvers, and makes the function that asks. @throws AppError `dns-provider` when a resolver that is given by name has no address; the bound's reason */
async function reachDns({ clock, random, http, requestTimeoutMs, resolvers: configured, systemResolvers: system, areNamesPublic, }, { signal }) {
    const own = (configured ?? []).filter((resolver) => 'url' in resolver);
    const overHttps = createOverHttps(http, Math.min(requestTimeoutMs, httpsTimeoutMs));
    return {
        ...watchPort53((0,exchange/* createAsk */.cY)({ clock, random, timeoutMs: questionTimeoutMs, overHttps }), clock),
        resolvers: await (0,addresses/* resolverAddresses */.lc)({ configured, system }, signal),
        standIns: async (zone) => own.length > 0 || !areNamesPublic || !(await isPublicZone(zone)) ? own : publicResolvers,
    };
}

// EXTERNAL MODULE: ./build/dns/names.js
var dns_names = __nccwpck_require__(8288);
// EXTERNAL MODULE: ./build/dns/share.js
var share = __nccwpck_require__(635);
;// CONCATENATED MODULE: ./build/dns/zone.js






/** The last status of the error about CNAMEs that end nowhere. */
const cnameLoop = 'CNAME loop';
/** CNAMEs and delegations that are followed for one name. */
const maxSteps = 10;
/** Makes the function that locates names; it remembers zones and names, so make one for each run. */
function createLocate({ ask, resolvers, isBlocked }) {
    const resolve = (0,resolver/* createResolve */.xF)(ask, resolvers);
    const zones = (0,share/* shareByKey */.K)();
    const locations = (0,share/* shareByKey */.K)();
    /** Zones whose own servers gave no usable answer: their resolver is asked instead. */
    const deaf = new Set();
    /** With resolvers over HTTPS alone, nothing is asked on port 53 either. */
    const isDeaf = ({ name }) => (0,addresses/* areAllHttps */.j1)(resolvers) || isBlocked() || deaf.has(name);
    const readZone = (name, signal) => zones(`zone ${name}`, signal, () => fetchZone(resolve, name, signal));
    const enclosing = (name, signal) => zones(`above ${name}`, signal, async () => {
        const apex = await findApex(resolve, name, signal);
        return apex === undefined ? undefined : readZone(apex, signal);
    });
    const step = async (name, signal) => {
        let zone = await enclosing(parentOf(name), signal);
        for (let depth = 0; zone && !isDeaf(zone) && depth < maxSteps; depth += 1) {
            const reply = await askServers(ask, { zone, name }, signal);
            const cname = reply && cnameOf(reply, name);
            if (cname !== undefined)
                return { cname, zone };
            if (reply?.authoritative)
                return { zone };
            const child = reply && delegationOf(reply, { name, zone });
            if (child === undefined)
                deaf.add(zone.name);
            else
                zone = await readZone(child, signal);
        }
        const { reply } = await resolve(name, 'CNAME', signal);
        const cname = cnameOf(reply, name);
        if (cname !== undefined)
            return { cname, zone };
        const apex = apexOf(reply, name);
        return { zone: apex === undefined ? zone : await readZone(apex, signal) };
    };
    /** A name that nobody made has the same CNAME: a wildcard gave it (RFC 4592), and gives none to a name with a record. */
    const isWildcards = async (name, cname, signal) => (await step(`_no-challenge.${parentOf(name)}`, signal)).cname === cname;
    return (start, signal) => locations((0,dns_names/* canonicalName */.Ew)(start), signal, async () => {
        const path = [(0,dns_names/* canonicalName */.Ew)(start)];
        for (let name = path[0]; name !== undefined && path.length <= maxSteps + 1; name = path.at(-1)) {
            const { cname, zone } = await step(name, signal);
            if (cname === undefined)
                return { name, zone };
            if (path.length === 1 && (await isWildcards(name, cname, signal)))
                return { name, zone };
            const isLoop = path.includes(cname);
            path.push(cname);
            if (isLoop)
                break;
        }
        throw new errors/* AppError */.uV('dns-provider', `The CNAME records of ${start} lead nowhere: ${path.join(' -> ')}`, {
            lastStatus: cnameLoop,
            hint: 'Correct these CNAME records: they must end at one name that holds the TXT record.',
        });
    });
}
/** Climbs from `name` until a SOA record is told for it or what lies above it (also with NXDOMAIN, RFC 2308 2.1). */
async function findApex(resolve, name, signal) {
    for (const candidate of (0,dns_names/* ancestorsOf */.Gw)(name)) {
        const { reply } = await resolve(candidate, 'SOA', signal);
        const apex = apexOf(reply, candidate);
        if (apex !== undefined)
            return apex;
    }
    return undefined;
}
function apexOf(reply, name) {
    // Behind a CNAME the SOA is its target's.
    if (cnameOf(reply, name) !== undefined)
        return undefined;
    const soa = [...reply.answers, ...reply.authorities].find((record) => record.type === 'SOA');
    return soa && soa.name !== '' && (0,dns_names/* isWithin */.UO)(name, soa.name) ? soa.name : undefined;
}
/** The zone's name servers with every address; a loopback one listens at the port of the resolver that named it. */
async function fetchZone(resolve, name, signal) {
    const { reply } = await resolve(name, 'NS', signal);
    const names = (0,exchange/* recordsOf */.M$)(reply.answers, 'NS').map(({ data }) => (0,dns_names/* canonicalName */.Ew)(data));
    const servers = await Promise.all([...new Set(names)].sort().map(async (server) => ({
        name: server,
        addresses: (await Promise.all(['A', 'AAAA'].map((type) => fetchAddresses(resolve, { server, type }, signal)))).flat(),
    })));
    return { name, servers };
}
/** A server whose name can't be resolved has no address: the propagation table tells, the others still count. */
async function fetchAddresses(resolve, { server, type }, signal) {
    const resolved = await resolve(server, type, signal).catch((error) => {
        if (error instanceof errors/* AppError */.uV && !signal.aborted)
            return undefined;
        throw error;
    });
    if (!resolved)
        return [];
    const { reply, resolver } = resolved;
    return (0,exchange/* recordsOf */.M$)(reply.answers, type).map(({ data: address }) => ({
        address,
        port: (0,addresses/* isLoopback */.U9)(address) && 'port' in resolver ? resolver.port : 53,
    }));
}
/** The first answer of the zone's own servers; undefined when three in a row give none. */
async function askServers(ask, { zone, name }, signal) {
    const addresses = zone.servers.flatMap(({ addresses: [first] }) => first ?? []);
    for (const server of addresses.slice(0, 3)) {
        const reply = await ask({ server, name, type: 'CNAME', recursive: false }, signal);
        if (reply.kind === 'answered')
            return reply;
    }
    return undefined;
}
function cnameOf(reply, name) {
    const cname = (0,exchange/* recordsOf */.M$)(reply.answers, 'CNAME').find((record) => record.name === name);
    return cname && (0,dns_names/* canonicalName */.Ew)(cname.data);
}
/** The child zone that a referral names (RFC 1034 4.3.2). */
function delegationOf(reply, { name, zone }) {
    const child = reply.authorities.find((record) => record.type === 'NS')?.name;
    return child !== undefined && child !== zone.name && (0,dns_names/* isWithin */.UO)(child, zone.name) && (0,dns_names/* isWithin */.UO)(name, child)
        ? child
        : undefined;
}
function parentOf(name) {
    return (0,dns_names/* ancestorsOf */.Gw)(name)[1] ?? name;
}

;// CONCATENATED MODULE: ./build/dns/read-txt.js





/**
 * Reads the TXT values of a name at every address of its zone's name servers: what they show is what the CA gets,
 * while a resolver may still remember what was there before. When none of them answers, a resolver is asked.
 * @returns where the values stand, CNAMEs followed, and what each server shows; of none when none could be asked
 * @throws AppError `dns-provider` when CNAMEs loop; the signal's reason
 */
async function readTxt(start, { ask, locate, resolvers }, signal) {
    const { name, zone } = await locate(start, signal).catch((error) => {
        // Without a resolver that answers, the CA may still find what this runner can't.
        if (signal.aborted || !(error instanceof errors/* AppError */.uV) || error.details.lastStatus === cnameLoop)
            throw error;
        return { name: start, zone: undefined };
    });
    // What a resolver over HTTPS is given for, port 53, may be blocked or watched.
    const seen = zone && !(0,addresses/* areAllHttps */.j1)(resolvers) ? await read_txt_askServers(name, { zone, ask }, signal) : [];
    return { name, seen: seen.length > 0 ? seen : await tryResolver(name, { ask, resolvers }, signal) };
}
/**
 * Reads them as a resolver tells them, in one question.
 * @throws AppError `dns-provider` when no resolver answers; the signal's reason
 */
async function readTxtRecursively(name, resolve, signal) {
    const { reply, resolver } = await resolve(name, 'TXT', signal);
    const owners = new Set(reply.answers.map((record) => record.name));
    const values = [...owners].flatMap((owner) => (0,exchange/* txtValues */.b9)(reply, owner));
    return { server: (0,addresses/* formatServer */.xu)(resolver), values };
}
async function read_txt_askServers(name, { zone, ask }, signal) {
    const each = zone.servers.flatMap(({ name: server, addresses }) => addresses.map((address) => ({ server, address })));
    const seen = await Promise.all(each.map(async ({ server, address }) => {
        const reply = await ask({ server: address, name, type: 'TXT', recursive: false }, signal);
        if (reply.kind !== 'answered' || !reply.authoritative)
            return [];
        return [{ server: `${server} (${(0,addresses/* formatServer */.xu)(address)})`, values: (0,exchange/* txtValues */.b9)(reply, name) }];
    }));
    return seen.flat();
}
async function tryResolver(name, { ask, resolvers }, signal) {
    try {
        return [await readTxtRecursively(name, (0,resolver/* createResolve */.xF)(ask, resolvers), signal)];
    }
    catch (error) {
        if (signal.aborted || !(error instanceof errors/* AppError */.uV))
            throw error;
        return [];
    }
}

;// CONCATENATED MODULE: ./build/preflight/dns-look.js





/** Opens the ways into the DNS; the list of public suffixes is loaded here. @throws AppError `dns-provider` when a resolver that is given by name has no address */
async function openDnsLook(reach, bound) {
    const { ask, isBlocked, resolvers, standIns } = await reachDns(reach, bound);
    const locate = createLocate({ ask, resolvers, isBlocked });
    const { parse } = await __nccwpck_require__.e(/* import() */ 935).then(__nccwpck_require__.t.bind(__nccwpck_require__, 935, 19));
    return {
        ask,
        standIns,
        avoidsPort53: (0,addresses/* areAllHttps */.j1)(resolvers),
        resolve: (0,resolver/* createResolve */.xF)(ask, resolvers),
        locate,
        readTxt: (name, signal) => readTxt(name, { ask, locate, resolvers }, signal),
        isPublicSuffix(zone) {
            const { isIcann, publicSuffix } = parse(zone);
            return isIcann === true && publicSuffix === zone;
        },
    };
}

;// CONCATENATED MODULE: ./build/steps/reach.js
/** How a run reaches the DNS. */
function reachOf({ settings, world }) {
    const { clock, random, systemResolvers, createHttp } = world;
    return {
        clock,
        random,
        http: createHttp(),
        requestTimeoutMs: settings.bounds.requestMs,
        resolvers: settings.challenge.dnsResolvers,
        systemResolvers,
        areNamesPublic: settings.ca.isKnown,
    };
}

// EXTERNAL MODULE: ./build/challenge/choose-provider.js
var choose_provider = __nccwpck_require__(9431);
// EXTERNAL MODULE: ./build/challenge/delegation.js
var challenge_delegation = __nccwpck_require__(7306);
;// CONCATENATED MODULE: ./build/challenge/issue-value.js
const issue_value_issuerName = /^[a-z0-9](-*[a-z0-9])*(\.[a-z0-9](-*[a-z0-9])*)*$/;
const parameter = /^([a-z0-9](?:-*[a-z0-9])*)[ \t]*=[ \t]*([\x21-\x3a\x3c-\x7e]*)$/i;
/** Reads the value of `issue` and `issuewild` properties (RFC 8659 4.2), and of dns-persist-01 records, alike. */
function parseIssueValue(text) {
    const [first = '', ...rest] = text.split(';').map((part) => part.replace(/^[ \t]+|[ \t]+$/g, ''));
    const issuer = first.toLowerCase();
    if (issuer !== '' && !issue_value_issuerName.test(issuer))
        return { malformed: `${quoted(first)} is no domain name` };
    const parameters = new Map();
    // After the first semicolon there may be nothing.
    for (const part of rest.length === 1 && rest[0] === '' ? [] : rest) {
        const [, tag, value] = parameter.exec(part) ?? [];
        if (tag === undefined || value === undefined)
            return { malformed: `${quoted(part)} is no parameter` };
        if (parameters.has(tag.toLowerCase()))
            return { malformed: `the parameter ${tag} stands there twice` };
        parameters.set(tag.toLowerCase(), value);
    }
    return { issuer, parameters };
}
function quoted(text) {
    return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

;// CONCATENATED MODULE: ./build/challenge/persist-record.js

/** What it is, for whoever has to write one. */
const persistDraft = 'https://datatracker.ietf.org/doc/draft-ietf-acme-dns-persist/';
/** Where a name's record for dns-persist-01 stands (draft-ietf-acme-dns-persist). */
function persistName(base) {
    return `_validation-persist.${base}`;
}
/**
 * The value to write; without our account's URL, or the CA's name, something in angle brackets stands for it. It has
 * no `persistUntil`: that is the user's to add.
 */
function persistValue({ issuers: [issuer], accounts: [account], wildcard }) {
    const [ca, url] = [issuer ?? '<name of the CA>', account ?? '<URL of the account>'];
    return `${ca}; accounturi=${url}${wildcard ? '; policy=wildcard' : ''}`;
}
/** Reads a value; what a CA can't read, it ignores. */
function readPersistValue(value) {
    const read = parseIssueValue(value);
    if ('malformed' in read)
        return read;
    const { issuer, parameters } = read;
    return {
        issuer,
        written: (value.split(';')[0] ?? '').trim(),
        account: parameters.get('accounturi'),
        policy: parameters.get('policy'),
        until: parameters.get('persistuntil'),
    };
}
/** CAs read the seconds as a number of 64 bits with a sign. */
const lastSecond = 2n ** 63n - 1n;
/** The last moment that a date can tell, in the year 275760. */
const lastMs = 8.64e15;
/** When a record ends, ms since the epoch; undefined: never, or nobody can read when. */
function persist_record_endOf({ until }) {
    if (until === undefined || !/^\d+$/.test(until) || BigInt(until) > lastSecond)
        return undefined;
    return Math.min(Number(until) * 1_000, lastMs);
}
/** Whether it lets prove the name's wildcard, and all names below. */
function isForWildcard({ policy }) {
    return policy?.toLowerCase() === 'wildcard';
}
/** Whether a value is meant for our CA or our account; another CA's may stand beside it. */
function isOurs(record, { issuers, accounts }) {
    return (issuers.some((issuer) => issuer.toLowerCase() === record.issuer) ||
        (record.account !== undefined && accounts.includes(record.account)));
}
/** All that is wrong with a value, a clause each. */
function faultsOf(record, wanted) {
    return [
        ...issuerFaults(record, wanted),
        ...accountFaults(record, wanted),
        ...policyFaults(record, wanted),
        ...endFaults(record, wanted),
    ];
}
function issuerFaults({ issuer, written }, wanted) {
    const { issuers, issuersAssumed } = wanted;
    const isOfCa = issuers.some((ours) => ours.toLowerCase() === issuer);
    if (issuer === '' || (issuers.length > 0 && !issuersAssumed && !isOfCa)) {
        const ours = issuers.length > 0 ? `, and this CA goes by ${issuers.join(' or ')}` : '';
        return [`issuer: it names ${issuer === '' ? 'no CA' : issuer}${ours}`];
    }
    return written === issuer
        ? []
        : [`issuer: it is written ${written}, and CAs compare it letter by letter: ${issuer}`];
}
function accountFaults({ account }, { accounts, directoryUrl }) {
    const [ours] = accounts;
    const told = ours === undefined ? '' : `; the account of this run is ${ours}`;
    if (account === undefined || account === '')
        return [`accounturi: it is missing${told}`];
    if (ours !== undefined) {
        return accounts.includes(account)
            ? []
            : [`accounturi: it is ${account}, and the account of this run is ${ours}`];
    }
    if (directoryUrl === undefined)
        return [];
    const { host } = new URL(directoryUrl);
    return URL.canParse(account) && new URL(account).host === host
        ? []
        : [`accounturi: ${account} is no account of the server ${host}, and each server of a CA has its own`];
}
function policyFaults(record, { wildcard }) {
    if (!wildcard || isForWildcard(record))
        return [];
    const is = record.policy === undefined ? 'missing' : JSON.stringify(record.policy);
    return [`policy: it is ${is}, and a wildcard needs policy=wildcard`];
}
function endFaults(record, { nowMs }) {
    if (record.until === undefined)
        return [];
    const endMs = persist_record_endOf(record);
    if (endMs === undefined) {
        return [`persistUntil: ${JSON.stringify(record.until)} is no whole number of seconds since 1970`];
    }
    return endMs > nowMs ? [] : [`persistUntil: it ended at ${new Date(endMs).toISOString()}`];
}
/** Judges all values at a name, as a CA does: one that is right is enough. */
function judgePersistValues(values, wanted) {
    const faults = [];
    for (const value of values) {
        const verdict = judgeValue(value, wanted);
        if (verdict && 'untilMs' in verdict)
            return verdict;
        faults.push(...(verdict?.faults ?? []));
    }
    if (faults.length > 0)
        return { faults };
    return {
        faults: [values.length === 0 ? 'there is no TXT record' : 'there is no value for this CA'],
    };
}
/** @returns undefined for a value that is another CA's business */
function judgeValue(value, wanted) {
    const read = readPersistValue(value);
    if ('malformed' in read) {
        const isMeant = [...wanted.issuers, ...wanted.accounts].some((ours) => value.includes(ours));
        return isMeant ? { faults: [`${shortened(value)} can't be read: ${read.malformed}`] } : undefined;
    }
    if (!isOurs(read, wanted))
        return undefined;
    const faults = faultsOf(read, wanted);
    return faults.length > 0 ? { faults } : { untilMs: persist_record_endOf(read) };
}
/** A value in quotes, for messages. */
function shortened(value) {
    return JSON.stringify(value.length > 300 ? `${value.slice(0, 299)}…` : value);
}
/** Every server that answers must show a right value: the CA may ask any of them. */
function judgeSeen(seen, wanted) {
    const verdicts = seen.map(({ server, values }) => ({
        server,
        verdict: judgePersistValues(values, wanted),
    }));
    const byFault = new Map();
    for (const { server, verdict } of verdicts) {
        if (!('faults' in verdict))
            continue;
        for (const fault of verdict.faults)
            byFault.set(fault, [...(byFault.get(fault) ?? []), server]);
    }
    const ends = verdicts.flatMap(({ verdict }) => ('untilMs' in verdict ? (verdict.untilMs ?? []) : []));
    return {
        isSeen: seen.length > 0,
        faults: [...byFault].map(([fault, servers]) => servers.length === seen.length ? fault : `${fault} (at ${servers.join(', ')})`),
        untilMs: ends.length > 0 ? Math.min(...ends) : undefined,
    };
}
/** A record that ends sooner is warned of: somebody has to write a new one by then. */
const warnBeforeMs = 30 * 86_400_000;
/** From here on, in the year 33658, nobody means seconds: the milliseconds of 2001 and later look so. */
const absurdMs = 1e15;
/** @returns a warning when the record at `name` ends within 30 days, or so late that something else was meant */
function warnOfEnd(name, untilMs, nowMs) {
    if (untilMs === undefined)
        return [];
    if (untilMs >= absurdMs) {
        const year = new Date(untilMs).getUTCFullYear();
        return [
            `The record at ${name} ends in the year ${year} (persistUntil), which is never: it looks like milliseconds, and CAs count seconds since 1970.`,
        ];
    }
    if (untilMs - nowMs >= warnBeforeMs)
        return [];
    const end = new Date(untilMs).toISOString();
    return [
        `The record at ${name} ends at ${end} (persistUntil): give it a later one before, or renewals fail.`,
    ];
}

// EXTERNAL MODULE: ./node_modules/ipaddr.js/lib/ipaddr.js
var ipaddr = __nccwpck_require__(8280);
;// CONCATENATED MODULE: ./build/challenge/http01-reach.js





const requestMs = 3_000;
const addressesLooked = 4;
/** As many as Let's Encrypt follows. */
const mostRedirects = 10;
/**
 * Asks port 80 of a name for a path, at each of its addresses, and follows redirects as CAs do: to HTTP and HTTPS on
 * their own ports (RFC 8555 8.3; Let's Encrypt's rules). A server that redirects to this runner's own network is followed
 * there no more than a CA could follow it.
 * @param host a name or an IP address
 * @throws AppError when the name's addresses can't be looked up; the bound's reason
 */
async function lookAtPort80({ host, path }, tools, bound) {
    const addresses = ipaddr.isValid(host) ? [host] : await tools.addressesOf(host, bound);
    return (0,parallel/* mapLimited */.bB)(addresses.slice(0, addressesLooked), addressesLooked, async (address) => ({
        address,
        isPublic: isPublicAddress(address),
        ...(await follow({ url: new URL(`http://${inUrl(host)}${path}`), address }, tools, bound)),
    }));
}
async function follow(first, tools, bound) {
    let hop = first;
    try {
        for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
            const response = await http01_reach_ask(hop, tools.http, bound);
            const target = redirectOf(response, hop.url);
            if (target === undefined) {
                return { kind: 'answer', words: `HTTP ${response.status}`, response, isRedirected: redirects > 0 };
            }
            const fault = faultOf(target);
            if (fault !== undefined)
                return { kind: 'astray', words: `a redirect to ${target}, ${fault}` };
            const url = new URL(target);
            const address = (await tools.addressesOf(url.hostname, bound)).find(isPublicAddress);
            if (address === undefined) {
                return { kind: 'nothing', words: `a redirect to ${url.hostname}, which has no public address here` };
            }
            hop = { url, address };
        }
        return { kind: 'astray', words: `more than ${mostRedirects} redirects` };
    }
    catch (error) {
        bound.signal.throwIfAborted();
        return http01_reach_failureOf(error, hop);
    }
}
/**
 * At the address, as it was looked at: the name could lead elsewhere the next time it is asked for. The header `host`
 * says which name the certificate of HTTPS must be for.
 */
function http01_reach_ask({ url, address }, http, { signal }) {
    const port = url.port === '' ? '' : `:${url.port}`;
    const at = `${url.protocol}//${inUrl(address)}${port}${url.pathname}${url.search}`;
    const headers = { host: url.host, 'user-agent': 'bounded-acme preflight', connection: 'close' };
    return http.request({ method: 'GET', url: at, headers, timeoutMs: requestMs, maxBytes: 65_536 }, signal);
}
function redirectOf({ status, headers }, from) {
    const { location } = headers;
    if (location === undefined || ![301, 302, 303, 307, 308].includes(status))
        return undefined;
    return URL.parse(location, from.href)?.href ?? location;
}
/** Why a CA doesn't follow. */
function faultOf(target) {
    const url = URL.parse(target);
    if (!url || !/^https?:$/.test(url.protocol))
        return 'which is no address of HTTP';
    // The port that belongs to the scheme is left out by URL.
    if (url.port !== '' && url.port !== '80' && url.port !== '443')
        return 'and CAs follow to ports 80 and 443 alone';
    return ipaddr.isValid(url.hostname.replace(/^\[|\]$/g, '')) ? 'and CAs follow to names alone' : undefined;
}
function http01_reach_failureOf(error, { url }) {
    if (!(error instanceof errors/* NetworkError */.Dr)) {
        if (error instanceof errors/* AppError */.uV)
            return { kind: 'nothing', words: error.message };
        throw error;
    }
    const { cause } = error;
    const isRefused = cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
    if (isRefused && url.protocol === 'http:')
        return { kind: 'refused', words: 'the connection was refused' };
    if (error.failure === 'too-large')
        return { kind: 'astray', words: 'a page of more than 64 KiB' };
    return { kind: 'nothing', words: error.message };
}
function isPublicAddress(address) {
    return ipaddr.process(address).range() === 'unicast';
}
function inUrl(host) {
    return host.includes(':') ? `[${host}]` : host;
}
/** What a run gives to this look in all; some places take a moment to show what was put there. */
const http01_reach_lookMs = 8_000;
const pausesMs = [500, 1_500];
const namesAtOnce = 8;
/**
 * A solver of http-01 that looks for each token itself before the CA does. It stops nothing, as the CA may see another
 * server than this runner (a private network, a router that leads back in): what was seen is told in the log, and beside
 * the CA's reason when that one finds no proof either.
 */
function watchingPort80(solver, options) {
    const doubts = new Map();
    return {
        ...solver,
        async ready(tasks, bound) {
            const warnings = await solver.ready(tasks, bound);
            await http01_reach_briefly(options, bound, async (inner) => {
                const looked = await (0,parallel/* eachSettled */.nf)(tasks, namesAtOnce, async (task) => {
                    inner.signal.throwIfAborted();
                    const doubt = await lookForToken(task, options, inner);
                    if (doubt !== undefined)
                        doubts.set(task, doubt);
                });
                inner.signal.throwIfAborted();
                tellUnseen(tasks, looked, options.log);
            });
            return warnings;
        },
        doubts: (tasks) => tasks.flatMap((task) => doubts.get(task) ?? []),
    };
}
/** A name that can't be looked up takes nothing from the others. */
function tellUnseen(tasks, looked, log) {
    for (const [index, look] of looked.entries()) {
        if (look.status === 'fulfilled')
            continue;
        if (!(look.reason instanceof errors/* AppError */.uV))
            throw look.reason;
        log.debug(`Port 80 of ${tasks[index]?.identifier ?? ''} was not looked at: ${look.reason.message}`);
    }
}
/** What takes longer is nothing to wait for. */
async function http01_reach_briefly({ clock, log }, bound, look) {
    const expired = () => new errors/* AppError */.uV('deadline', 'no answer came in time');
    try {
        await (0,base_bound/* within */.ux)(clock, { timeoutMs: http01_reach_lookMs, parent: bound, expired }, look);
    }
    catch (error) {
        if (bound.signal.aborted || !(error instanceof errors/* AppError */.uV))
            throw error;
        log.debug(`Port 80 was not looked at to the end: ${error.message}`);
    }
}
/** @returns what the runner saw in the token's place; undefined when it was right, or nobody can tell */
async function lookForToken(task, options, bound) {
    const { clock, log } = options;
    const { identifier: host } = task;
    const path = `${tokens/* tokenPath */.v}${(0,tokens/* tokenOf */.B)(task)}`;
    for (const pauseMs of [...pausesMs, undefined]) {
        const sightings = await lookAtPort80({ host, path }, options, bound);
        const wrong = sightings.filter((sighting) => isWrong(sighting, task));
        if (wrong.length === 0) {
            for (const { address, words, kind } of sightings)
                log.debug(`Port 80 of ${host} (${address}): ${kind === 'answer' ? 'shows the token' : words}`);
            return undefined;
        }
        const told = wrong.map((sighting) => `${sighting.address}: ${wordsOf(sighting)}`).join('; ');
        const isClear = wrong.some(({ isPublic }) => isPublic);
        if (!isClear || pauseMs === undefined) {
            log.info(`From this runner, http://${inUrl(host)}${path} shows no token (${told})`);
            return isClear
                ? `This runner found no token at http://${inUrl(host)}${path} either (${told})`
                : undefined;
        }
        await (0,base_bound/* sleep */.yy)(clock, pauseMs, bound.signal);
    }
    return undefined;
}
function isWrong({ kind, response }, { keyAuthorization }) {
    if (kind !== 'answer')
        return kind !== 'nothing';
    return response?.status !== 200 || response.body.trimEnd() !== keyAuthorization;
}
/** Logs may be public: only what anybody sees at the name itself is quoted. */
function wordsOf({ words, response, isPublic, isRedirected }) {
    if (response?.status !== 200)
        return words;
    if (!isPublic || isRedirected)
        return 'other content';
    return `other content, ${JSON.stringify(response.body.slice(0, 60))}`;
}

;// CONCATENATED MODULE: ./build/dns/host-addresses.js


/**
 * The addresses that the resolvers have for a name, CNAMEs followed, IPv4 first.
 * @throws AppError `dns-provider` when no resolver tells any kind of them; the signal's reason
 */
async function hostAddresses(name, resolve, signal) {
    const asked = await Promise.allSettled(['A', 'AAAA'].map(async (type) => {
        const { reply } = await resolve(name, type, signal);
        return (0,exchange/* recordsOf */.M$)(reply.answers, type).map(({ data }) => data);
    }));
    signal.throwIfAborted();
    const [first] = asked;
    for (const one of asked) {
        const isExpected = one.status === 'fulfilled' || one.reason instanceof errors/* AppError */.uV;
        if (!isExpected)
            throw one.reason;
    }
    if (first?.status === 'rejected' && asked.every(({ status }) => status === 'rejected'))
        throw first.reason;
    return asked.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
}

;// CONCATENATED MODULE: ./build/dns/follow.js

/** Follows names. @param locate gives undefined where nobody can tell and that must not matter */
function createFollow(locate) {
    return {
        follow: async (name, { signal }) => (await locate(name, signal))?.name ?? name,
        // Asked for what is below it: what is above a zone may not be there to be asked.
        isZone: async (name, { signal }) => (await locate(`_acme-challenge.${name}`, signal))?.zone?.name === (0,dns_names/* canonicalName */.Ew)(name),
        async leadsTo(from, to, { signal }) {
            const [start, end] = [await locate(from, signal), await locate(to, signal)];
            return start === undefined || start.name === (end?.name ?? (0,dns_names/* canonicalName */.Ew)(to));
        },
    };
}

;// CONCATENATED MODULE: ./build/preflight/caa.js



/** Makes the function that climbs the tree for CAA records (RFC 8659 3); it remembers, so make one for each run. */
function createFindCaa(resolve) {
    const known = (0,share/* shareByKey */.K)();
    const propertiesAt = (name, signal) => known(name, signal, async () => {
        // The resolver follows CNAMEs: the target's records count as the name's own.
        const { reply } = await resolve(name, 'CAA', signal);
        return reply.answers.flatMap((record) => {
            if (record.type !== 'CAA')
                return [];
            const { tag, value, flags = 0 } = record.data;
            return [{ tag: tag.toLowerCase(), value, critical: (flags & 0x80) !== 0 }];
        });
    });
    return async (name, signal) => {
        for (const at of (0,dns_names/* ancestorsOf */.Gw)(name)) {
            const properties = await propertiesAt(at, signal);
            if (properties.length > 0)
                return { at, properties };
        }
        return undefined;
    };
}
const caa_link = 'https://www.rfc-editor.org/rfc/rfc8659';
/** Tags that CAs know, so that `critical` changes nothing. */
const knownTags = ['issue', 'issuewild', 'issuemail', 'iodef', 'contactemail', 'contactphone'];
/** Says whether the CA may issue for one name, as far as can be seen without knowing the account. */
function judgeCaa(question) {
    const { name, caa } = question;
    const base = name.replace('*.', '');
    if ('failed' in caa)
        return [unknownFinding(base, caa.failed, question)];
    if (!caa.found)
        return [];
    const { at, properties } = caa.found;
    const subject = `CAA of ${at}`;
    const strange = properties.find(({ tag, critical }) => critical && !knownTags.includes(tag));
    if (strange) {
        const what = `The property ${JSON.stringify(strange.tag)} is marked critical, and CAs that do not know it must not issue`;
        return [{ severity: 'error', subject, what, remedy: 'Remove it, or clear its flag 128.', link: caa_link }];
    }
    return judgeIssuers(question, caa.found, subject);
}
/**
 * A CA must not issue when it can't learn the records (RFC 8659 3, CA/Browser Forum BR 3.2.2.8). A resolver that says
 * SERVFAIL was there and found the zone's servers or signatures at fault, as the CA will; one that is silent says nothing.
 */
function unknownFinding(base, failed, { identities }) {
    const isBroken = failed.details.lastStatus === 'SERVFAIL' && identities.length > 0;
    return {
        severity: isBroken ? 'error' : 'warning',
        subject: `CAA of ${base}`,
        what: `The CAA records could not be looked up: ${failed.message}`,
        remedy: isBroken
            ? `CAs do not issue then, as they may be forbidden to: let the zone's servers answer questions for CAA, also with "there is none", and check its DNSSEC: \`dig CAA ${base}\`.`
            : `A CA that gets no answer either does not issue: see what \`dig CAA ${base}\` says.`,
        link: caa_link,
    };
}
function judgeIssuers(question, { at, properties }, subject) {
    const { name, identities } = question;
    const isWild = name.startsWith('*.') && properties.some(({ tag }) => tag === 'issuewild');
    const tag = isWild ? 'issuewild' : 'issue';
    const values = properties.filter((one) => one.tag === tag).map(({ value }) => value);
    if (values.length === 0)
        return [];
    const listed = values.map((value) => JSON.stringify(value)).join(', ');
    const [identity] = identities;
    if (identity === undefined) {
        const what = `Only those that \`${tag}\` names may issue: ${listed}; the CA does not say by which name it goes`;
        return [{ severity: 'notice', subject, what, remedy: 'See that the CA is among them.' }];
    }
    const verdicts = values.map((value) => caa_judgeValue(value, question));
    if (verdicts.includes('allowed'))
        return [];
    const told = verdicts.filter((verdict) => typeof verdict !== 'string');
    const conditional = told.filter(({ account }) => account !== undefined);
    if (conditional.length > 0)
        return conditional.map((one) => accountFinding(one, question, subject));
    const reasons = told.map(({ reason }) => reason).join('; ');
    return [
        {
            severity: 'error',
            subject,
            what: `\`${tag}\` does not let this CA issue: ${reasons}`,
            remedy: `Add the record \`${at}. CAA 0 ${tag} "${identity}"\`, or correct the one that names it.`,
            link: caa_link,
        },
    ];
}
function caa_judgeValue(value, { name, identities, methods }) {
    const read = parseIssueValue(value);
    const text = JSON.stringify(value);
    if ('malformed' in read)
        return { reason: `${text} can't be read (${read.malformed})` };
    if (read.issuer === '')
        return { reason: `${text} lets nobody issue` };
    if (!identities.some((identity) => identity.toLowerCase() === read.issuer))
        return { reason: `${text} is another CA` };
    const wanted = name.startsWith('*.') ? methods.filter((method) => method !== 'http-01') : methods;
    const allowed = methodsOf(read);
    if (allowed && !wanted.some((method) => allowed.includes(method)))
        return { reason: `${text} allows no proof by ${wanted.join(' or ')} (RFC 8657)` };
    const account = read.parameters.get('accounturi');
    return account === undefined ? 'allowed' : { reason: `${text} is for one account`, account };
}
/** RFC 8657 4; undefined: any. */
function methodsOf({ parameters }) {
    return parameters
        .get('validationmethods')
        ?.split(',')
        .map((method) => method.trim());
}
/** RFC 8657 3. Which account the run would use isn't known here: its key may be a secret that this run hasn't got. */
function accountFinding({ account = '' }, { directoryUrl }, subject) {
    const isOfHere = URL.canParse(account) && new URL(account).host === new URL(directoryUrl).host;
    return {
        severity: isOfHere ? 'notice' : 'warning',
        subject,
        what: `Only the account ${account} may get certificates${isOfHere ? '' : ', which is none of this CA server'}`,
        remedy: 'Compare it with the line "Account" in the log of a run that renews.',
        link: 'https://www.rfc-editor.org/rfc/rfc8657',
    };
}

;// CONCATENATED MODULE: ./build/preflight/challenge-name.js


/** Says whether there is a zone in which the record of a challenge can be set (RFC 8555 8.4). */
function judgeChallengeName({ name, location, isPublicSuffix, standing, }) {
    const severity = standing === 'taken' ? 'error' : 'warning';
    if ('failed' in location) {
        const { message, details } = location.failed;
        return [{ severity, subject: name, what: message, remedy: details.hint ?? '' }];
    }
    const { name: target, zone } = location.found;
    const subject = target === name ? name : `${name}, a CNAME to ${target}`;
    if (!zone) {
        const remedy = 'Check the spelling, and that the domain is registered and delegated to name servers.';
        return [{ severity, subject, what: 'No zone holds this name', remedy }];
    }
    if (isPublicSuffix(zone.name) && name !== `_acme-challenge.${zone.name}`) {
        const what = `The closest zone is ${zone.name}: the domain is not registered, or not delegated`;
        const remedy = 'Check the spelling; else register the domain, or set its name servers at the registrar.';
        return [{ severity, subject, what, remedy }];
    }
    if (target === name || standing === 'spare')
        return [];
    const remedy = `The credentials of \`dns-provider\` must reach the zone ${zone.name}, and no other for this name.`;
    return [{ severity: 'notice', subject, what: `The record goes into the zone ${zone.name}`, remedy }];
}
/** Tells that the provider has no place yet for a name's records, as it says itself. */
function judgeNoHome(subject, { message, details }, standing) {
    const severity = standing === 'taken' ? 'error' : 'warning';
    return { severity, subject, what: message, remedy: details.hint ?? '' };
}
/** Tells the CNAMEs that lead to where records are meant to go, and aren't there. */
function judgeDelegation(missing, standing) {
    return missing.map(({ record }) => ({
        severity: standing === 'taken' ? 'error' : 'warning',
        subject: record.name,
        what: `It does not lead to ${record.value}, where its record is meant to go`,
        remedy: 'Create the CNAME record below, once, in place of whatever stands there.',
        records: [record],
    }));
}
/** Tells that no entry of the input `dns-provider` is for a name. @param names its entries, `scope=provider` each */
function judgeProvider(names, { base, location, standing }) {
    const scopes = names.map((entry) => ({ scope: entry.slice(0, entry.indexOf('=')) }));
    const name = 'found' in location ? location.found.name : (0,challenge_delegation/* challengeName */.Vm)(base);
    if (standing === 'spare' || scopes.length === 0 || (0,choose_provider/* isHeld */.i7)(scopes, { domain: base, name }))
        return [];
    return [
        {
            severity: standing === 'taken' ? 'error' : 'warning',
            subject: base,
            what: 'The input `dns-provider` names no provider for it',
            remedy: `Add \`${base}=<provider>\` to it, or \`*=<provider>\` for all names that it does not list.`,
        },
    ];
}

;// CONCATENATED MODULE: ./build/preflight/findings.js


/**
 * Tells of a look that failed at what a renewal may need. CNAMEs that loop stop it as well; that nobody answered this
 * runner now is no proof of that.
 */
function judgeUnseen(subject, { message, details }, standing) {
    if (standing === 'spare')
        return [];
    const isSure = standing === 'taken' && details.lastStatus === cnameLoop;
    return [{ severity: isSure ? 'error' : 'warning', subject, what: message, remedy: details.hint ?? '' }];
}
/** Makes one finding of those that say the same about several names, and tells which names these are. */
function gather(found) {
    const groups = new Map();
    for (const { name, ...finding } of found) {
        const key = JSON.stringify(finding);
        const group = groups.get(key) ?? { finding, names: new Set() };
        group.names.add(name);
        groups.set(key, group);
    }
    return [...groups.values()].map(({ finding, names }) => {
        const isTold = names.size === 1 && [...names].every((name) => finding.subject.endsWith(name));
        return isTold ? finding : { ...finding, what: `${finding.what} (for ${(0,wording/* nameList */.OD)([...names])})` };
    });
}

;// CONCATENATED MODULE: ./build/preflight/leftovers.js


/** What a dns-01 challenge sets, a SHA-256 in base64url (RFC 8555 8.4); a wildcard's TXT record shows here too. */
const digest = /^[\w-]{43}$/;
/**
 * The TXT values of challenges that stand where a challenge's record would go, as the first of the zone's servers that answers
 * tells them. @throws only the signal's reason
 */
async function lookForLeftovers({ name, zone }, ask, signal) {
    for (const { addresses } of zone?.servers ?? []) {
        const [server] = addresses;
        if (!server)
            continue;
        const reply = await ask({ server, name, type: 'TXT', recursive: false }, signal);
        if (reply.kind === 'answered' && reply.authoritative)
            return (0,exchange/* txtValues */.b9)(reply, name).filter((value) => digest.test(value));
    }
    return [];
}
/** Says what an earlier run or another client has left there. @param name where the values are */
function judgeLeftovers(name, values) {
    if (values.length === 0)
        return [];
    // Services that hold nothing but such records keep the last two of each name on purpose (acme-dns).
    const isKept = !name.startsWith('_acme-challenge.') && values.length <= 2;
    const told = (0,wording/* nameList */.OD)(values.map((value) => JSON.stringify(value)));
    return [
        {
            severity: isKept ? 'notice' : 'warning',
            subject: `TXT of ${name}`,
            what: `${(0,wording/* count */.U9)(values.length, 'value')} of an earlier challenge: ${told}`,
            remedy: isKept
                ? ''
                : 'Remove them, unless another run is at work now: a run takes away only what it wrote itself.',
        },
    ];
}

;// CONCATENATED MODULE: ./build/preflight/persist-record.js


/** What a wildcard's TXT record shows here too: other mechanisms' values begin with their version (RFC 7208, 7489, 6376). */
const foreign = /^v=/i;
/** Says what a run will find wrong with the record of a name, and of each other value whom it lets prove control. */
function judgePersist(question) {
    const { base, at, seen, standing, identities } = question;
    const wanted = wantedOf(question);
    const hasNone = 'howToLearn' in question.account && question.account.isNone === true;
    // Of a CA that doesn't say by which name it goes, no record can be called missing.
    const isJudged = hasNone || (identities.length > 0 && seen.length > 0);
    const missing = standing !== 'spare' && isJudged ? judgeNeeded(question, { wanted, hasNone }) : [];
    const values = new Set(seen.flatMap((one) => one.values).filter((value) => !foreign.test(value)));
    const subject = at === persistName(base) ? at : `${persistName(base)}, a CNAME to ${at}`;
    const told = [...values].flatMap((value) => {
        const read = readPersistValue(value);
        // Whom a value of our CA lets in is worth telling where it can't be our account.
        const isToldAbove = missing.length > 0 && !hasNone && !('malformed' in read) && isOurs(read, wanted);
        return isToldAbove ? [] : [{ subject, link: persistDraft, ...explain(value, read, question) }];
    });
    return [...missing.map((finding) => ({ subject, link: persistDraft, ...finding })), ...told];
}
function wantedOf(question) {
    const { account, identities: issuers, wildcard, directoryUrl, nowMs } = question;
    const accounts = 'url' in account ? [account.url] : [];
    return { wildcard, issuers, issuersAssumed: accounts.length > 0, accounts, directoryUrl, nowMs };
}
/** @param hasNone whether the CA says that we have no account: no record can name the one that a renewal will make */
function judgeNeeded({ at, seen, standing, account }, { wanted, hasNone }) {
    const { faults, untilMs } = judgeSeen(seen, wanted);
    if (faults.length === 0 && !hasNone) {
        const [warning] = warnOfEnd(at, untilMs, wanted.nowMs);
        return warning === undefined ? [] : [{ severity: 'warning', what: warning, remedy: '' }];
    }
    const taken = standing === 'taken';
    const severity = taken ? 'error' : 'warning';
    const what = hasNone
        ? 'No record for dns-persist-01 can be right yet: this CA knows no account of ours'
        : `The record for dns-persist-01 is missing or wrong: ${faults.join('; ')}`;
    const when = taken ? 'Create' : 'In case the CA offers dns-persist-01, create';
    const value = persistValue(wanted);
    if ('url' in account) {
        const remedy = `${when} the record below, once; keep other values that stand there for other CAs.`;
        return [{ severity, what, remedy, records: [{ name: at, type: 'TXT', value }] }];
    }
    return [{ severity, what, remedy: `${when} \`${at}. TXT "${value}"\`, once. ${account.howToLearn}` }];
}
function explain(value, read, question) {
    if ('malformed' in read) {
        const what = `CAs can't read ${JSON.stringify(value)}: ${read.malformed}`;
        const remedy = 'Write it as `<name of the CA>; accounturi=<URL of the account>`.';
        return { severity: 'warning', what, remedy };
    }
    const wanted = wantedOf(question);
    const isForUs = isOurs(read, wanted);
    // Another CA's value is held to what holds for all; ours may be there for the name alone.
    const anyone = { ...wanted, issuers: [read.issuer], accounts: [], directoryUrl: undefined };
    const faults = faultsOf(read, { ...(isForUs ? wanted : anyone), wildcard: false });
    if (faults.length > 0) {
        const what = `A value for ${read.issuer === '' ? 'no CA' : read.issuer} proves nothing: ${faults.join('; ')}`;
        return { severity: 'warning', what, remedy: 'Correct it, or remove it.' };
    }
    const scope = isForWildcard(read) ? ', its wildcard and all names below it' : ' alone';
    const endMs = persist_record_endOf(read);
    const end = endMs === undefined ? '' : `, until ${(0,wording/* day */.vd)(endMs)}`;
    return {
        severity: 'notice',
        what: `Lets the account ${read.account ?? ''} of ${read.issuer} get certificates for ${question.base}${scope}${end}`,
        remedy: isForUs ? '' : `Remove it if you do not use ${read.issuer}.`,
    };
}

;// CONCATENATED MODULE: ./build/preflight/port80.js
const port80_link = 'https://letsencrypt.org/docs/challenge-types/#http-01-challenge';
/**
 * Says whether port 80 of a name answers, as far as this runner can tell: another place may see another server, so
 * nothing of it fails a preflight.
 */
function judgePort80(host, sightings) {
    const subject = `Port 80 of ${host}`;
    if (sightings.length === 0) {
        const what = 'The name has no address, and the CA asks port 80 of each';
        return [{ severity: 'warning', subject, what, remedy: 'Add an A or AAAA record.', link: port80_link }];
    }
    // Inside a private network, a name may be another server's.
    const open = sightings.filter(({ isPublic }) => isPublic);
    const bad = open.filter(({ kind }) => kind === 'refused' || kind === 'astray');
    if (bad.length > 0) {
        const told = bad.map(({ address, words }) => `${address}: ${words}`).join('; ');
        const remedy = 'Let a web server answer there, at every address (IPv6 too), or prove the name by DNS: the CA may ask any of them.';
        return [{ severity: 'warning', subject, what: `The CA would find no token: ${told}`, remedy, link: port80_link }];
    }
    const isSilent = open.length > 0 && open.every(({ kind }) => kind === 'nothing');
    if (!isSilent)
        return [];
    const told = open.map(({ address, words }) => `${address}: ${words}`).join('; ');
    return [{ severity: 'notice', subject, what: `This runner gets no answer: ${told}`, remedy: '', link: port80_link }];
}

;// CONCATENATED MODULE: ./build/preflight/zone-servers.js



/** Asks every address of a zone's name servers for its SOA record. @throws only the signal's reason */
async function lookAtServers({ name: zone, servers }, ask, signal) {
    const nameless = servers.filter(({ addresses }) => addresses.length === 0).map(({ name }) => name);
    const each = servers.flatMap(({ name, addresses }) => addresses.map((address) => ({ name, address })));
    const asked = await Promise.all(each.map(async ({ name, address }) => {
        const reply = await ask({ server: address, name: zone, type: 'SOA', recursive: false }, signal);
        const server = `${name} (${(0,addresses/* formatServer */.xu)(address)})`;
        return { isBeyond: (0,resolver/* isBeyondIpv4 */.xe)(address, reply), look: lookOf(server, zone, reply) };
    }));
    const [beyond = [], looks = []] = [true, false].map((wanted) => asked.filter((one) => one.isBeyond === wanted).map(({ look }) => look));
    return { zone, nameless, beyond: beyond.map(({ server }) => server), looks };
}
function lookOf(server, zone, reply) {
    if (reply.kind !== 'answered')
        return { server, failure: (0,resolver/* failureOf */.g5)(reply), isSilent: reply.kind !== 'refused' };
    const soa = reply.answers.find((record) => record.type === 'SOA' && record.name === zone);
    if (soa?.type === 'SOA' && reply.authoritative)
        return { server, serial: soa.data.serial ?? 0 };
    return { server, failure: 'it does not serve the zone' };
}
/**
 * Says whether all servers of a zone serve the same of it.
 * @param needsThem whether a run fails when it gets no answer from them
 */
function judgeServers({ zone, nameless, beyond, looks }, needsThem) {
    const subject = `Zone ${zone}`;
    const serving = looks.filter(({ failure }) => failure === undefined);
    const failing = [
        ...nameless.map((server) => `${server}: it has no address`),
        ...looks.flatMap(({ server, failure }) => (failure === undefined ? [] : [`${server}: ${failure}`])),
    ];
    if (serving.length === 0) {
        const isUnheard = looks.every(({ isSilent = false }) => isSilent) && looks.length + beyond.length > 0;
        const ipv6 = beyond.map((server) => `${server}: this runner has no IPv6`);
        const all = [...failing, ...ipv6];
        return [isUnheard ? unheard(subject, { zone, all, needsThem }) : unserved(subject, zone, all)];
    }
    return [...failingServers(subject, failing), ...differingServers(subject, serving)];
}
function unserved(subject, zone, all) {
    const what = `No name server serves it. ${all.length === 0 ? 'It has no NS record' : (0,wording/* nameList */.OD)(all)}`;
    const remedy = `Correct the delegation at the registrar or in the zone above: \`dig +trace SOA ${zone}\` shows it.`;
    return { severity: 'error', subject, what, remedy };
}
/** The CA may well reach them. */
function unheard(subject, { zone, all, needsThem }) {
    const remedy = `If \`dig +trace SOA ${zone}\` gets answers elsewhere, this runner's network is in the way${needsThem ? ': name a resolver over HTTPS in `dns-resolvers`, or set `dns-propagation` to `recursive` or a duration' : ''}. Else correct the delegation, or repair the servers.`;
    const what = `This runner gets no answer from any of its name servers. ${(0,wording/* nameList */.OD)(all)}`;
    return { severity: needsThem ? 'error' : 'warning', subject, what, remedy };
}
function failingServers(subject, failing) {
    if (failing.length === 0)
        return [];
    const remedy = 'Repair them, or take them out of the NS records: a CA may ask just one of these.';
    return [{ severity: 'warning', subject, what: `Some name servers fail. ${(0,wording/* nameList */.OD)(failing)}`, remedy }];
}
function differingServers(subject, serving) {
    if (new Set(serving.map(({ serial }) => serial)).size < 2)
        return [];
    const told = (0,wording/* nameList */.OD)(serving.map(({ server, serial }) => `${server}: ${serial}`));
    const remedy = 'If they differ for longer than a moment, repair the transfer between them: a CA that asks an old one misses the record.';
    return [
        { severity: 'warning', subject, what: `The name servers differ in the zone's serial. ${told}`, remedy },
    ];
}

;// CONCATENATED MODULE: ./build/preflight/inspect.js




















/** Bound on one look, of however many questions: a dead zone must not use up the run. */
const inspect_lookMs = 15_000;
/** Names of one certificate that are looked at side by side. */
const inspect_namesAtOnce = 8;
/** Makes the function that inspects names; it remembers what certificates share, so make one for each run. */
function createInspectNames(options) {
    const { dns, settings } = options;
    const findCaa = createFindCaa(dns.resolve);
    const { dnsAliases: aliases, dnsProviders: providers } = settings.challenge;
    const homeOf = (domain) => (0,choose_provider/* homeIn */.PV)(providers, domain);
    const delegation = (0,challenge_delegation/* createDelegation */.VH)({ aliases, homeOf, dns: createFollow(dns.locate) });
    const zones = (0,share/* shareByKey */.K)();
    return async ({ identifiers }, bound) => {
        const tools = { ...options, bound, delegation, findCaa, zones };
        const names = identifiers.filter(({ type }) => type === 'dns').map(({ value }) => value);
        const byBase = Map.groupBy(names, (name) => name.replace('*.', ''));
        const found = await (0,parallel/* mapLimited */.bB)([...byBase], inspect_namesAtOnce, ([base, ordered]) => inspect(base, ordered, tools));
        const hosts = identifiers.filter((one) => !one.value.startsWith('*.'));
        const web = await (0,parallel/* mapLimited */.bB)(hosts, inspect_namesAtOnce, async (host) => (await inspectWeb(host, tools)).map((finding) => ({ ...finding, name: host.value })));
        return gather([...found.flat(), ...web.flat()]);
    };
}
/** @param base the name without `*.` @param ordered as it is ordered, with or without or both */
async function inspect(base, ordered, tools) {
    const { settings, identities, findCaa } = tools;
    const methods = settings.challenge.types;
    const [place, caa, persist] = await Promise.all([
        inspectPlace(base, ordered, tools),
        tryLook(tools, ({ signal }) => findCaa(base, signal)),
        inspectPersist(base, ordered, tools),
    ]);
    const { directoryUrl } = settings.ca;
    return [
        ...[...place, ...persist].map((finding) => ({ ...finding, name: base })),
        ...ordered.flatMap((name) => judgeCaa({ name, caa, identities, methods, directoryUrl }).map((finding) => ({ ...finding, name }))),
    ];
}
/** What stands in the way of the record of a dns-01 challenge. */
async function inspectPlace(base, ordered, tools) {
    const { dns, settings, delegation } = tools;
    const standing = gravestOf('dns-01', ordered, settings.challenge.types);
    const delegated = await tryLook(tools, (bound) => standing === 'spare' ? Promise.resolve([]) : delegation.missing([base], bound));
    const missing = 'found' in delegated ? delegated.found : [];
    // The place that it should have led to is the one to look at.
    const name = missing[0]?.record.value ?? (0,challenge_delegation/* challengeName */.Vm)(base);
    const location = await tryLook(tools, ({ signal }) => dns.locate(name, signal));
    const { isPublicSuffix } = dns;
    return [
        // Where the DNS itself fails, the look at the name below tells it.
        ...('failed' in delegated && 'found' in location ? [judgeNoHome(base, delegated.failed, standing)] : []),
        ...judgeDelegation(missing, standing),
        ...judgeProvider(settings.challenge.dnsProviderNames, { base, location, standing }),
        ...judgeChallengeName({ name, location, isPublicSuffix, standing }),
        ...(await inspectZone(location, { ...tools, standing })),
    ];
}
/** The record of dns-persist-01, as the zone's servers show it where a run goes by it. */
async function inspectPersist(base, ordered, tools) {
    const { dns, settings, identities, account, clock } = tools;
    const { types } = settings.challenge;
    const standing = gravestOf('dns-persist-01', ordered, types);
    const looked = await tryLook(tools, async ({ signal }) => {
        if (standing !== 'spare')
            return dns.readTxt(persistName(base), signal);
        const name = persistName(base);
        return { name, seen: [await readTxtRecursively(name, dns.resolve, signal)] };
    });
    if ('failed' in looked)
        return judgeUnseen(persistName(base), looked.failed, standing);
    const { name: at, seen } = looked.found;
    const wildcard = ordered.some((name) => name.startsWith('*.') && standingOf('dns-persist-01', dnsName(name), types) !== 'spare');
    const { directoryUrl } = settings.ca;
    const nowMs = clock.now();
    return judgePersist({ base, at, seen, standing, wildcard, identities, account, directoryUrl, nowMs });
}
/** Whether something answers where the CA asks for tokens. */
async function inspectWeb(host, tools) {
    const { http, dns, settings } = tools;
    const standing = standingOf('http-01', host, settings.challenge.types);
    if (!http || standing === 'spare')
        return [];
    const addressesOf = (name, { signal }) => hostAddresses(name, dns.resolve, signal);
    const path = `${tokens/* tokenPath */.v}preflight`;
    const looked = await tryLook(tools, (bound) => lookAtPort80({ host: host.value, path }, { http, addressesOf }, bound));
    if ('failed' in looked)
        return judgeUnseen(`Port 80 of ${host.value}`, looked.failed, standing);
    return judgePort80(host.value, looked.found);
}
/** How a type stands for the name or its wildcard, whichever it is surer for. */
function gravestOf(type, ordered, types) {
    const each = ordered.map((name) => standingOf(type, dnsName(name), types));
    return ['taken', 'perhaps'].find((one) => each.includes(one)) ?? 'spare';
}
function dnsName(value) {
    return { type: 'dns', value };
}
async function inspectZone(location, tools) {
    const { dns, zones, settings, standing } = tools;
    const { name, zone } = 'found' in location ? location.found : {};
    // Of a registry's zone, there is nothing to say to its customers.
    if (name === undefined || !zone || dns.isPublicSuffix(zone.name))
        return [];
    const { kind } = settings.challenge.propagation;
    const asksThem = standing === 'taken' && (kind === 'authoritative' || kind === 'quorum');
    if (!asksThem && dns.avoidsPort53)
        return [];
    const servers = await tryLook(tools, ({ signal }) => zones(zone.name, signal, () => lookAtServers(zone, dns.ask, signal)));
    if ('failed' in servers)
        return judgeUnseen(`Zone ${zone.name}`, servers.failed, standing);
    const needsThem = asksThem && (await dns.standIns(zone.name)).length === 0;
    const findings = judgeServers(servers.found, needsThem);
    // Servers that are all dead cost seconds for each name, and tell nothing.
    const areDead = servers.found.looks.every(({ failure }) => failure !== undefined);
    if (standing === 'spare' || areDead)
        return findings;
    const leftovers = await tryLook(tools, ({ signal }) => lookForLeftovers({ name, zone }, dns.ask, signal));
    return [...findings, ...('found' in leftovers ? judgeLeftovers(name, leftovers.found) : [])];
}
/** @throws the bound's reason when it, and not only the look, has ended */
async function tryLook({ clock, bound, log }, look) {
    const expired = (spentMs) => new errors/* AppError */.uV('dns-provider', `No answer came in ${(0,base_bound/* seconds */.YA)(spentMs)}`, {
        hint: "Check that this runner reaches the resolvers and the zone's name servers.",
    });
    try {
        const limits = { timeoutMs: inspect_lookMs, parent: bound, expired };
        return { found: await (0,base_bound/* within */.ux)(clock, limits, look) };
    }
    catch (error) {
        if (bound.signal.aborted || !(error instanceof errors/* AppError */.uV))
            throw error;
        log.debug(`A look failed: ${error.message}`);
        return { failed: error };
    }
}

;// CONCATENATED MODULE: ./build/preflight/profile.js



/** By the CA's title; `''` is what it gives without a profile. */
const rulesOf = {
    "Let's Encrypt": {
        page: 'https://letsencrypt.org/docs/profiles/',
        profiles: {
            '': { mostNames: 100, addresses: false },
            classic: { mostNames: 100, addresses: false },
            tlsserver: { mostNames: 25, addresses: false },
            shortlived: { mostNames: 25, addresses: true },
        },
    },
};
/** Says whether the CA offers the profile. */
function judgeProfile({ profiles: offered, url }, profile) {
    if (profile === undefined || offered.includes(profile))
        return [];
    const remedy = offered.length === 0 ? 'It offers none: leave `profile` empty.' : `Use one of ${(0,wording/* nameList */.OD)(offered, 20)}.`;
    const what = `The CA has no certificate profile ${JSON.stringify(profile)}`;
    return [{ severity: 'error', subject: url, what, remedy }];
}
/** Says whether the CA would take a certificate's names: how many, and addresses. */
function judgeNames({ name, identifiers }, { profile = '', directoryUrl }) {
    const authority = (0,authorities/* authorityAt */.b8)(directoryUrl);
    if (!authority)
        return [];
    const addresses = identifiers.filter(({ type }) => type === 'ip').map(({ value }) => value);
    const findings = privateAddresses(addresses, name);
    const { page: link, profiles = {} } = rulesOf[authority.title] ?? {};
    const rules = profiles[profile];
    if (!rules || link === undefined)
        return findings;
    const which = profile === '' ? 'Without `profile`' : `With the profile ${profile}`;
    if (identifiers.length > rules.mostNames) {
        const what = `${which}, ${authority.title} takes ${rules.mostNames} names, and there are ${identifiers.length}`;
        const remedy = 'Write them on several lines of `domains`, one for each certificate.';
        findings.push({ severity: 'error', subject: name, what, remedy, link });
    }
    if (addresses.length > 0 && !rules.addresses) {
        const taking = Object.keys(profiles).filter((one) => profiles[one]?.addresses);
        const what = `${which}, ${authority.title} takes no IP addresses (${(0,wording/* nameList */.OD)(addresses)})`;
        const remedy = `Set \`profile\` to ${taking.join(' or ')}.`;
        findings.push({ severity: 'error', subject: name, what, remedy, link });
    }
    return findings;
}
function privateAddresses(addresses, subject) {
    const inner = addresses.filter((address) => ipaddr.parse(address).range() !== 'unicast');
    if (inner.length === 0)
        return [];
    const what = `No public CA issues for addresses that are not of the public Internet (${(0,wording/* nameList */.OD)(inner)})`;
    const remedy = "Use the addresses' public counterparts, or the directory of your own network's CA.";
    return [{ severity: 'error', subject, what, remedy }];
}

// EXTERNAL MODULE: ./build/report/outcome.js
var outcome = __nccwpck_require__(4247);
// EXTERNAL MODULE: ./build/base/program-path.js
var program_path = __nccwpck_require__(5578);
// EXTERNAL MODULE: ./build/settings/proof.js
var proof = __nccwpck_require__(8442);
;// CONCATENATED MODULE: ./build/steps/look-at-set-up.js


/** What a renewal would refuse: hooks and a webroot that aren't there, and what can't be right of a provider's settings. */
function lookAtSetUp({ settings, world, }) {
    const { httpHook, httpWebroot, types, dnsProviderFaults } = settings.challenge;
    const ofProviders = dnsProviderFaults.map(({ input, ...fault }) => finding(input, fault));
    if (!types.includes('http-01'))
        return ofProviders;
    const hook = httpHook === undefined ? undefined : (0,program_path/* programAt */.q)(httpHook, world);
    const webroot = httpWebroot === undefined ? undefined : (0,proof/* webrootFault */.je)(httpWebroot, world);
    return [
        ...ofProviders,
        ...(hook && 'problem' in hook ? [finding('http-hook', { value: httpHook, ...hook })] : []),
        ...(webroot ? [finding('http-webroot', { value: httpWebroot, ...webroot })] : []),
    ];
}
function finding(input, { value, problem, remedy }) {
    const what = value === undefined ? problem : `${JSON.stringify(value)}: ${problem}`;
    return { severity: 'error', subject: `\`${input}\``, what, remedy };
}

// EXTERNAL MODULE: ./build/challenge/dns01.js + 2 modules
var dns01 = __nccwpck_require__(6286);
;// CONCATENATED MODULE: ./build/challenge/dns-persist01.js



const dns_persist01_namesAtOnce = 8;
/**
 * Proves control by TXT records at `_validation-persist` that a person wrote once (draft-ietf-acme-dns-persist). It
 * writes nothing; it looks whether they are right before the CA does, at the servers that the CA will ask.
 */
function createDnsPersist01Solver({ dns, clock, log }) {
    const lookAt = async (name, tasks, bound) => {
        const wanted = dns_persist01_wantedOf(tasks, clock.now());
        const { name: at, seen } = await dns.readTxt(persistName(name), bound);
        return { name, at, wanted, ...judgeSeen(seen, wanted) };
    };
    const lookAtAll = (tasks, bound) => {
        const ordered = tasks.toSorted((a, b) => (a.identifier < b.identifier ? -1 : 1));
        const byName = Map.groupBy(ordered, ({ identifier }) => identifier);
        return (0,parallel/* mapLimited */.bB)([...byName], dns_persist01_namesAtOnce, ([name, own]) => lookAt(name, own, bound));
    };
    return {
        type: 'dns-persist-01',
        async look(tasks, bound) {
            const looks = await lookAtAll(tasks, bound);
            return looks.map((look) => ({ base: look.name, faults: look.faults, record: recordOf(look) }));
        },
        async check(tasks, bound) {
            const looks = await lookAtAll(tasks, bound);
            const wrong = looks.filter(({ faults }) => faults.length > 0);
            if (wrong.length > 0)
                throw recordsError(wrong);
            for (const { at, isSeen } of looks) {
                if (isSeen)
                    log.info(`TXT at ${at} is right`);
                else
                    log.info(`TXT at ${at}: no DNS server could be asked, so the CA looks unchecked`);
            }
            return looks.flatMap(({ at, untilMs }) => warnOfEnd(at, untilMs, clock.now()));
        },
        present: () => Promise.resolve(),
        ready: () => Promise.resolve([]),
        cleanUp: () => Promise.resolve([]),
    };
}
/** Of one name; with its wildcard when any task has it. */
function dns_persist01_wantedOf(tasks, nowMs) {
    const each = tasks.flatMap((task) => task.persist ?? []);
    const [persist] = each;
    if (!persist)
        throw new TypeError('A task for dns-persist-01 without what its record must say');
    return { ...persist, wildcard: each.some(({ wildcard }) => wildcard), nowMs };
}
function recordOf({ at, wanted }) {
    return { name: at, type: 'TXT', value: persistValue(wanted) };
}
function recordsError(wrong) {
    const identifiers = wrong.map(({ name, faults, wanted }) => ({
        identifier: wanted.wildcard ? `*.${name}` : name,
        reason: faults.join('; '),
    }));
    // With something else in the account's place it is nothing to copy.
    const records = wrong.filter(({ wanted }) => wanted.accounts.length > 0).map(recordOf);
    const count = wrong.length === 1 ? 'One record' : `${wrong.length} records`;
    const names = identifiers.map(({ identifier, reason }) => `${identifier} (${reason})`);
    return new errors/* AppError */.uV('challenge-unavailable', `${count} for dns-persist-01 missing or wrong, so the CA was not asked: ${names.join('; ')}`, {
        identifiers,
        records,
        hint: records.length === 0
            ? 'A run in the mode `renew` tells the records to create; it orders nothing while they are missing.'
            : 'Create the records below, once; keep other values that stand there for other CAs. Renewals then need no ' +
                'DNS credentials. To bound one in time, add `; persistUntil=` and the seconds since 1970.',
        link: persistDraft,
    });
}

// EXTERNAL MODULE: ./build/challenge/http01.js
var http01 = __nccwpck_require__(5663);
// EXTERNAL MODULE: ./build/challenge/http01-hook.js
var http01_hook = __nccwpck_require__(5743);
// EXTERNAL MODULE: ./build/challenge/http01-webroot.js
var http01_webroot = __nccwpck_require__(6480);
// EXTERNAL MODULE: ./build/base/abort.js
var abort = __nccwpck_require__(9362);
;// CONCATENATED MODULE: ./build/dns/poller.js


/**
 * Asks name servers on behalf of all who wait, so that the questions grow with the servers and the names, and not with
 * the certificates: a name that many wait for is asked for once, and an address is asked on its own, so that a dead one
 * holds up nobody. It runs while somebody waits, and what it knows of dead servers stays for the next.
 *
 * A round is one question about each open name to each address. Every question has its time: the first is asked when
 * somebody comes to wait for it, whoever else waits, and an answer decides when the next one is.
 */
class Poller {
    #clock;
    #log;
    #ask;
    #waiters = new Set();
    #silentTold = new Set();
    #running;
    #wake = () => undefined;
    constructor({ clock, log, ask }) {
        this.#clock = clock;
        this.#log = log;
        this.#ask = ask;
    }
    /**
     * Waits until every zone shows what is wanted of it. When it returns and nobody else waits, nothing goes on.
     * @returns nothing, or as soon as there are any those zones of which no server answers
     * @throws the bound's reason
     */
    async wait(watches, { signal }) {
        signal.throwIfAborted();
        const { promise, resolve, reject } = Promise.withResolvers();
        const sinceMs = this.#clock.monotonic();
        const waiter = { watches, sinceMs, settle: resolve, fail: reject };
        this.#forgetOthers(watches);
        this.#waiters.add(waiter);
        this.#running ??= this.#start();
        this.#wake();
        try {
            return await (0,abort/* untilAborted */.E)(signal, () => promise);
        }
        finally {
            await this.#leave(waiter);
        }
    }
    /** Those who waited have read what was shown to them. */
    #forgetOthers(watches) {
        const wanted = this.#wanted();
        for (const { zone } of watches) {
            for (const address of zone.addresses)
                address.forgetAllBut(wanted.get(zone) ?? new Map());
        }
    }
    async #leave(waiter) {
        this.#waiters.delete(waiter);
        if (this.#waiters.size > 0 || !this.#running)
            return;
        const { run, ended } = this.#running;
        this.#running = undefined;
        run.controller.abort();
        this.#wake();
        await ended;
        this.#log.debug(`DNS: ${run.questions} questions about TXT records in ${run.rounds} rounds; nobody waits now`);
    }
    #start() {
        const run = { controller: new AbortController(), asking: new Map(), questions: 0, rounds: 0 };
        return { run, ended: this.#poll(run).catch((reason) => this.#failAll(reason)) };
    }
    async #poll(run) {
        const { asking, controller } = run;
        while (!controller.signal.aborted) {
            const woken = this.#nextWake();
            const nowMs = this.#clock.monotonic();
            let nextMs = Infinity;
            for (const { address, wanted } of this.#addresses().filter((one) => !asking.has(one.address))) {
                const dueMs = address.dueMs(wanted);
                if (dueMs > nowMs)
                    nextMs = Math.min(nextMs, dueMs);
                else
                    asking.set(address, this.#askAddress(address, wanted, run));
            }
            this.#judge(nowMs);
            await this.#pause(nextMs - nowMs, woken);
        }
        await Promise.all(asking.values());
    }
    async #askAddress(address, wanted, run) {
        const { signal } = run.controller;
        const ask = (query, inner) => {
            run.questions += 1;
            return this.#ask(query, inner);
        };
        const [outcome] = await Promise.allSettled([address.ask(wanted, { clock: this.#clock, ask, signal })]);
        run.rounds = Math.max(run.rounds, address.askedAbout(wanted));
        run.asking.delete(address);
        if (outcome.status === 'rejected' && !signal.aborted)
            this.#failAll(outcome.reason);
        this.#wake();
    }
    /** What is no abort is our bug, and everybody's. */
    #failAll(reason) {
        for (const waiter of this.#waiters)
            waiter.fail(reason);
    }
    #nextWake() {
        const { promise, resolve } = Promise.withResolvers();
        this.#wake = () => resolve(undefined);
        return promise;
    }
    async #pause(pauseMs, woken) {
        // With nothing due, an answer or a newcomer wakes it.
        const unschedule = pauseMs === Infinity ? undefined : this.#clock.schedule(pauseMs, this.#wake);
        await woken;
        unschedule?.();
    }
    #judge(nowMs) {
        for (const waiter of this.#waiters) {
            const { sinceMs: fromMs } = waiter;
            const deaf = waiter.watches.filter(({ zone, wanted }) => zone.isDeaf(wanted, { nowMs, fromMs }));
            const isSettled = waiter.watches.every(({ zone, wanted }) => zone.isSettled(wanted, nowMs));
            if (deaf.length === 0 && !isSettled)
                continue;
            this.#tellSilent(waiter);
            waiter.settle(deaf);
        }
    }
    #addresses() {
        return [...this.#wanted()].flatMap(([zone, wanted]) => zone.addresses.map((address) => ({ address, wanted })));
    }
    /** What everybody wants of each zone. */
    #wanted() {
        const zones = new Map();
        for (const { zone, wanted } of [...this.#waiters].flatMap(({ watches }) => watches)) {
            const all = zones.get(zone) ?? new Map();
            for (const [name, values] of wanted)
                all.set(name, new Set([...(all.get(name) ?? []), ...values]));
            zones.set(zone, all);
        }
        return zones;
    }
    /** Says of each address once that its server counts without it. */
    #tellSilent({ watches }) {
        const silent = watches
            .flatMap(({ zone }) => zone.silentBeside)
            .map((one) => ({ address: (0,addresses/* formatServer */.xu)(one.server), reason: one.silenceAbout('')?.reason ?? '' }))
            .filter(({ address }) => !this.#silentTold.has(address));
        if (silent.length === 0)
            return;
        for (const { address } of silent)
            this.#silentTold.add(address);
        const told = silent.map(({ address, reason }) => `${address} (${reason})`).join(', ');
        this.#log.info(`DNS: addresses that give no answer here are left out, their servers have others: ${told}`);
    }
}

;// CONCATENATED MODULE: ./build/dns/watched-address.js



/** Questions that one address gets at a time. */
const questionsAtOnce = 8;
/** Pauses between two questions about one name at one address: fast at first, slower where it takes long. */
const watched_address_pauses = { firstMs: 250, longestMs: 5_000, growth: 1.5 };
/**
 * A value counts when two answers in a row show it. One address may be many servers, behind a load balancer or by
 * anycast, that get a change one after the other. Each question goes out from a port of its own, so the second may well
 * reach another of them, and it costs a quarter of a second, once.
 */
const timesInARow = 2;
/** What was found so long ago may be over: it is held against nobody, and counts anew. */
const staleMs = 15_000;
/**
 * One address of a name server, with what it has shown so far of what is wanted. Where nothing comes back from it, that
 * is so for all names; what it refuses is one name, as a resolver does whose look at that name fails.
 */
class WatchedAddress {
    server;
    #authoritative;
    #questions = new Map();
    #wasHeard = false;
    #mute;
    #retryMs = 0;
    #speaksForOthers = false;
    #isBeyond = false;
    /** @param authoritative asked without recursion, and only an answer with the AA bit counts */
    constructor(server, authoritative) {
        this.server = server;
        this.#authoritative = authoritative;
    }
    /** Why it gave no answer about a name last; undefined when it did, or wasn't asked yet. */
    silenceAbout(name) {
        return this.#mute ?? this.#questions.get(name)?.refusal;
    }
    /** Whether nothing at all came back last: the network may be in the way, and not the server. */
    get isMute() {
        return this.#mute !== undefined;
    }
    /** Whether what came back last was an answer without authority, as a resolver gives that takes over port 53. */
    get speaksForOthers() {
        return this.#speaksForOthers;
    }
    /** Whether it never gave an answer, and gives none now. */
    get isUnheard() {
        return this.#mute !== undefined && !this.#wasHeard;
    }
    /** Whether this machine has no route to it, as to all of IPv6 where there is none: it is never asked again. */
    get isBeyond() {
        return this.#isBeyond;
    }
    /** The most questions that it got about one of the names. */
    askedAbout(wanted) {
        return Math.max(0, ...[...wanted.keys()].map((name) => this.#questions.get(name)?.asked ?? 0));
    }
    confirms(name, values) {
        const shown = this.#questions.get(name)?.shown;
        return [...values].every((value) => (shown?.get(value) ?? 0) >= timesInARow);
    }
    /** What it showed last of a name, in a few words. */
    describe(name, values) {
        if (this.confirms(name, values))
            return 'has it';
        const question = this.#questions.get(name);
        const silence = this.silenceAbout(name);
        if (silence || !question || question.asked === 0)
            return silence?.reason ?? 'not asked yet';
        return question.missing ?? 'has it, seen once';
    }
    /** Forgets what nobody waits for: when it is wanted again, it has been set anew. */
    forgetAllBut(wanted) {
        const kept = [...this.#questions].flatMap(([name, question]) => {
            const values = wanted.get(name);
            const shown = new Map([...question.shown].filter(([value]) => values?.has(value)));
            return values ? [[name, { ...question, shown }]] : [];
        });
        this.#questions = new Map(kept);
    }
    /** When it is to be asked next, on the monotonic clock; Infinity when there is nothing to ask. */
    dueMs(wanted) {
        return Math.min(...this.#open(wanted).map((open) => this.#dueMs(open)), Infinity);
    }
    /**
     * Asks for the names that are due. One that may be dead is asked for a single name first: as long as it gives no
     * answer, it gets no other question.
     * @throws only the signal's reason
     */
    async ask(wanted, watching) {
        const nowMs = watching.clock.monotonic();
        const due = this.#open(wanted).filter((open) => this.#dueMs(open) <= nowMs);
        const first = this.#wasHeard && !this.#mute ? [] : due.slice(0, 1);
        for (const open of first)
            await this.#askName(open, watching);
        await (0,parallel/* mapLimited */.bB)(due.slice(first.length), questionsAtOnce, async (open) => {
            if (this.#mute)
                this.#put(open, { dueMs: this.#retryMs });
            else
                await this.#askName(open, watching);
        });
    }
    #open(wanted) {
        return this.#isBeyond ? [] : [...wanted].filter(([name, values]) => !this.confirms(name, values));
    }
    /** A value that nobody looked for before is looked for at once. */
    #dueMs([name, values]) {
        const question = this.#questions.get(name);
        return question && [...values].every((value) => question.shown.has(value)) ? question.dueMs : 0;
    }
    async #askName(open, { ask, clock, signal }) {
        const [name] = open;
        const query = { server: this.server, name, type: 'TXT', recursive: !this.#authoritative };
        const beganMs = clock.monotonic();
        const reply = await ask(query, signal);
        const nowMs = clock.monotonic();
        const { pauseMs, asked, refusal } = this.#questions.get(name) ?? { pauseMs: watched_address_pauses.firstMs, asked: 0 };
        const dueMs = nowMs + pauseMs;
        const next = { asked: asked + 1, pauseMs: Math.min(pauseMs * watched_address_pauses.growth, watched_address_pauses.longestMs), dueMs };
        const failure = { reason: reasonIn(reply), beganMs, nowMs };
        if (reply.kind === 'timeout' || reply.kind === 'unreachable') {
            this.#speaksForOthers = false;
            this.#mute = watched_address_again(this.#mute, failure);
            this.#retryMs = dueMs;
            this.#isBeyond = !this.#wasHeard && (0,resolver/* isBeyondIpv4 */.xe)(this.server, reply);
            this.#put(open, next);
            return;
        }
        this.#mute = undefined;
        this.#wasHeard = true;
        this.#speaksForOthers = this.#authoritative && reply.kind === 'answered' && !reply.authoritative;
        if (reply.kind === 'answered' && (reply.authoritative || !this.#authoritative)) {
            this.#hear(reply, { open, next, nowMs });
        }
        else {
            this.#put(open, { ...next, refusal: watched_address_again(refusal, failure) });
        }
    }
    #hear(reply, { open, next, nowMs }) {
        const [name, values] = open;
        const present = new Set((0,exchange/* txtValues */.b9)(reply, name));
        const before = this.#questions.get(name)?.shown;
        const shown = new Map([...values].map((value) => [value, present.has(value) ? (before?.get(value) ?? 0) + 1 : 0]));
        const missing = missingFrom(reply, { present, values });
        const soon = missing === undefined ? { dueMs: nowMs + watched_address_pauses.firstMs } : {};
        this.#put(open, { ...next, ...soon, shown, missing, refusal: undefined });
    }
    #put([name, values], change) {
        const before = this.#questions.get(name);
        const shown = new Map([...values].map((value) => [value, before?.shown.get(value) ?? 0]));
        const blank = { missing: undefined, refusal: undefined, dueMs: 0, pauseMs: watched_address_pauses.firstMs, asked: 0 };
        this.#questions.set(name, { ...blank, ...before, shown, ...change });
    }
}
function watched_address_again(before, { reason, beganMs, nowMs }) {
    const { sinceMs, asked } = before && beganMs - before.endedMs < staleMs ? before : { sinceMs: nowMs, asked: 0 };
    return { reason, sinceMs, beganMs, endedMs: nowMs, asked: asked + 1 };
}
function reasonIn(reply) {
    return reply.kind === 'answered' ? 'answers without authority' : (0,resolver/* failureOf */.g5)(reply);
}
/** What is lacking in an answer; undefined when every value is there. */
function missingFrom({ rcode }, { present, values }) {
    if (rcode === 'NXDOMAIN')
        return rcode;
    const found = [...values].filter((value) => present.has(value)).length;
    if (found === values.size)
        return undefined;
    if (present.size === 0)
        return 'no TXT record';
    return found === 0 ? 'other values only' : `${found} of ${values.size} values`;
}

;// CONCATENATED MODULE: ./build/dns/watched-server.js



/** An address is given up when it was asked so often, over so long, and never gave an answer. */
const patience = { asked: 3, forMs: 5_000 };
/**
 * One name server: it has confirmed a name when an address of it has, and every other one has too, can't be reached from
 * here, or is given up.
 */
class WatchedServer {
    name;
    addresses;
    constructor({ name, addresses }, authoritative) {
        this.name = name;
        this.addresses = addresses.map((server) => new WatchedAddress(server, authoritative));
    }
    confirms(name, values, doubt) {
        const open = this.addresses.filter((address) => !address.confirms(name, values));
        return (open.length < this.addresses.length &&
            open.every((address) => address.isUnheard || isGivenUp(address, name, doubt)));
    }
    /** None of its addresses has answered about a name for so long that waiting on is pointless. */
    isGivenUp(name, doubt) {
        return this.addresses.every((address) => isGivenUp(address, name, doubt));
    }
    /** What each address showed last for a name; one that IPv6 doesn't lead to is told only where there is no other. */
    answersAbout(name, values) {
        const known = { name, server: this.name === '' ? undefined : this.name };
        if (this.addresses.length === 0) {
            return [{ ...known, address: undefined, answer: 'its name has no address', isThere: false }];
        }
        return this.#toldAddresses.map((address) => ({
            ...known,
            address: (0,addresses/* formatServer */.xu)(address.server),
            answer: address.describe(name, values),
            isThere: address.confirms(name, values),
        }));
    }
    /** Why it can't be counted on, for a warning. */
    describeSilence(name) {
        const title = this.name === '' ? '' : `${this.name} `;
        if (this.addresses.length === 0)
            return `${title}has no address`;
        return this.#toldAddresses
            .map((address) => `${title}${(0,addresses/* formatServer */.xu)(address.server)}: ${address.silenceAbout(name)?.reason ?? ''}`)
            .join(', ');
    }
    /** Its addresses that give no answer while another one does. */
    get silentBeside() {
        const silent = this.addresses.filter(({ isMute }) => isMute);
        return silent.length < this.addresses.length ? silent : [];
    }
    get #toldAddresses() {
        const isDumb6 = ({ server, isMute }) => 'address' in server && (0,external_node_net_.isIPv6)(server.address) && isMute;
        return this.addresses.every(isDumb6) ? this.addresses : this.addresses.filter((one) => !isDumb6(one));
    }
}
function isGivenUp(address, name, { nowMs, isBlocked, fromMs }) {
    if (address.isBeyond)
        return true;
    const silence = address.silenceAbout(name);
    if (!silence || nowMs - silence.endedMs >= staleMs)
        return false;
    if (isBlocked)
        return true;
    if (fromMs !== undefined && silence.beganMs < fromMs)
        return false;
    return silence.asked >= patience.asked && nowMs - silence.sinceMs >= patience.forMs;
}

;// CONCATENATED MODULE: ./build/dns/watched-zone.js

/** The servers of one zone (or the resolvers), for all who wait for records there. */
class WatchedZone {
    title;
    zone;
    #servers;
    #quorum;
    #isBlocked;
    constructor({ title, zone, servers, quorum, isBlocked }) {
        this.title = title;
        this.zone = zone;
        // A zone's own servers are asked for what they have themselves, resolvers to find out.
        const authoritative = zone !== undefined;
        this.#servers = servers.map((server) => new WatchedServer(server, authoritative));
        this.#quorum = quorum;
        this.#isBlocked = isBlocked;
    }
    get addresses() {
        return this.#servers.flatMap(({ addresses }) => addresses);
    }
    /** Addresses that give no answer while another one of the same server does, so that it counts without them. */
    get silentBeside() {
        return this.#servers.flatMap(({ silentBeside }) => silentBeside);
    }
    /** Of every name: at least one server confirms it, and enough of the others: all but those that are given up, or most. */
    isSettled(wanted, nowMs) {
        const doubt = this.#doubt(nowMs);
        return [...wanted].every(([name, values]) => {
            const confirming = this.#servers.filter((server) => server.confirms(name, values, doubt));
            const open = this.#servers.filter((server) => !confirming.includes(server));
            const counting = confirming.length + open.filter((server) => !server.isGivenUp(name, doubt)).length;
            return this.#quorum
                ? confirming.length * 2 > counting
                : confirming.length > 0 && confirming.length === counting;
        });
    }
    /**
     * Nobody answers about one of the names, and has been given the time to.
     * @param fromMs when the waiting began: servers may have come back since they were found silent
     */
    isDeaf(wanted, { nowMs, fromMs }) {
        const doubt = { ...this.#doubt(nowMs), fromMs };
        return [...wanted.keys()].some((name) => this.#servers.every((server) => server.isGivenUp(name, doubt)));
    }
    /** Whether no server gives an answer of its own, as where port 53 is blocked, or another server answers in their place. */
    get isOutOfReach() {
        const { addresses } = this;
        const isOne = addresses.every(({ isMute }) => isMute) || addresses.every((one) => one.speaksForOthers);
        return addresses.length > 0 && isOne;
    }
    /** The most questions about one of the names that an address got. */
    roundsFor(wanted) {
        return Math.max(0, ...this.addresses.map((address) => address.askedAbout(wanted)));
    }
    /** A sentence for each server that was passed over because it gave no answer. */
    leftOut(wanted, nowMs) {
        const doubt = this.#doubt(nowMs);
        return this.#servers.flatMap((server) => {
            const [open] = [...wanted].find(([name, values]) => !server.confirms(name, values, doubt) && server.isGivenUp(name, doubt)) ?? [undefined];
            if (open === undefined)
                return [];
            return [`A server of ${this.title} gave no answer and was left out: ${server.describeSilence(open)}`];
        });
    }
    /** The part of it that isn't confirmed everywhere. */
    missing(wanted, nowMs) {
        const doubt = this.#doubt(nowMs);
        const isEverywhere = ([name, values]) => this.#servers.every((server) => server.confirms(name, values, doubt));
        return new Map([...wanted].filter((open) => !isEverywhere(open)));
    }
    /** What the servers showed last, name by name. */
    answersAbout(wanted) {
        return [...wanted]
            .flatMap(([name, values]) => this.#servers.flatMap((server) => server.answersAbout(name, values)))
            .map((answer) => ({ ...answer, of: this.title }));
    }
    #doubt(nowMs) {
        return { nowMs, isBlocked: this.#isBlocked() };
    }
}

;// CONCATENATED MODULE: ./build/dns/propagation.js






/** Names told in a table; a hundred that all lack the same would hide the reason. */
const namesTold = 10;
/**
 * Makes the function that waits; all waits of a run share its poller, so make one for each run.
 *
 * In the mode `authoritative` every name server of the zone that answers must show every value: the CA may ask any of
 * them, so one that still serves the old zone is waited for. One that gives no answer (silence, REFUSED, SERVFAIL, no
 * authority) is passed over by the CA's resolver too and must not block a renewal: it is given up after three
 * questions and 5 s, provided that another server of the zone shows everything, and told in a warning. When no server
 * of a zone answers, the wait ends early: the runner doesn't reach them. An address that can't be reached (IPv6
 * without a route) doesn't count when another one of the same server answers. Where not one of a zone's servers answers
 * for itself, as behind a firewall that blocks port 53 or a resolver that takes it over, the resolvers that stand in are
 * asked. `quorum` is content when more than half of the servers that answer show everything. `recursive` treats the resolvers as `authoritative` does servers.
 */
function createWaitForRecords(options) {
    const { propagation, clock, timeoutMs, locate } = options;
    const poller = new Poller(options);
    const watched = new Map();
    const watch = (zone, wanted) => {
        const own = zone.name !== undefined;
        const quorum = propagation.kind === 'quorum' && own;
        const isBlocked = own ? options.isBlocked : () => false;
        const one = watched.get(zone.title) ?? new WatchedZone({ ...zone, zone: zone.name, quorum, isBlocked });
        watched.set(zone.title, one);
        return { zone: one, wanted };
    };
    return async (records, bound) => {
        if (propagation.kind === 'none' || records.length === 0)
            return [];
        if (propagation.kind === 'fixed')
            return waitFixed(propagation.waitMs, options, bound);
        let watches = [];
        const watching = { ...options, poller, watch, onWatch: (now) => (watches = now) };
        try {
            const expired = (spentMs) => timeoutError(watches, { spentMs, nowMs: clock.monotonic() });
            return await (0,base_bound/* within */.ux)(clock, { timeoutMs, expired, parent: bound }, async (inner) => {
                if (propagation.kind === 'recursive') {
                    return waitUntilSettled([watch(resolversOf(options.resolvers()), propagation_wantedOf(records))], watching, inner);
                }
                const groups = await groupByZone(records, locate, inner.signal);
                const zones = groups.map(({ zone, records: own }) => watch({ ...zone, title: `zone ${zone.name}` }, propagation_wantedOf(own)));
                return waitUntilSettled(zones, watching, inner);
            });
        }
        catch (error) {
            // When the run's own time ends the wait, what the servers showed is told beside that.
            if (!(error instanceof errors/* AppError */.uV) || error.code === 'dns-propagation-timeout')
                throw error;
            throw error.with({ servers: answersOf(watches, clock.monotonic()) });
        }
    };
}
/** Where a zone's own servers can't be reached, goes on with the resolvers that stand in for them. */
async function waitUntilSettled(watches, waiting, bound) {
    const { clock, log, poller, onWatch } = waiting;
    onWatch(watches);
    const startedAt = clock.monotonic();
    const deaf = await poller.wait(watches, bound);
    const spentMs = clock.monotonic() - startedAt;
    if (deaf.length > 0) {
        const { warnings, instead } = await standIn(deaf, waiting);
        if (instead.length < 1)
            throw silenceError(deaf, { spentMs, nowMs: clock.monotonic() });
        for (const warning of warnings)
            log.info(`DNS: ${warning}`);
        const all = [...watches.filter((one) => !deaf.includes(one)), ...instead];
        return [...warnings, ...(await waitUntilSettled(all, waiting, bound))];
    }
    tell(watches, spentMs, waiting);
    return watches.flatMap(({ zone, wanted }) => zone.leftOut(wanted, clock.monotonic()));
}
function tell(watches, spentMs, { clock, log, propagation }) {
    const titles = watches.map(({ zone }) => zone.title).join(', ');
    const rounds = Math.max(...watches.map(({ zone, wanted }) => zone.roundsFor(wanted)));
    log.info(`DNS: ${titles}: every record seen after ${(0,base_bound/* seconds */.YA)(spentMs)}, in ${rounds} round${rounds === 1 ? '' : 's'}`);
    const behind = answersOf(watches, clock.monotonic()).filter(({ isThere }) => !isThere);
    if (propagation.kind === 'quorum' && behind.length > 0) {
        log.info(`DNS: more than half of the servers is enough; not waited for: ${nameList(behind)}`);
    }
}
/** The resolvers that are asked instead of each zone's own servers; none when one of the zones has none. */
async function standIn(deaf, { standIns, watch }) {
    const found = await Promise.all(deaf.map(async ({ zone, wanted }) => {
        // A server that refuses was reached: port 53 isn't what is in the way.
        const resolvers = zone.zone !== undefined && zone.isOutOfReach ? await standIns(zone.zone) : [];
        return { zone, wanted, resolvers };
    }));
    if (found.some(({ resolvers }) => resolvers.length === 0))
        return { warnings: [], instead: [] };
    return {
        warnings: found.map(({ zone, resolvers }) => {
            const names = resolvers.map(addresses/* formatServer */.xu).join(' and ');
            return `No name server of ${zone.title} answers for itself on port 53, which may be blocked here: asked instead: ${names}`;
        }),
        instead: found.map(({ wanted, resolvers }) => watch(resolversOf(resolvers), wanted)),
    };
}
function resolversOf(resolvers) {
    return {
        title: `the resolver${resolvers.length === 1 ? '' : 's'} ${resolvers.map(addresses/* formatServer */.xu).join(', ')}`,
        name: undefined,
        servers: resolvers.map((address) => ({ name: '', addresses: [address] })),
    };
}
function nameList(servers) {
    const told = servers.map(({ server = '', address = '', answer }) => `${server} ${address} (${answer})`);
    return [...new Set(told)].slice(0, 10).join(', ');
}
async function waitFixed(waitMs, { clock, log }, bound) {
    bound.signal.throwIfAborted();
    if (waitMs >= bound.remainingMs()) {
        throw new errors/* AppError */.uV('dns-propagation-timeout', `The fixed wait of ${(0,base_bound/* seconds */.YA)(waitMs)} for DNS doesn't fit in the ${(0,base_bound/* seconds */.YA)(bound.remainingMs())} that are left`, { hint: 'Raise the input timeout, or shorten the duration in dns-propagation.' });
    }
    log.info(`DNS: waiting ${(0,base_bound/* seconds */.YA)(waitMs)}, as dns-propagation says`);
    await (0,base_bound/* sleep */.yy)(clock, waitMs, bound.signal);
    return [];
}
/** @throws AppError `dns-propagation-timeout` when a zone, or its servers, can't be found */
async function groupByZone(records, locate, signal) {
    const located = await Promise.all(records.map(async (record) => ({ record, zone: (await locate(record.name, signal)).zone })));
    const groups = new Map();
    for (const { record, zone } of located) {
        if (!zone || zone.servers.length === 0)
            throw zoneless(record.name, zone);
        const group = groups.get(zone.name) ?? { zone, records: [] };
        group.records.push(record);
        groups.set(zone.name, group);
    }
    return [...groups.values()];
}
function propagation_wantedOf(records) {
    const values = new Map();
    for (const { name, value } of records) {
        const key = (0,dns_names/* canonicalName */.Ew)(name);
        values.set(key, (values.get(key) ?? new Set()).add(value));
    }
    return values;
}
/** What each server showed last, of the first names that are missing somewhere. */
function answersOf(watches, nowMs) {
    const missing = watches.flatMap(({ zone, wanted }) => [...zone.missing(wanted, nowMs)].map((open) => ({ zone, open })));
    return missing.slice(0, namesTold).flatMap(({ zone, open }) => zone.answersAbout(new Map([open])));
}
/** `_acme-challenge.example.com`, `12 names, of which 10 are told`. */
function namesMissing(watches, nowMs) {
    const names = watches.flatMap(({ zone, wanted }) => [...zone.missing(wanted, nowMs).keys()]);
    const [only = ''] = names;
    if (names.length === 1)
        return only;
    return `${names.length} names${names.length > namesTold ? `, of which ${namesTold} are told` : ''}`;
}
const serversHint = 'If the values show up later, raise propagation-timeout. If they never do, the provider wrote to another zone ' +
    'or its secondaries are behind (dns-propagation: quorum goes on without them): compare its zone with the ' +
    'name servers in the table.';
const resolversHint = 'A resolver that was asked too early, by this run or another, remembers for minutes that there is nothing: name ' +
    'one more in dns-resolvers, or raise propagation-timeout. If the values never show up, the provider wrote to ' +
    'another zone than the one that is delegated.';
function timeoutError(watches, { spentMs, nowMs }) {
    const message = `The TXT records can't be seen on every name server after ${(0,base_bound/* seconds */.YA)(spentMs)}: they are missing at ${namesMissing(watches, nowMs)}`;
    return new errors/* AppError */.uV('dns-propagation-timeout', message, {
        spentMs,
        servers: answersOf(watches, nowMs),
        hint: watches.some(({ zone }) => zone.zone === undefined) ? resolversHint : serversHint,
    });
}
function silenceError(deaf, { spentMs, nowMs }) {
    const titles = deaf.map(({ zone }) => zone.title).join(', ');
    const servers = answersOf(deaf, nowMs);
    if (deaf.every(({ zone }) => zone.isOutOfReach)) {
        const hint = 'The runner may not reach them (outbound port 53 blocked, or answered by a resolver in between), or they are down: name a resolver over HTTPS in ' +
            'dns-resolvers, set dns-propagation to recursive or to a duration, or check the servers.';
        const message = `None of the servers of ${titles} gave an answer of its own in ${(0,base_bound/* seconds */.YA)(spentMs)}`;
        return new errors/* AppError */.uV('dns-propagation-timeout', message, { spentMs, servers, hint });
    }
    const message = `None of the servers of ${titles} gave an answer that is of use in ${(0,base_bound/* seconds */.YA)(spentMs)}`;
    const hint = 'They are there, and refuse or fail (see the table): check that they serve this zone, and whether its DNSSEC ' +
        'signatures are valid.';
    return new errors/* AppError */.uV('dns-propagation-timeout', message, { spentMs, servers, hint });
}
function zoneless(name, zone) {
    const what = zone ? `zone ${zone.name} has no NS record` : `no zone (SOA record) was found at or above it`;
    return new errors/* AppError */.uV('dns-propagation-timeout', `The name servers of ${name} can't be asked for its TXT record: ${what}`, {
        hint: 'Check that the domain is registered and delegated. Where only the resolvers know it, ' +
            'set dns-propagation to recursive, to a duration, or to none.',
    });
}

;// CONCATENATED MODULE: ./build/dns/view.js









/** Looks at the DNS through the run's resolvers; make one for each run, it remembers zones. */
async function openDnsView(options, bound) {
    const { clock, log, propagation, propagationTimeoutMs: timeoutMs } = options;
    const { ask, isBlocked, resolvers, standIns } = await reachDns(options, bound);
    const early = rememberEarly(ask);
    const locate = createLocate({ ask: early.ask, resolvers, isBlocked });
    const resolve = (0,resolver/* createResolve */.xF)(ask, resolvers);
    const waitForRecords = createWaitForRecords({
        clock,
        log,
        ask,
        isBlocked,
        locate,
        resolvers: () => early.without(resolvers),
        standIns: async (zone) => early.without(await standIns(zone)),
        propagation,
        timeoutMs,
    });
    const zones = new Map();
    /** With `none` or a fixed wait, nothing here needs the DNS: without an answer it is as if there were no CNAME. */
    const tryLocate = async (name, signal) => {
        try {
            const location = await locate(name, signal);
            if (location.zone)
                zones.set(location.name, location.zone.name);
            return location;
        }
        catch (error) {
            if (signal.aborted || !(error instanceof errors/* AppError */.uV) || needsAnswers(propagation))
                throw error;
            log.info(`No CNAME is followed from ${name}: ${error.message}`);
            return undefined;
        }
    };
    return {
        ...createFollow(tryLocate),
        addressesOf: (name, { signal }) => hostAddresses(name, resolve, signal),
        zoneOf: (name) => zones.get(name),
        readTxt: (name, { signal }) => readTxt(name, { ask, locate, resolvers }, signal),
        waitForRecords,
    };
}
function needsAnswers({ kind }) {
    return kind === 'authoritative' || kind === 'quorum' || kind === 'recursive';
}
/**
 * Remembers which resolvers were asked for names before their records were set: for as long as the zone's SOA record
 * says, they go on answering that there are none (RFC 2308).
 */
function rememberEarly(ask) {
    const asked = new Set();
    return {
        ask: (query, signal) => {
            if (query.recursive && query.type === 'CNAME')
                asked.add((0,addresses/* formatServer */.xu)(query.server));
            return ask(query, signal);
        },
        without: (servers) => {
            const fresh = servers.filter((server) => !asked.has((0,addresses/* formatServer */.xu)(server)));
            return fresh.length > 0 ? fresh : servers;
        },
    };
}

// EXTERNAL MODULE: ./build/steps/http-hook.js
var http_hook = __nccwpck_require__(1104);
;// CONCATENATED MODULE: ./build/steps/open-solvers.js














/** The ways to prove control that the user has set up, in their order of preference. */
async function openSolvers({ settings, world, budget, journal }) {
    const { challenge, bounds } = settings;
    const { dnsProviders: providers } = challenge;
    const { clock, log } = world;
    const openDns = (0,steps_start/* once */.O)(() => {
        const { propagation } = challenge;
        const waiting = { log, propagation, propagationTimeoutMs: bounds.propagationMs };
        return openDnsView({ ...reachOf({ settings, world }), ...waiting }, budget.work);
    });
    const solvers = [];
    for (const type of challenge.types) {
        if (type === 'http-01') {
            const own = openHttp01({ settings, world, journal });
            const addressesOf = async (name, bound) => (await openDns()).addressesOf(name, bound);
            solvers.push(...own.map((solver) => watched(solver, world, addressesOf)));
        }
        if (type === 'dns-persist-01')
            solvers.push(createDnsPersist01Solver({ dns: await openDns(), clock, log }));
        if (type === 'dns-01' && providers.length > 0) {
            const dns = await openDns();
            const choose = (place) => (0,choose_provider/* chooseProvider */.Vm)(providers, place);
            const homeOf = (domain) => (0,choose_provider/* homeIn */.PV)(providers, domain);
            const delegation = (0,challenge_delegation/* createDelegation */.VH)({ aliases: challenge.dnsAliases, homeOf, dns });
            solvers.push((0,dns01/* createDns01Solver */.M)({
                providers: providers.map(({ provider }) => provider),
                choose,
                holds: (domain) => (0,choose_provider/* isHeld */.i7)(providers, { domain, name: (0,challenge_delegation/* challengeName */.Vm)(domain) }),
                delegation,
                dns,
                journal,
                log,
            }));
        }
    }
    for (const solver of solvers) {
        if (isNeeded(solver.type, settings))
            await solver.prepare?.(budget.work);
    }
    return solvers;
}
/** Whether any name may be proven by a type. */
function isNeeded(type, { certificates, challenge: { types } }) {
    return certificates.some(({ identifiers }) => identifiers.some((one) => standingOf(type, one, types) !== 'spare'));
}
/** One of the ways in which the CA can be shown a token; none where none is set up. */
function openHttp01({ settings, world, journal }) {
    const { httpWebroot, httpListen, httpHook: hook } = settings.challenge;
    const { listenHttp: listen, log } = world;
    if (httpListen !== undefined)
        return [createHttp01Listener({ address: httpListen, listen, log })];
    const places = [
        ...(httpWebroot === undefined ? [] : [(0,http01_webroot/* webrootPlace */.m)(httpWebroot)]),
        ...(hook === undefined ? [] : [(0,http01_hook/* hookPlace */.J)((0,http_hook/* httpHook */.k)(hook, world))]),
    ];
    return places.map((place) => (0,http01/* createHttp01Solver */.f)({ place, journal, log }));
}
/** Through a proxy, another machine would look. */
function watched(solver, world, addressesOf) {
    const { clock, log } = world;
    return isProxied(world)
        ? solver
        : watchingPort80(solver, { http: world.createHttp(), addressesOf, clock, log });
}
/** Whether plain HTTP goes through a proxy. */
function isProxied({ env }) {
    return ['http_proxy', 'HTTP_PROXY'].some((name) => env[name]?.trim());
}

;// CONCATENATED MODULE: ./build/steps/read-places.js



/** Bound on reading from one provider, with all its attempts. */
const placesMs = 60_000;
/**
 * Lets providers get ready, for a preflight: those that keep records outside of a name's own zone read where, else it
 * could say nothing of the CNAMEs that lead there; those that run another client's program look whether it is here.
 * @returns an error of each that could not: a renewal, which asks the same first, fails by it
 */
async function readPlaces({ settings, world: { clock } }, bound) {
    if (!isNeeded('dns-01', settings))
        return [];
    // A colon stands in the names of those that run another client's program.
    const chosen = settings.challenge.dnsProviders.filter(({ provider, name }) => 'homeOf' in provider || name.includes(':'));
    const each = new Map(chosen.map((one) => [one.provider, one]));
    return (await Promise.all([...each.values()].map((one) => readFrom(one, { clock, bound })))).flat();
}
async function readFrom({ provider, name }, { clock, bound }) {
    const expired = (spentMs) => new errors/* AppError */.uV('dns-provider', `${name} was not ready in ${(0,base_bound/* seconds */.YA)(spentMs)}`, {
        hint: 'See whether what it needs is up, and whether this runner reaches it.',
    });
    try {
        const limits = { timeoutMs: placesMs, parent: bound, expired };
        await (0,base_bound/* within */.ux)(clock, limits, async (own) => provider.prepare?.(own));
        return [];
    }
    catch (error) {
        if (!(error instanceof errors/* AppError */.uV) || bound.signal.aborted)
            throw error;
        const { message: what, details } = error;
        return [{ severity: 'error', subject: `\`dns-provider\` ${name}`, what, remedy: details.hint ?? '' }];
    }
}

;// CONCATENATED MODULE: ./build/steps/tell-account.js






/** Two or four requests: more than this is a CA that doesn't answer. */
const tell_account_lookMs = 30_000;
const withoutSecret = 'The URL follows from `encryption-key`, which this run has not got: a run with it tells the URL, one in the mode `renew` as well, which orders nothing while the record is missing.';
const withoutAccount = 'There is no account yet at this CA: the first run in the mode `renew` makes it and tells its URL, and orders nothing while the record is missing.';
/**
 * Tells the URL of our account at a CA, and makes none (RFC 8555 7.3.1). An account that is going to be rolled over from
 * `previous-encryption-key` keeps its URL (RFC 8555 7.3.5).
 * @throws AppError `account` when the CA refuses it, as it will refuse a renewal
 */
async function tellAccount(start, directory) {
    const { account } = start.settings;
    const { accountKey, encryptionKey, previousEncryptionKey } = account;
    const derived = [encryptionKey, previousEncryptionKey].flatMap((secret) => secret ? [(0,secret_key/* deriveAccountKey */.Om)(secret, directory.url)] : []);
    const keys = accountKey ? [accountKey] : derived;
    if (keys.length === 0)
        return { howToLearn: withoutSecret };
    const { world, budget, approach } = start;
    const expired = (spentMs) => new errors/* AppError */.uV('ca-unreachable', `No answer in ${(0,base_bound/* seconds */.YA)(spentMs)}`);
    const look = async (bound) => {
        for (const key of keys) {
            const signer = await createSigner(key, bound.signal);
            const options = { ...approach.retrying, transport: approach.transport, signer };
            const url = await findAccount(AcmeSession.with(options, directory), bound);
            if (url !== undefined)
                return url;
        }
        return undefined;
    };
    try {
        const limits = { timeoutMs: tell_account_lookMs, parent: budget.work, expired };
        const url = await (0,base_bound/* within */.ux)(world.clock, limits, look);
        return url === undefined ? { howToLearn: withoutAccount, isNone: true } : { url };
    }
    catch (error) {
        if (!(error instanceof errors/* AppError */.uV) || budget.work.signal.aborted || error.code === 'account')
            throw error;
        return { howToLearn: `The CA could not be asked for the URL now: ${error.message}` };
    }
}

;// CONCATENATED MODULE: ./build/steps/preflight.js

















/** Bound on reading the CA's directory: the other looks wait for it. */
const directoryMs = 30_000;
/** One lost packet is no finding. */
const preflight_briefly = { retries: 1, intervalMs: 1_000 };
/**
 * The mode `preflight`: looks at all that a renewal depends on and that can be seen without a secret, and orders
 * nothing. Every finding at once. Of a secret, it uses no more than to tell which account a record has to name.
 */
async function preflight(start) {
    const ca = await lookAtCa(start);
    const dns = await openDns(start, ca);
    const before = [
        ...(await lookAtListener(start)),
        ...(await readPlaces(start, start.budget.work)),
        ...lookAtSetUp(start),
    ];
    const findings = [...ca.findings, ...dns.findings, ...before];
    const isHindered = findings.some(({ severity }) => severity === 'error');
    const { works } = await eachCertificate(start, (request) => preflightOne(request, { start, inspectNames: dns.inspectNames, isHindered }));
    return { works, findings };
}
async function lookAtCa(start) {
    const { ca, account, profile } = start.settings;
    try {
        const { directory, skewMs } = await readCa(start);
        const ours = await accountFor(start, directory);
        return {
            identities: identitiesOf(directory, ca.directoryUrl),
            account: ours.account,
            findings: [
                ...ours.findings,
                ...judgeProfile(directory, profile),
                ...judgeBinding(directory, account),
                ...judgeRenewalInfo(directory),
                ...judgeClock(skewMs),
            ],
        };
    }
    catch (error) {
        if (!(error instanceof errors/* AppError */.uV))
            throw error;
        const findings = [directoryFailure(error, ca.directoryUrl)];
        const howToLearn = 'The CA could not be asked for it now.';
        return { identities: identitiesOf(undefined, ca.directoryUrl), account: { howToLearn }, findings };
    }
}
/** The CA is asked for it only where a record has to name it. */
async function accountFor(start, directory) {
    const { types } = start.settings.challenge;
    if (!types.includes('dns-persist-01'))
        return { account: { howToLearn: '' }, findings: [] };
    try {
        return { account: await tellAccount(start, directory), findings: [] };
    }
    catch (error) {
        if (!(error instanceof errors/* AppError */.uV) || error.code !== 'account')
            throw error;
        const { message: what, details } = error;
        const remedy = details.hint ?? 'See what the CA says of it, or use another `encryption-key`.';
        return {
            account: { howToLearn: 'The CA refuses the account of this run.' },
            findings: [{ severity: 'error', subject: `Our account at ${start.settings.ca.name}`, what, remedy }],
        };
    }
}
/** The directory, and how far our clock is ahead of the one that dated the answer (RFC 9110 6.6.1). */
async function readCa({ settings, world, budget, approach: { transport, retrying }, }) {
    let skewMs;
    const dated = {
        async send(request, signal) {
            const answer = await transport.send(request, signal);
            const dateMs = Date.parse(answer.headers['date'] ?? '');
            // What a cache on the way answers was dated when it came there (RFC 9111 5.1).
            if (!Number.isNaN(dateMs) && !('age' in answer.headers))
                skewMs = world.clock.now() - dateMs;
            return answer;
        },
    };
    const expired = (spentMs) => new errors/* AppError */.uV('ca-unreachable', `The CA gave no directory in ${(0,base_bound/* seconds */.YA)(spentMs)}`);
    const limits = { timeoutMs: directoryMs, parent: budget.work, expired };
    const directory = await (0,base_bound/* within */.ux)(world.clock, limits, (bound) => readDirectory(settings.ca.directoryUrl, { ...retrying, policy: preflight_briefly, transport: dated }, bound));
    return { directory, skewMs };
}
/** Without a way into the DNS, the names stay uninspected, and the run says so. */
async function openDns({ settings, world, budget }, { identities, account }) {
    const { clock, log } = world;
    try {
        const dns = await openDnsLook(reachOf({ settings, world }), budget.work);
        // Before a run listens, nothing need answer; through a proxy, another machine would look.
        const isUseless = settings.challenge.httpListen !== undefined || isProxied(world);
        const http = isUseless ? undefined : world.createHttp();
        const options = { dns, settings, identities, account, http, clock, log };
        return { inspectNames: createInspectNames(options), findings: [] };
    }
    catch (error) {
        if (!(error instanceof errors/* AppError */.uV))
            throw error;
        const what = `Nothing was looked up in the DNS. ${error.message}`;
        const remedy = error.details.hint ?? '';
        return {
            inspectNames: undefined,
            findings: [{ severity: 'error', subject: 'DNS resolvers', what, remedy }],
        };
    }
}
/** Whether the run could listen where it will have to. */
async function lookAtListener({ settings, world, budget }) {
    const { httpListen: address } = settings.challenge;
    if (address === undefined || !isNeeded('http-01', settings))
        return [];
    const { listenHttp: listen, log } = world;
    try {
        await createHttp01Listener({ address, listen, log }).prepare?.(budget.work);
        return [];
    }
    catch (error) {
        if (!(error instanceof errors/* AppError */.uV) || budget.work.signal.aborted)
            throw error;
        const { message: what, details } = error;
        return [{ severity: 'error', subject: '`http-listen`', what, remedy: details.hint ?? '' }];
    }
}
async function preflightOne(request, { start: { settings, budget }, inspectNames, isHindered }) {
    budget.work.signal.throwIfAborted();
    const { profile, ca } = settings;
    const findings = [
        ...judgeNames(request, { profile, directoryUrl: ca.directoryUrl }),
        ...((await inspectNames?.(request, budget.work)) ?? []),
    ];
    const isBad = findings.some(({ severity }) => severity === 'error');
    return { outcome: isBad ? 'failed' : 'checked', reason: reasonOf(findings, isHindered), findings };
}
function reasonOf(findings, isHindered) {
    const counts = outcome/* severities */.g.flatMap((wanted) => {
        const number = findings.filter(({ severity }) => severity === wanted).length;
        return number === 0 ? [] : [(0,wording/* count */.U9)(number, wanted)];
    });
    const found = counts.length === 0 ? 'Nothing stands in the way of its names' : `Found: ${counts.join(', ')}`;
    return isHindered ? `${found}; see what was found about the run as a whole` : found;
}

;// CONCATENATED MODULE: ./build/steps/look-at-real.js





const look_at_real_directoryMs = 30_000;
const look_at_real_briefly = { retries: 1, intervalMs: 1_000 };
/**
 * Asks the real CA for its names and our account; a dry run goes on without what it doesn't answer.
 * @throws AppError `account` when it refuses our account, as it will refuse a renewal
 */
async function lookAtReal({ name, directoryUrl }, start) {
    const { world, budget, approach } = start;
    const { retrying, transport } = approach;
    const expired = (spentMs) => new errors/* AppError */.uV('ca-unreachable', `No answer in ${(0,base_bound/* seconds */.YA)(spentMs)}`);
    try {
        const limits = { timeoutMs: look_at_real_directoryMs, parent: budget.work, expired };
        const directory = await (0,base_bound/* within */.ux)(world.clock, limits, (bound) => readDirectory(directoryUrl, { ...retrying, policy: look_at_real_briefly, transport }, bound));
        const account = await tellAccount(start, directory);
        return { name, directoryUrl, identities: identitiesOf(directory, directoryUrl), account };
    }
    catch (error) {
        if (!(error instanceof errors/* AppError */.uV) || budget.work.signal.aborted || error.code === 'account')
            throw error;
        const howToLearn = `${name} could not be asked: ${error.message}`;
        return { name, directoryUrl, identities: identitiesOf(undefined, directoryUrl), account: { howToLearn } };
    }
}

;// CONCATENATED MODULE: ./build/steps/tell-news.js

/**
 * Tells the DNS provider's program what becomes of the certificates, where it wants to know (dehydrated's hooks do).
 * A program that fails to deploy a certificate makes it a failed one, which the next run delivers again.
 * @throws AppError `hook` when it can't begin
 */
async function withNews(start, work) {
    const { settings, budget, world } = start;
    const providers = new Set(settings.challenge.dnsProviders.map(({ provider }) => provider));
    const told = [...providers].filter((provider) => provider.tell !== undefined);
    if (told.length === 0)
        return work();
    const tell = async (news, bound) => {
        for (const provider of told)
            await provider.tell?.(news, bound);
    };
    let ending = '';
    try {
        await tell({ event: 'startup' }, budget.work);
        const { works, ...rest } = await work();
        const after = [];
        for (const one of works)
            after.push(await tellOf(one, start, tell));
        ending = after.find(({ result }) => result.outcome === 'failed')?.result.reason ?? '';
        return { ...rest, works: after };
    }
    catch (error) {
        ending = (0,errors/* messageOf */.bD)(error);
        throw error;
    }
    finally {
        await tell({ event: 'exit', error: ending }, budget.cleanup).catch((error) => world.log.info((0,errors/* messageOf */.bD)(error)));
    }
}
/** On the cleanup bound: a certificate in hand is worth deploying even when the work's time is up. */
async function tellOf(work, { settings, world, budget }, tell) {
    try {
        for (const news of newsOf(work, { dryRun: settings.mode.name === 'dry-run', nowMs: world.clock.now() }))
            await tell(news, budget.cleanup);
        return work;
    }
    catch (thrown) {
        const error = (0,errors/* toAppError */.b_)(thrown);
        world.log.info(`${work.result.name}: failed: ${error.code}: ${error.message}`);
        // What was wrong before stays what is reported.
        if (work.result.outcome === 'failed')
            return work;
        const result = { ...work.result, outcome: 'failed', reason: error.message, error };
        return { ...work, result, delivered: undefined };
    }
}
function newsOf({ result }, { dryRun, nowMs }) {
    const { domains, paths, error } = result;
    const [domain = result.name] = domains;
    if (error)
        return failureNews(error, domain);
    if (dryRun || !paths)
        return [];
    if (result.outcome === 'unchanged')
        return [{ event: 'unchanged', domain, paths }];
    return [{ event: 'deployed', domain, paths, issuedAtMs: nowMs }];
}
/** Failures that were the CA's answer to a request. */
const requestFailures = [
    ...['ca-unreachable', 'ca-error', 'rate-limited', 'paused', 'account', 'eab-required'],
    ...['profile-unknown', 'identifier-rejected', 'caa', 'order-invalid'],
];
function failureNews({ code, message, details }, domain) {
    if (code === 'validation-failed' || code === 'validation-timeout') {
        const { identifiers = [{ identifier: domain, reason: message }] } = details;
        return identifiers.map(({ identifier, reason }) => ({
            event: 'challenge-invalid',
            domain: identifier,
            reason,
        }));
    }
    if (!requestFailures.includes(code))
        return [];
    const { lastStatus = '' } = details;
    const status = /^\d{3}$/.test(lastStatus) ? lastStatus : '000';
    return [{ event: 'request-failed', status, reason: message }];
}

;// CONCATENATED MODULE: ./build/certificate/pkcs12.js





/**
 * For each of the three derivations (key, certificates, MAC). .NET refuses a file with more than 300,000 in one of
 * them, and its older versions one with more than 600,000 in all.
 */
const pfxIterations = 100_000;
/**
 * Makes a PFX (PKCS #12, RFC 7292) of key, leaf and chain. Encrypted by PBES2 and held together by HMAC-SHA-256, it is
 * what OpenSSL 3 without `-legacy`, Java since 8u301 and Windows since 10 1709 read. Not RFC 9579's PBMAC1, which none
 * of them read until lately.
 * @throws the signal's reason
 */
async function createPfx(content, signal) {
    const { leafPem, chainPem, friendlyName, privateKey, password } = content;
    const [leaf, ...issuers] = certificatesOf(leafPem + chainPem);
    const libraries = await loadPki();
    const { pkijs } = libraries;
    const attributes = attributesOf(friendlyName, leaf, libraries);
    const options = { password, iterations: pfxIterations };
    const keyBag = new pkijs.SafeBag({
        bagId: shroudedKeyBagId,
        bagValue: await encryptedKeyInfo(privateKey, options, signal),
        bagAttributes: attributes,
    });
    const certBags = [
        certBag(leaf, libraries, attributes),
        ...issuers.map((issuer) => certBag(issuer, libraries)),
    ];
    const certificates = await encryptPbes2(safeContents(certBags, libraries), options, signal);
    // OpenSSL and Windows write the certificates first, and some readers have never met another order.
    const safes = [
        encryptedData(certificates, libraries),
        plainData(safeContents([keyBag], libraries), libraries),
    ];
    return sealed(new pkijs.AuthenticatedSafe({ safeContents: safes }), password, libraries);
}
const friendlyNameId = '1.2.840.113549.1.9.20';
const localKeyIdId = '1.2.840.113549.1.9.21';
const shroudedKeyBagId = '1.2.840.113549.1.12.10.1.2';
const certBagId = '1.2.840.113549.1.12.10.1.3';
function certificatesOf(pem) {
    const [first, ...others] = (0,certificate_pem/* readPem */.J)(pem).blocks.flatMap(({ der }) => der ?? []);
    if (!first)
        throw new Error('A PFX without a certificate was asked for');
    return [first, ...others];
}
/** What ties key and leaf together: the same name and the same id on both (RFC 2985 5.5). */
function attributesOf(name, leaf, { pkijs, asn1js }) {
    const id = (0,external_node_crypto_.hash)('sha256', leaf, 'buffer');
    return [
        new pkijs.Attribute({ type: friendlyNameId, values: [new asn1js.BmpString({ value: name })] }),
        new pkijs.Attribute({ type: localKeyIdId, values: [new asn1js.OctetString({ valueHex: id })] }),
    ];
}
/** The certificate goes in byte by byte as the CA signed it. */
function certBag(der, { pkijs, asn1js }, attributes) {
    const certValue = new asn1js.OctetString({ valueHex: der });
    const bagValue = new pkijs.CertBag({ certId: pkijs.id_CertBag_X509Certificate, certValue });
    return new pkijs.SafeBag({ bagId: certBagId, bagValue, ...(attributes && { bagAttributes: attributes }) });
}
function safeContents(safeBags, { pkijs }) {
    return new Uint8Array(new pkijs.SafeContents({ safeBags }).toSchema().toBER());
}
function plainData(content, { pkijs, asn1js }) {
    return new pkijs.ContentInfo({
        contentType: pkijs.ContentInfo.DATA,
        content: new asn1js.OctetString({ valueHex: content }),
    });
}
function encryptedData({ algorithm, ciphertext }, { pkijs }) {
    const encryptedContentInfo = new pkijs.EncryptedContentInfo({
        contentType: pkijs.ContentInfo.DATA,
        contentEncryptionAlgorithm: algorithm,
        encryptedContent: ciphertext,
        disableSplit: true,
    });
    return new pkijs.ContentInfo({
        contentType: pkijs.ContentInfo.ENCRYPTED_DATA,
        content: new pkijs.EncryptedData({ encryptedContentInfo }).toSchema(),
    });
}
/** Adds the MAC, by PKCS #12's own derivation (RFC 7292 B), and writes it all. */
async function sealed(authenticatedSafe, password, { pkijs }) {
    const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe } });
    await pfx.makeInternalValues({
        password: new TextEncoder().encode(password.reveal()).buffer,
        iterations: pfxIterations,
        // Demanded, though this MAC has no PBKDF2.
        pbkdf2HashAlgorithm: { name: 'SHA-256' },
        hmacHashAlgorithm: 'SHA-256',
    });
    return Buffer.from(pfx.toSchema().toBER());
}

;// CONCATENATED MODULE: ./build/deliver/files.js




/**
 * Writes `cert.pem`, `chain.pem`, `fullchain.pem`, and `privkey.pem` and `certificate.pfx` where there are any. All are
 * written out before the first takes its name, so that a full disk leaves the old certificate whole.
 * @returns file name -> absolute path
 * @throws AppError `delivery`; the signal's reason
 */
async function writeCertificateFiles(files) {
    const directory = (0,external_node_path_.join)((0,external_node_path_.resolve)(files.directory), files_checkName(files.name));
    await makeDirectory(directory);
    const staged = files_contentsOf(files).map((content) => stagedIn(directory, content));
    try {
        for (const file of staged) {
            files.signal.throwIfAborted();
            await told(file.path, () => writeOut(file));
        }
        for (const { path, temporaryPath } of staged)
            await told(path, () => (0,promises_.rename)(temporaryPath, path));
    }
    catch (error) {
        throw await withoutLeftovers(error, staged);
    }
    return Object.fromEntries(staged.map(({ file, path }) => [file, path]));
}
function files_contentsOf({ certificate: { leafPem, chainPem }, privateKey, pfx, }) {
    const readable = { mode: 0o644 };
    return [
        ...(privateKey ? [{ file: 'privkey.pem', mode: 0o600, content: privateKey.reveal() }] : []),
        ...(pfx ? [{ file: 'certificate.pfx', mode: 0o600, content: pfx }] : []),
        { ...readable, file: 'cert.pem', content: leafPem },
        { ...readable, file: 'chain.pem', content: chainPem },
        { ...readable, file: 'fullchain.pem', content: leafPem + chainPem },
    ];
}
/** A name is one path segment, on every system that a runner may have. */
function files_checkName(name) {
    if (!/^\.{0,2}$|[/\\\0]/.test(name))
        return name;
    throw new errors/* AppError */.uV('delivery', `The certificate's name ${JSON.stringify(name)} is no name for a directory`, {
        hint: 'Give it another one in the input `domains`, with `> name` at the end of its line.',
    });
}
/** `output-directory` itself may be a link, as the user likes; a link in our own name's place is someone's trap. */
async function makeDirectory(directory) {
    const made = await told(directory, async () => {
        await (0,promises_.mkdir)(directory, { recursive: true, mode: 0o700 });
        return (0,promises_.lstat)(directory);
    });
    if (made.isDirectory())
        return;
    throw new errors/* AppError */.uV('delivery', `${directory} is a symbolic link: the key could end up anywhere`, {
        hint: 'Remove the link, or set `output-directory` to a directory that nobody else writes to.',
    });
}
function stagedIn(directory, content) {
    const { file } = content;
    return {
        ...content,
        path: (0,external_node_path_.join)(directory, file),
        temporaryPath: (0,external_node_path_.join)(directory, `.${file}.${(0,external_node_crypto_.randomUUID)()}`),
    };
}
/** Readable by nobody else from the first byte on; `wx` follows no link, and renaming replaces one. */
async function writeOut({ temporaryPath, mode, content }) {
    const handle = await (0,promises_.open)(temporaryPath, 'wx', mode);
    try {
        await handle.writeFile(content);
        await handle.sync();
    }
    finally {
        await handle.close();
    }
}
/** Removes what was written out and found no name. @returns the error, knowing what couldn't be removed */
async function withoutLeftovers(error, staged) {
    const removals = staged.map(({ temporaryPath }) => (0,promises_.rm)(temporaryPath, { force: true }));
    const failed = (await Promise.allSettled(removals)).filter((removal) => removal.status === 'rejected');
    const also = failed.map(({ reason }) => `A temporary file is left behind: ${(0,errors/* messageOf */.bD)(reason)}`);
    return error instanceof errors/* AppError */.uV && also.length > 0 ? error.with({ also }) : error;
}
const remedies = {
    ENOSPC: 'The disk is full: free some space, or set `output-directory` to another disk.',
    EDQUOT: 'The quota of the disk is used up: free some space, or set `output-directory` to another disk.',
    EACCES: 'Let the user that runs the job write there, or set `output-directory` to a directory where it may.',
    EPERM: 'Let the user that runs the job write there, or set `output-directory` to a directory where it may.',
    EROFS: 'That file system is read-only: set `output-directory` to one that can be written.',
    ENOTDIR: 'A part of that path is a file: remove it, or set `output-directory` to another path.',
    EEXIST: 'A file stands where a directory has to be: remove it, or set `output-directory` to another path.',
    EISDIR: 'A directory stands where a file has to be: remove it, or set `output-directory` to another path.',
    ENAMETOOLONG: 'Give the certificate a shorter name in `domains`, with `> name` at the end of its line.',
};
async function told(path, work) {
    try {
        return await work();
    }
    catch (error) {
        const { code } = error;
        if (code === undefined)
            throw error;
        const hint = remedies[code] ?? 'Look at that path on the runner, or set `output-directory` to another one.';
        throw new errors/* AppError */.uV('delivery', `Can't write ${path}: ${code}`, { hint }, error);
    }
}

;// CONCATENATED MODULE: ./build/steps/rehearse.js









/**
 * Prepares a dry run of names that are proven by dns-persist-01 (docs/adr): a record that is right for the real CA names
 * an account that its twin doesn't know. The real CA's record decides. The twin's is used where there is one; where
 * there is none, a name takes its next type, or is left out of the order and inspected as in a preflight. That the next
 * type fails is no renewal's failure where the test CA offers dns-persist-01.
 * @throws AppError `challenge-unavailable` where a renewal would end with it
 */
async function rehearse(request, context) {
    const solvers = await context.openSolvers();
    const solver = solvers.find(({ type }) => type === 'dns-persist-01');
    const types = solvers.map(({ type }) => type);
    const standing = (one) => standingOf('dns-persist-01', one, types);
    const concerned = request.identifiers.filter((one) => standing(one) !== 'spare');
    if (!solver?.look || concerned.length === 0)
        return { request, solvers, findings: [] };
    const { real, budget } = context;
    const taken = concerned.filter((one) => standing(one) === 'taken');
    await checkReal(solver, taken, { real, bound: budget.work });
    const lacking = await lookAtTwin(solver, concerned, context);
    const untried = taken.filter((one) => lacking.has(baseOf(one)));
    const perhaps = concerned.filter((one) => standing(one) === 'perhaps' && lacking.has(baseOf(one)));
    // Where the real CA's record is wrong too, it stays: the run fails by it if the CA offers this type.
    const wrong = await wrongAtReal(solver, perhaps, { real, bound: budget.work });
    const spared = perhaps.filter((one) => !wrong.has(baseOf(one)));
    const skipped = new Set([...untried, ...spared].map(baseOf));
    const passedOver = new Set();
    const first = {
        request: without(untried, request),
        solvers: solvers.map((one) => (one === solver ? rehearsed(solver, real, { skipped, passedOver }) : one)),
        findings: [
            ...unknownAccount(real),
            ...notTried([...untried, ...spared], lacking, context),
            ...(await inspectReal({ ...request, identifiers: untried }, context)),
        ],
    };
    const needless = () => spared.filter((one) => passedOver.has(baseOf(one)));
    return {
        ...first,
        after: (error) => withoutSecondChoices(first, { error, needless: needless() }, context),
    };
}
function baseOf({ value }) {
    return value.replace(/^\*\./, '');
}
/** The records for the twin's account that aren't there, by their names without `*.`. */
async function lookAtTwin(solver, concerned, { openCa, budget }) {
    const { session } = await openCa();
    const own = { session, issuers: identitiesOf(session.directory, session.directory.url) };
    const tasks = concerned.map((one) => taskOf(one, assumedBy(own, one)));
    const looks = (await solver.look?.(tasks, budget.work)) ?? [];
    return new Map(looks.filter(({ faults }) => faults.length > 0).map((look) => [look.base, look]));
}
function realTasks(identifiers, real) {
    const { identities: issuers, account, directoryUrl } = real;
    const accounts = 'url' in account ? [account.url] : [];
    return identifiers.map((one) => {
        const wildcard = one.value.startsWith('*.');
        return taskOf(one, { wildcard, issuers, issuersAssumed: accounts.length > 0, accounts, directoryUrl });
    });
}
/** The names, without `*.`, whose record fails a renewal at the real CA that goes by it. */
async function wrongAtReal(solver, identifiers, { real, bound }) {
    const { account } = real;
    if ('howToLearn' in account && account.isNone)
        return new Set(identifiers.map(baseOf));
    const looks = (await solver.look?.(realTasks(identifiers, real), bound)) ?? [];
    return new Set(looks.filter(({ faults }) => faults.length > 0).map(({ base }) => base));
}
/** @throws AppError as a renewal at the real CA would */
async function checkReal(solver, identifiers, { real, bound }) {
    if (identifiers.length === 0)
        return [];
    const { account, name } = real;
    if ('howToLearn' in account && account.isNone) {
        throw new errors/* AppError */.uV('challenge-unavailable', `No record for dns-persist-01 can be right yet: there is no account of this \`encryption-key\` at ${name}`, {
            identifiers: identifiers.map(({ value }) => ({ identifier: value, reason: 'no account to name' })),
            hint: account.howToLearn,
            records: [],
            link: persistDraft,
        });
    }
    return (await solver.check?.(realTasks(identifiers, real), bound)) ?? [];
}
/**
 * The same solver, which holds a name against the real CA's record before it holds it against the twin's.
 * @param skipped names that take their next type; those of them for which the twin offers this one come into `passedOver`
 */
function rehearsed(solver, real, { skipped, passedOver }) {
    return {
        ...solver,
        takes(base) {
            if (skipped.has(base))
                passedOver.add(base);
            return !skipped.has(base);
        },
        async check(tasks, bound) {
            const identifiers = tasks.map(({ identifier, persist }) => {
                return { type: 'dns', value: persist?.wildcard ? `*.${identifier}` : identifier };
            });
            const warnings = await checkReal(solver, identifiers, { real, bound });
            await solver.check?.(tasks, bound);
            return warnings;
        },
    };
}
/** The names of a CSR can't be parted. */
function without(untried, request) {
    if (untried.length === 0)
        return request;
    const identifiers = request.identifiers.filter((one) => !untried.includes(one));
    return identifiers.length === 0 || request.csr !== undefined ? undefined : { ...request, identifiers };
}
/** How a proof fails; by anything else, a renewal's order fails too, whatever the proof. */
const failuresOfProof = [
    'challenge-unavailable',
    'caa',
    'dns-provider',
    'dns-propagation-timeout',
    'hook',
    'validation-failed',
    'validation-timeout',
];
/**
 * The rest of an order that failed by the second choice of names which a renewal proves by dns-persist-01; they are
 * inspected as in a preflight.
 * @returns undefined when the failure is, or may be, another name's
 */
async function withoutSecondChoices({ request, solvers, findings }, { error, needless }, context) {
    if (!request || needless.length === 0 || !failuresOfProof.includes(error.code))
        return undefined;
    const { identifiers = [] } = error.details;
    const bases = new Set(needless.map(baseOf));
    if (!identifiers.every(({ identifier: value }) => bases.has(value.replace(/^\*\./, ''))))
        return undefined;
    const isWhole = needless.length === request.identifiers.length;
    // The others of a CSR aren't ordered any more, which would tell whose failure it is.
    if (request.csr !== undefined && !isWhole && identifiers.length === 0)
        return undefined;
    const told = secondChoiceFailed(needless, error, context);
    const inspected = await inspectReal({ ...request, identifiers: needless }, context);
    return { request: without(needless, request), solvers, findings: [...findings, told, ...inspected] };
}
function secondChoiceFailed(identifiers, { message, details: { hint, also = [], records } }, { real, settings }) {
    const when = `a renewal needs it only if ${real.name} does not offer dns-persist-01, as ${settings.ca.name} does`;
    return {
        severity: 'warning',
        subject: (0,wording/* nameList */.OD)(identifiers.map(({ value }) => value)),
        what: `The second choice of \`challenge\` failed; ${when}. ${[message, ...also].join('; ')}`,
        remedy: hint ?? '',
        ...(records === undefined ? {} : { records }),
    };
}
function unknownAccount({ account, name: subject }) {
    if ('url' in account || account.isNone)
        return [];
    const what = `Our account there is unknown, so the records for dns-persist-01 were judged without it. ${account.howToLearn}`;
    return [{ severity: 'warning', subject, what, remedy: '', link: persistDraft }];
}
function notTried(identifiers, lacking, { real, settings }) {
    if (identifiers.length === 0)
        return [];
    const bases = new Set(identifiers.map(baseOf));
    return [
        {
            severity: 'notice',
            subject: (0,wording/* nameList */.OD)(identifiers.map(({ value }) => value)),
            what: `The proof by dns-persist-01 was not tried: the record is right for ${real.name}, and the test CA ${settings.ca.name} knows us by another account`,
            remedy: 'To have dry runs try it too, add the record below as a second value, once.',
            records: [...bases].flatMap((base) => lacking.get(base)?.record ?? []),
        },
    ];
}
/** What a preflight finds against those names at the real CA. */
async function inspectReal(untried, { settings, world, budget, real }) {
    if (untried.identifiers.length === 0)
        return [];
    const { clock, log } = world;
    const dns = await openDnsLook(reachOf({ settings, world }), budget.work);
    const ca = { ...settings.ca, directoryUrl: real.directoryUrl };
    const { identities, account } = real;
    const inspect = createInspectNames({ dns, settings: { ...settings, ca }, identities, account, clock, log });
    const found = await inspect(untried, budget.work);
    return found.filter(({ severity }) => severity !== 'notice');
}

;// CONCATENATED MODULE: ./build/steps/work-on.js










const obtainedNow = ['issued', 'renewed'];
/** Looks, decides, obtains and delivers one certificate. Never throws: a failure is its result, the others go on. */
async function workOn(request, shared) {
    const { settings, world } = shared;
    const startedAt = world.clock.monotonic();
    const phases = new base_bound/* Phases */.Vw(world.clock);
    const context = { ...shared, openCa: () => shared.openCa(phases) };
    const entry = { name: request.name, variant: (0,state_entry/* variantOf */.Bp)(request, settings.keyType) };
    const log = settings.certificates.length > 1 ? prefixed(world.log, request.name) : world.log;
    const warnings = [];
    let renewal;
    const finish = (ending) => ({
        ...frameOf(request, settings),
        attempts: 0,
        // What the CA says of a certificate that has just been replaced helps nobody.
        ...(renewal && !obtainedNow.includes(ending.outcome) ? { ari: renewal } : {}),
        ...ending,
        elapsedMs: world.clock.monotonic() - startedAt,
        phasesMs: phases.elapsedMs,
        warnings: [...warnings, ...(ending.warnings ?? [])],
    });
    try {
        const recalled = await recall(request, context);
        warnings.push(...recalled.warnings);
        renewal = recalled.renewal;
        log.info(`${recalled.decision.due ? 'Due' : 'Not due'}: ${recalled.decision.because}`);
        const tools = { context, phases, log };
        const { due } = recalled.decision;
        if (due && settings.mode.name === 'dry-run')
            return { result: finish(await rehearseOrder(request, tools)) };
        const held = due ? await order(request, recalled, tools) : kept(recalled, context);
        if (!held)
            return { result: finish({ outcome: 'unchanged', reason: recalled.decision.because }) };
        const { paths, pfx } = await phases.run('deliver', () => deliver(request, held, context));
        const { privateKey, delivered } = held;
        return { result: finish({ ...held.ending, paths }), privateKey, pfx, delivered, entry };
    }
    catch (thrown) {
        const error = (0,errors/* toAppError */.b_)(thrown);
        log.info(`Failed: ${error.code}: ${error.message}`);
        return { result: finish(failure(error)), entry };
    }
}
async function order(request, recalled, tools) {
    const { context, phases, log } = tools;
    const { entry: known, decision } = recalled;
    const setup = setupDigest(request, context.settings);
    const notYet = holdBack(known, { ...context.world, setup });
    if (notYet)
        return work_on_putOff(notYet, recalled, tools);
    try {
        const obtained = await orderOne(request, { ...context, phases, log, known });
        const { certificate, attempts, warnings, material, delivered } = obtained;
        const outcome = known?.certificate ? 'renewed' : 'issued';
        const reason = decision.because;
        const ending = { outcome, reason, certificate, attempts, warnings };
        return { ending, privateKey: material.privateKey, delivered };
    }
    catch (thrown) {
        const error = (0,errors/* toAppError */.b_)(thrown);
        if (!passesByWaiting(error))
            throw error;
        return work_on_putOff(error, recalled, tools);
    }
}
/** A dry run's order: nothing of it is kept. */
async function rehearseOrder(request, tools) {
    const { context } = tools;
    const real = await context.openReal?.();
    const rehearsal = real && (await rehearse(request, { ...context, real }));
    return rehearsal
        ? tryOrder(rehearsal, {
            ...tools,
            context: { ...context, openSolvers: () => Promise.resolve(rehearsal.solvers) },
        })
        : tryOrder({ request, findings: [] }, tools);
}
/** Orders what can be tried, and once more without what failed and no renewal needs. */
async function tryOrder({ request: rest, findings, after }, tools) {
    const { context, phases, log } = tools;
    if (findings.some(({ severity }) => severity === 'error')) {
        return { outcome: 'failed', reason: 'A renewal would fail by what was found', findings };
    }
    if (!rest) {
        const reason = 'It would be issued as far as can be seen; its proof can not be tried on the test CA';
        return { outcome: 'dry-run', reason, findings };
    }
    try {
        const ordered = await orderOne(rest, { ...context, phases, log, known: undefined });
        const { certificate, attempts, warnings } = ordered;
        const reason = 'It would be issued; this one and its key are thrown away';
        return { outcome: 'dry-run', reason, certificate, attempts, warnings, findings };
    }
    catch (thrown) {
        const error = (0,errors/* toAppError */.b_)(thrown);
        const left = await after?.(error);
        if (!left)
            return throwKnowingAccounts(error, context);
        log.info(`Failed, but only by the second choice: ${error.code}: ${error.message}`);
        return tryOrder(left, tools);
    }
}
/** CAA records may name the account of the real CA alone (RFC 8657 3), and then its twin refuses ours. */
async function throwKnowingAccounts(error, { settings: { ca }, openCa }) {
    if (error.code !== 'caa' || !ca.standsFor)
        throw error;
    const { session } = await openCa();
    const account = session.accountUrl ?? 'its account';
    const also = `If the CAA records name an account by accounturi (RFC 8657), add one that names ${account} as well, or dry runs on ${ca.name} fail though ${ca.standsFor.name} would issue`;
    throw error.with({ also: [also] });
}
/** The certificate in use, in the place of a new one. @throws the error when that has to be obtained now */
function work_on_putOff(error, { entry, decision }, { context, log }) {
    const stored = entry?.certificate;
    const { failBefore } = context.settings;
    const nowMs = context.world.clock.now();
    if (!stored || !canWait({ decision, held: stored, failBefore, nowMs }))
        throw error;
    log.info(`Put off: ${error.code}: ${error.message}`);
    const reason = `Put off, as the certificate in use is valid until ${new Date(stored.notAfterMs).toISOString()}: ${error.message}`;
    const { attempts = 0 } = error.details;
    const ending = { outcome: 'deferred', reason, error, attempts, certificate: issuedOf(stored) };
    return { ending, privateKey: stored.privateKey };
}
/**
 * The stored certificate; undefined when it is only known from where it is served. One that an earlier run obtained and
 * couldn't deliver is told as new: whoever waits for a new one hasn't had it yet.
 */
function kept({ entry, decision }, { store }) {
    const stored = entry?.certificate;
    if (!entry || !stored)
        return undefined;
    const certificate = issuedOf(stored);
    const { privateKey } = stored;
    if (stored.delivered)
        return { ending: { outcome: 'unchanged', reason: decision.because, certificate }, privateKey };
    const reason = 'Obtained by an earlier run that could not deliver it';
    const delivered = (signal) => store.keep({ ...entry, certificate: { ...stored, delivered: true } }, signal);
    return { ending: { outcome: 'issued', reason, certificate }, privateKey, delivered };
}
/** On the cleanup bound: a certificate in hand is worth keeping even when the work's time is up. */
async function deliver({ name }, { ending: { certificate }, privateKey }, { settings, directory, budget }) {
    const { signal } = budget.cleanup;
    const { pfxPassword: password } = settings.exports;
    const { leafPem, chainPem } = certificate;
    const content = { friendlyName: name, leafPem, chainPem };
    const pfx = privateKey && password && (await createPfx({ ...content, privateKey, password }, signal));
    return {
        paths: await writeCertificateFiles({ directory, name, certificate, privateKey, pfx, signal }),
        pfx,
    };
}
function failure(error) {
    return { outcome: 'failed', reason: error.message, error, attempts: error.details.attempts ?? 1 };
}
function frameOf({ name, identifiers, csr }, { keyType, profile }) {
    return {
        name,
        domains: identifiers.map(({ value }) => value),
        ...(csr === undefined ? { keyType } : {}),
        ...(profile === undefined ? {} : { profile }),
    };
}
/** Certificates are worked on side by side: each line says whose it is. */
function prefixed(log, name) {
    return {
        ...log,
        debug: (line) => log.debug(`[${name}] ${line}`),
        info: (line) => log.info(`[${name}] ${line}`),
    };
}

;// CONCATENATED MODULE: ./build/steps/renew.js







/** The modes `renew` and `dry-run`: works on every certificate, `concurrency` at a time; a failure is one's own. */
async function renew(start) {
    const { certificates, concurrency, ca, challenge } = start.settings;
    const { standsFor } = ca;
    const { log } = start.world;
    log.group(`${certificates.length === 1 ? 'Certificate' : `${certificates.length} certificates`} from ${ca.name}`);
    // Both wait for the first certificate that is due: with none, nobody is contacted.
    const context = {
        ...start,
        openCa: (0,steps_start/* once */.O)((phases) => openCa(start, phases)),
        openSolvers: (0,steps_start/* once */.O)(() => openSolvers(start)),
        openReal: standsFor && challenge.types.includes('dns-persist-01')
            ? (0,steps_start/* once */.O)(() => lookAtReal(standsFor, start))
            : undefined,
    };
    try {
        return await withNews(start, async () => ({
            works: await (0,parallel/* mapLimited */.bB)(certificates, concurrency, (request) => workOn(request, context)),
        }));
    }
    finally {
        log.endGroup();
    }
}

;// CONCATENATED MODULE: ./build/acme/revocation.js


/** RFC 5280 5.3.1. */
const reasonCodes = {
    unspecified: 0,
    keyCompromise: 1,
    affiliationChanged: 3,
    superseded: 4,
    cessationOfOperation: 5,
};
/**
 * Revokes a certificate, signed by the account that it was issued to (RFC 8555 7.6).
 * @returns `already` when the CA had revoked it before
 * @throws AppError `account` when the CA sees another account's certificate in it
 */
async function revokeCertificate(session, { der, reason }, bound) {
    const { revokeCert, url } = session.directory;
    if (revokeCert === undefined) {
        throw new errors/* AppError */.uV('ca-error', 'The CA offers no revocation (RFC 8555 7.6)', {
            url,
            hint: 'Ask the CA how it revokes, and take the certificate out of use.',
        });
    }
    const certificate = Buffer.from(der).toString('base64url');
    try {
        await session.post(revokeCert, bound, { certificate, reason: reasonCodes[reason] });
        return 'revoked';
    }
    catch (error) {
        if (isProblem(error, 'alreadyRevoked'))
            return 'already';
        if (isProblem(error, 'badRevocationReason')) {
            throw error.with({ hint: 'Set `revoke-reason` to one that this CA takes; `unspecified` always is.' });
        }
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/steps/revoke.js










/** The mode `revoke`: takes back the stored certificates that `only` names; the next renewal orders them anew. */
const revoke = (start) => {
    const context = { ...start, openCa: (0,steps_start/* once */.O)(() => openCa(start, new base_bound/* Phases */.Vw(start.world.clock))) };
    return eachCertificate(start, (request) => revokeOne(request, context));
};
async function revokeOne(request, context) {
    const loaded = await loadEntry(request, context);
    if (loaded.kind === 'unusable')
        throw new errors/* AppError */.uV('state-unreadable', loaded.warning);
    const entry = loaded.kind === 'found' ? loaded.entry : undefined;
    if (entry?.certificate)
        return revokeStored(entry, entry.certificate, context);
    const last = entry?.revoked.at(-1);
    if (!last)
        throw nothingStored(request.name, context);
    return { outcome: 'revoked', reason: `It was revoked on ${(0,wording/* day */.vd)(last.atMs)} (${last.reason})` };
}
async function revokeStored(entry, stored, { settings, budget, store, world, openCa }) {
    const { revokeReason: reason } = settings;
    const { session } = await openCa();
    const der = new external_node_crypto_.X509Certificate(stored.chain).raw;
    const answer = await revokeCertificate(session, { der, reason }, budget.work);
    const { fingerprint, serial, keyType } = stored;
    const remembered = (0,state_entry/* withRevoked */.fH)(entry, { fingerprint, atMs: world.clock.now(), reason });
    // The key of an order under way lay beside the one that got known.
    const pending = reason === 'keyCompromise' ? undefined : entry.pending;
    await store.keep({ ...remembered, pending }, budget.cleanup.signal);
    const told = answer === 'already' ? 'The CA had revoked it before' : `Revoked by the CA, reason ${reason}`;
    world.log.info(`${entry.name}: certificate ${serial}: ${told}`);
    const because = `${told}; the next renewal orders a new one`;
    return { outcome: 'revoked', reason: because, certificate: issuedOf(stored), keyType };
}
function nothingStored(name, { settings: { ca }, store }) {
    const hint = store.lasting
        ? 'Give the `ca`, `key-type` and `encryption-key` that it was ordered with; see that the stored state was not deleted.'
        : 'Give `encryption-key` and `state` as in the runs that ordered it: what is revoked is what they stored.';
    return new errors/* AppError */.uV('config', `No certificate ${name} from ${ca.name} is stored, so none was revoked`, {
        hint,
    });
}

;// CONCATENATED MODULE: ./build/steps/modes.js





/** What each mode does. */
const modeSteps = {
    renew: renew,
    'dry-run': renew,
    preflight: preflight,
    check: check,
    plan: plan,
    revoke: revoke,
};

// EXTERNAL MODULE: ./build/state/entry-file.js
var entry_file = __nccwpck_require__(7809);
// EXTERNAL MODULE: ./build/state/sealed-file.js
var sealed_file = __nccwpck_require__(3011);
// EXTERNAL MODULE: ./build/state/upload.js + 1 modules
var state_upload = __nccwpck_require__(2617);
;// CONCATENATED MODULE: ./build/state/cache-shelf.js






/** Look-ups at a time; each that finds something starts a tar. */
const lookUpsAtOnce = 16;
/**
 * The runner's cache. What is kept is a file at once, noted in the journal, and uploaded by `flush`, or else by the
 * post step. A file lies there only as long as it has to be uploaded.
 */
function createCacheShelf(ports) {
    const { cache, journal, tempDirectory } = ports;
    const directory = (0,entry_file/* cachedDirectory */.IM)(tempDirectory);
    const slots = new parallel/* Slots */.WR(lookUpsAtOnce);
    const waiting = new Map();
    const lookUp = lookUpIn(cache);
    /** The cache puts things where they were saved: what waits there to be uploaded is put back. */
    const clear = async ({ id, path }, signal) => {
        const kept = waiting.get(id);
        if (kept)
            await (0,sealed_file/* writeSealedFile */.k_)(path, kept.sealed, signal);
        else
            await (0,sealed_file/* clearPath */.tO)(path, signal);
    };
    const restore = async (file, signal) => {
        const { id, path } = file;
        await (0,sealed_file/* makeOwnDirectory */._i)(directory, signal);
        await clear(file, signal);
        const request = { paths: [path], prefix: (0,state_upload/* keyPrefixOf */.jJ)(id) };
        const key = await slots.hold(signal, () => lookUp(request, signal));
        if (key === undefined)
            return undefined;
        const found = await (0,sealed_file/* readSealedFile */.FX)(path, signal);
        await clear(file, signal);
        return found ?? missing(key);
    };
    const uploadOne = async ({ file, sealed }, signal) => {
        const why = await (0,state_upload/* upload */.Se)(file, { ports, sealed }, signal);
        if (why !== undefined)
            return (0,state_upload/* notSaved */.b3)(file.name, { why, next: 'The post step tries again.' });
        // Kept again while it was being uploaded: then there is something newer to upload.
        if (waiting.get(file.id)?.sealed !== sealed)
            return undefined;
        waiting.delete(file.id);
        return (0,state_upload/* finish */.O9)(file, journal, signal);
    };
    return {
        sharesAtOnce: false,
        // What lies in the temp is newer than what the cache has: an earlier step of this job couldn't upload it.
        own: ({ path }, signal) => (0,sealed_file/* readSealedFile */.FX)(path, signal),
        shared: restore,
        async put(file, { sealed }, signal) {
            await (0,sealed_file/* makeOwnDirectory */._i)(directory, signal);
            journal.intend((0,state_upload/* deedOf */.uT)(file));
            await (0,sealed_file/* writeSealedFile */.k_)(file.path, sealed, signal);
            waiting.set(file.id, { file, sealed });
        },
        async flush({ except }, signal) {
            const kept = [...waiting.values()].filter(({ file }) => !except.has(file.id));
            const warnings = await (0,parallel/* mapLimited */.bB)(kept, state_upload/* uploadsAtOnce */.ti, (one) => uploadOne(one, signal));
            return warnings.filter((warning) => warning !== undefined);
        },
        waits: (id) => waiting.has(id),
    };
}
/** A cache that let one look-up wait in vain lets all wait: with many certificates, longer than the run has. */
function lookUpIn(cache) {
    let silent = false;
    return async (request, signal) => {
        if (silent)
            throw new errors/* AppError */.uV('state-unreadable', 'the cache gave no answer before');
        try {
            return await (0,abort/* untilAborted */.E)(signal, () => cache.restore(request, signal));
        }
        catch (error) {
            silent = signal.aborted;
            throw error;
        }
    };
}
function missing(key) {
    return { problem: 'unreadable', detail: `the cache entry ${key} doesn't hold it` };
}

// EXTERNAL MODULE: ./build/state/utc-stamp.js
var utc_stamp = __nccwpck_require__(9442);
;// CONCATENATED MODULE: ./build/state/directory-shelf.js


/** The user's own directory: what is kept is there at once. */
function createDirectoryShelf(clock) {
    return {
        sharesAtOnce: true,
        own: () => Promise.resolve(undefined),
        shared: ({ path }, signal) => (0,sealed_file/* readSealedFile */.FX)(path, signal),
        async put({ path }, { sealed, unreadable }, signal) {
            if (unreadable)
                await (0,sealed_file/* moveAside */.WA)(path, (0,utc_stamp/* utcStamp */.s)(clock.now()), signal);
            await (0,sealed_file/* writeSealedFile */.k_)(path, sealed, signal);
        },
        flush: () => Promise.resolve([]),
        waits: () => false,
    };
}

// EXTERNAL MODULE: ./build/state/merge.js
var merge = __nccwpck_require__(4762);
;// CONCATENATED MODULE: ./build/state/problem.js
/** Why stored state can't be used. None of these is fatal: the state counts as absent. */
const stateProblems = (/* unused pure expression or super */ null && ([
    'wrong-key',
    'tampered',
    'truncated',
    'newer-version',
    'unreadable',
    'other-repository',
    'other-ca',
    'other-certificate',
    'unavailable',
]));
const problem_remedies = {
    'wrong-key': 'If `encryption-key` was changed, give the former one as `previous-encryption-key`.',
    tampered: 'It was changed or damaged after it was stored; find out who can write there.',
    truncated: 'It was cut off while it was stored or fetched; the next run that stores it replaces it.',
    'newer-version': 'A newer version of this action wrote it: use that version here too.',
    unreadable: 'The next run that stores it replaces it; report it if it happens again.',
    'other-repository': 'Give each repository a directory of its own in `state`.',
    'other-ca': 'Somebody moved it; what is stored for this CA will replace it.',
    'other-certificate': 'Somebody moved it; what is stored for this certificate will replace it.',
    unavailable: 'The next run tries again; until then the certificate that is served is looked at.',
};
/** The sentences that tell a person of a state that can't be used: what, why, what to do. */
function tellProblem(name, { problem, detail }) {
    const what = problem === 'unavailable' ? "couldn't be fetched" : "can't be opened and counts as absent";
    return `The stored state of ${name} ${what}: ${detail}. ${problem_remedies[problem]}`;
}

// EXTERNAL MODULE: ./build/state/seal.js
var seal = __nccwpck_require__(8205);
;// CONCATENATED MODULE: ./build/state/sealed-store.js







/** Seals what goes to a shelf, and takes nothing from it that isn't authentic and in its place. */
class SealedStore {
    lasting = true;
    #options;
    /** What runs before this one left, by id. */
    #found = new Map();
    /** What was kept last. */
    #kept = new Map();
    /** What mustn't be shared without another look. */
    #doubtful = new Map();
    #orders = new Set();
    #warnings = new Map();
    /** What was to be kept and is not. */
    #lost = new Set();
    constructor(options) {
        this.#options = options;
    }
    async load(which, signal) {
        const { shelf } = this.#options;
        const spot = this.#spotOf(which);
        const loaded = await this.#look([shelf.own, shelf.shared], spot, signal);
        this.#found.set(spot.file.id, loaded);
        this.#kept.delete(spot.file.id);
        if (loaded.kind === 'found')
            this.#noteOrder(loaded.entry);
        return loaded;
    }
    async keep(entry, signal) {
        const spot = this.#spotOf(entry);
        await this.#telling(spot, async () => {
            const { id } = spot.file;
            const found = this.#found.get(id) ?? (await this.load(entry, signal));
            const last = this.#kept.get(id) ?? (found.kind === 'found' && !found.sealAnew ? found.entry : undefined);
            if (last && (0,state_entry/* isSameEntry */.TR)(last, entry))
                return;
            this.#noteOrder(entry);
            const isNew = hasNewCertificate(entry, found);
            this.#doubtful.delete(id);
            if (this.#options.shelf.sharesAtOnce) {
                await this.#settle({ spot, entry, isNew, isPut: false }, signal);
            }
            else {
                const isPut = isNew || !mayBeBetter(found);
                if (isPut)
                    await this.#put(spot, { entry, over: found }, signal);
                if (!isNew)
                    this.#doubtful.set(id, { spot, entry, isNew, isPut });
            }
            this.#kept.set(id, entry);
        });
    }
    async flush(signal) {
        const { shelf } = this.#options;
        const doubtful = [...this.#doubtful.values()];
        // A look that hangs holds up no new certificate.
        const shared = await shelf.flush({ except: new Set(this.#doubtful.keys()) }, signal);
        await Promise.all(doubtful.map((one) => this.#telling(one.spot, () => this.#settle(one, signal))));
        for (const { spot } of doubtful)
            this.#doubtful.delete(spot.file.id);
        const settled = doubtful.length > 0 ? await shelf.flush({ except: new Set(this.#doubtful.keys()) }, signal) : [];
        const warnings = [...this.#warnings.values(), ...shared, ...settled];
        this.#warnings.clear();
        return warnings;
    }
    holds(which) {
        const { id } = this.#spotOf(which).file;
        const doubtful = this.#doubtful.get(id);
        if (doubtful)
            return doubtful.isPut ? 'perhaps' : false;
        if (this.#lost.has(id))
            return false;
        return this.#options.shelf.waits(id) ? 'perhaps' : true;
    }
    /** Looks at what lies there now, and puts what the two know together. */
    async #settle({ spot, entry, isNew, isPut }, signal) {
        const now = await this.#look([this.#options.shelf.shared], spot, signal);
        if (now.kind === 'found') {
            const merged = (0,merge/* mergeEntries */.x)(entry, now.entry, (orderUrl) => this.#orders.has(orderUrl));
            const there = isPut ? entry : now.sealAnew ? undefined : now.entry;
            if (!there || !(0,state_entry/* isSameEntry */.TR)(merged, there))
                await this.#put(spot, { entry: merged, over: now }, signal);
        }
        else if (!isPut) {
            if (mayBeBetter(now) && !isNew)
                this.#lose(spot, tellSpared(spot, now.problem));
            else
                await this.#put(spot, { entry, over: now }, signal);
        }
    }
    async #put({ file }, { entry, over }, signal) {
        const { shelf, keys } = this.#options;
        const sealed = await (0,seal/* sealEntry */.I$)(entry, keys, signal);
        const unreadable = over.kind === 'unusable';
        await (0,abort/* untilAborted */.E)(signal, () => shelf.put(file, { sealed, unreadable }, signal));
        this.#warnings.delete(file.id);
        this.#lost.delete(file.id);
    }
    async #look(sources, { file, place }, signal) {
        let last;
        for (const source of sources) {
            const opened = await this.#open(source, { file, place }, signal);
            if (opened && 'entry' in opened) {
                return { kind: 'found', entry: opened.entry, sealAnew: opened.openedWith === 'previous' };
            }
            last = opened ?? last;
        }
        if (!last)
            return { kind: 'absent' };
        return { kind: 'unusable', problem: last, warning: tellProblem(file.name, last) };
    }
    /** A shelf that can't be reached is a problem like any other. */
    async #open(source, { file, place }, signal) {
        try {
            const found = await (0,abort/* untilAborted */.E)(signal, () => source(file, signal));
            if (typeof found !== 'string')
                return found;
            return await (0,seal/* openEntry */.vW)(found, { keys: this.#options.keys, place }, signal);
        }
        catch (error) {
            return { problem: 'unavailable', detail: (0,errors/* messageOf */.bD)(error) };
        }
    }
    #lose({ file }, warning) {
        this.#lost.add(file.id);
        this.#warnings.set(file.id, warning);
    }
    async #telling(spot, work) {
        try {
            await work();
        }
        catch (error) {
            this.#lose(spot, `The state of ${spot.file.name} was not stored: ${(0,errors/* messageOf */.bD)(error)}. The next run looks at the certificate that is ` +
                'served, and may have to order another one.');
        }
    }
    #noteOrder({ pending }) {
        if (pending)
            this.#orders.add(pending.orderUrl);
    }
    #spotOf({ name, variant }) {
        const { scope, pathOf } = this.#options;
        const place = { ...scope, name, variant };
        return { place, file: (0,entry_file/* fileOf */.W7)(place, pathOf) };
    }
}
function hasNewCertificate({ certificate }, found) {
    if (!certificate)
        return false;
    const before = found.kind === 'found' ? found.entry.certificate : undefined;
    return !before || certificate.obtainedAtMs > before.obtainedAtMs;
}
/** What this run can't open and another one can: there may be a good certificate in it. */
const readableElsewhere = ['unavailable', 'wrong-key', 'newer-version'];
function mayBeBetter(loaded) {
    return loaded.kind === 'unusable' && readableElsewhere.includes(loaded.problem.problem);
}
function tellSpared({ file }, { detail }) {
    return (`The state of ${file.name} was not stored: ${detail}. A certificate may be stored there, which is worth more than ` +
        'an order or a failure, so nothing took its place; the next run knows nothing of this one.');
}

;// CONCATENATED MODULE: ./build/state/store.js
/** The store where nothing is kept. */
const emptyStore = {
    lasting: false,
    load: () => Promise.resolve({ kind: 'absent' }),
    keep: () => Promise.resolve(),
    flush: () => Promise.resolve([]),
    holds: () => false,
};

;// CONCATENATED MODULE: ./build/state/open-store.js





/** The store that the settings ask for; one that keeps nothing where there is no secret or no cache. */
function openStore({ where, keys, scope, cache, ...ports }) {
    if (!keys)
        return emptyStore;
    switch (where.kind) {
        case 'none':
            return emptyStore;
        case 'directory':
            return new SealedStore({
                shelf: createDirectoryShelf(ports.clock),
                keys,
                scope,
                pathOf: (place) => (0,entry_file/* keptPathOf */.xl)(where.path, place),
            });
        case 'cache':
            if (!cache)
                return emptyStore;
            return new SealedStore({
                shelf: createCacheShelf({ cache, ...ports }),
                keys,
                scope,
                pathOf: (place) => (0,entry_file/* cachedPathOf */.f$)(ports.tempDirectory, place),
            });
    }
}

;// CONCATENATED MODULE: ./build/steps/open-state.js



/** Events whose runs are made from changes that nobody has accepted yet. */
const proposals = /^(pull_request|merge_group)/;
/** The state that the settings ask for; none in a dry run, in a preflight or on a pull request: they leave nothing, and trust
 * nothing. */
function openState(settings, world, journal) {
    const { mode, account, ca, state } = settings;
    if (mode.name === 'dry-run' || mode.name === 'preflight' || proposals.test(world.event.name))
        return emptyStore;
    const { encryptionKey, previousEncryptionKey } = account;
    return openStore({
        ...world,
        where: state,
        keys: encryptionKey && (0,seal/* stateKeysOf */.b)(encryptionKey, previousEncryptionKey),
        scope: { repository: world.repository, caDirectoryUrl: ca.directoryUrl },
        journal,
    });
}

// EXTERNAL MODULE: ./build/steps/read-settings.js + 9 modules
var read_settings = __nccwpck_require__(8517);
;// CONCATENATED MODULE: ./build/deliver/masks.js

/** Shorter masks would blot out ordinary text: the runner masks a value wherever it stands, however short it is. */
const shortestMask = 16;
/** Characters of a PEM line (RFC 7468 2). */
const lineLength = 64;
/** Bytes in a line of `base64`, which is 76 characters long if nothing else is asked. */
const wrapBytes = 57;
/**
 * What the runner must mask so that a private key can't be read in a log, in each form that we emit or that a later
 * step makes of it with `base64`: the PEM's body by line (also when the line ends are escaped), the body on one line
 * (the base64 of the DER), and the base64 of the PEM, on one line at each of the three alignments, and wrapped.
 * The runner adds the JSON, URI and XML escapes of each by itself.
 *
 * Left legible on purpose: the PEM's BEGIN and END lines; a part that holds nothing but the public key, which is in
 * the certificate too, so that its mask could hit a certificate and the runner would then drop the job output that
 * holds it; and a last line of less than 16 characters (a piece of an RSA key's last number, which follows from the
 * others), which is masked only where it is joined with the rest.
 * @param privateKey PKCS#8 PEM with lines of 64 characters, as `generateKey` gives it
 * @returns values for `add-mask`, each one line
 */
function masksOf(privateKey) {
    const pem = privateKey.reveal();
    const der = (0,external_node_crypto_.createPrivateKey)(pem).export({ type: 'pkcs8', format: 'der' });
    const isPublic = publicCharacters(der, publicPartOf(pem));
    const lines = pem.match(/^[A-Za-z0-9+/=]+$/gm) ?? [];
    const byLine = lines.filter((line, index) => !isPublic(index * lineLength, index * lineLength + line.length));
    const text = { pem, body: lines.join('\n') };
    return [...byLine, der.toString('base64'), ...alignments(text.body), ...wrapped(text, isPublic)].filter((mask) => mask.length >= shortestMask);
}
/** What the certificate shows as well, as it stands in both: an RSA modulus and exponent, or a point on the curve. */
function publicPartOf(pem) {
    const publicKey = (0,external_node_crypto_.createPublicKey)(pem);
    const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
    const exponentLength = 5;
    const pointLength = namedCurve === 'secp384r1' ? 97 : 65;
    const length = modulusLength === undefined ? pointLength : modulusLength / 8 + exponentLength;
    return publicKey.export({ type: 'spki', format: 'der' }).subarray(-length);
}
function publicCharacters(der, publicPart) {
    const start = der.indexOf(publicPart);
    return (from, to) => start >= 0 &&
        Math.floor((from * 3) / 4) >= start &&
        Math.min(Math.ceil((to * 3) / 4), der.length) <= start + publicPart.length;
}
/** The base64 of the body wherever it begins in a longer text; the bytes at the ends that share a character aside. */
function alignments(body) {
    return [0, 1, 2].map((skipped) => {
        const bytes = Buffer.from(body).subarray(skipped);
        return bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
    });
}
/** `base64 privkey.pem` as the command wraps it, without the lines that hold next to nothing of the body. */
function wrapped({ pem, body }, isPublic) {
    const bodyAt = pem.indexOf(body);
    const bytes = Buffer.from(pem);
    const chunks = [];
    for (let at = 0; at < bytes.length; at += wrapBytes) {
        const from = Math.max(at - bodyAt, 0);
        const to = Math.min(at + wrapBytes - bodyAt, body.length);
        const worthIt = to - from >= shortestMask && !isPublic(withoutLineEnds(from), withoutLineEnds(to));
        if (worthIt)
            chunks.push(bytes.subarray(at, at + wrapBytes).toString('base64'));
    }
    return chunks;
}
/** The character of the base64 at a place of the body, whose lines end with one line feed each. */
function withoutLineEnds(at) {
    return at - Math.floor(at / (lineLength + 1));
}

;// CONCATENATED MODULE: ./build/deliver/plan-outputs.js
/**
 * What a plan says to the jobs after it. A job that works on several certificates gets their names separated by
 * spaces, as the input `only` takes them.
 */
function planOutputs(certificates) {
    const taken = certificates.flatMap(({ name, job }) => (job === undefined ? [] : [{ name, job }]));
    const jobs = [...Map.groupBy(taken, ({ job }) => job)].toSorted(([a], [b]) => a - b);
    const include = jobs.map(([, ones]) => ({ name: ones.map(({ name }) => name).join(' ') }));
    return { due: JSON.stringify(taken.map(({ name }) => name)), matrix: JSON.stringify({ include }) };
}

;// CONCATENATED MODULE: ./build/deliver/outputs.js



const outputs_dayMs = 86_400_000;
/**
 * Every output that is known after a run, however it ended; an unknown one is left out. A dry run's certificate isn't
 * kept, so no output offers it; PEMs are offered of what was delivered.
 */
function outputsOf(result, { nowMs, privateKey, suggestedCron }) {
    const { certificates, directory, artifact } = result;
    const retryAtMs = earliest([result.error, ...certificates.map(({ error }) => error)].map(retryAtOf));
    return {
        outcome: gravest(result),
        renewed: String(certificates.some(({ outcome }) => outcome === 'renewed' || outcome === 'issued')),
        certificates: JSON.stringify(certificates.map((one) => describe(one, nowMs))),
        ...outputs_endOf(result, nowMs),
        ...pemsOf(result, privateKey),
        ...(directory === undefined ? {} : { directory }),
        ...(artifact === undefined ? {} : { 'artifact-id': artifact.id, 'artifact-url': artifact.url }),
        ...(retryAtMs === undefined ? {} : { 'retry-at': timeOf(retryAtMs) }),
        ...(result.mode.name === 'plan' ? planOutputs(certificates) : {}),
        ...(suggestedCron === undefined ? {} : { 'suggested-cron': suggestedCron }),
    };
}
function gravest(result) {
    if (!(0,report_result/* succeeded */.gq)(result))
        return 'failed';
    const { certificates } = result;
    return outcome/* outcomes */.K.find((outcome) => certificates.some((one) => one.outcome === outcome)) ?? 'unchanged';
}
function outputs_endOf(result, nowMs) {
    const ends = outputs_kept(result).map(({ notAfterMs }) => notAfterMs);
    const endMs = earliest(ends);
    return endMs === undefined ? {} : { expires: timeOf(endMs), 'days-left': String(daysLeft(endMs, nowMs)) };
}
function pemsOf(result, privateKey) {
    const [only] = outputs_kept(result);
    if (!only || result.certificates.length > 1 || result.certificates[0]?.paths === undefined)
        return {};
    const { leafPem, chainPem } = only;
    return {
        certificate: leafPem,
        chain: chainPem,
        fullchain: leafPem + chainPem,
        ...(privateKey === undefined ? {} : { 'private-key': privateKey.reveal() }),
    };
}
function outputs_kept({ certificates }) {
    return certificates
        .filter(({ outcome }) => outcome !== 'dry-run' && outcome !== 'revoked')
        .map(({ certificate }) => certificate)
        .filter((certificate) => certificate !== undefined);
}
/** One certificate as others read it: part of the action's contract. Fields that are unknown are left out. */
function describe(one, nowMs) {
    const { name, domains, outcome, reason, error, certificate } = one;
    const { profile, keyType, paths, ari, attempts, elapsedMs, phasesMs, findings } = one;
    return {
        name,
        domains,
        outcome,
        reason,
        error: error && describeError(error),
        ...(certificate && describeCertificate(certificate, nowMs)),
        profile,
        keyType,
        paths,
        ari: ari && describeRenewal(ari),
        findings,
        attempts,
        elapsedMs: Math.round(elapsedMs),
        phasesMs: Object.fromEntries(Object.entries(phasesMs).map(([phase, ms]) => [phase, Math.round(ms)])),
    };
}
function describeRenewal({ windowStartMs, windowEndMs, selectedMs }) {
    return { start: timeOf(windowStartMs), end: timeOf(windowEndMs), selected: timeOf(selectedMs) };
}
function describeCertificate(certificate, nowMs) {
    const { notBeforeMs, notAfterMs, serial, fingerprint, issuer } = certificate;
    return {
        notBefore: timeOf(notBeforeMs),
        notAfter: timeOf(notAfterMs),
        daysLeft: daysLeft(notAfterMs, nowMs),
        serial,
        fingerprint,
        issuer,
    };
}
function describeError({ code, message, details }) {
    const { phase, identifiers, records, retryAtMs } = details;
    return {
        code,
        phase,
        message,
        identifier: identifiers?.[0]?.identifier,
        retryAt: retryAtMs === undefined ? undefined : timeOf(retryAtMs),
        records,
    };
}
function retryAtOf(error) {
    return error?.details.retryAtMs;
}
function earliest(moments) {
    const known = moments.filter((moment) => moment !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
}
/** Whole days, rounded down; negative once it has ended. */
function daysLeft(endMs, nowMs) {
    return Math.floor((endMs - nowMs) / outputs_dayMs);
}
/** RFC 3339, whole seconds, UTC. */
function timeOf(ms) {
    return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

// EXTERNAL MODULE: ./build/report/explain.js + 4 modules
var report_explain = __nccwpck_require__(9367);
// EXTERNAL MODULE: ./build/report/findings.js
var report_findings = __nccwpck_require__(3145);
;// CONCATENATED MODULE: ./build/report/annotations.js



/** GitHub shows so many of each level for a step, and drops the others without a word. */
const annotationLimit = 10;
const longestMessage = 4_000;
/**
 * What the workflow's page shows beside the log: an error for each failed certificate, warnings for deferred ones and
 * for what was found on the way, notices. At most {@link annotationLimit} of a level, the last then telling how many
 * more there are. Titles are constants, since the runner doesn't mask them.
 */
function annotationsOf(result) {
    const { certificates, error, warnings: beside, notices } = result;
    // Findings of severity error say themselves why their certificate failed.
    const failed = certificates.filter((one) => one.outcome === 'failed' &&
        (one.error !== undefined || !one.findings?.some(({ severity }) => severity === 'error')));
    const deferred = certificates.filter(({ outcome }) => outcome === 'deferred');
    return [
        ...limited('error', [
            ...(error === undefined ? [] : [annotationOf('error', error)]),
            ...failed.map((one) => ofCertificate('error', one)),
            ...ofFindings('error', result),
        ]),
        ...limited('warning', [
            ...deferred.map((one) => ofCertificate('warning', one)),
            ...ofFindings('warning', result),
            ...beside.map((warning) => plain('warning', 'Warning', (0,wording/* flat */.Ct)(warning, longestMessage))),
            ...certificates.flatMap(({ name, warnings }) => warnings.map((warning) => plain('warning', 'Warning about a certificate', `${(0,wording/* flat */.Ct)(name)}: ${(0,wording/* flat */.Ct)(warning)}`))),
        ]),
        ...limited('notice', [
            ...ofFindings('notice', result),
            ...notices.map((notice) => plain('notice', 'Notice', (0,wording/* flat */.Ct)(notice, longestMessage))),
        ]),
    ];
}
function ofFindings(level, result) {
    return (0,report_findings/* findingsOf */.WX)(result)
        .filter(({ severity }) => severity === level)
        .map((finding) => plain(level, 'Finding', [(0,report_findings/* findingLine */.mC)(finding), ...(0,report_findings/* recordLines */.TS)(finding)].join(' ')));
}
function ofCertificate(level, { name, outcome, reason, error }) {
    return error === undefined
        ? plain(level, `A certificate ${outcome === 'failed' ? 'failed' : 'is deferred'}`, `${(0,wording/* flat */.Ct)(name)}: ${(0,wording/* flat */.Ct)(reason)}`)
        : annotationOf(level, error, `${(0,wording/* flat */.Ct)(name)}: `);
}
function annotationOf(level, error, lead = '') {
    const { title, happened, remedies, next } = (0,report_explain/* explain */.WE)(error);
    const advice = ['', 'What to do:', ...remedies.map((one, index) => `${index + 1}. ${one}`), '', next].join('\n');
    const room = longestMessage - advice.length - lead.length;
    const told = happened.length <= room ? happened : `${happened.slice(0, Math.max(room - 1, 0)).toWellFormed()}…`;
    return plain(level, title, `${lead}${told}\n${advice}`.slice(0, longestMessage));
}
function plain(level, title, message) {
    return { level, title, message };
}
function limited(level, annotations) {
    if (annotations.length <= annotationLimit)
        return annotations;
    const shown = annotations.slice(0, annotationLimit - 1);
    const more = annotations.length - shown.length;
    return [
        ...shown,
        plain(level, 'More of the same level', `${more.toLocaleString('en')} more are in the job summary and the log.`),
    ];
}

// EXTERNAL MODULE: ./build/report/markup.js
var markup = __nccwpck_require__(9271);
;// CONCATENATED MODULE: ./build/report/page.js
/** Blocks under one limit: what doesn't fit is left out whole, so that no markup is cut open. */
class Page {
    #blocks = [];
    #left;
    /** @param limit bytes in UTF-8 */
    constructor(limit) {
        this.#left = limit;
    }
    /** Adds a block if it fits. @returns whether it did */
    add(block) {
        const size = Buffer.byteLength(block) + 2;
        if (size > this.#left)
            return false;
        this.#left -= size;
        this.#blocks.push(block);
        return true;
    }
    /** Keeps room for a block that is added at the end, whatever comes before. */
    reserve(block) {
        const size = Buffer.byteLength(block) + 2;
        this.#left -= size;
        return () => {
            this.#left += size;
            this.add(block);
        };
    }
    toString() {
        return `${this.#blocks.join('\n\n')}\n`;
    }
}

;// CONCATENATED MODULE: ./build/report/summary-certificates.js




/** A sign only where a glance should stop; the word says it as well. */
const signs = {
    failed: '❌',
    deferred: '⏳',
    renewed: '✅',
    issued: '✅',
    unchanged: '✅',
    'dry-run': '✅',
    checked: '✅',
    planned: '✅',
    revoked: '✅',
};
/** Of a reason; a longer one stands in the details. */
const longestInTable = 160;
const mostShown = 3;
const mostListed = 100;
/** A table of certificates, one a row. @param now ms since the epoch */
function certificateTable(certificates, now) {
    return (0,markup/* table */.tp)(['Certificate', 'Outcome', 'Names', 'Valid until', 'Issuer'], certificates.map((one) => [
        (0,markup/* code */.aY)(one.name, 100),
        `${signs[one.outcome]} <b>${one.outcome}</b><br><sub>${(0,markup/* inline */.mG)((0,wording/* flat */.Ct)(one.reason, longestInTable))}</sub>`,
        summary_certificates_names(one.domains),
        one.certificate === undefined
            ? '–'
            : `${(0,wording/* day */.vd)(one.certificate.notAfterMs)}<br><sub>${(0,wording/* timeLeft */.f$)(one.certificate.notAfterMs, now)}</sub>`,
        one.certificate === undefined ? '–' : (0,markup/* prose */.CS)(one.certificate.issuer, 80),
    ]));
}
/** The same in one line each, for many. */
function compactTable(certificates, now) {
    return (0,markup/* table */.tp)(['Certificate', 'Outcome', 'Names', 'Valid until'], certificates.map(({ name, outcome, domains, certificate }) => [
        (0,markup/* code */.aY)(name, 100),
        `${signs[outcome]} ${outcome}`,
        domains.length.toLocaleString('en'),
        certificate === undefined
            ? '–'
            : `${(0,wording/* day */.vd)(certificate.notAfterMs)} (${(0,wording/* timeLeft */.f$)(certificate.notAfterMs, now)})`,
    ]));
}
/** All there is to know about one certificate, foldable: what it is, its files, and where the time went. */
function certificateDetails(one, { now, budgetMs, open }) {
    const tried = one.attempts > 1 ? `, ${(0,wording/* count */.U9)(one.attempts, 'attempt')}` : '';
    const summary = `${(0,markup/* code */.aY)(one.name, 100)} ${one.outcome}, ${(0,base_bound/* seconds */.YA)(one.elapsedMs)}${tried}`;
    return (0,markup/* foldable */.wg)(summary, [factTable(one, now), timeTable(one, budgetMs)].filter(Boolean).join('\n'), open);
}
function factTable(one, now) {
    const { certificate, keyType, profile, paths = {} } = one;
    const rows = [
        ['Names', list(one.domains.slice(0, mostListed).map((name) => (0,markup/* code */.aY)(name, 260)))],
    ];
    if (one.reason.length > longestInTable)
        rows.push(['Reason', (0,markup/* inline */.mG)((0,wording/* flat */.Ct)(one.reason))]);
    if (certificate !== undefined) {
        const { notBeforeMs, notAfterMs } = certificate;
        rows.push(['Valid', `${(0,wording/* moment */.n$)(notBeforeMs)} to ${(0,wording/* moment */.n$)(notAfterMs)} (${(0,wording/* timeLeft */.f$)(notAfterMs, now)})`], ['Issuer', (0,markup/* prose */.CS)(certificate.issuer, 200)], ['Serial number', (0,markup/* code */.aY)(certificate.serial)], ['SHA-256', (0,markup/* code */.aY)(certificate.fingerprint)]);
    }
    if (one.ari)
        rows.push(['Renewal, as the CA asks', renewalCell(one.ari)]);
    if (keyType !== undefined)
        rows.push(['Key', (0,markup/* code */.aY)(keyType)]);
    if (profile !== undefined)
        rows.push(['Profile', (0,markup/* code */.aY)(profile)]);
    const files = Object.entries(paths).map(([file, path]) => `${(0,markup/* code */.aY)(file)} <sub>${(0,markup/* prose */.CS)(path)}</sub>`);
    if (files.length > 0)
        rows.push(['Files', files.join('<br>')]);
    return (0,markup/* table */.tp)([], rows.map(([label, value]) => [`<b>${label}</b>`, value]));
}
function renewalCell(ari) {
    const { windowStartMs, windowEndMs, selectedMs, explanationUrl } = ari;
    const window = `${(0,wording/* moment */.n$)(windowStartMs)} to ${(0,wording/* moment */.n$)(windowEndMs)}, this one from ${(0,wording/* moment */.n$)(selectedMs)}`;
    if (explanationUrl === undefined)
        return window;
    return `${window}<br>${(0,markup/* inline */.mG)(`The CA explains: ${explanationUrl}`, [explanationUrl])}`;
}
/** Each phase's share of this certificate's time, and the whole against the run's `timeout`. */
function timeTable({ phasesMs, elapsedMs }, budgetMs) {
    const spent = errors/* phaseNames */.k1.flatMap((phase) => {
        const ms = phasesMs[phase];
        return ms === undefined ? [] : [{ phase, ms }];
    });
    if (spent.length === 0)
        return '';
    return (0,markup/* table */.tp)(['Phase', 'Share of the time', 'Spent', 'Of <code>timeout</code>'], [
        ...spent.map(({ phase, ms }) => [
            `${phase} <sub>${(0,markup/* prose */.CS)(wording/* phaseWords */.V2[phase])}</sub>`,
            (0,markup/* stroke */.TB)(ms, elapsedMs),
            brief(ms),
            percent(ms, budgetMs),
        ]),
        ['<b>in all</b>', '', `<b>${brief(elapsedMs)}</b>`, `<b>${percent(elapsedMs, budgetMs)}</b>`],
    ]);
}
/** `180 ms`, then as all durations. */
function brief(ms) {
    return ms < 1_000 ? `${Math.round(ms)} ms` : (0,base_bound/* seconds */.YA)(ms);
}
/** `7 %`; what isn't nothing is at least `< 1 %`. */
function percent(part, whole) {
    const share = whole > 0 ? (part / whole) * 100 : 0;
    return share > 0 && share < 1 ? '&lt; 1 %' : `${Math.round(share)} %`;
}
function summary_certificates_names(domains) {
    const shown = domains.slice(0, mostShown).map((name) => (0,markup/* code */.aY)(name, 260));
    const rest = domains.slice(mostShown, mostListed).map((name) => (0,markup/* code */.aY)(name, 260));
    if (rest.length === 0)
        return list(shown);
    return list(shown) + (0,markup/* foldable */.wg)(`${(domains.length - shown.length).toLocaleString('en')} more`, list(rest));
}
function list(items) {
    return items.join('<br>');
}

// EXTERNAL MODULE: ./build/report/zone-line.js
var zone_line = __nccwpck_require__(9388);
;// CONCATENATED MODULE: ./build/report/record-blocks.js


/**
 * DNS records to create, as blocks of the page, twice: a zone file's lines to copy at once, and name and value apart, as
 * providers' forms want them.
 */
function recordBlocks(records) {
    if (records.length === 0)
        return [];
    const rows = records.map(({ name, type, value }) => [(0,markup/* code */.aY)(name, 260), type, (0,markup/* code */.aY)(value, 1_000)]);
    const forms = (0,markup/* foldable */.wg)('For a form: name, type and value apart', (0,markup/* table */.tp)(['Name', 'Type', 'Value'], rows));
    return [`<p><b>Records to create</b></p>\n${(0,markup/* lines */.Mn)(records.map(zone_line/* zoneLine */.N))}`, forms];
}

// EXTERNAL MODULE: ./build/report/troubles.js
var report_troubles = __nccwpck_require__(1007);
;// CONCATENATED MODULE: ./build/report/summary-failures.js







/** One failure with its heading. */
function renderTrouble(trouble, sign) {
    return `### ${sign} ${(0,report_explain/* explain */.WE)(trouble.error).title}\n\n${renderStory(trouble)}`;
}
/** What happened, what to do, what happens next: one failure as blocks of the page. */
function renderStory({ error, certificates }) {
    const { remedies, next, links, parts } = (0,report_explain/* explain */.WE)(error);
    return [
        ...(certificates.length > 0 ? [namesOf(certificates)] : []),
        `<p><b>What happened</b><br>${(0,markup/* inline */.mG)(parts.plain, links)}</p>`,
        ...(parts.message === '' ? [] : [`<blockquote>${(0,markup/* inline */.mG)(parts.message)}</blockquote>`]),
        ...evidence({ error, certificates }, parts),
        ...recordBlocks(error.details.records ?? []),
        ...(error instanceof errors/* ConfigError */.xL
            ? []
            : [
                `<p><b>What to do</b></p>\n<ol>\n${remedies.map((one) => `<li>${(0,markup/* inline */.mG)(one, links)}</li>`).join('\n')}\n</ol>`,
            ]),
        `<p><b>What happens next</b><br>${(0,markup/* inline */.mG)(next, links)}</p>`,
    ].join('\n\n');
}
function namesOf(certificates) {
    const names = certificates.slice(0, report_troubles/* mostNames */.qx).map(({ name }) => (0,markup/* code */.aY)(name, 100));
    const more = certificates.length - names.length;
    const lead = certificates.length === 1 ? 'Certificate' : `${(0,wording/* count */.U9)(certificates.length, 'certificate')}:`;
    return `<p>${lead} ${names.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}</p>`;
}
function evidence({ error, certificates }, { names, servers, facts, also }) {
    const shown = names.slice(0, report_troubles/* mostNames */.qx);
    const more = names.length - shown.length;
    return [
        ...(error instanceof errors/* ConfigError */.xL ? [faultTable(error)] : []),
        ...(shown.length > 0
            ? [
                (0,markup/* table */.tp)(['Name', 'Reason given'], [
                    ...shown.map(({ identifier, reason }) => [(0,markup/* code */.aY)(identifier, 260), (0,markup/* prose */.CS)(reason)]),
                    ...(more > 0 ? [[`and ${more} more`, '']] : []),
                ]),
            ]
            : []),
        ...(servers.length > 0 ? [answerTable(servers, error.details.servers?.length ?? 0)] : []),
        ...(certificates.length > 1
            ? [summary_failures_factTable(certificates)]
            : facts.length > 0
                ? [`<p>${factLines(facts)}</p>`]
                : []),
        ...also.slice(0, report_troubles/* mostNames */.qx).map((trouble) => `<p><b>Besides</b>: ${(0,markup/* prose */.CS)(trouble)}</p>`),
    ];
}
/** What the name servers answered; a name stands at the first of its rows, so that what belongs together shows. */
function answerTable(servers, total) {
    const rows = servers.map(({ name, of, server, address, answer, isThere }, index) => {
        const isFirst = servers[index - 1]?.name !== name;
        return [
            isFirst ? `${(0,markup/* code */.aY)(name, 260)}<br><sub>${(0,markup/* prose */.CS)(of, 260)}</sub>` : '',
            [server ?? '', address ?? '']
                .filter(Boolean)
                .map((text) => (0,markup/* code */.aY)(text, 260))
                .join('<br>'),
            `${isThere ? signs.unchanged : signs.failed}&nbsp;${(0,markup/* prose */.CS)(answer)}`,
        ];
    });
    const more = total - servers.length;
    return (0,markup/* table */.tp)(['Name', 'Name server and its address', 'Its last answer'], [...rows, ...(more > 0 ? [[`and ${more} more answers`, '', '']] : [])]);
}
/** The same failure has its own time, attempts and address for each certificate. */
function summary_failures_factTable(certificates) {
    const rows = certificates
        .slice(0, report_troubles/* mostNames */.qx)
        .map(({ name, error }) => [
        (0,markup/* code */.aY)(name, 100),
        error === undefined ? '' : factLines((0,report_explain/* explain */.WE)(error).parts.facts),
    ]);
    return (0,markup/* foldable */.wg)('Time, attempts and address of each', (0,markup/* table */.tp)([], rows));
}
/** The short facts on one line, addresses each on its own. */
function factLines(facts) {
    const isAddress = ({ value }) => value.includes('://');
    const short = facts
        .filter((fact) => !isAddress(fact))
        .map(({ label, value }) => `${label} <b>${(0,markup/* prose */.CS)(value)}</b>`);
    const addresses = facts.filter(isAddress).map(({ label, value }) => `${label} ${(0,markup/* code */.aY)(value)}`);
    return [short.join(' · '), ...addresses].filter(Boolean).join('<br>');
}
function faultTable({ faults }) {
    return (0,markup/* table */.tp)(['Input', 'Value', 'What is wrong', 'What to do'], faults
        .slice(0, 100)
        .map(({ input, value, problem, remedy }) => [
        (0,markup/* code */.aY)(input),
        value === undefined ? '' : (0,markup/* code */.aY)(value, 120),
        (0,markup/* inline */.mG)((0,wording/* flat */.Ct)(problem)),
        (0,markup/* inline */.mG)((0,wording/* flat */.Ct)(remedy)),
    ]));
}

;// CONCATENATED MODULE: ./build/report/summary.js










/** The runner refuses a step's summary above 1 MiB; a little is left for whoever writes beside us. */
const summaryLimit = 1_000_000;
const most = { troubles: 25, findings: 200, rows: 50, foldedRows: 450, details: 20, remarks: 50 };
/**
 * The page of the run, for GITHUB_STEP_SUMMARY: failures first, then the certificates, their details, remarks.
 * Values from outside can't become markup. Never longer than {@link summaryLimit} bytes; what is left out is counted.
 * @param now ms since the epoch, for the days left
 */
function renderSummary(result, now) {
    const certificates = (0,report_troubles/* byGravity */.SN)(result.certificates);
    const page = new Page(summaryLimit);
    page.add(`## ${headline(result)}`);
    page.add(`<p>${openingSentence(result, now)}</p>`);
    const close = page.reserve(footer(result));
    addTroubles(page, result, certificates);
    addFindings(page, result);
    addTable(page, certificates, now);
    addRemarks(page, result);
    addDetails(page, { result, certificates, now });
    close();
    return page.toString();
}
function headline(result) {
    const { certificates, error } = result;
    const [first] = certificates;
    const [failed, deferred] = ['failed', 'deferred'].map((wanted) => certificates.filter(({ outcome }) => outcome === wanted).length);
    const of = (number, word) => certificates.length === 1
        ? `The certificate ${word}`
        : `${number.toLocaleString('en')} of ${(0,wording/* count */.U9)(certificates.length, 'certificate')} ${word}`;
    if (error !== undefined)
        return `${signs.failed} Failed: ${lowerFirst((0,report_explain/* explain */.WE)(error).title)}`;
    if (failed > 0)
        return `${signs.failed} ${of(failed, 'failed')}`;
    if (deferred > 0)
        return `${signs.deferred} ${of(deferred, certificates.length === 1 ? 'is deferred' : 'deferred')}`;
    const grave = (0,report_findings/* findingsOf */.WX)(result).filter(({ severity }) => severity !== 'notice');
    const [gravest] = grave;
    if (gravest) {
        return `${gravest.severity === 'error' ? signs.failed : '⚠️'} ${(0,wording/* count */.U9)(grave.length, 'finding')} to look at`;
    }
    if (first === undefined)
        return `${signs.unchanged} Nothing to do`;
    if (result.mode.name === 'plan')
        return planned(certificates);
    if (certificates.length === 1)
        return `${signs[first.outcome]} Certificate: ${first.outcome}`;
    return `${signs[first.outcome]} ${(0,wording/* count */.U9)(certificates.length, 'certificate')}, all well`;
}
/** A plan is made to be worked on: how much there is comes first. */
function planned(certificates) {
    const due = certificates.filter(({ job }) => job !== undefined).length;
    const of = (0,wording/* count */.U9)(certificates.length, 'certificate');
    return due === 0
        ? `${signs.planned} ${of}, none to renew now`
        : `${signs.planned} ${due.toLocaleString('en')} of ${of} to be renewed now`;
}
function openingSentence({ certificates, ca, elapsedMs, budgetMs }, now) {
    const time = `in ${(0,base_bound/* seconds */.YA)(elapsedMs)}${budgetMs > 0 ? ` of the ${(0,base_bound/* seconds */.YA)(budgetMs)} allowed` : ''}`;
    // What was thrown away or revoked is in nobody's use.
    const known = certificates.flatMap(({ name, outcome, certificate }) => certificate === undefined || outcome === 'dry-run' || outcome === 'revoked'
        ? []
        : [{ name, until: certificate.notAfterMs }]);
    // Where a certificate isn't known, it may be the one that ends first.
    const first = known.length === certificates.length ? known.toSorted((a, b) => a.until - b.until)[0] : undefined;
    const testCa = ca.staging ? ' From a test CA: no browser trusts these certificates.' : '';
    if (certificates.length === 0)
        return `No certificate was worked on.${testCa}`;
    const expiry = first
        ? ` First to expire: ${(0,markup/* code */.aY)(first.name, 100)} on ${(0,wording/* day */.vd)(first.until)} (${(0,wording/* timeLeft */.f$)(first.until, now)}).`
        : '';
    return `<b>${(0,report_troubles/* tally */.N4)(certificates)}</b> ${time}.${expiry}${testCa}`;
}
function addTroubles(page, { error }, certificates) {
    if (error !== undefined)
        page.add(renderStory({ error, certificates: [] }));
    const troubles = (0,report_troubles/* troublesOf */.on)(certificates);
    const left = troubles.filter((trouble, index) => {
        const sign = signs[trouble.certificates[0]?.outcome ?? 'failed'];
        return index >= most.troubles || !page.add(renderTrouble(trouble, sign));
    });
    if (left.length === 0)
        return;
    const hit = left.flatMap((trouble) => trouble.certificates).length;
    page.add(`<p>And ${(0,wording/* count */.U9)(left.length, 'other failure')}, of ${(0,wording/* count */.U9)(hit, 'certificate')}: the log and the output ` +
        '<code>certificates</code> tell each.</p>');
}
function addFindings(page, result) {
    const findings = (0,report_findings/* findingsOf */.WX)(result);
    if (findings.length === 0)
        return;
    page.add('### Findings');
    const shown = page.add((0,report_findings/* findingTable */.ck)(findings.slice(0, most.findings))) ? most.findings : 0;
    const left = findings.length - shown;
    if (left > 0)
        page.add(`<p>And ${(0,wording/* count */.U9)(left, 'other finding')}: see the output <code>certificates</code>.</p>`);
    const records = findings.slice(0, shown).flatMap((finding) => finding.records ?? []);
    for (const block of recordBlocks(records))
        page.add(block);
}
function addTable(page, certificates, now) {
    if (certificates.length === 0)
        return;
    page.add(certificates.length === 1 ? '### Certificate' : '### Certificates');
    const few = certificates.length <= most.rows;
    const draw = few ? certificateTable : compactTable;
    const rows = certificates.slice(0, most.rows);
    const shown = page.add(draw(rows, now)) || page.add(compactTable(rows, now)) ? rows.length : 0;
    const more = certificates.slice(shown, shown + most.foldedRows);
    const folded = more.length > 0 && page.add((0,markup/* foldable */.wg)((0,wording/* count */.U9)(more.length, 'more certificate'), compactTable(more, now)))
        ? more.length
        : 0;
    const left = certificates.slice(shown + folded);
    if (left.length > 0) {
        page.add(`<p>And ${(0,wording/* count */.U9)(left.length, 'certificate')} not shown here: ${(0,report_troubles/* tally */.N4)(left)}. The output ` +
            '<code>certificates</code> holds them all.</p>');
    }
}
function addRemarks(page, { certificates, warnings: beside, notices }) {
    const warnings = [
        ...beside.map((warning) => ({ lead: '', warning })),
        ...certificates.flatMap(({ name, warnings }) => warnings.map((warning) => ({ lead: `${(0,markup/* code */.aY)(name, 100)}: `, warning }))),
    ];
    addList(page, 'Warnings', {
        shown: warnings.slice(0, most.remarks).map(({ lead, warning }) => lead + (0,markup/* inline */.mG)((0,wording/* flat */.Ct)(warning))),
        left: warnings.length - most.remarks,
    });
    addList(page, 'Notices', {
        shown: notices.slice(0, most.remarks).map((notice) => (0,markup/* inline */.mG)((0,wording/* flat */.Ct)(notice))),
        left: notices.length - most.remarks,
    });
}
function addList(page, title, { shown, left }) {
    if (shown.length === 0)
        return;
    const items = [...shown, ...(left > 0 ? [`and ${left.toLocaleString('en')} more`] : [])];
    page.add(`### ${title}\n\n<ul>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`);
}
function addDetails(page, { result: { budgetMs }, certificates, now }) {
    if (certificates.length === 0)
        return;
    page.add('### Details');
    const open = certificates.length === 1;
    const shown = certificates
        .slice(0, most.details)
        .filter((one) => page.add(certificateDetails(one, { now, budgetMs, open })));
    const left = certificates.length - shown.length;
    if (left > 0) {
        page.add(`<p>Details of ${left.toLocaleString('en')} more are in the output <code>certificates</code>.</p>`);
    }
}
function footer({ mode, ca, startedAtMs, elapsedMs, budgetMs, directory }) {
    const authority = ca.directoryUrl === '' ? '' : `, CA <b>${(0,markup/* prose */.CS)(ca.name, 100)}</b> ${(0,markup/* code */.aY)(ca.directoryUrl, 300)}`;
    const spent = budgetMs > 0
        ? `<code>${(0,markup/* bar */.M0)(elapsedMs, budgetMs)}</code> ${(0,base_bound/* seconds */.YA)(elapsedMs)} of <code>timeout</code> ` +
            `${(0,base_bound/* seconds */.YA)(budgetMs)} (${percent(elapsedMs, budgetMs)})`
        : (0,base_bound/* seconds */.YA)(elapsedMs);
    const lines = [
        `Mode <b>${(0,markup/* prose */.CS)(mode.name, 40)}</b> (${(0,markup/* prose */.CS)(mode.because, 120)})${authority}`,
        `Started ${(0,wording/* moment */.n$)(startedAtMs)}; ${spent}`,
        ...(directory === undefined ? [] : [`Files in ${(0,markup/* code */.aY)(directory, 300)}`]),
    ];
    return `<hr>\n<p><sub>${lines.join('<br>')}</sub></p>`;
}
function lowerFirst(text) {
    return /^(The|A|No) /.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

;// CONCATENATED MODULE: ./build/steps/report-run.js






/** The log's first line: what will be done, and why. */
function announce(settings, { log }) {
    log.info((0,lines/* openingLine */.lw)(settings));
}
/** Tells everyone what happened: masks before anything else, then outputs, annotations, the page, the log. */
function reportRun(result, works, world) {
    const { sink, log, clock } = world;
    const nowMs = clock.now();
    for (const { privateKey } of works) {
        if (privateKey)
            for (const mask of masksOf(privateKey))
                sink.mask(mask);
    }
    for (const stack of stacksOf(result))
        log.info(stack);
    for (const line of (0,lines/* closingLines */.Po)(result))
        log.info(line);
    for (const annotation of annotationsOf(result))
        sink.annotate(annotation);
    sink.summary(renderSummary(result, nowMs));
    const [only, ...others] = works;
    const privateKey = others.length === 0 ? only?.privateKey : undefined;
    const suggestedCron = suggestCronFor(result, world);
    const outputs = outputsOf(result, { nowMs, privateKey, suggestedCron });
    for (const [name, value] of Object.entries(outputs))
        sink.output(name, value);
}
/** In a terminal there is no repository, and whose it is makes no difference. */
function suggestCronFor({ certificates }, { repository }) {
    return (0,suggested_cron/* suggestCron */.BG)(repository, (0,suggested_cron/* lifetimesOf */.sc)(certificates));
}
/** Where our own bugs happened: nobody can look for one without it. */
function stacksOf({ error, certificates }) {
    return [error, ...certificates.map((one) => one.error)].flatMap((one) => one?.code === 'internal' && one.cause instanceof Error ? (one.cause.stack ?? []) : []);
}

;// CONCATENATED MODULE: ./build/run.js












/**
 * One run of the action: settings -> observe -> plan -> obtain -> deliver -> report.
 * @returns what happened; whatever went wrong is in it, and reported
 */
async function run(world) {
    try {
        const settings = await (0,read_settings/* readSettings */.s)(world);
        world.lastResort(settings.bounds.totalMs);
        announce(settings, world);
        return await runWithin((0,base_bound/* startBudget */.cg)(world.clock, settings.bounds.totalMs), settings, world);
    }
    catch (error) {
        const result = (0,report_result/* failedRun */.XZ)((0,errors/* toAppError */.b_)(error), world.clock.now());
        reportRun(result, [], world);
        return result;
    }
}
async function runWithin(budget, settings, world) {
    const startedAtMs = world.clock.now();
    cancelWith(world.cancelled, budget);
    const directory = settings.outputDirectory ?? (0,external_node_path_.join)(world.tempDirectory, 'bounded-acme');
    const journal = (0,state_journal/* openJournal */._)(world.journalPath);
    const store = openState(settings, world, journal);
    const approach = approachCa({ settings, world, budget });
    const start = { settings, world, budget, directory, journal, store, approach };
    try {
        const { works, findings: found = [] } = await modeSteps[settings.mode.name](start);
        const delivered = await handOver(works, start);
        const findings = [...found, ...(await lintRunningWorkflow(start, works))];
        const elapsedMs = budget.spentMs();
        const event = world.event.name;
        const told = [...findings, ...delivered.findings];
        const frame = { settings, event, startedAtMs, elapsedMs, directory, delivered, findings: told };
        const result = (0,report_result/* finishedRun */.sV)(works.map((work) => withFate(work, start.store)), frame);
        reportRun(result, works, world);
        return result;
    }
    finally {
        budget.close();
    }
}
function cancelWith(cancelled, budget) {
    const cancel = () => budget.cancel(new errors/* AppError */.uV('cancelled', 'The job was cancelled'));
    if (cancelled.aborted)
        cancel();
    else
        cancelled.addEventListener('abort', cancel, { once: true });
}


/***/ }),

/***/ 2794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   KC: () => (/* binding */ knownCaNames),
/* harmony export */   Mf: () => (/* binding */ caFor),
/* harmony export */   Ul: () => (/* binding */ isPublic),
/* harmony export */   y_: () => (/* binding */ parseCa)
/* harmony export */ });
/* harmony import */ var ipaddr_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8280);
/* harmony import */ var _misfit_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1068);


const knownCas = {
    letsencrypt: {
        directory: 'https://acme-v02.api.letsencrypt.org/directory',
        twin: 'letsencrypt-staging',
    },
    'letsencrypt-staging': {
        directory: 'https://acme-staging-v02.api.letsencrypt.org/directory',
        staging: true,
    },
    zerossl: { directory: 'https://acme.zerossl.com/v2/DV90' },
    google: { directory: 'https://dv.acme-v02.api.pki.goog/directory', twin: 'google-staging' },
    'google-staging': { directory: 'https://dv.acme-v02.test-api.pki.goog/directory', staging: true },
    sslcom: {
        directory: { ec: 'https://acme.ssl.com/sslcom-dv-ecc', rsa: 'https://acme.ssl.com/sslcom-dv-rsa' },
    },
};
const knownCaNames = Object.keys(knownCas);
/**
 * Reads the input `ca`: a known name or an https directory URL; a known CA's URL means that CA.
 * @throws Misfit
 */
function parseCa(text) {
    if (Object.hasOwn(knownCas, text))
        return { known: text };
    const url = URL.parse(text);
    if (!/^[a-z]+:\/\//i.test(text) || url === null) {
        const remedy = `Use one of ${knownCaNames.join(', ')}, or the https URL of an ACME directory.`;
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_1__/* .Misfit */ .$({ value: text.includes('@') ? null : text, problem: 'unknown CA', remedy });
    }
    if (url.username !== '' || url.password !== '') {
        const remedy = 'Take them out; an account is bound with eab-kid and eab-hmac-key.';
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_1__/* .Misfit */ .$({ value: null, problem: 'a URL with credentials in it', remedy });
    }
    if (url.protocol !== 'https:') {
        const remedy = 'ACME needs https (RFC 8555 6.1); a CA of your own is trusted with ca-certificates.';
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_1__/* .Misfit */ .$({ problem: 'not an https URL', remedy });
    }
    url.hash = '';
    const known = Object.entries(knownCas).find(([, { directory }]) => (typeof directory === 'string' ? [directory] : Object.values(directory)).some((one) => plain(new URL(one)) === plain(url)));
    return known ? { known: known[0] } : { directoryUrl: url.href };
}
/** What servers take for the same address: with or without slashes at the path's end, or a dot at the host's. */
function plain({ hostname, port, pathname, search }) {
    return `${hostname.replace(/\.$/, '')}:${port}${pathname.replace(/\/+$/, '')}${search}`;
}
/** Whether it issues for names of the public DNS only. */
function isPublic(choice) {
    return 'known' in choice;
}
/**
 * The CA to talk to: the chosen one, or in a dry run the one to try things on.
 * @throws Misfit for a dry run on a CA that has none, or of which nothing says that it is one itself
 */
function caFor(choice, { mode, keyType }) {
    if ('directoryUrl' in choice) {
        const { host, hostname } = new URL(choice.directoryUrl);
        if (mode.name === 'dry-run' && !isPrivate(hostname))
            throw noTestCa(host, mode.because);
        return { name: host, directoryUrl: choice.directoryUrl, staging: false, isKnown: false };
    }
    const real = knownCa(choice.known, keyType);
    if (mode.name !== 'dry-run')
        return real;
    const twin = twinOf(choice.known, mode.because);
    if (twin === real.name)
        return real;
    const { name, directoryUrl } = real;
    return { ...knownCa(twin, keyType), standsFor: { name, directoryUrl } };
}
function knownCa(name, keyType) {
    const { directory, staging = false } = knownCas[name] ?? { directory: '' };
    const kind = keyType.startsWith('ec') ? 'ec' : 'rsa';
    const directoryUrl = typeof directory === 'string' ? directory : directory[kind];
    return { name, directoryUrl, staging, isKnown: true };
}
function twinOf(name, because) {
    const { staging, twin } = knownCas[name] ?? {};
    const testCa = staging ? name : twin;
    if (testCa !== undefined)
        return testCa;
    throw noTestCa(name, because);
}
function noTestCa(name, because) {
    return new _misfit_js__WEBPACK_IMPORTED_MODULE_1__/* .Misfit */ .$({
        value: name,
        problem: `no test CA is known for this CA, and a dry run (${because}) must order nothing real`,
        remedy: "Set `ca` to a test CA such as letsencrypt-staging for dry runs, or don't run this step on this event.",
    });
}
/** Whether the public can't reach a host by this name: there are the CAs of tests, and those of one's own. */
function isPrivate(hostname) {
    const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
    if (ipaddr_js__WEBPACK_IMPORTED_MODULE_0__.isValid(host)) {
        return ['loopback', 'private', 'uniqueLocal', 'linkLocal'].includes(ipaddr_js__WEBPACK_IMPORTED_MODULE_0__.process(host).range());
    }
    return !host.includes('.') || /\.(test|localhost|internal)$/.test(host);
}


/***/ }),

/***/ 9939:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J4: () => (/* binding */ parseDomains),
/* harmony export */   pU: () => (/* binding */ requestFor)
/* harmony export */ });
/* unused harmony export defaultName */
/* harmony import */ var _misfit_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1068);
/* harmony import */ var _identifiers_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1751);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8910);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(627);




const mostNames = 100;
/**
 * Reads the certificates of `domains`: one a line, names separated by spaces or commas, `> name` names it, `#` starts
 * a comment, `@path` stands for a file of such lines.
 * @throws Misfit with every line's faults
 */
function parseDomains(text, read) {
    const lines = (0,_misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .parseEach */ .l)(linesOf(text, 'line'), (line) => expand(line, read)).flat();
    const certificates = (0,_misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .parseEach */ .l)(lines, parseLine).flat();
    if (certificates.length === 0) {
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$({
            problem: 'no name in it',
            remedy: 'Write the names of one certificate on each line.',
        });
    }
    refuseTwins(certificates);
    return certificates;
}
/** The name of a certificate that wasn't given one: its first name, fit for a directory (`*` becomes `_wildcard`). */
function defaultName(identifier) {
    return identifier.value.replace('*', '_wildcard').replaceAll(':', '_');
}
/**
 * The request for a certificate with these names; a name that comes twice counts once.
 * @throws Misfit when there are too many, or the certificate's name can't be a directory's
 */
function requestFor(identifiers, givenName) {
    const distinct = [...new Map(identifiers.map((one) => [one.value, one])).values()];
    const name = givenName ?? distinct.map(defaultName)[0] ?? '';
    if (distinct.length > mostNames) {
        const problem = `${distinct.length} names in the certificate ${name}`;
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$({
            value: null,
            problem,
            remedy: `A certificate has at most ${mostNames}: use several lines.`,
        });
    }
    if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$/.test(name) || name.endsWith('.')) {
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$({
            value: name,
            problem: "a certificate's name that can't be a directory's",
            remedy: 'End the line with `> name`: up to 200 letters, digits, dots, hyphens and underscores.',
        });
    }
    return { name, identifiers: distinct };
}
function linesOf(text, placePrefix) {
    return text.split(/\r\n|\n|\r/).map((line, index) => ({
        place: `${placePrefix} ${index + 1}`,
        text: line.replace(/(^|\s)#.*$/, '').trim(),
    }));
}
function expand(line, read) {
    if (!line.text.startsWith('@'))
        return [line];
    const path = line.text.slice(1).trim();
    const lines = linesOf((0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .readText */ .yR)(path, read), `${path} line`);
    const nested = lines.find(({ text }) => text.startsWith('@'));
    if (nested) {
        const problem = `a file within a file (${nested.place})`;
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$({ value: nested.text, problem, remedy: 'Name each file in `domains` itself.' });
    }
    return lines;
}
function parseLine({ place, text }) {
    if (text === '')
        return [];
    const [names = '', givenName, ...more] = text.split('>').map((part) => part.trim());
    try {
        if (more.length > 0 || givenName === '' || names === '') {
            throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$({
                value: text,
                problem: 'a `>` out of place',
                remedy: 'Write: names, `>`, one name.',
            });
        }
        return [requestFor((0,_misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .parseEach */ .l)((0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL)(names), _identifiers_js__WEBPACK_IMPORTED_MODULE_1__/* .parseIdentifier */ .f), givenName)];
    }
    catch (error) {
        if (!(error instanceof _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$))
            throw error;
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$(error.complaints.map((one) => ({ ...one, problem: `${one.problem} (${place})` })));
    }
}
/** Compared without case: some runners' file systems don't tell `A` from `a`. */
function refuseTwins(certificates) {
    const seen = new Set();
    (0,_misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .parseEach */ .l)(certificates, ({ name }) => {
        if (!seen.has(name.toLowerCase()))
            return seen.add(name.toLowerCase());
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$({
            value: name,
            problem: 'two certificates of this name',
            remedy: "Give one of them another name with `> name` at its line's end.",
        });
    });
}


/***/ }),

/***/ 1751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  X: () => (/* binding */ isSingleLabel),
  f: () => (/* binding */ parseIdentifier)
});

;// CONCATENATED MODULE: external "node:url"
const external_node_url_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");
// EXTERNAL MODULE: ./node_modules/ipaddr.js/lib/ipaddr.js
var ipaddr = __nccwpck_require__(8280);
// EXTERNAL MODULE: ./build/settings/misfit.js
var misfit = __nccwpck_require__(1068);
;// CONCATENATED MODULE: ./build/settings/grammar/identifiers.js



const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/**
 * Reads one name of a certificate: a DNS name, a wildcard, or an IP address (RFC 8555 7.1.3, RFC 8738).
 * @returns A-labels in lower case without the final dot; addresses in their canonical form (RFC 5952)
 * @throws Misfit
 */
function parseIdentifier(text) {
    return parseAddress(text) ?? { type: 'dns', value: parseDnsName(text) };
}
/** Whether the name is of the local network only: no public CA may issue for it (Baseline Requirements 4.2.2). */
function isSingleLabel({ type, value }) {
    return type === 'dns' && !value.replace('*.', '').includes('.');
}
function parseAddress(text) {
    if (ipaddr.IPv4.isValidFourPartDecimal(text))
        return { type: 'ip', value: text };
    const bare = text.replace(/^\[(.*)\]$/, '$1');
    if (!bare.includes(':'))
        return undefined;
    if (!ipaddr.IPv6.isValid(bare) || bare.includes('%')) {
        throw identifiers_misfit(text, 'neither a DNS name nor an IPv6 address', 'Write the name or address alone, without `https://` or a port.');
    }
    return { type: 'ip', value: ipaddr.IPv6.parse(bare).toRFC5952String() };
}
function parseDnsName(text) {
    const [, wildcard = '', rest = ''] = /^(\*\.)?(.*?)\.?$/s.exec(text) ?? [];
    if (rest.includes('*')) {
        throw identifiers_misfit(text, 'a `*` that is not the whole first label', 'A wildcard is written *.example.com.');
    }
    const name = toAscii(rest);
    if (name === undefined) {
        throw identifiers_misfit(text, 'not a DNS name', 'Write a name like www.example.com: letters, digits, hyphens and dots.');
    }
    if (!name.split('.').every((part) => label.test(part))) {
        throw identifiers_misfit(text, 'has a part that is no DNS label', labelRule);
    }
    if (/^\d+$/.test(name.split('.').at(-1) ?? '')) {
        throw identifiers_misfit(text, 'ends like an IP address but is none', 'Write an IPv4 address as four numbers, like 192.0.2.1.');
    }
    if (wildcard.length + name.length > 253) {
        throw identifiers_misfit(text, 'longer than 253 characters', 'A DNS name has at most 253.');
    }
    return wildcard + name;
}
const labelRule = 'Between dots stand 1 to 63 letters, digits and hyphens, the first and last of them no hyphen.';
/** Kept out: what `domainToASCII` would decode, cut off or drop as a URL's host, and numbers it takes for addresses. */
function toAscii(text) {
    if (!/\P{ASCII}/u.test(text))
        return text.toLowerCase();
    if (!/^[\p{L}\p{M}\p{N}\p{So}.。．｡·-]+$/u.test(text))
        return undefined;
    return (0,external_node_url_namespaceObject.domainToASCII)(text) || undefined;
}
function identifiers_misfit(value, problem, remedy) {
    return new misfit/* Misfit */.$({ value, problem, remedy });
}


/***/ }),

/***/ 8910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bu: () => (/* binding */ parseState),
/* harmony export */   Rr: () => (/* binding */ parsePath),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var _misfit_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1068);

/** Reads a path. @throws Misfit for one that a shell would have rewritten */
function parsePath(text) {
    if (/[\0\r\n]/.test(text)) {
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$({ problem: 'more than one line', remedy: 'Write one path.' });
    }
    if (/^~(\/|$)/.test(text)) {
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$({
            problem: "`~` is a shell's word and means nothing here",
            remedy: 'Write the whole path, for example with `${{ github.workspace }}` in front.',
        });
    }
    return text;
}
/** Reads `cache`, `none` or a directory. @throws Misfit */
function parseState(text) {
    if (text === 'cache' || text === 'none')
        return { kind: text };
    return { kind: 'directory', path: parsePath(text) };
}
/** Reads the file that an input names. @throws Misfit when it can't be read */
function readText(path, read) {
    try {
        return read(parsePath(path));
    }
    catch (error) {
        if (error instanceof _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$)
            throw error;
        const code = error.code ?? 'unreadable';
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$({
            value: path,
            problem: reasons[code] ?? `the file can't be read (${code})`,
            remedy: 'Name a file that this step can read; a relative path starts where the step runs.',
        });
    }
}
const reasons = {
    ENOENT: 'there is no such file',
    EISDIR: 'a directory, not a file',
    EACCES: 'no permission to read the file',
};


/***/ }),

/***/ 6048:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   IQ: () => (/* binding */ parseAccountKey),
/* harmony export */   WW: () => (/* binding */ parseCertificates),
/* harmony export */   We: () => (/* binding */ parseCsr),
/* harmony export */   cF: () => (/* binding */ csrText)
/* harmony export */ });
/* unused harmony export pemOrPath */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1690);
/* harmony import */ var _misfit_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1068);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8910);




/**
 * Reads PEM text, or the file that is named instead of it.
 * @param label what the PEM has to hold: `CERTIFICATE`
 * @throws Misfit; a private key that stands there by mistake is never quoted
 */
function pemOrPath(text, { label, read }) {
    const inline = text.includes('-----');
    const pem = inline ? text : (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .readText */ .yR)(text, read);
    const found = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(pem)?.[1];
    if (found !== undefined && label.test(found))
        return pem;
    throw new _misfit_js__WEBPACK_IMPORTED_MODULE_2__/* .Misfit */ .$({
        value: inline ? null : text,
        problem: found === undefined ? 'no PEM in it' : `a PEM of the wrong kind (${found})`,
        remedy: 'Give PEM text that starts with `-----BEGIN`, or the path of such a file.',
    });
}
/** Reads the PEM of a certificate signing request (RFC 2986). @throws Misfit */
function csrText(text, read) {
    return pemOrPath(text, { label: /^(NEW )?CERTIFICATE REQUEST$/, read });
}
/** Reads the input `csr`, of which the context knows what it asks for. @throws Misfit */
function parseCsr(text, { readText: read, csr }) {
    const pem = csrText(text, read);
    if (csr === undefined)
        throw new Error('The input csr is set, and nobody has read what it asks for');
    if ('faults' in csr)
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_2__/* .Misfit */ .$(csr.faults.map((fault) => ({ value: null, ...fault })));
    return { ...csr, pem };
}
/** Reads one or more certificates. @returns the PEM as it was given */
function parseCertificates(text, read) {
    const pem = pemOrPath(text, { label: /^CERTIFICATE$/, read });
    const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
    if (blocks.length === 0)
        throw damaged("the certificate's last line is missing");
    (0,_misfit_js__WEBPACK_IMPORTED_MODULE_2__/* .parseEach */ .l)([...blocks.entries()], ([index, block]) => {
        try {
            return new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(block);
        }
        catch {
            throw damaged(`certificate ${index + 1} of ${blocks.length} can't be read`);
        }
    });
    return pem;
}
/**
 * Reads the account's key: RSA of 2048 bits or more, P-256 or P-384 (what CAs accept for JWS, RFC 8555 6.2).
 * @throws Misfit, without any of the text
 */
function parseAccountKey(text) {
    const key = privateKeyOf(text);
    const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
    const type = key.asymmetricKeyType ?? '';
    const fits = type === 'rsa' ? modulusLength >= 2048 : ['prime256v1', 'secp384r1'].includes(namedCurve);
    if (fits)
        return new _base_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .Secret */ .z(text);
    const found = [type, type === 'rsa' ? modulusLength : namedCurve].join(' ').trim();
    throw new _misfit_js__WEBPACK_IMPORTED_MODULE_2__/* .Misfit */ .$({ problem: `a key that CAs don't take (${found})`, remedy: makeOne });
}
const makeOne = 'Use RSA of at least 2048 bits, P-256 or P-384: `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`.';
function privateKeyOf(text) {
    if (text.includes('ENCRYPTED')) {
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_2__/* .Misfit */ .$({
            problem: 'the key is encrypted',
            remedy: 'Give it without a passphrase, as a secret.',
        });
    }
    try {
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)(text);
    }
    catch {
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_2__/* .Misfit */ .$({
            problem: 'not a private key in PEM',
            remedy: 'Give the whole key with its BEGIN and END lines and its line breaks, as text, not as a path.',
        });
    }
}
function damaged(problem) {
    return new _misfit_js__WEBPACK_IMPORTED_MODULE_2__/* .Misfit */ .$({ value: null, problem, remedy: 'Give the whole PEM with its BEGIN and END lines.' });
}


/***/ }),

/***/ 627:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EB: () => (/* binding */ anyOf),
/* harmony export */   aL: () => (/* binding */ words),
/* harmony export */   d8: () => (/* binding */ useOneOf),
/* harmony export */   nd: () => (/* binding */ integer),
/* harmony export */   yG: () => (/* binding */ parseBoolean),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/* harmony import */ var _base_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(578);
/* harmony import */ var _misfit_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1068);


/** Splits at spaces, commas and line ends. */
function words(text) {
    return text.split(/[\s,]+/).filter((word) => word !== '');
}
/** `a, b or c`, for sentences. */
function anyOf(choices) {
    const last = choices.at(-1) ?? '';
    return choices.length < 2 ? last : `${choices.slice(0, -1).join(', ')} or ${last}`;
}
/** What to write instead of a word that is none of these: the one that was most likely meant first. */
function useOneOf(choices, word) {
    const meant = (0,_base_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearestOf */ .q)(word.toLowerCase(), choices);
    return `${meant === undefined ? '' : `Did you mean ${meant}? `}Use ${anyOf(choices)}.`;
}
/**
 * A grammar of fixed words.
 * @param later words that will be accepted one day, and are told apart from typing errors
 */
function oneOf(choices, later = []) {
    return (text) => {
        const found = choices.find((choice) => choice === text);
        if (found !== undefined)
            return found;
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$({
            value: text,
            problem: later.includes(text) ? 'not available yet' : 'unknown value',
            remedy: useOneOf(choices, text),
        });
    };
}
/** A boolean by YAML 1.2's core schema, as GitHub's own actions read them. */
function parseBoolean(text) {
    if (/^(true|True|TRUE)$/.test(text))
        return true;
    if (/^(false|False|FALSE)$/.test(text))
        return false;
    throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$({ problem: 'neither true nor false', remedy: 'Write true or false.' });
}
/** A grammar of whole numbers from `least` to `most`. */
function integer(least, most) {
    return (text) => {
        const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
        if (value >= least && value <= most)
            return value;
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$({
            problem: Number.isNaN(value) ? 'not a whole number' : `out of range`,
            remedy: `Write a whole number from ${least} to ${most}.`,
        });
    };
}


/***/ }),

/***/ 4200:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  v: () => (/* binding */ inputNames),
  Q: () => (/* binding */ inputs)
});

// EXTERNAL MODULE: ./build/settings/misfit.js
var misfit = __nccwpck_require__(1068);
;// CONCATENATED MODULE: ./build/settings/grammar/durations.js

const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };
/**
 * A grammar of durations: `30s`, `5m`, `1h30m`, or plain seconds.
 * @returns milliseconds, from `least` to `most` (written in the same grammar)
 */
function duration(least, most) {
    return (text) => {
        const value = milliseconds(text);
        if (value === undefined) {
            throw new misfit/* Misfit */.$({
                problem: 'not a duration',
                remedy: 'Write it like 30s, 5m or 1h30m, or as a whole number of seconds.',
            });
        }
        if (value < (milliseconds(least) ?? 0)) {
            throw new misfit/* Misfit */.$({ problem: `shorter than ${least}`, remedy: `Use ${least} to ${most}.` });
        }
        if (value > (milliseconds(most) ?? Infinity)) {
            throw new misfit/* Misfit */.$({ problem: `longer than ${most}`, remedy: `Use ${least} to ${most}.` });
        }
        return value;
    };
}
function milliseconds(text) {
    if (/^\d{1,9}$/.test(text))
        return Number(text) * 1000;
    const parts = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/.exec(text);
    if (text === '' || parts === null)
        return undefined;
    const [, d = '0', h = '0', m = '0', s = '0'] = parts;
    return Number(d) * unitMs.d + Number(h) * unitMs.h + Number(m) * unitMs.m + Number(s) * unitMs.s;
}

// EXTERNAL MODULE: ./build/settings/grammar/words.js
var words = __nccwpck_require__(627);
;// CONCATENATED MODULE: ./build/settings/inputs/bounds.js


const bounds = {
    timeout: {
        group: 'bounds',
        default: '10m',
        description: 'The whole run, cleaning up included. Durations are written `30s`, `5m`, `1h30m`, or as plain seconds.',
        parse: duration('2s', '6h'),
    },
    'request-timeout': {
        group: 'bounds',
        default: '15s',
        description: 'One HTTP request, from connecting to the end of the answer.',
        parse: duration('1s', '5m'),
    },
    'propagation-timeout': {
        group: 'bounds',
        default: '2m',
        description: 'Waiting until DNS servers have the records.',
        parse: duration('1s', '2h'),
    },
    'validation-timeout': {
        group: 'bounds',
        default: '60s',
        description: 'Waiting until the CA has validated, for each authorization.',
        parse: duration('1s', '1h'),
    },
    'order-timeout': {
        group: 'bounds',
        default: '30s',
        description: 'Waiting until the CA has issued after it was asked to, for each attempt.',
        parse: duration('1s', '1h'),
    },
    retries: {
        group: 'bounds',
        default: '3',
        description: 'Further attempts after a failure that may pass, or after `order-timeout`, which goes on with the same order. 0 to 20.',
        parse: (0,words/* integer */.nd)(0, 20),
    },
    'retry-interval': {
        group: 'bounds',
        default: '5s',
        description: 'Pause before the first further attempt; it doubles each time. When the CA names a time that fits into `timeout`, that comes first.',
        parse: duration('1s', '10m'),
    },
    concurrency: {
        group: 'bounds',
        default: '4',
        description: 'Certificates worked on at a time, 1 to 20.',
        parse: (0,words/* integer */.nd)(1, 20),
    },
};

;// CONCATENATED MODULE: ./build/settings/grammar/age.js

/**
 * Reads age recipients, one a line, `#` starting a comment as in the files that `age -R` reads. Only native X25519
 * keys: they need no plugin, and every version of age opens what is encrypted to them.
 * @returns each once
 * @throws Misfit with every line that is none
 */
function parseAgeRecipients(text) {
    const lines = text.split(/\r\n|\n|\r/).map((line) => line.replace(/(^|\s)#.*$/, '').trim());
    const recipients = (0,misfit/* parseEach */.l)(lines.filter((line) => line !== ''), parseRecipient);
    if (recipients.length > 0)
        return [...new Set(recipients)];
    throw new misfit/* Misfit */.$({ problem: 'no recipient in it', remedy });
}
const remedy = 'Write the public key that `age-keygen` shows, like age1... with 62 characters, one a line.';
function parseRecipient(text) {
    if (/^age-secret-key-/i.test(text)) {
        throw new misfit/* Misfit */.$({
            value: null,
            problem: 'a secret key of age',
            remedy: 'Give its public key (`age-keygen -y`), and make a new one if this has been in a log or a repository.',
        });
    }
    const problem = problemOf(text);
    if (problem === undefined)
        return text;
    throw new misfit/* Misfit */.$({ value: text, problem, remedy });
}
function problemOf(text) {
    const prefix = text.slice(0, Math.max(0, text.lastIndexOf('1')));
    // What stands before the last 1 names the kind: plugins and post-quantum keys have names of their own.
    if (/^age1[a-z0-9]/.test(prefix))
        return `an age recipient of another kind (${prefix})`;
    if (prefix !== 'age')
        return 'not an age recipient';
    const digits = Array.from(text.slice(prefix.length + 1), (char) => alphabet.indexOf(char));
    if (digits.includes(-1) || digits.length !== digitsOfKey || !checks(prefix, digits)) {
        return "an age recipient with a typing error: its checksum doesn't fit";
    }
    return undefined;
}
/** Bech32 (BIP 173), as age writes its keys: 5 bits a character, the last six a checksum. */
const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
/** 32 bytes and the checksum. */
const digitsOfKey = 52 + 6;
function checks(prefix, digits) {
    const codes = Array.from(prefix, (char) => char.charCodeAt(0));
    const all = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...digits];
    return all.reduce(addDigit, 1) === 1;
}
function addDigit(checksum, digit) {
    const top = checksum >>> 25;
    const shifted = ((checksum & 0x1ffffff) << 5) ^ digit;
    return generator.reduce((sum, term, bit) => ((top >> bit) & 1 ? sum ^ term : sum), shifted);
}

// EXTERNAL MODULE: ./build/base/secret.js
var secret = __nccwpck_require__(1690);
;// CONCATENATED MODULE: ./build/settings/grammar/exports.js


/** Reads the artifact's name, by the characters that the service refuses. @returns undefined for `none` */
function parseArtifactName(text) {
    if (text === 'none')
        return undefined;
    if (/^[^"<>|*?:\\/\p{Cc}]{1,200}$/u.test(text))
        return text;
    throw new misfit/* Misfit */.$({
        problem: 'a name that the artifact service refuses',
        remedy: 'Use up to 200 characters, none of them one of " < > | * ? : \\ /, or write none.',
    });
}
/** Reads the password of a PFX. Java takes nothing but ASCII with modern encryption, so nobody may have anything else. */
function parsePfxPassword(text) {
    const remedy = 'Use at least 12 letters, digits and signs of ASCII, like `openssl rand -base64 24` gives.';
    if (!/^[\x20-\x7e]*$/.test(text)) {
        throw new misfit/* Misfit */.$({ problem: "has characters in it that Java can't use in a PFX password", remedy });
    }
    if (text.length < 12)
        throw new misfit/* Misfit */.$({ problem: 'too short', remedy });
    return new secret/* Secret */.z(text);
}

// EXTERNAL MODULE: ./build/settings/grammar/paths.js
var paths = __nccwpck_require__(8910);
;// CONCATENATED MODULE: ./build/settings/inputs/emit.js




const emit = {
    'output-directory': {
        group: 'emit',
        description: "Directory for the files: `<name>/cert.pem`, `chain.pem`, `fullchain.pem` and `privkey.pem` (readable by its owner only). Empty means a new directory in the runner's temp, which the next steps of the job can read and which ends with the job.",
        parse: paths/* parsePath */.Rr,
    },
    artifact: {
        group: 'emit',
        default: 'certificates',
        description: 'Name of the artifact to upload, or `none`: certificates, chains and `metadata.json`, and private keys only encrypted, with `encryption-key` (PKCS #8, opened by `openssl pkey`) or to `age-recipients`. Names are unique in a run: give the jobs of a matrix one each.',
        parse: parseArtifactName,
    },
    'artifact-retention-days': {
        group: 'emit',
        description: "How long the artifact is kept, 1 to 400 days. Empty means the repository's setting.",
        parse: (0,words/* integer */.nd)(1, 400),
    },
    'age-recipients': {
        group: 'emit',
        description: 'age public keys (`age1...`), one a line: private keys in the artifact are encrypted to them, as `privkey.pem.age`, instead of with `encryption-key`.',
        parse: parseAgeRecipients,
    },
    'pfx-password': {
        group: 'emit',
        description: 'Password of a `certificate.pfx` with key and chain to write besides the PEM files and into the artifact: at least 12 characters of ASCII. Opens in Windows 10 and later, Java and OpenSSL 3.',
        secret: true,
        parse: parsePfxPassword,
    },
    state: {
        group: 'emit',
        default: 'cache',
        description: "Where certificates, keys and pending orders are kept for the next run, sealed with `encryption-key`: `cache` (the repository's), a directory, or `none`. Never read or written on pull requests.",
        parse: paths/* parseState */.Bu,
    },
};

;// CONCATENATED MODULE: ./build/settings/settings.js
/** Reasons that CAs take from subscribers, by their words in RFC 5280 5.3.1. */
const revocationReasons = [
    'unspecified',
    'keyCompromise',
    'affiliationChanged',
    'superseded',
    'cessationOfOperation',
];
const keyTypes = ['ec256', 'ec384', 'rsa2048', 'rsa3072', 'rsa4096'];
const challengeTypes = ['dns-01', 'dns-persist-01', 'http-01'];

// EXTERNAL MODULE: ./build/settings/grammar/identifiers.js + 1 modules
var identifiers = __nccwpck_require__(1751);
;// CONCATENATED MODULE: ./build/settings/grammar/challenges.js





/** Reads challenge types in order of preference. @throws Misfit */
function parseChallenges(text) {
    return [...new Set((0,misfit/* parseEach */.l)((0,words/* words */.aL)(text), (0,words/* oneOf */.yL)(challengeTypes)))];
}
const propagationWords = ['authoritative', 'quorum', 'recursive', 'none'];
const fixedWait = duration('1s', '2h');
/** Reads how to wait for DNS: a word, or a duration to wait. @throws Misfit */
function parsePropagation(text) {
    const kind = propagationWords.find((word) => word === text);
    if (kind !== undefined)
        return { kind };
    if (/^\d/.test(text))
        return { kind: 'fixed', waitMs: fixedWait(text) };
    throw new misfit/* Misfit */.$({
        problem: 'unknown value',
        remedy: (0,words/* useOneOf */.d8)([...propagationWords, 'a duration like 90s'], text),
    });
}
/** Reads one provider for all names, or `name=provider` for each name or zone and `*`. @throws Misfit */
function parseProviders(text, providers) {
    if (!text.includes('='))
        return [{ scope: '*', spec: parseProvider(text, providers) }];
    const choices = (0,misfit/* parseEach */.l)((0,words/* words */.aL)(text), (word) => {
        const [left, right] = pairOf(word, 'example.com=rfc2136, *=pdns');
        return {
            scope: parseScope(left),
            spec: parseProvider(right, providers),
        };
    });
    refuseTwice(choices.map(({ scope }) => scope));
    return choices;
}
/** Reads `name=zone-or-name`: where the records of a name, or with `*` of all others, go. @throws Misfit */
function parseAliases(text) {
    const aliases = (0,misfit/* parseEach */.l)((0,words/* words */.aL)(text), (word) => {
        const [left, right] = pairOf(word, 'example.com=acme.example.net');
        return {
            name: parseScope(left),
            target: parseTarget(right),
        };
    });
    refuseTwice(aliases.map(({ name }) => name));
    return aliases;
}
function pairOf(word, like) {
    const [left = '', right = '', ...more] = word.split('=');
    if (left !== '' && right !== '' && more.length === 0)
        return [left, right];
    throw new misfit/* Misfit */.$({ value: word, problem: 'not `name=...`', remedy: `Write it like ${like}.` });
}
/** A wildcard's records stand where those of its name do. */
function parseScope(text) {
    if (text === '*')
        return text;
    const { type, value } = (0,identifiers/* parseIdentifier */.f)(text.replace(/^\*\./, ''));
    if (type === 'dns')
        return value;
    const remedy = 'Leave it out: an address is proven by http-01.';
    throw new misfit/* Misfit */.$({ value: text, problem: 'an address, which has no DNS records of its own', remedy });
}
/** Unlike hosts, places of records have underscores. */
function parseTarget(text) {
    const name = text.toLowerCase().replace(/\.$/, '');
    if (name.length <= 253 && /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/.test(name))
        return name;
    throw new misfit/* Misfit */.$({
        value: text,
        problem: 'no name of a zone or record',
        remedy: 'Write it like acme.example.net.',
    });
}
function refuseTwice(names) {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice === undefined)
        return;
    throw new misfit/* Misfit */.$({ value: twice, problem: 'stands there twice', remedy: 'Leave one of them.' });
}
function parseProvider(text, providers) {
    const found = providers.find(text);
    if (found)
        return found;
    const family = text.toLowerCase();
    if (providers.names.some((name) => name.startsWith(`${family}:`))) {
        const remedy = `Name one behind a colon: ${family}:<provider>, for instance ${family}:inwx.`;
        throw new misfit/* Misfit */.$({ value: text, problem: 'has many providers', remedy });
    }
    const nearest = providers.nearest?.(text);
    const remedy = `${nearest === undefined ? '' : `Did you mean ${nearest}? `}Use ${(0,words/* anyOf */.EB)(providers.names)}.`;
    throw new misfit/* Misfit */.$({ value: text, problem: 'unknown DNS provider', remedy });
}

// EXTERNAL MODULE: ./node_modules/ipaddr.js/lib/ipaddr.js
var ipaddr = __nccwpck_require__(8280);
;// CONCATENATED MODULE: ./build/settings/grammar/hosts.js



/**
 * Reads DNS resolvers: `host` or `host:port`, separated by spaces or commas, IPv6 with a port in brackets; or the https
 * URL of a resolver that is asked over HTTPS.
 * @throws Misfit
 */
function parseResolvers(text) {
    return (0,misfit/* parseEach */.l)((0,words/* words */.aL)(text), (word) => /^[a-z]+:\/\//i.test(word) ? { url: parseResolverUrl(word) } : parseHostPort(word, 53, 'resolver'));
}
const likeResolver = 'Write it like https://dns.example/dns-query, as the resolver documents it.';
/** RFC 8484 publishes URL templates; questions are sent by POST, which takes the template without its variable. */
function parseResolverUrl(text) {
    const url = URL.parse(text.replace(/\{\?dns\}$/, ''));
    const complain = (problem, remedy = likeResolver, value = text) => {
        throw new misfit/* Misfit */.$({ value, problem, remedy });
    };
    if (url === null)
        return complain('not a URL');
    if (url.username !== '' || url.password !== '')
        return complain('a URL with credentials in it', likeResolver, null);
    if (url.protocol !== 'https:') {
        return complain('not an https URL', 'A resolver on port 53 is written as host or host:port, without a scheme.');
    }
    if (url.search !== '' || url.hash !== '')
        return complain('a URL with a query');
    if (url.pathname === '/')
        return complain('a URL without the path that takes questions');
    return url.href;
}
/** Reads places where certificates are served, written like resolvers; without a port it is 443. @throws Misfit */
function parseTargets(text) {
    return (0,misfit/* parseEach */.l)((0,words/* words */.aL)(text), (word) => parseHostPort(word, 443, 'host to look at'));
}
/** Reads an address to listen on: a port, or `address:port`. @throws Misfit */
function parseListenAddress(text) {
    const port = /^:?(\d{1,5})$/.exec(text)?.[1];
    const [, bracketed, plain, last] = /^(?:\[([^\]]+)\]|([\d.]+)):(\d{1,5})$/.exec(text) ?? [];
    const host = bracketed ?? plain;
    const number = Number(port ?? last);
    const isAddress = bracketed === undefined
        ? plain === undefined || ipaddr.IPv4.isValidFourPartDecimal(plain)
        : ipaddr.IPv6.isValid(bracketed);
    if (isAddress && number >= 1 && number <= 65_535)
        return { host, port: number };
    throw new misfit/* Misfit */.$({
        value: text,
        problem: 'nothing to listen on',
        remedy: 'Write a port, or an address of this machine with a port: 80, 127.0.0.1:8080, [::1]:8080.',
    });
}
function parseHostPort(text, defaultPort, what) {
    const bareIpv6 = ipaddr.IPv6.isValid(text);
    const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
    const host = bareIpv6 ? text : (bracketed ?? plain ?? '');
    const fits = bareIpv6 || (bracketed === undefined ? isHost(host) : ipaddr.IPv6.isValid(host));
    const number = bareIpv6 || port === undefined ? defaultPort : Number(port);
    if (fits && number >= 1 && number <= 65_535)
        return { host, port: number };
    throw new misfit/* Misfit */.$({
        value: text,
        problem: `not a ${what}`,
        remedy: `Write a host or address, with or without a port: 192.0.2.53, name.example:5353, [2001:db8::53]:${defaultPort}.`,
    });
}
function isHost(text) {
    if (/^[\d.]+$/.test(text))
        return ipaddr.IPv4.isValidFourPartDecimal(text);
    return text.length <= 253 && /^[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*$/.test(text);
}

;// CONCATENATED MODULE: ./build/settings/inputs/proof.js



const proof = {
    challenge: {
        group: 'proof',
        default: 'dns-01',
        description: '`dns-01`, `dns-persist-01`, `http-01`, or several in order of preference: the first that the CA offers for a name is taken. Wildcards need one of the DNS, IP addresses `http-01`. `dns-persist-01` needs a record for each name, written once, and no DNS credentials.',
        parse: parseChallenges,
    },
    'dns-provider': {
        group: 'proof',
        description: "Where `dns-01` records are written: one of the DNS providers. Its credentials come from the step's `env`, under the names that lego documents for it. `acme.sh:<api>`, `lego:<provider>` and `lexicon:<provider>` run those programs, which an earlier step has installed. Or one for each name or zone, the longest match first and `*` for all others: `example.com=pdns, *=rfc2136`.",
        parse: (text, { providers }) => parseProviders(text, providers),
    },
    'dns-alias': {
        group: 'proof',
        description: '`name=zone-or-name`, one a line: where the TXT records of a name go, or with `*` those of all others; in a zone each name gets a place of its own. CNAMEs at `_acme-challenge` are followed without this; with it, one that is missing is told before anything is written.',
        parse: parseAliases,
    },
    'dns-resolvers': {
        group: 'proof',
        description: "DNS resolvers to find zones and follow CNAMEs with, as `host` or `host:port`, or the URL of one over HTTPS (`https://dns.example/dns-query`), separated by spaces or commas. Empty means the system's.",
        parse: parseResolvers,
    },
    'dns-propagation': {
        group: 'proof',
        default: 'authoritative',
        description: "How to know that a record is there before the CA looks: `authoritative` asks all of the zone's name servers, `quorum` is content with more than half of them (for zones with a secondary that lags), `recursive` asks the resolvers, a duration waits that long, `none` goes on at once.",
        parse: parsePropagation,
    },
    'http-webroot': {
        group: 'proof',
        description: 'Directory, which must be there, that a web server serves on port 80 of every name; `http-01` tokens are written to `.well-known/acme-challenge` in it.',
        parse: paths/* parsePath */.Rr,
    },
    'http-listen': {
        group: 'proof',
        description: 'Port, or `address:port`, on which the run itself answers the CA for `http-01`, instead of `http-webroot`: for a self-hosted runner that port 80 of every name leads to.',
        parse: parseListenAddress,
    },
    'http-hook': {
        group: 'proof',
        description: 'Path of a program that puts the tokens for `http-01` where port 80 of the name shows them, and takes them away: `<program> present|cleanup <name> <token> <key authorization>`, which it also gets as `CERTBOT_DOMAIN`, `CERTBOT_TOKEN` and `CERTBOT_VALIDATION`; one call at a time, exit code 0. A relative path starts at the working directory; a bare name that is not there is looked for on PATH.',
        parse: paths/* parsePath */.Rr,
    },
    hook: {
        group: 'proof',
        description: 'Path of the program that the DNS providers `exec`, `dehydrated` and `certbot` run; found as that of `http-hook` is.',
        parse: paths/* parsePath */.Rr,
    },
};

// EXTERNAL MODULE: ./build/settings/grammar/domains.js
var domains = __nccwpck_require__(9939);
// EXTERNAL MODULE: ./build/settings/grammar/pem.js
var pem = __nccwpck_require__(6048);
;// CONCATENATED MODULE: ./build/settings/grammar/texts.js


/**
 * Reads one mail address, as an account's contact (RFC 8555 7.3: one address, no header fields).
 * @returns it without `mailto:`
 */
function parseEmail(text) {
    const [, local, domain] = /^(?:mailto:)?([\w.!#$&'*+/=^`{|}~-]+)@([^@]+)$/.exec(text) ?? [];
    if (local === undefined || domain === undefined || !isMailDomain(domain)) {
        throw new misfit/* Misfit */.$({ problem: 'not a mail address', remedy: 'Write one address, like ops@example.com.' });
    }
    return `${local}@${domain}`;
}
function isMailDomain(text) {
    try {
        const { type, value } = (0,identifiers/* parseIdentifier */.f)(text);
        return type === 'dns' && value.includes('.') && !value.startsWith('*');
    }
    catch (error) {
        if (error instanceof misfit/* Misfit */.$)
            return false;
        throw error;
    }
}
/** A grammar of one word in printable ASCII: names that a CA gives things. */
function token(what) {
    return (text) => {
        if (/^[\x21-\x7e]{1,200}$/.test(text))
            return text;
        throw new misfit/* Misfit */.$({ problem: `not ${what}`, remedy: 'Copy it as the CA shows it: one word, no spaces.' });
    };
}
/** Reads a common name. */
function parseCommonName(text) {
    if (/^[^\p{Cc}]{1,200}$/u.test(text))
        return text;
    throw new misfit/* Misfit */.$({ problem: 'not a common name', remedy: 'Write it on one line, like ISRG Root X2.' });
}

;// CONCATENATED MODULE: ./build/settings/inputs/what.js





const what = {
    domains: {
        group: 'what',
        description: 'The certificates, one a line: its names, separated by spaces or commas. DNS names (also in their own script), wildcards like `*.example.com`, and IP addresses. `> name` at the end of a line names the certificate; without it the first name does, `*` written `_wildcard`. `#` starts a comment. `@path` on a line of its own reads such lines from a file. Required, unless `csr` is given.',
        parse: (text, { readText }) => (0,domains/* parseDomains */.J4)(text, readText),
    },
    only: {
        group: 'what',
        description: 'Names of certificates of `domains`, separated by spaces, commas or lines: the run works on these and leaves the others alone. For the jobs of a matrix.',
        parse: words/* words */.aL,
    },
    csr: {
        group: 'what',
        description: 'A certificate signing request, as PEM or the path of a file. The names come from it, and no private key is made or written. Instead of `domains`.',
        parse: pem/* parseCsr */.We,
    },
    'key-type': {
        group: 'what',
        default: 'ec256',
        description: "The certificate's private key: `ec256`, `ec384`, `rsa2048`, `rsa3072` or `rsa4096`.",
        parse: (0,words/* oneOf */.yL)(keyTypes),
    },
    profile: {
        group: 'what',
        description: "One of the CA's certificate profiles, such as `shortlived`; the CA's directory lists them. Empty leaves the choice to the CA.",
        parse: token('the name of a profile'),
    },
    'preferred-chain': {
        group: 'what',
        description: 'Common name of an issuer in the chain you want, when the CA offers several. If none has it, the run warns and keeps the default chain.',
        parse: parseCommonName,
    },
};

;// CONCATENATED MODULE: ./build/settings/grammar/renew-before.js


const parseDuration = duration('1h', '365d');
/** Reads `auto`, a duration, or a percentage of the lifetime. @throws Misfit */
function parseRenewBefore(text) {
    if (text === 'auto')
        return { kind: 'auto' };
    const percentage = /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(text)?.[1];
    if (percentage === undefined)
        return { kind: 'duration', ms: parseDuration(text) };
    const share = Number(percentage) / 100;
    if (share > 0 && share < 1)
        return { kind: 'share', ofLifetime: share };
    throw new misfit/* Misfit */.$({ problem: 'not between 0% and 100%', remedy: 'A third of the lifetime is 33%.' });
}

// EXTERNAL MODULE: ./build/settings/mode.js
var mode = __nccwpck_require__(9933);
;// CONCATENATED MODULE: ./build/settings/inputs/when.js





const when = {
    mode: {
        group: 'when',
        default: 'auto',
        description: "`renew` orders and delivers; `dry-run` does the same on the CA's test CA (a CA in a private network, or named by a host without dots, is taken for one) and throws the key away, and is a `preflight` on pull requests that get no secrets; `auto` is `dry-run` on `pull_request`, its reviews and `merge_group`, `renew` on every other event, and refuses `pull_request_target`. `check` looks at what is stored and at what the names serve, orders nothing, and fails within `fail-before`. `revoke` revokes the certificates that `only` names. `plan` says what is due and gives `matrix`, and orders nothing. `preflight` needs no secret: it looks at the CA's directory and at what the DNS says about the names, and orders nothing.",
        parse: (text, { event }) => (0,mode/* decideMode */.ap)(text, event),
    },
    force: {
        group: 'when',
        default: 'false',
        description: 'Order although nothing is due.',
        parse: words/* parseBoolean */.yG,
    },
    'renew-before': {
        group: 'when',
        default: 'auto',
        description: 'How long before its end a certificate is due: a duration (`30d`), a percentage of its lifetime (`33%`), or `auto`: when the CA asks for it (its renewal information, RFC 9773), and without that a third of the lifetime, half of one under 10 days.',
        parse: parseRenewBefore,
    },
    'check-targets': {
        group: 'when',
        description: 'Where the certificates are served besides port 443 of their names, as `host:port`. Looked at by the mode `check`, and before ordering when nothing is stored, so that a lost cache orders no certificate anew that is still fresh.',
        parse: parseTargets,
    },
    'revoke-reason': {
        group: 'when',
        default: 'unspecified',
        description: 'Why the mode `revoke` revokes: `unspecified`, `keyCompromise`, `affiliationChanged`, `superseded` or `cessationOfOperation`. Not every CA takes each of them.',
        parse: (0,words/* oneOf */.yL)(revocationReasons),
    },
    'fail-before': {
        group: 'when',
        default: 'auto',
        description: 'With less time left than this, a certificate whose renewal is put off, because the CA is down or asks for patience, fails the run; with more, it ends with a warning. In the mode `check` every certificate that is stored or served fails it then. A duration (`5d`), a percentage of the lifetime (`10%`), or `auto`: a ninth of the lifetime.',
        parse: parseRenewBefore,
    },
};

// EXTERNAL MODULE: ./build/settings/ca.js
var ca = __nccwpck_require__(2794);
;// CONCATENATED MODULE: ./build/settings/grammar/secrets.js


/** Below this, measured over the text's own letters, 32 random bytes are as good as impossible in any notation. */
const leastEntropyBits = 160;
/**
 * Reads the one secret: 32 or more random bytes as base64, base64url or hex, or other text of that strength.
 * An estimate can't prove randomness; what this turns away is passwords, sentences and repetition.
 * @throws Misfit, without any of the text
 */
function parseEncryptionKey(text) {
    const problem = weakness(text);
    if (problem === undefined)
        return new secret/* Secret */.z(text);
    throw new misfit/* Misfit */.$({ problem, remedy: 'Make one with `openssl rand -base64 32` and keep it as a secret.' });
}
function weakness(text) {
    if (/\s/.test(text))
        return 'has spaces or line breaks in it';
    const hex = /^[0-9a-f]+$/i.test(text);
    if (text.replace(/=+$/, '').length < (hex ? 64 : 43))
        return 'too short for 32 random bytes';
    const mixed = hex ? /\d/.test(text) && /[a-f]/i.test(text) : /[a-z]/.test(text) && /[A-Z]/.test(text);
    if (!mixed || entropyBits(text) < leastEntropyBits)
        return 'too regular to be random';
    return undefined;
}
/** Shannon's measure over the frequencies of the text's own characters. */
function entropyBits(text) {
    const counts = new Map();
    for (const char of text)
        counts.set(char, (counts.get(char) ?? 0) + 1);
    return [...counts.values()].reduce((bits, count) => bits - count * Math.log2(count / text.length), 0);
}
/** Reads the external account binding's key: base64url as CAs hand it out (RFC 8555 7.3.4). */
function parseEabHmacKey(text) {
    if (/^[A-Za-z0-9_-]{16,}={0,2}$/.test(text))
        return new secret/* Secret */.z(text.replace(/=+$/, ''));
    throw new misfit/* Misfit */.$({
        problem: 'not base64url of at least 12 bytes',
        remedy: 'Copy the HMAC key as the CA shows it: letters, digits, `-` and `_`.',
    });
}

;// CONCATENATED MODULE: ./build/settings/inputs/who.js




const who = {
    ca: {
        group: 'who',
        default: 'letsencrypt',
        description: `The CA: ${ca/* knownCaNames */.KC.map((name) => `\`${name}\``).join(', ')}, or the https URL of an ACME directory.`,
        parse: ca/* parseCa */.y_,
    },
    'ca-certificates': {
        group: 'who',
        description: "Root certificates, as PEM or the path of a file, to trust for the CA's own https besides the system's. For a CA of your own.",
        parse: (text, { readText }) => (0,pem/* parseCertificates */.WW)(text, readText),
    },
    email: {
        group: 'who',
        description: "A mail address to give the CA as the account's contact.",
        parse: parseEmail,
    },
    'eab-kid': {
        group: 'who',
        description: "Key identifier of an external account binding, from the CA's website; together with `eab-hmac-key`. Some CAs want a binding for every new account, and a test CA its own.",
        secret: true,
        parse: token('a key identifier'),
    },
    'eab-hmac-key': {
        group: 'who',
        description: 'HMAC key of that binding, as the CA shows it (base64url).',
        secret: true,
        parse: parseEabHmacKey,
    },
    'encryption-key': {
        group: 'who',
        description: 'Your one secret: at least 32 random bytes, made with `openssl rand -base64 32`. The account key is derived from it, so that every run finds the same account, and everything stored is sealed with it. Without it nothing is stored, and without `account-key` each run makes a new account.',
        secret: true,
        parse: parseEncryptionKey,
    },
    'previous-encryption-key': {
        group: 'who',
        description: "The secret before its rotation: what was stored with it is still opened, and its account moves to the new key (RFC 8555's key change). Leave it out again after a run with both.",
        secret: true,
        parse: parseEncryptionKey,
    },
    'account-key': {
        group: 'who',
        description: "The ACME account's private key as PEM (RSA of at least 2048 bits, P-256 or P-384), instead of the one derived from `encryption-key`.",
        secret: true,
        parse: pem/* parseAccountKey */.IQ,
    },
};

;// CONCATENATED MODULE: ./build/settings/inputs.js






/** The one table of inputs: action.yml, README's tables and the parser follow it. */
const inputs = { ...what, ...who, ...proof, ...when, ...bounds, ...emit };
const inputNames = Object.keys(inputs);


/***/ }),

/***/ 1068:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ Misfit),
/* harmony export */   l: () => (/* binding */ parseEach)
/* harmony export */ });
/** Thrown by a grammar or a rule: an input that can't be used, with everything that is wrong with it. */
class Misfit extends Error {
    name = 'Misfit';
    complaints;
    constructor(complaints) {
        const all = 'problem' in complaints ? [complaints] : complaints;
        super(all.map(({ problem }) => problem).join('; '));
        this.complaints = all;
    }
}
/**
 * Applies `parse` to every item, and goes on after the first that doesn't fit.
 * @throws Misfit with the complaints of all
 */
function parseEach(items, parse) {
    const complaints = [];
    const parsed = [];
    for (const item of items) {
        try {
            parsed.push(parse(item));
        }
        catch (error) {
            if (!(error instanceof Misfit))
                throw error;
            complaints.push(...error.complaints);
        }
    }
    if (complaints.length > 0)
        throw new Misfit(complaints);
    return parsed;
}


/***/ }),

/***/ 9933:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HY: () => (/* binding */ provesControl),
/* harmony export */   ap: () => (/* binding */ decideMode),
/* harmony export */   ld: () => (/* binding */ isProposal)
/* harmony export */ });
/* harmony import */ var _misfit_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1068);
/* harmony import */ var _grammar_words_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(627);


const readWord = (0,_grammar_words_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(['auto', 'renew', 'dry-run', 'preflight', 'check', 'plan', 'revoke']);
/** Events whose runs are made from changes that nobody has merged yet. */
function isProposal({ name }) {
    return /^(pull_request(_review(_comment)?)?|merge_group)$/.test(name);
}
/** Whether control of the names is proven in this mode, so that what the proof needs must be set. */
function provesControl({ name }) {
    return name === 'renew' || name === 'dry-run';
}
/**
 * Decides what the run does, from the input and the event alone: a dry run on pull requests, else a renewal.
 * Whether somebody watches a terminal plays no part.
 * @throws Misfit for an unknown mode, and for `auto` on `pull_request_target`
 */
function decideMode(text, event) {
    const word = readWord(text);
    if (word !== 'auto')
        return { name: word, because: 'input mode' };
    if (isProposal(event))
        return { name: 'dry-run', because: `event ${event.name}` };
    switch (event.name) {
        case 'pull_request_target':
            throw new _misfit_js__WEBPACK_IMPORTED_MODULE_0__/* .Misfit */ .$({
                problem: 'the event pull_request_target gives secrets to a run that strangers can start and feed with code',
                remedy: "Use pull_request; if this workflow never touches the pull request's code, set renew or dry-run.",
            });
        case 'cli':
            return { name: 'renew', because: 'started from a terminal' };
        default:
            return { name: 'renew', because: `event ${event.name}` };
    }
}


/***/ }),

/***/ 8442:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   UA: () => (/* binding */ readChallenge),
/* harmony export */   je: () => (/* binding */ webrootFault),
/* harmony export */   wm: () => (/* binding */ configureProvider)
/* harmony export */ });
/* harmony import */ var _base_program_path_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5578);
/* harmony import */ var _misfit_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1068);
/* harmony import */ var _mode_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9933);



/** How control is proven; each challenge type that is listed must be usable, in the modes that prove it. */
function readChallenge(reading, context, mode) {
    const proves = mode === undefined || (0,_mode_js__WEBPACK_IMPORTED_MODULE_2__/* .provesControl */ .HY)(mode);
    const dns = reading.derive(['dns-provider', 'challenge', 'hook'], (given) => {
        if (!given.challenge.includes('dns-01'))
            return { providers: [], faults: [] };
        if (proves)
            return { providers: configure(given, { reading, context }), faults: [] };
        // Some know without a request where their records stand; those whose credentials aren't there don't matter.
        const asks = mode.name === 'preflight';
        if (!asks)
            return { providers: [], faults: [] };
        const { providers, faults } = configureEach(given, { reading, context });
        return { providers, faults: faults.filter(({ value }) => value !== undefined) };
    });
    let httpHook = reading.peek('http-hook');
    if (proves) {
        reading.derive([...httpInputs, 'challenge'], checkHttp);
        reading.derive(['http-webroot', 'challenge'], (given) => checkWebroot(given, context));
        httpHook = reading.derive(['http-hook', 'challenge'], (given) => programOf(given, context));
        reading.derive(['encryption-key', 'account-key', 'challenge'], checkAccount);
    }
    return reading.derive(['challenge', 'dns-resolvers', 'dns-propagation', ...httpInputs, 'dns-provider', 'dns-alias'], (given) => ({
        types: given.challenge,
        dnsProviders: dns?.providers ?? [],
        dnsProviderNames: (given['dns-provider'] ?? []).map(({ scope, spec }) => `${scope}=${spec.name}`),
        dnsProviderFaults: dns?.faults ?? [],
        dnsAliases: given['dns-alias'] ?? [],
        dnsResolvers: given['dns-resolvers'],
        propagation: given['dns-propagation'],
        httpWebroot: given['http-webroot'],
        httpListen: given['http-listen'],
        httpHook,
    }));
}
function configure({ 'dns-provider': choices, hook }, { reading, context }) {
    const { providers } = context;
    if (!choices) {
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_1__/* .Misfit */ .$({
            problem: 'is empty, and `challenge` names dns-01',
            remedy: `Name your DNS provider (${providers.names.join(', ')}), or set \`challenge\` to http-01.`,
        });
    }
    const { providers: made, faults } = configureEach({ 'dns-provider': choices, hook }, { reading, context });
    if (faults.length > 0)
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_1__/* .Misfit */ .$(faults.map((fault) => ({ value: null, ...fault })));
    return made;
}
/** Those of the providers whose credentials are there, and what is wrong with those of the others. */
function configureEach({ 'dns-provider': choices = [], hook }, { reading, context }) {
    // One for all its scopes: it keeps what its requests share.
    const made = new Map();
    const faults = [];
    for (const spec of new Set(choices.map((choice) => choice.spec))) {
        const provider = configureProvider(spec, { hook, reading, context });
        if ('faults' in provider)
            faults.push(...provider.faults);
        else
            made.set(spec, provider);
    }
    const providers = choices.flatMap(({ scope, spec }) => {
        const provider = made.get(spec);
        return provider ? [{ scope, name: spec.name, provider }] : [];
    });
    return { providers, faults };
}
/** The provider with its credentials read, or what is wrong with these. Contacts nothing. */
function configureProvider(spec, { hook, reading, context }) {
    const { env, providerPorts: ports } = context;
    // A bound that couldn't be read is a fault already, and then this provider is never used: any number does.
    const retry = { retries: reading.peek('retries') ?? 0, intervalMs: reading.peek('retry-interval') ?? 0 };
    const requestTimeoutMs = reading.peek('request-timeout') ?? 0;
    // What providers run asks on port 53 only.
    const resolvers = reading.peek('dns-resolvers')?.filter((resolver) => 'host' in resolver);
    return spec.configure({ env, hook, resolvers, requestTimeoutMs, retry, ports });
}
/** A record for dns-persist-01 names an account: one that ends with the run is in no record. */
function checkAccount(given) {
    if (!given.challenge.includes('dns-persist-01'))
        return;
    if (given['encryption-key'] !== undefined || given['account-key'] !== undefined)
        return;
    throw new _misfit_js__WEBPACK_IMPORTED_MODULE_1__/* .Misfit */ .$({
        problem: 'is empty, and `challenge` names dns-persist-01, whose records name the account that follows from it',
        remedy: 'Set it to a secret of `openssl rand -base64 32`: the account is then the same in every run.',
    });
}
/** The ways in which the CA can be shown a token. */
const httpInputs = ['http-webroot', 'http-listen', 'http-hook'];
/** Found missing by the CA's look, it would have cost an order. */
function checkWebroot(given, context) {
    const path = given['http-webroot'];
    if (path === undefined || !given.challenge.includes('http-01'))
        return;
    const fault = webrootFault(path, context);
    if (fault)
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_1__/* .Misfit */ .$({ value: path, ...fault });
}
/** What is wrong with the directory for tokens. */
function webrootFault(path, { lookAt }) {
    const kind = lookAt(path);
    if (kind === 'directory')
        return undefined;
    return {
        problem: kind === 'nothing' ? 'there is no such directory' : 'no directory that this step can look into',
        remedy: 'Name the directory that your web server serves on port 80; only `.well-known/acme-challenge` is made in it.',
    };
}
function programOf(given, context) {
    const text = given['http-hook'];
    if (text === undefined || !given.challenge.includes('http-01'))
        return text;
    const found = (0,_base_program_path_js__WEBPACK_IMPORTED_MODULE_0__/* .programAt */ .q)(text, context);
    if ('path' in found)
        return found.path;
    throw new _misfit_js__WEBPACK_IMPORTED_MODULE_1__/* .Misfit */ .$({ value: text, ...found });
}
function checkHttp(given) {
    const set = httpInputs.filter((input) => given[input] !== undefined);
    if (set.length > 1) {
        throw new _misfit_js__WEBPACK_IMPORTED_MODULE_1__/* .Misfit */ .$({
            problem: `is one of ${set.length} that are set (${set.join(', ')})`,
            remedy: 'Leave one of them: either a web server serves the tokens, or the run itself, or a program puts them up.',
        });
    }
    if (!given.challenge.includes('http-01') || set.length > 0)
        return;
    throw new _misfit_js__WEBPACK_IMPORTED_MODULE_1__/* .Misfit */ .$({
        problem: 'is empty, and `challenge` names http-01',
        remedy: 'Name the directory that your web server serves on port 80 (or set `http-listen` or `http-hook`), or take http-01 out of `challenge`.',
    });
}


/***/ }),

/***/ 7809:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   IM: () => (/* binding */ cachedDirectory),
/* harmony export */   NX: () => (/* binding */ entryIdOf),
/* harmony export */   W7: () => (/* binding */ fileOf),
/* harmony export */   f$: () => (/* binding */ cachedPathOf),
/* harmony export */   xl: () => (/* binding */ keptPathOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);


/**
 * The id of an entry: repositories that share a directory, CAs that share a name, and key types that share one don't
 * share state.
 */
function entryIdOf({ repository, caDirectoryUrl, name, variant }) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(JSON.stringify([repository, caDirectoryUrl, name, variant]))
        .digest('hex');
}
function fileOf(place, pathOf) {
    const { name } = place;
    const id = entryIdOf(place);
    return { name, id, path: pathOf({ name, id }) };
}
/** Where sealed files lie on their way from and to the cache: one fixed path each, because the cache compares paths. */
function cachedDirectory(tempDirectory) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(tempDirectory, 'bounded-acme-state');
}
/** @throws Error for an id that is none: it would be part of a path */
function cachedPathOf(tempDirectory, { id }) {
    if (!/^[0-9a-f]{64}$/.test(id))
        throw new Error('A state id in the journal is not one');
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(cachedDirectory(tempDirectory), `${id}.jwe`);
}
/** The file in a user's directory: its name can be read, and its id keeps it apart on every file system. */
function keptPathOf(directory, { name, id }) {
    const readable = name.replaceAll(/[^A-Za-z0-9_-]+/g, '_').slice(0, 60);
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, `${readable}-${id.slice(0, 16)}.jwe`);
}


/***/ }),

/***/ 2070:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bp: () => (/* binding */ variantOf),
/* harmony export */   ER: () => (/* binding */ parseEntry),
/* harmony export */   TR: () => (/* binding */ isSameEntry),
/* harmony export */   ZK: () => (/* binding */ mostFailures),
/* harmony export */   _: () => (/* binding */ mostRevoked),
/* harmony export */   bk: () => (/* binding */ newEntry),
/* harmony export */   d$: () => (/* binding */ serializeEntry),
/* harmony export */   fH: () => (/* binding */ withRevoked),
/* harmony export */   fd: () => (/* binding */ withFailure),
/* harmony export */   yp: () => (/* binding */ isPage)
/* harmony export */ });
/* unused harmony export parseVersioned */
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1690);
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5803);



/**
 * The variant of a request: its key type. An EC and an RSA certificate of the same names are a pair, and each has its
 * own state; in one they would replace each other in every run.
 */
function variantOf({ csr }, keyType) {
    return csr === undefined ? keyType : 'csr';
}
/** So many failures are kept. */
const mostFailures = 20;
/** An entry of which only the account is known. */
function newEntry(known) {
    return { ...known, certificate: undefined, pending: undefined, failures: [], revoked: [] };
}
/** The entry with one failure more; the oldest make room. */
function withFailure(entry, failure) {
    return { ...entry, failures: [...entry.failures, failure].slice(-mostFailures) };
}
/** So many revoked certificates are remembered. */
const mostRevoked = 20;
/** Whether it is an https URL, as a failure's link has to be. */
function isPage(link) {
    return /^https:\/\/.{1,2000}$/.test(link) && URL.canParse(link);
}
/** The entry without its certificate, which was revoked; the oldest of those make room. */
function withRevoked(entry, revoked) {
    return { ...entry, certificate: undefined, revoked: [...entry.revoked, revoked].slice(-mostRevoked) };
}
/** Whether nothing would change if `a` were stored in the place of `b`; keys included. */
function isSameEntry(a, b) {
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(JSON.parse(serializeEntry(a)), JSON.parse(serializeEntry(b)));
}
/** The version that is written. */
const currentVersion = 1;
/**
 * The entry as JSON with its private keys in clear: made to be sealed at once, and for nothing else.
 * @throws Error when it holds what couldn't be read again: our bug, found before it costs a certificate
 */
function serializeEntry(entry) {
    const json = JSON.stringify({ version: currentVersion, ...entry, ...revealed(entry) });
    const parsed = parseEntry(json);
    if ('problem' in parsed)
        throw new Error(`This state can't be stored: ${parsed.detail}`);
    return json;
}
function revealed({ certificate, pending }) {
    return {
        certificate: certificate && { ...certificate, privateKey: certificate.privateKey?.reveal() },
        pending: pending && { ...pending, privateKey: pending.privateKey?.reveal() },
    };
}
/** Reads what `serializeEntry` wrote, now or in an earlier version. */
function parseEntry(json) {
    try {
        return parseVersioned(JSON.parse(json), migrations());
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return { problem: 'unreadable', detail: 'the content is not JSON' };
        throw error;
    }
}
/** By the version they start from. When `currentVersion` is raised, the step from the last one comes here. */
function migrations() {
    return {};
}
/** `parseEntry` behind JSON: lifts the content one version at a time to the current one, then reads it. */
function parseVersioned(value, steps, current = currentVersion) {
    if (!(0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value))
        return { problem: 'unreadable', detail: 'the content is not an object' };
    const { version, ...content } = value;
    if (typeof version !== 'number' || !Number.isInteger(version)) {
        return { problem: 'unreadable', detail: 'the content names no version' };
    }
    if (version > current)
        return { problem: 'newer-version', detail: `it has version ${version}` };
    try {
        let lifted = content;
        for (let from = version; from < current; from += 1) {
            const step = steps[from];
            if (!step)
                return { problem: 'unreadable', detail: `version ${from} was never written` };
            lifted = step(lifted);
        }
        return { entry: readContent(lifted, 'entry') };
    }
    catch (error) {
        if (error instanceof _shape_js__WEBPACK_IMPORTED_MODULE_2__/* .Misshapen */ .pw)
            return { problem: 'unreadable', detail: error.message };
        throw error;
    }
}
const some = (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('a text', (value) => value !== '');
const url = (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('a URL', (value) => URL.canParse(value));
const privateKey = (value, at) => new _base_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .Secret */ .z((0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('a private key', (pem) => /^-----BEGIN [A-Z ]*PRIVATE KEY-----\n/.test(pem))(value, at));
const readRenewalInfo = (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1)({
    windowStartMs: _shape_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$,
    windowEndMs: _shape_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$,
    explanationUrl: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)((0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('a text')),
    fetchedAtMs: _shape_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$,
    retryAtMs: _shape_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$,
});
const readCertificate = (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1)({
    domains: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)(some, { least: 1 }),
    keyType: some,
    profile: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(some),
    chain: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('a chain', (pem) => pem.startsWith('-----BEGIN CERTIFICATE-----\n')),
    privateKey: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(privateKey),
    obtainedAtMs: _shape_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$,
    predecessorAtMs: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$),
    delivered: _shape_js__WEBPACK_IMPORTED_MODULE_2__/* .flag */ .Jt,
    newAtMs: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$),
    notBeforeMs: _shape_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$,
    notAfterMs: _shape_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$,
    serial: some,
    fingerprint: some,
    issuer: some,
    renewalInfo: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(readRenewalInfo),
});
const readPending = (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1)({
    orderUrl: url,
    createdAtMs: _shape_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$,
    identifiers: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)((0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1)({ type: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['dns', 'ip']), value: some }), { least: 1 }),
    keyType: some,
    profile: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(some),
    csr: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('base64url', (value) => /^[A-Za-z0-9_-]+$/.test(value)),
    privateKey: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(privateKey),
});
const readRevoked = (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)((0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1)({ fingerprint: some, atMs: _shape_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$, reason: some }), {
    most: mostRevoked,
});
const readFailure = (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1)({
    atMs: _shape_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$,
    code: some,
    retryAtMs: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$),
    link: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)((0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('an https URL', isPage)),
    setup: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(some),
});
const readContent = (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1)({
    repository: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('a text'),
    caDirectoryUrl: url,
    name: some,
    variant: some,
    account: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1)({ url, thumbprint: some }),
    certificate: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(readCertificate),
    pending: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(readPending),
    failures: (0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)(readFailure, { most: mostFailures }),
    revoked: (value, at) => (value === undefined ? [] : readRevoked(value, at)),
});


/***/ }),

/***/ 1893:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ openJournal)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);

/** Opens the journal in `path`, which need not exist; its lines are JSON, one event each, mode 0600. */
function openJournal(path) {
    // Each begins a line of its own, so that one that was cut off before it takes nothing along.
    const append = (event) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(path, `\n${JSON.stringify(event)}\n`, { mode: 0o600 });
    return {
        intend: (deed) => append({ event: 'intend', deed }),
        settle: (deed) => append({ event: 'settle', deed }),
        remove: () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { force: true }),
        open: () => ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path) ? unsettled((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8')) : []),
    };
}
function unsettled(text) {
    const open = new Map();
    for (const line of text.split('\n')) {
        const entry = readEvent(line);
        if (!entry)
            continue;
        const key = JSON.stringify(entry.deed);
        if (entry.event === 'intend')
            open.set(key, entry.deed);
        else
            open.delete(key);
    }
    return [...open.values()];
}
/** A line that was cut off by the process's end was written before its deed was done: nothing to undo. */
function readEvent(line) {
    if (line === '')
        return undefined;
    try {
        return JSON.parse(line);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 4762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ mergeEntries)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2070);


/**
 * What two runs of one certificate know together. Neither's certificate is lost to the other's failure: the one that
 * was obtained later stays, and of orders and failures those that came after it.
 * @param ours wins where nothing tells which is newer
 * @param isKnownOrder whether this run has dealt with an order of `theirs` already: then `ours` tells what became of it
 */
function mergeEntries(ours, theirs, isKnownOrder) {
    const revoked = mergeLists(theirs.revoked, ours.revoked, _entry_js__WEBPACK_IMPORTED_MODULE_1__/* .mostRevoked */ ._);
    const isRevoked = ({ fingerprint }) => revoked.some((one) => one.fingerprint === fingerprint);
    const latest = laterCertificate(ours.certificate, theirs.certificate);
    const certificate = latest && isRevoked(latest) ? undefined : latest;
    const since = certificate?.obtainedAtMs ?? -Infinity;
    const fresh = theirs.pending && !isKnownOrder(theirs.pending.orderUrl) ? theirs.pending : undefined;
    const pending = laterOrder(ours.pending, fresh);
    return {
        ...ours,
        certificate,
        pending: pending && pending.createdAtMs >= since ? pending : undefined,
        failures: mergeLists(theirs.failures, ours.failures, _entry_js__WEBPACK_IMPORTED_MODULE_1__/* .mostFailures */ .ZK).filter(({ atMs }) => atMs >= since),
        revoked,
    };
}
function laterCertificate(ours, theirs) {
    if (!ours || !theirs)
        return ours ?? theirs;
    if (theirs.obtainedAtMs > ours.obtainedAtMs)
        return theirs;
    const isSame = theirs.fingerprint === ours.fingerprint;
    return isSame ? { ...ours, delivered: ours.delivered || theirs.delivered } : ours;
}
function laterOrder(ours, theirs) {
    if (!ours || !theirs)
        return ours ?? theirs;
    return theirs.createdAtMs > ours.createdAtMs ? theirs : ours;
}
/** What either has, the oldest first; the oldest make room. */
function mergeLists(theirs, ours, most) {
    const others = theirs.filter((one) => !ours.some((own) => (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(own, one)));
    return [...others, ...ours].sort((a, b) => a.atMs - b.atMs).slice(-most);
}


/***/ }),

/***/ 8205:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I$: () => (/* binding */ sealEntry),
/* harmony export */   b: () => (/* binding */ stateKeysOf),
/* harmony export */   dy: () => (/* binding */ isSealed),
/* harmony export */   vW: () => (/* binding */ openEntry)
/* harmony export */ });
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2070);
/* harmony import */ var _secret_key_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6698);
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5803);



/** Derives the keys that state is sealed with and opened with. */
function stateKeysOf(encryptionKey, previous) {
    return { current: stateKeyOf(encryptionKey), previous: previous && stateKeyOf(previous) };
}
function stateKeyOf(secret) {
    return { id: (0,_secret_key_js__WEBPACK_IMPORTED_MODULE_1__/* .deriveStateKeyId */ .ZV)(secret), key: (0,_secret_key_js__WEBPACK_IMPORTED_MODULE_1__/* .deriveStateKey */ .Ue)(secret) };
}
/** Seals for `dir` with A256GCM and nothing else: an attacker's choice of algorithms isn't offered. */
const algorithms = { alg: 'dir', enc: 'A256GCM' };
const typ = 'bounded-acme-state';
/**
 * Encrypts an entry, its keys included, as a compact JWE (RFC 7516 7.1).
 * @returns ASCII, one line without an end
 * @throws the signal's reason
 */
async function sealEntry(entry, { current }, signal) {
    const { CompactEncrypt } = await Promise.all(/* import() */[__nccwpck_require__.e(657), __nccwpck_require__.e(587)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3587));
    signal.throwIfAborted();
    return new CompactEncrypt(Buffer.from((0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .serializeEntry */ .d$)(entry)))
        .setProtectedHeader({ ...algorithms, typ, kid: current.id })
        .encrypt(current.key);
}
/**
 * Opens what `sealEntry` made. Never throws on what it is given: anything but an entry of `place` is a problem.
 * @param sealed the file's bytes, one character each (`latin1`), so that none can hide in a decoder
 * @throws the signal's reason
 */
async function openEntry(sealed, { keys, place }, signal) {
    const damage = damageOf(sealed);
    if (damage)
        return damage;
    const header = readHeader(sealed);
    if (!(0,_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(header))
        return problem('tampered', 'its header is not JSON');
    if (header['typ'] !== typ)
        return problem('unreadable', 'it is a sealed file of something else');
    const openedWith = keyNameOf(header['kid'], keys);
    const key = openedWith && keys[openedWith]?.key;
    if (!openedWith || !key)
        return problem('wrong-key', 'it was sealed with another secret');
    const content = await decrypt(sealed, key);
    signal.throwIfAborted();
    if (content === undefined)
        return problem('tampered', 'it is not what was sealed');
    const parsed = (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .parseEntry */ .ER)(content);
    if ('problem' in parsed)
        return problem(parsed.problem, parsed.detail);
    return (place && misplacement(parsed.entry, place)) ?? { entry: parsed.entry, openedWith };
}
/** Whether a text could be a sealed entry, as far as that can be told without the key. */
function isSealed(text) {
    return damageOf(text) === undefined;
}
/** Header, no encrypted key, 96 bits of IV, ciphertext, 128 bits of tag (RFC 7518 5.3). */
const form = /^[\w-]+\.\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/;
const cutForm = /^([\w-]*|[\w-]+\.\.?|[\w-]+\.\.[\w-]{1,16}|[\w-]+\.\.[\w-]{16}\.[\w-]*(\.[\w-]{0,21})?)$/;
/** What is wrong with the file before any key is tried. */
function damageOf(sealed) {
    if (!form.test(sealed)) {
        return cutForm.test(sealed)
            ? problem('truncated', `it ends after ${sealed.length} bytes`)
            : problem('tampered', 'it is not a sealed file');
    }
    // The last character of base64url can have bits that count for nothing; a flip there is a flip all the same.
    const canonical = sealed
        .split('.')
        .every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
    return canonical ? undefined : problem('tampered', 'it is not written as it was sealed');
}
function readHeader(sealed) {
    try {
        return JSON.parse(Buffer.from(sealed.slice(0, sealed.indexOf('.')), 'base64url').toString());
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
function keyNameOf(kid, keys) {
    if (kid === keys.current.id)
        return 'current';
    return kid === keys.previous?.id ? 'previous' : undefined;
}
/** @returns undefined when it is not authentic */
async function decrypt(sealed, key) {
    const { compactDecrypt } = await Promise.all(/* import() */[__nccwpck_require__.e(657), __nccwpck_require__.e(60)]).then(__nccwpck_require__.bind(__nccwpck_require__, 4060));
    const { JOSEError } = await __nccwpck_require__.e(/* import() */ 674).then(__nccwpck_require__.bind(__nccwpck_require__, 5674));
    try {
        const { plaintext } = await compactDecrypt(sealed, key, {
            keyManagementAlgorithms: [algorithms.alg],
            contentEncryptionAlgorithms: [algorithms.enc],
        });
        return Buffer.from(plaintext).toString();
    }
    catch (error) {
        if (error instanceof JOSEError)
            return undefined;
        throw error;
    }
}
function misplacement(entry, place) {
    if (entry.repository !== place.repository)
        return problem('other-repository', 'it is of another repository');
    if (entry.caDirectoryUrl !== place.caDirectoryUrl)
        return problem('other-ca', 'it is of another CA');
    if (entry.name !== place.name || entry.variant !== place.variant) {
        return problem('other-certificate', 'it is of another certificate');
    }
    return undefined;
}
function problem(kind, detail) {
    return { problem: kind, detail };
}


/***/ }),

/***/ 3011:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FX: () => (/* binding */ readSealedFile),
/* harmony export */   WA: () => (/* binding */ moveAside),
/* harmony export */   _i: () => (/* binding */ makeOwnDirectory),
/* harmony export */   k_: () => (/* binding */ writeSealedFile),
/* harmony export */   tO: () => (/* binding */ clearPath)
/* harmony export */ });
/* unused harmony export largestFile */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6760);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5145);





/** A hundred names with the longest key and chain take a tenth of it. */
const largestFile = 1024 * 1024;
/**
 * Reads a sealed file that someone else may have put there: a link is not followed, a pipe not waited for, and a
 * large one not taken in.
 * @returns one character for each byte; undefined when there is none; or why it is none of ours
 * @throws AppError `state-unreadable` when it can't be reached; the signal's reason
 */
async function readSealedFile(path, signal) {
    signal.throwIfAborted();
    return told(`read ${path}`, async () => {
        const handle = await openPlain(path);
        if (!handle || 'problem' in handle)
            return handle;
        try {
            const found = await handle.stat();
            if (!found.isFile())
                return strange(`${path} is not a file`);
            if (found.size > largestFile)
                return strange(`${path} has ${found.size} bytes, more than any state has`);
            return await handle.readFile('latin1');
        }
        finally {
            await handle.close();
        }
    });
}
async function openPlain(path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(path, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NONBLOCK);
    }
    catch (error) {
        const code = codeOf(error);
        if (code === 'ENOENT')
            return undefined;
        if (code === 'ELOOP')
            return strange(`${path} is a symbolic link`);
        if (code === 'ENXIO')
            return strange(`${path} is not a file`);
        throw error;
    }
}
function strange(detail) {
    return { problem: 'unreadable', detail };
}
/**
 * Writes a sealed file whole or not at all, readable by its owner only; its directory is made when it is missing. What
 * stands in its place, a link too, is replaced.
 * @throws AppError `state-unreadable`; the signal's reason
 */
async function writeSealedFile(path, sealed, signal) {
    signal.throwIfAborted();
    const temporaryPath = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(path), `.${(0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(path)}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`);
    await told(`write ${path}`, async () => {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(path), { recursive: true, mode: 0o700 });
        try {
            await writeOut(temporaryPath, sealed);
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(temporaryPath, path);
        }
        catch (error) {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(temporaryPath, { force: true });
            throw error;
        }
    });
}
async function writeOut(path, sealed) {
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(path, 'wx', 0o600);
    try {
        await handle.writeFile(sealed, 'latin1');
        await handle.sync();
    }
    finally {
        await handle.close();
    }
}
/**
 * Gives what can't be opened another name, so that it isn't lost when a new state takes its place.
 * @param stamp tells it from earlier ones
 * @throws AppError `state-unreadable`; the signal's reason
 */
async function moveAside(path, stamp, signal) {
    signal.throwIfAborted();
    await told(`rename ${path}`, async () => {
        try {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(path, `${path}.${stamp}.unreadable`);
        }
        catch (error) {
            if (codeOf(error) !== 'ENOENT')
                throw error;
        }
    });
}
/**
 * Makes sure that a directory of our own is one, and nobody else's to look into: a link in its place is a trap.
 * @throws AppError `state-unreadable`; the signal's reason
 */
async function makeOwnDirectory(path, signal) {
    signal.throwIfAborted();
    const made = await told(`make ${path}`, async () => {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(path, { recursive: true, mode: 0o700 });
        return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(path);
    });
    if (!made.isDirectory())
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .AppError */ .uV('state-unreadable', `${path} is a symbolic link`);
    if ((made.mode & 0o077) !== 0)
        await told(`close ${path} to others`, () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.chmod)(path, 0o700));
}
/** Takes away whatever stands at a path of our own. @throws AppError `state-unreadable`; the signal's reason */
async function clearPath(path, signal) {
    signal.throwIfAborted();
    await told(`remove ${path}`, () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(path, { force: true, recursive: true }));
}
async function told(what, work) {
    try {
        return await work();
    }
    catch (error) {
        const code = codeOf(error);
        if (code === undefined || error instanceof _base_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .AppError */ .uV)
            throw error;
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .AppError */ .uV('state-unreadable', `Can't ${what}: ${code}`, {}, error);
    }
}
function codeOf(error) {
    const { code } = error;
    return typeof code === 'string' ? code : undefined;
}


/***/ }),

/***/ 6698:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Om: () => (/* binding */ deriveAccountKey),
/* harmony export */   Ue: () => (/* binding */ deriveStateKey),
/* harmony export */   ZV: () => (/* binding */ deriveStateKeyId)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1690);


/**
 * The ACME account key of a CA: the same `encryption-key` and directory always give the same P-256 key, so that an
 * account outlives every cache. Changing anything here loses the accounts of everyone.
 * @returns PKCS#8 PEM
 */
function deriveAccountKey(encryptionKey, directoryUrl) {
    const bytes = expand(encryptionKey, `bounded-acme v1 account-key ${new URL(directoryUrl).href}`, 48);
    return new _base_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .Secret */ .z(writePrivateKey(scalarOf(bytes)));
}
/** The key that stored state is sealed with: 256 bits, for A256GCM. */
function deriveStateKey(encryptionKey) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createSecretKey)(expand(encryptionKey, 'bounded-acme v1 state-key', 32));
}
/** Names the state key without telling it (RFC 7515 4.1.4 `kid`): a wrong secret isn't taken for a damaged file. */
function deriveStateKeyId(encryptionKey) {
    return expand(encryptionKey, 'bounded-acme v1 state-key-id', 12).toString('base64url');
}
/** HKDF-SHA-256 (RFC 5869) without salt: the input is random already. A pasted secret's line end doesn't count. */
function expand(encryptionKey, info, length) {
    return Buffer.from((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hkdfSync)('sha256', encryptionKey.reveal().trim(), '', info, length));
}
/** The order of P-256's group (SP 800-186 3.2.1.3). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** A private key from extra random bits (FIPS 186-5 A.2.1): 128 more than the order has, so no key is likelier. */
function scalarOf(bytes) {
    const scalar = (BigInt(`0x${bytes.toString('hex')}`) % (order - 1n)) + 1n;
    return Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
}
function writePrivateKey(scalar) {
    const ecdh = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createECDH)('prime256v1');
    ecdh.setPrivateKey(scalar);
    const point = ecdh.getPublicKey();
    const jwk = {
        kty: 'EC',
        crv: 'P-256',
        d: scalar.toString('base64url'),
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
    };
    const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)({ format: 'jwk', key: jwk });
    return key.export({ type: 'pkcs8', format: 'pem' });
}


/***/ }),

/***/ 5803:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   g1: () => (/* binding */ record),
/* harmony export */   lq: () => (/* binding */ optional),
/* harmony export */   n$: () => (/* binding */ moment),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   pw: () => (/* binding */ Misshapen),
/* harmony export */   u4: () => (/* binding */ isRecord),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/** A value that isn't what its place asks for. Tells the place and never the value, which may be a key. */
class Misshapen extends Error {
    name = 'Misshapen';
}
/** Text that passes `isRight`; `what` names it, as in `an https URL`. */
function text(what, isRight = () => true) {
    return (value, at) => {
        if (typeof value === 'string' && isRight(value))
            return value;
        throw new Misshapen(`${at} is not ${what}`);
    };
}
/** A moment, ms since the epoch, in the range of a Date. */
const moment = (value, at) => {
    if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 8.64e15)
        return value;
    throw new Misshapen(`${at} is not a moment`);
};
/** Yes or no. */
const flag = (value, at) => {
    if (typeof value === 'boolean')
        return value;
    throw new Misshapen(`${at} is neither true nor false`);
};
/** One of the words. */
function oneOf(words) {
    return (value, at) => {
        const found = words.find((word) => word === value);
        if (found !== undefined)
            return found;
        throw new Misshapen(`${at} is none of ${words.join(', ')}`);
    };
}
/** A list of `least` to `most` items. */
function list(item, { least = 0, most = Infinity } = {}) {
    return (value, at) => {
        if (!Array.isArray(value) || value.length < least || value.length > most) {
            throw new Misshapen(`${at} is not a list of the right length`);
        }
        return value.map((one, index) => item(one, `${at}[${index}]`));
    };
}
/** What may be missing. */
function optional(reader) {
    return (value, at) => (value === undefined ? undefined : reader(value, at));
}
/** An object with these members and no other: what isn't known isn't silently dropped. */
function record(members) {
    return (value, at) => {
        if (!isRecord(value))
            throw new Misshapen(`${at} is not an object`);
        const stranger = Object.keys(value).find((key) => !Object.hasOwn(members, key));
        if (stranger !== undefined)
            throw new Misshapen(`${at} holds something unknown`);
        const read = Object.entries(members).map(([key, reader]) => [
            key,
            reader(Object.hasOwn(value, key) ? value[key] : undefined, `${at}.${key}`),
        ]);
        return Object.fromEntries(read);
    };
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 2617:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  uT: () => (/* binding */ deedOf),
  O9: () => (/* binding */ finish),
  dH: () => (/* binding */ flushLeftovers),
  jJ: () => (/* binding */ keyPrefixOf),
  b3: () => (/* binding */ notSaved),
  Se: () => (/* binding */ upload),
  ti: () => (/* binding */ uploadsAtOnce)
});

// EXTERNAL MODULE: ./build/base/abort.js
var abort = __nccwpck_require__(9362);
// EXTERNAL MODULE: ./build/base/errors.js
var errors = __nccwpck_require__(5145);
// EXTERNAL MODULE: ./build/base/parallel.js
var parallel = __nccwpck_require__(4013);
// EXTERNAL MODULE: ./build/state/entry-file.js
var entry_file = __nccwpck_require__(7809);
// EXTERNAL MODULE: ./build/state/entry.js
var entry = __nccwpck_require__(2070);
// EXTERNAL MODULE: ./build/state/merge.js
var merge = __nccwpck_require__(4762);
// EXTERNAL MODULE: ./build/state/seal.js
var seal = __nccwpck_require__(8205);
// EXTERNAL MODULE: ./build/state/sealed-file.js
var sealed_file = __nccwpck_require__(3011);
;// CONCATENATED MODULE: ./build/state/merge-leftover.js





/**
 * Puts together what an ended process had kept and what another run may have uploaded since: the newest entry of the
 * cache is the one that is found, so that a late upload would bury a certificate.
 * @param sealed what was kept
 * @returns what to upload: `sealed` itself where there is nothing to add, or nothing that can be opened
 * @throws AppError `state-unreadable` when the cache can't be read; the signal's reason
 */
async function withNewest(sealed, { file, cache, prefix, keys }, signal) {
    const ours = await (0,seal/* openEntry */.vW)(sealed, { keys, place: undefined }, signal);
    if (!('entry' in ours) || (0,entry_file/* entryIdOf */.NX)(ours.entry) !== file.id)
        return sealed;
    const key = await cache.restore({ paths: [file.path], prefix }, signal);
    const found = key === undefined ? undefined : await (0,sealed_file/* readSealedFile */.FX)(file.path, signal);
    if (typeof found !== 'string')
        return sealed;
    const theirs = await (0,seal/* openEntry */.vW)(found, { keys, place: ours.entry }, signal);
    if (!('entry' in theirs))
        return sealed;
    // Of an order that is over, one is enough to know it: the next run asks the CA what became of it.
    const merged = (0,merge/* mergeEntries */.x)(ours.entry, theirs.entry, () => false);
    return (0,entry/* isSameEntry */.TR)(merged, ours.entry) ? sealed : (0,seal/* sealEntry */.I$)(merged, keys, signal);
}

// EXTERNAL MODULE: ./build/state/utc-stamp.js
var utc_stamp = __nccwpck_require__(9442);
;// CONCATENATED MODULE: ./build/state/upload.js








const uploadsAtOnce = 8;
/** What the keys of an entry begin with; the cache gives the newest. */
function keyPrefixOf(id) {
    return `bounded-acme-v1-${id}-`;
}
function deedOf({ name, id }) {
    return { kind: 'state', name, id };
}
/**
 * Saves a sealed file as a new entry of the cache.
 * @param sealed what the file has to hold: a look-up that was given up may have put an older one there since
 * @returns why it is not saved, as a sentence; undefined when it is
 */
async function upload({ id, path }, { ports, sealed }, signal) {
    const { cache, clock, random } = ports;
    const key = `${keyPrefixOf(id)}${(0,utc_stamp/* utcStamp */.s)(clock.now())}-${Buffer.from(random.bytes(6)).toString('hex')}`;
    try {
        const saved = await (0,abort/* untilAborted */.E)(signal, async () => {
            if ((await (0,sealed_file/* readSealedFile */.FX)(path, signal)) !== sealed)
                await (0,sealed_file/* writeSealedFile */.k_)(path, sealed, signal);
            return cache.save({ paths: [path], key }, signal);
        });
        return saved ? undefined : 'the cache took no new entry; is it read-only for this event?';
    }
    catch (error) {
        return `${(0,errors/* messageOf */.bD)(error)}.`;
    }
}
/** The warning that a state was not saved. @param next what comes of it, as a sentence */
function notSaved(name, { why, next }) {
    return `The state of ${name} was not saved in the cache: ${why} ${next}`;
}
/**
 * Settles an uploaded file and takes it away: nothing is left to upload.
 * @returns a warning when it can't be taken away
 */
async function finish(file, journal, signal) {
    journal.settle(deedOf(file));
    try {
        await (0,sealed_file/* clearPath */.tO)(file.path, signal);
        return undefined;
    }
    catch (error) {
        return `The sealed state of ${file.name} is left on the runner, in ${file.path}: ${(0,errors/* messageOf */.bD)(error)}.`;
    }
}
/**
 * Uploads what an ended process had kept and not uploaded: what the post step does. What was uploaded, or never came to
 * be written, is settled.
 * @param deeds those of the journal that are open
 * @returns warnings
 */
async function flushLeftovers(deeds, ports, signal) {
    const warnings = await (0,parallel/* mapLimited */.bB)(deeds, uploadsAtOnce, (deed) => uploadLeftover(deed, ports, signal));
    return warnings.filter((warning) => warning !== undefined);
}
async function uploadLeftover({ name, id }, ports, signal) {
    const lost = (why) => notSaved(name, { why, next: "The next run won't know of this one." });
    try {
        const file = { name, id, path: (0,entry_file/* cachedPathOf */.f$)(ports.tempDirectory, { id }) };
        const sealed = await (0,sealed_file/* readSealedFile */.FX)(file.path, signal);
        if (sealed !== undefined) {
            if (typeof sealed !== 'string')
                return lost(`${sealed.detail}.`);
            if (!(0,seal/* isSealed */.dy)(sealed))
                return lost(`${file.path} is not a sealed file.`);
            const joined = await joinNewest(sealed, { file, ports }, signal);
            const why = await upload(file, { ports, sealed: joined }, signal);
            if (why !== undefined)
                return lost(why);
        }
        return await finish(file, ports.journal, signal);
    }
    catch (error) {
        return lost(`${(0,errors/* messageOf */.bD)(error)}.`);
    }
}
/** A cache that can't be read is no reason not to save: so does a run that has come this far. */
async function joinNewest(sealed, { file, ports }, signal) {
    const { cache, keys, log } = ports;
    if (!keys)
        return sealed;
    try {
        const options = { file, cache, keys, prefix: keyPrefixOf(file.id) };
        return await (0,abort/* untilAborted */.E)(signal, () => withNewest(sealed, options, signal));
    }
    catch (error) {
        signal.throwIfAborted();
        log.info(`Whether another run has stored ${file.name} since can't be seen: ${(0,errors/* messageOf */.bD)(error)}`);
        return sealed;
    }
}


/***/ }),

/***/ 9442:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ utcStamp)
/* harmony export */ });
/** A moment as part of a name: `20260801T120000Z`. */
function utcStamp(ms) {
    return new Date(ms).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
}


/***/ }),

/***/ 1104:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ httpHook)
/* harmony export */ });
/* harmony import */ var _dns_foreign_program_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1155);

/**
 * Runs the program of the input `http-hook`, bounded and ended as a group; its output in the log. It is told all a
 * second time as certbot tells its manual hooks: a token that begins with `-` looks like an option to many programs.
 */
function httpHook(file, { env, clock, processes, log }) {
    return (args, bound) => {
        const [verb, name = '', token, validation] = args;
        const call = {
            label: 'http-hook',
            file,
            args,
            env: { CERTBOT_DOMAIN: name, CERTBOT_TOKEN: token, CERTBOT_VALIDATION: validation },
            open: ['CERTBOT_TOKEN'],
            told: `${file} ${verb} ${name}`,
            hint: 'Run the program by hand with `present <name> <token> <key authorization>`; its output stands in the log above.',
        };
        return (0,_dns_foreign_program_js__WEBPACK_IMPORTED_MODULE_0__/* .runProgram */ .mB)(call, { env, ports: { clock, processes, log } }, bound);
    };
}


/***/ }),

/***/ 4901:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ loadProviders)
/* harmony export */ });
const none = { specs: [], names: [], find: () => undefined };
/**
 * Loads the DNS providers, unless a run proves control without them.
 * @param inputs raw, as the user wrote them
 * @throws the signal's reason
 */
async function loadProviders({ 'dns-provider': named = '', challenge = '' }, signal) {
    signal.throwIfAborted();
    // Without a word in `challenge` its default holds, which is dns-01.
    const wanted = named.trim() !== '' || challenge.trim() === '' || /\bdns-01\b/.test(challenge);
    if (!wanted)
        return none;
    const { providers, providerSpecs } = await __nccwpck_require__.e(/* import() */ 278).then(__nccwpck_require__.bind(__nccwpck_require__, 1278));
    return { ...providers, specs: providerSpecs };
}


/***/ }),

/***/ 8517:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  s: () => (/* binding */ readSettings)
});

// EXTERNAL MODULE: ./build/base/errors.js
var errors = __nccwpck_require__(5145);
// EXTERNAL MODULE: ./build/certificate/user-csr.js
var user_csr = __nccwpck_require__(5712);
// EXTERNAL MODULE: ./build/settings/misfit.js
var misfit = __nccwpck_require__(1068);
;// CONCATENATED MODULE: ./build/settings/account.js

/** The account to use. Each part by itself, so that a fault of one hides no fault of another. */
function readAccount(reading) {
    const eab = reading.derive(['eab-kid', 'eab-hmac-key'], bindingOf);
    const previousEncryptionKey = reading.derive(['previous-encryption-key', 'encryption-key'], previousOf);
    return reading.derive(['email', 'encryption-key', 'account-key'], (given) => ({
        email: given.email,
        eab,
        encryptionKey: given['encryption-key'],
        previousEncryptionKey,
        accountKey: given['account-key'],
    }));
}
function previousOf({ 'previous-encryption-key': previous, 'encryption-key': current, }) {
    if (previous === undefined)
        return undefined;
    if (current !== undefined && current.reveal() !== previous.reveal())
        return previous;
    throw new misfit/* Misfit */.$({
        problem: current === undefined ? 'is set, and `encryption-key` is empty' : 'is the same as `encryption-key`',
        remedy: 'The new secret goes into `encryption-key`, the one before it here.',
    });
}
/** RFC 8555 7.3.4. */
function bindingOf({ 'eab-kid': kid, 'eab-hmac-key': hmacKey, }) {
    if (kid !== undefined && hmacKey !== undefined)
        return { kid, hmacKey };
    if (kid === undefined && hmacKey === undefined)
        return undefined;
    const [missing, given] = kid === undefined ? ['eab-kid', 'eab-hmac-key'] : ['eab-hmac-key', 'eab-kid'];
    throw new misfit/* Misfit */.$({
        input: missing,
        problem: `is empty, and \`${given}\` is set`,
        remedy: "An account's binding needs both; the CA's website shows them together.",
    });
}

// EXTERNAL MODULE: ./build/base/bound.js
var bound = __nccwpck_require__(9856);
;// CONCATENATED MODULE: ./build/settings/bounds.js


const parts = [
    'request-timeout',
    'propagation-timeout',
    'validation-timeout',
    'order-timeout',
    'retry-interval',
];
/** The run's bounds. A part that the user made longer than the whole is a fault; a default is just cut short. */
function readBounds(reading) {
    for (const input of parts) {
        reading.derive([input, 'timeout'], (given) => {
            if (reading.isGiven(input))
                checkFits(given[input], given.timeout);
        });
    }
    reading.derive(['dns-propagation', 'timeout'], ({ 'dns-propagation': propagation, timeout }) => {
        if (propagation.kind === 'fixed')
            checkFits(propagation.waitMs, timeout);
    });
    return reading.derive(['timeout', 'retries', ...parts], (given) => ({
        totalMs: given.timeout,
        requestMs: given['request-timeout'],
        propagationMs: given['propagation-timeout'],
        validationMs: given['validation-timeout'],
        orderMs: given['order-timeout'],
        retry: { retries: given.retries, intervalMs: given['retry-interval'] },
    }));
}
function checkFits(ms, timeout) {
    if (ms <= timeout)
        return;
    throw new misfit/* Misfit */.$({
        value: (0,bound/* seconds */.YA)(ms),
        problem: `longer than the whole run, whose \`timeout\` is ${(0,bound/* seconds */.YA)(timeout)}`,
        remedy: 'Shorten it, or lengthen `timeout`.',
    });
}

// EXTERNAL MODULE: ./build/settings/ca.js
var settings_ca = __nccwpck_require__(2794);
// EXTERNAL MODULE: ./build/settings/grammar/domains.js
var grammar_domains = __nccwpck_require__(9939);
// EXTERNAL MODULE: ./build/settings/grammar/identifiers.js + 1 modules
var identifiers = __nccwpck_require__(1751);
// EXTERNAL MODULE: ./build/settings/inputs.js + 15 modules
var inputs = __nccwpck_require__(4200);
;// CONCATENATED MODULE: ./build/settings/certificates.js




/** The certificates that are asked for: those of `domains`, or the one of `csr`. @throws Misfit */
function requestsOf({ domains, csr }) {
    if (csr === undefined)
        return domains ?? missing();
    if (domains === undefined)
        return [{ ...(0,grammar_domains/* requestFor */.pU)(csr.identifiers), csr: csr.pem }];
    throw new misfit/* Misfit */.$({
        problem: 'set together with `csr`',
        remedy: 'The CSR has its own names: leave one of both empty.',
    });
}
/** Those of the certificates that `only` leaves. @throws Misfit for a name that none of them has */
function choose(requests, only) {
    if (only === undefined)
        return requests;
    const wanted = new Set((0,misfit/* parseEach */.l)(only, (name) => find(requests, name)));
    return requests.filter((request) => wanted.has(request));
}
/** Refuses to take an empty `only` for all certificates where that can't be undone. @throws Misfit */
function requireOnly(only) {
    if (only !== undefined)
        return;
    throw new misfit/* Misfit */.$({
        problem: 'is empty, and the mode `revoke` takes back nothing that is not named',
        remedy: 'Name the certificates to revoke.',
    });
}
function missing() {
    throw new misfit/* Misfit */.$({
        problem: 'is empty, and so is `csr`',
        remedy: 'Name at least one domain, like `example.com www.example.com`.',
    });
}
function find(requests, given) {
    const name = given.replace('*', '_wildcard').toLowerCase();
    const found = requests.find((request) => request.name.toLowerCase() === name);
    if (found)
        return found;
    const names = requests.slice(0, 20).map((request) => request.name);
    throw new misfit/* Misfit */.$({
        value: given,
        problem: 'no certificate of this name',
        remedy: `There ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.`,
    });
}
/**
 * Checks that every name can be had: by the challenge types, and from the CA.
 * @throws Misfit with every name that can't
 */
function checkNames(requests, options) {
    (0,misfit/* parseEach */.l)(requests.flatMap(({ identifiers }) => identifiers), (identifier) => {
        const complaint = unobtainable(identifier, options);
        if (complaint)
            throw new misfit/* Misfit */.$({ input: options.input, value: identifier.value, ...complaint });
    });
}
function unobtainable(identifier, { types, publicCa }) {
    if (identifier.value.startsWith('*.') && !types.some((type) => type !== 'http-01')) {
        return {
            problem: 'a wildcard can only be proven by the DNS',
            remedy: 'Add dns-01 or dns-persist-01 to `challenge`.',
        };
    }
    if (identifier.type === 'ip' && !types.includes('http-01')) {
        return { problem: 'an IP address can only be proven by http-01', remedy: 'Add http-01 to `challenge`.' };
    }
    if (publicCa && (0,identifiers/* isSingleLabel */.X)(identifier)) {
        return {
            problem: 'a name without a dot, which no public CA issues for',
            remedy: "Write the full name, or set `ca` to the directory of your own network's CA.",
        };
    }
    return undefined;
}
/** Refuses a key type that the CSR's own key isn't of. @throws Misfit */
function checkKeyType({ 'key-type': keyType, csr }) {
    if (!csr || keyType === csr.keyType || keyType === inputs/* inputs */.Q['key-type'].default)
        return;
    throw new misfit/* Misfit */.$({
        value: keyType,
        problem: `the key of the CSR is ${csr.keyType}`,
        remedy: 'Leave `key-type` empty: the CSR decides.',
    });
}

;// CONCATENATED MODULE: ./build/settings/exports.js

/** What leaves the runner, and how. @throws Misfit for a PFX of a key that we don't have */
function exportsOf(given) {
    const pfxPassword = given['pfx-password'];
    if (pfxPassword !== undefined && given.csr !== undefined) {
        throw new misfit/* Misfit */.$({
            problem: 'set together with `csr`',
            remedy: 'A PFX holds the private key, and with a CSR only you have it: leave one of both empty.',
        });
    }
    return {
        artifact: given.artifact,
        retentionDays: given['artifact-retention-days'],
        ageRecipients: given['age-recipients'] ?? [],
        pfxPassword,
    };
}

// EXTERNAL MODULE: ./build/settings/grammar/pem.js
var pem = __nccwpck_require__(6048);
// EXTERNAL MODULE: ./build/settings/proof.js
var proof = __nccwpck_require__(8442);
;// CONCATENATED MODULE: ./build/settings/reading.js



/** The inputs' values as far as they could be read, and every fault so far. */
class Reading {
    #raw;
    #faults = [];
    #values = new Map();
    /** Reads every input by its own grammar. */
    constructor(raw, context) {
        this.#raw = raw;
        for (const name of inputs/* inputNames */.v) {
            const text = this.#text(name);
            this.#collect(name, () => this.#values.set(name, readInput(inputs/* inputs */.Q[name], text, context)), text);
        }
    }
    /** Whether the user set the input to something else than its default. */
    isGiven(name) {
        const row = inputs/* inputs */.Q[name];
        return this.#text(name) !== (row.default ?? '');
    }
    /** The input's value; undefined also when it couldn't be read. */
    peek(name) {
        return this.#values.get(name);
    }
    /**
     * Makes something of several inputs, when each of them could be read; what doesn't fit joins the faults, and is the
     * first one's unless it says otherwise.
     * @returns undefined when it couldn't be made
     */
    derive(needs, make) {
        if (!needs.every((name) => this.#values.has(name)))
            return undefined;
        const values = Object.fromEntries(this.#values);
        return this.#collect(needs[0], () => make(values), null);
    }
    /** All values. @throws ConfigError when there is any fault */
    values() {
        if (this.#faults.length > 0)
            throw new errors/* ConfigError */.xL(this.#faults);
        return Object.fromEntries(this.#values);
    }
    /** What was derived, all of it. @throws ConfigError when there is any fault */
    complete(parts) {
        if (this.#faults.length > 0)
            throw new errors/* ConfigError */.xL(this.#faults);
        return parts;
    }
    #text(name) {
        const row = inputs/* inputs */.Q[name];
        return this.#raw[name]?.trim() || (row.default ?? '');
    }
    #collect(name, make, quoted) {
        try {
            return make();
        }
        catch (error) {
            if (!(error instanceof misfit/* Misfit */.$))
                throw error;
            this.#faults.push(...error.complaints.map((one) => faultOf({ input: name, value: quoted, ...one })));
            return undefined;
        }
    }
}
/** A value is quoted where it helps: not a secret, and not a text so long that it was pasted by mistake. */
function faultOf({ input, value, problem, remedy }) {
    const row = isInputName(input) ? inputs/* inputs */.Q[input] : undefined;
    const quotable = value !== null && value !== '' && value.length <= longestQuote && !row?.secret;
    return { input, ...(quotable ? { value } : {}), problem, remedy };
}
const longestQuote = 120;
function isInputName(name) {
    return Object.hasOwn(inputs/* inputs */.Q, name);
}
function readInput(row, text, context) {
    if (!row.secret && /PRIVATE KEY-----/.test(text)) {
        const remedy = 'Take it out, and replace the key if it has been in a log or a repository.';
        throw new misfit/* Misfit */.$({ value: null, problem: 'has a private key in it', remedy });
    }
    if ('parse' in row)
        return text === '' ? undefined : row.parse(text, context);
    if (text === (row.default ?? ''))
        return undefined;
    throw new misfit/* Misfit */.$({ problem: 'not available yet', remedy: 'Leave it empty.' });
}

// EXTERNAL MODULE: ./build/settings/mode.js
var settings_mode = __nccwpck_require__(9933);
;// CONCATENATED MODULE: ./build/settings/secretless.js


/**
 * The mode of the run. GitHub gives no secrets to the pull requests of forks, and Dependabot only its own: a dry run
 * that could prove nothing for that reason is a preflight. Any other fault stays one.
 * @returns undefined when the input can't be read
 */
function readMode(reading, context) {
    const mode = reading.peek('mode');
    const { name: event } = context.event;
    if (mode?.name !== 'dry-run' || !(0,settings_mode/* isProposal */.ld)(context.event))
        return mode;
    const needs = ['encryption-key', 'account-key', 'challenge', 'dns-provider', 'hook'];
    const isSecretless = reading.derive([...needs], (given) => lacksSecrets(given, { reading, context }));
    if (!isSecretless)
        return mode;
    return {
        name: 'preflight',
        because: `event ${event} without secrets (a fork's or Dependabot's), so no dry-run`,
    };
}
function lacksSecrets(given, { reading, context }) {
    const { challenge, 'dns-provider': choices, hook } = given;
    if (given['encryption-key'] ?? given['account-key'])
        return false;
    // A record for dns-persist-01 names the account that follows from the secret.
    if (challenge.includes('dns-persist-01'))
        return true;
    if (!choices || !challenge.includes('dns-01'))
        return false;
    // Some providers can do without: what is a secret of theirs was left empty, and the dry run would be refused.
    if (context.event.isForeign && !choices.some(({ spec }) => hasSecretOf(spec, context)))
        return true;
    const faults = choices.flatMap(({ spec }) => {
        const provider = (0,proof/* configureProvider */.wm)(spec, { hook, reading, context });
        return 'faults' in provider ? provider.faults : [];
    });
    // What is wrong with a variable that is set would be wrong with secrets too.
    return faults.length > 0 && faults.every(({ input }) => !context.env[input]?.trim());
}
function hasSecretOf({ variables }, { env }) {
    const names = variables.flatMap(({ name, aliases = [], secret }) => (secret ? [name, ...aliases] : []));
    return names.flatMap((name) => [name, `${name}_FILE`]).some((name) => env[name]?.trim());
}

;// CONCATENATED MODULE: ./build/settings/parse.js










/**
 * Reads what the user asked. Contacts nothing and waits for nothing; files are read through the context.
 * @param raw the inputs as given, by name; one that is missing or empty means its default
 * @throws ConfigError with every fault at once
 */
function parseSettings(raw, context) {
    const reading = new Reading(raw, context);
    const parts = readParts(reading, context);
    const values = reading.values();
    return {
        ...reading.complete(parts),
        keyType: values['key-type'],
        profile: values.profile,
        preferredChain: values['preferred-chain'],
        caCertificates: values['ca-certificates'],
        force: values.force,
        renewBefore: values['renew-before'],
        failBefore: values['fail-before'],
        revokeReason: values['revoke-reason'],
        checkTargets: values['check-targets'] ?? [],
        state: values.state,
        concurrency: values.concurrency,
        outputDirectory: values['output-directory'],
    };
}
/**
 * The PEM of the input `csr`, for whoever reads what it asks for before the settings are parsed.
 * @returns undefined when there is none, or it can't be read: `parseSettings` says why
 */
function csrPem(raw, { readText }) {
    const text = raw['csr']?.trim() ?? '';
    if (text === '')
        return undefined;
    try {
        return (0,pem/* csrText */.cF)(text, readText);
    }
    catch (error) {
        if (error instanceof misfit/* Misfit */.$)
            return undefined;
        throw error;
    }
}
/** What follows from several inputs together. Each part needs as few as it can, so that no fault hides another. */
function readParts(reading, context) {
    const requests = reading.derive(['domains', 'csr'], requestsOf);
    const mode = readMode(reading, context);
    const csr = reading.peek('csr');
    const chosenCa = reading.peek('ca');
    reading.derive(['domains', 'challenge'], ({ challenge: types }) => {
        // What is there already was had somehow.
        if (mode?.name === 'check' || mode?.name === 'revoke')
            return;
        checkNames(requests ?? [], {
            input: csr ? 'csr' : 'domains',
            types,
            publicCa: chosenCa !== undefined && (0,settings_ca/* isPublic */.Ul)(chosenCa),
        });
    });
    reading.derive(['key-type', 'csr'], checkKeyType);
    return {
        mode,
        certificates: reading.derive(['only'], ({ only }) => {
            if (mode?.name === 'revoke')
                requireOnly(only);
            return requests && choose(requests, only);
        }),
        ca: reading.derive(['ca', 'mode', 'key-type'], ({ ca, 'key-type': keyType }) => mode && (0,settings_ca/* caFor */.Mf)(ca, { mode, keyType: csr?.keyType ?? keyType })),
        account: readAccount(reading),
        challenge: (0,proof/* readChallenge */.UA)(reading, context, mode),
        bounds: readBounds(reading),
        exports: reading.derive(['pfx-password', 'csr', 'artifact', 'artifact-retention-days', 'age-recipients'], exportsOf),
    };
}

// EXTERNAL MODULE: ./build/steps/load-providers.js
var load_providers = __nccwpck_require__(4901);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./build/base/secret.js
var secret = __nccwpck_require__(1690);
// EXTERNAL MODULE: ./build/certificate/pem.js
var certificate_pem = __nccwpck_require__(5090);
// EXTERNAL MODULE: ./build/certificate/x509.js
var certificate_x509 = __nccwpck_require__(8634);
;// CONCATENATED MODULE: ./build/certificate/loopback.js




/** The clocks of both ends are the same one, but a test's may be ahead. */
const dayMs = 86_400_000;
/**
 * Makes a certificate for a server that programs of this run talk to, valid for a day.
 * @throws the signal's reason
 */
async function createLoopbackCertificate(nowMs, signal) {
    signal.throwIfAborted();
    const x509 = await (0,certificate_x509/* loadX509 */.l)();
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const keys = await external_node_crypto_.webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
        // A serial number is positive.
        serialNumber: `01${(0,external_node_crypto_.randomBytes)(15).toString('hex')}`,
        name: 'CN=Bounded ACME on this machine',
        notBefore: new Date(nowMs - dayMs),
        notAfter: new Date(nowMs + dayMs),
        signingAlgorithm: algorithm,
        keys,
        extensions: [
            new x509.BasicConstraintsExtension(true, undefined, true),
            new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }]),
        ],
    });
    const pkcs8 = Buffer.from(await external_node_crypto_.webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
    signal.throwIfAborted();
    return {
        certificatePem: (0,certificate_pem/* writePem */.I)('CERTIFICATE', Buffer.from(certificate.rawData)),
        privateKey: new secret/* Secret */.z((0,certificate_pem/* writePem */.I)('PRIVATE KEY', pkcs8)),
    };
}

;// CONCATENATED MODULE: ./build/steps/loopback.js

/** Lets providers serve programs of theirs, each server with a certificate that is made for it. */
function createLoopback({ serveTls, clock }) {
    return async (answer, signal) => {
        const certificate = await createLoopbackCertificate(clock.now(), signal);
        const { port, close } = await serveTls({ ...certificate, answer }, signal);
        return { url: `https://127.0.0.1:${port}`, rootPem: certificate.certificatePem, close };
    };
}

;// CONCATENATED MODULE: ./build/steps/read-settings.js





/** The user's settings, all faults at once. @throws ConfigError; nothing was contacted by then */
async function readSettings(world) {
    const { inputs, env, event, readText, lookAt, clock, random, processes, log } = world;
    const { tempDirectory } = world;
    const reach = { http: world.createHttp(), serveLoopback: createLoopback(world) };
    const mask = (value) => world.sink.mask(value);
    const providerPorts = { clock, random, processes, log, readText, lookAt, tempDirectory, mask, ...reach };
    const providers = await (0,load_providers/* loadProviders */.T)(inputs, world.cancelled);
    const context = { event, env, readText, lookAt, providers, providerPorts };
    const csr = await lookAtCsr(csrPem(inputs, { readText }), world.cancelled);
    return parseSettings(inputs, csr === undefined ? context : { ...context, csr });
}
/** Reading a CSR takes a library, which is loaded only for those who have one. */
async function lookAtCsr(pem, signal) {
    if (pem === undefined)
        return undefined;
    try {
        return await (0,user_csr/* readCsr */.$)(pem, signal);
    }
    catch (error) {
        if (error instanceof errors/* ConfigError */.xL)
            return { faults: error.faults };
        throw error;
    }
}


/***/ }),

/***/ 1672:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ once)
/* harmony export */ });
/** Makes something with what the first call gives, and gives the same to every later one. */
function once(make) {
    let made;
    return (...given) => (made ??= make(...given));
}


/***/ }),

/***/ 3741:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ undoLeftovers)
/* harmony export */ });
/* harmony import */ var _base_bound_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9856);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5145);
/* harmony import */ var _base_parallel_js__WEBPACK_IMPORTED_MODULE_15__ = __nccwpck_require__(4013);
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1690);
/* harmony import */ var _challenge_choose_provider_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9431);
/* harmony import */ var _challenge_dns01_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6286);
/* harmony import */ var _challenge_http01_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(5663);
/* harmony import */ var _challenge_http01_hook_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(5743);
/* harmony import */ var _challenge_leftover_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(1847);
/* harmony import */ var _challenge_http01_webroot_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(6480);
/* harmony import */ var _state_journal_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(1893);
/* harmony import */ var _state_seal_js__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(8205);
/* harmony import */ var _state_upload_js__WEBPACK_IMPORTED_MODULE_11__ = __nccwpck_require__(2617);
/* harmony import */ var _http_hook_js__WEBPACK_IMPORTED_MODULE_12__ = __nccwpck_require__(1104);
/* harmony import */ var _read_settings_js__WEBPACK_IMPORTED_MODULE_13__ = __nccwpck_require__(8517);
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_14__ = __nccwpck_require__(1672);
















/** The runner kills a post step of a cancelled job soon; a provider that needs longer is told of instead. */
const undoMs = 60_000;
/** Does what the journal of an ended process still holds; what can't be done becomes a warning each. */
async function undoLeftovers(world) {
    const journal = (0,_state_journal_js__WEBPACK_IMPORTED_MODULE_9__/* .openJournal */ ._)(world.journalPath);
    const deeds = journal.open();
    if (deeds.length > 0) {
        world.lastResort(undoMs);
        world.log.info(`The main step ended before it was done: ${deeds.length} left to undo or to save`);
        const budget = (0,_base_bound_js__WEBPACK_IMPORTED_MODULE_0__/* .startBudget */ .cg)(world.clock, undoMs);
        try {
            // Side by side: a provider that hangs must not cost the state, nor the other way round.
            const left = await Promise.all([
                undoProofs(deeds, journal, { world, budget }),
                saveState(deeds, journal, { world, budget }),
            ]);
            for (const message of left.flat())
                world.sink.annotate({ level: 'warning', title: 'Left by the main step', message });
        }
        finally {
            budget.close();
        }
    }
    if (journal.open().length === 0)
        journal.remove();
}
async function undoProofs(deeds, journal, { world, budget }) {
    const proofs = deeds.filter((deed) => deed.kind !== 'state');
    const openProviders = (0,_start_js__WEBPACK_IMPORTED_MODULE_14__/* .once */ .O)(() => settingsOf(world, 'dns-01'));
    const openPlace = (0,_start_js__WEBPACK_IMPORTED_MODULE_14__/* .once */ .O)(() => openTokenPlace(world));
    const undo = async (deed) => {
        switch (deed.kind) {
            case 'txt':
                return undoTxt(deed, await openProviders(), budget.work);
            case 'file':
                return (0,_challenge_http01_webroot_js__WEBPACK_IMPORTED_MODULE_8__/* .removeToken */ .e)(deed.path, budget.work);
            case 'token':
                return (0,_challenge_http01_js__WEBPACK_IMPORTED_MODULE_5__/* .undoToken */ .g)(await openPlace(), deed, budget.work);
        }
    };
    const left = await (0,_base_parallel_js__WEBPACK_IMPORTED_MODULE_15__/* .mapLimited */ .bB)(proofs, 8, async (deed) => {
        const failed = await undo(deed);
        if (failed.length === 0)
            journal.settle(deed);
        return failed;
    });
    return left.flat();
}
/** What the way of proof is made of; every other input may name a file that is gone by now. */
const neededInputs = {
    'dns-01': ['dns-provider', 'hook', 'request-timeout', 'timeout'],
    'http-01': ['http-hook', 'request-timeout', 'timeout'],
};
/** @returns how control is proven, or why that can't be told */
async function settingsOf(world, type) {
    const given = neededInputs[type].map((name) => [name, world.inputs[name] ?? '']);
    const inputs = {
        ...Object.fromEntries(given),
        challenge: type,
        domains: 'clean-up.example',
        mode: 'renew',
    };
    try {
        return (await (0,_read_settings_js__WEBPACK_IMPORTED_MODULE_13__/* .readSettings */ .s)({ ...world, inputs })).challenge;
    }
    catch (error) {
        return (0,_base_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error);
    }
}
async function openTokenPlace(world) {
    const settings = await settingsOf(world, 'http-01');
    const file = typeof settings === 'string' ? undefined : settings.httpHook;
    if (file !== undefined)
        return (0,_challenge_http01_hook_js__WEBPACK_IMPORTED_MODULE_6__/* .hookPlace */ .J)((0,_http_hook_js__WEBPACK_IMPORTED_MODULE_12__/* .httpHook */ .k)(file, world));
    const why = typeof settings === 'string' ? settings : '`http-hook` is empty';
    return (0,_challenge_http01_hook_js__WEBPACK_IMPORTED_MODULE_6__/* .hookPlace */ .J)(() => Promise.reject(new _base_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AppError */ .uV('hook', why, { program: { name: 'http-hook', ran: false } })));
}
async function undoTxt(deed, settings, bound) {
    const { name, value, token = '' } = deed;
    const domain = deed.domain ?? name.replace(/^_acme-challenge\./, '');
    const byHand = (why) => [(0,_challenge_leftover_js__WEBPACK_IMPORTED_MODULE_7__/* .leftoverSentence */ .h9)((0,_challenge_leftover_js__WEBPACK_IMPORTED_MODULE_7__/* .recordLeft */ .hi)(deed), why)];
    if (typeof settings === 'string')
        return byHand(settings);
    // As the process before told it to programs, but for the account's key, which is nowhere any more.
    const proof = { identifier: domain, token, accountKey: undefined, together: [domain] };
    try {
        const provider = (0,_challenge_choose_provider_js__WEBPACK_IMPORTED_MODULE_3__/* .chooseProvider */ .Vm)(settings.dnsProviders, { domain, name });
        return await (0,_challenge_dns01_js__WEBPACK_IMPORTED_MODULE_4__/* .undoRecord */ .s)(provider, { name, value, proof }, bound);
    }
    catch (error) {
        return byHand(error);
    }
}
async function saveState(deeds, journal, { world, budget }) {
    const states = deeds.filter((deed) => deed.kind === 'state');
    const { cache } = world;
    if (states.length === 0 || !cache)
        return [];
    const ports = { ...world, cache, journal, keys: keysOf(world.inputs) };
    return (0,_state_upload_js__WEBPACK_IMPORTED_MODULE_11__/* .flushLeftovers */ .dH)(states, ports, budget.work.signal);
}
/** The secrets that main had: one that it refused has sealed nothing. */
function keysOf(inputs) {
    const [current, previous] = ['encryption-key', 'previous-encryption-key'].map((name) => {
        const text = inputs[name]?.trim() ?? '';
        return text === '' ? undefined : new _base_secret_js__WEBPACK_IMPORTED_MODULE_2__/* .Secret */ .z(text);
    });
    return current && (0,_state_seal_js__WEBPACK_IMPORTED_MODULE_10__/* .stateKeysOf */ .b)(current, previous);
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(3986);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
