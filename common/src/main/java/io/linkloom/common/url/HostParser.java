package io.linkloom.common.url;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The host parser of the URL standard (3.5) for special schemes, with "domain to ASCII" by UTS 46.
 *
 * <p>A domain in ASCII is only lower-cased, even where an {@code xn--} label in it is not valid: so says the standard
 * since June 2026 (whatwg/url#914), because the web has such hosts and browsers go there.
 */
final class HostParser {
    /** A host as written in a URL, or why there is none. */
    sealed interface Result {
        record Host(String text) implements Result {}

        record Rejected(String reason) implements Result {}
    }

    /** A host cannot be longer than a URL, not even with every byte written as an escape. */
    private static final int MAX_INPUT = 3 * WebUrl.MAX_LENGTH;

    /**
     * The errors that ICU reports whatever it is asked and that the standard's parameters (CheckHyphens and
     * VerifyDnsLength false) leave alone.
     */
    private static final Set<IDNA.Error> TOLERATED = EnumSet.of(
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG,
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4);

    private HostParser() {}

    /** The normal spelling of a host that is not empty. */
    static Result parse(String input) {
        if (input.charAt(0) == '[') {
            return parseIpv6(input);
        }
        if (input.length() > MAX_INPUT) {
            return new Result.Rejected("host is longer than " + MAX_INPUT + " characters");
        }
        boolean escaped = input.indexOf('%') >= 0;
        String domain = escaped ? new String(PercentCoding.decode(input), StandardCharsets.UTF_8) : input;
        Result ascii = isAscii(domain) ? new Result.Host(Ascii.lowerCase(domain)) : UnicodeHost.toAscii(domain);
        return ascii instanceof Result.Host(String host) ? checked(host) : ascii;
    }

    private static Result parseIpv6(String input) {
        if (!input.endsWith("]")) {
            return new Result.Rejected("IPv6 address has no closing bracket");
        }
        int[] pieces = Ipv6.parse(input.substring(1, input.length() - 1));
        return pieces == null
                ? new Result.Rejected("IPv6 address is not valid")
                : new Result.Host(Ipv6.serialize(pieces));
    }

    private static Result checked(String host) {
        if (host.isEmpty()) {
            return new Result.Rejected("host is empty");
        }
        for (int i = 0; i < host.length(); i++) {
            if (Ascii.isOrBeyond(host.charAt(i), Ascii.DOMAIN_FORBIDDEN)) {
                return new Result.Rejected(String.format(
                        Locale.ROOT, "host contains the forbidden character U+%04X", (int) host.charAt(i)));
            }
        }
        if (!Ipv4.endsInNumber(host)) {
            return new Result.Host(host);
        }
        long address = Ipv4.parse(host);
        return address == Ipv4.NONE
                ? new Result.Rejected("IPv4 address is not valid")
                : new Result.Host(Ipv4.serialize(address));
    }

    private static boolean isAscii(String domain) {
        for (int i = 0; i < domain.length(); i++) {
            if (domain.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Holds ICU, whose tables are loaded only when the first such host is met. */
    private static final class UnicodeHost {
        private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ
                | IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE);

        static Result toAscii(String domain) {
            StringBuilder out = new StringBuilder(domain.length() + 16);
            IDNA.Info info = new IDNA.Info();
            try {
                UTS46.nameToASCII(domain, out, info);
            } catch (ICUInputTooLongException e) {
                return new Result.Rejected("host has a label that is too long");
            }
            for (IDNA.Error error : info.getErrors()) {
                if (!TOLERATED.contains(error)) {
                    String kind = error.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                    return new Result.Rejected("host is not a valid international name (" + kind + ")");
                }
            }
            return new Result.Host(out.toString());
        }
    }
}
