package io.linkloom.common.url;

import java.util.Locale;
import java.util.Set;

/**
 * Parameters that do not decide what a page shows: the lists behind {@link UrlRule#TRACKING} and {@link UrlRule#SESSION_IDS}.
 *
 * <p>A name is listed if a known product adds it to links and no page is known to need it. Names that also mean other things
 * ({@code ref}, {@code source}, {@code sid}, {@code s}) are not listed, or only with a value that looks like an id. Whoever
 * changes a list raises {@link #VERSION}: it is a part of what an index was made with.
 */
final class KnownParameters {
    /** Of both lists together. */
    static final int VERSION = 1;

    private static final int LEAST_ID_CHARS = 16;

    /** Urchin and Google Analytics, Matomo and Piwik, HubSpot, AT Internet, Adobe. */
    private static final Set<String> TRACKING_PREFIXES =
            Set.of("utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "at_custom", "at_recipient_");

    private static final Set<String> TRACKING = words("""
            _ga _gl _hsenc _hsmi __hssc __hstc __hsfp hsctatracking gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid
            srsltid fbclid fb_action_ids fb_action_types fb_source fb_ref igshid igsh msclkid twclid ttclid li_fat_id epik
            sccid rdt_cid yclid ysclid _openstat mc_cid mc_eid mkt_tok ml_subscriber ml_subscriber_hash vero_id vero_conv
            oly_anon_id oly_enc_id rb_clickid wickedid irclickid irgwc _branch_match_id _branch_referrer _bta_tid _bta_c dm_i
            zanpid wt_mc wt.mc_id at_medium at_campaign s_cid ef_id s_kwcid cmpid guccounter guce_referrer guce_referrer_sig
            mkcid mkevt mkrid trk_contact trk_msg trk_module trk_sid _kx sc_src sc_lid sc_uid sc_llid sc_customer""");

    private static final Set<String> SESSION_IDS = words("""
            jsessionid phpsessid aspsessionid cfid cftoken zenid oscsid sessionid session_id sessid session-id xtcsid""");

    /** Session ids only where the value looks like one. */
    private static final Set<String> PERHAPS_SESSION_IDS = words("sid s sess session");

    private KnownParameters() {}

    private static Set<String> words(String text) {
        return Set.of(text.replace('\n', ' ').split(" ", -1));
    }

    static boolean isTracking(String parameter) {
        String name = name(parameter);
        return TRACKING.contains(name) || TRACKING_PREFIXES.stream().anyMatch(name::startsWith);
    }

    static boolean isSessionId(String parameter) {
        String name = name(parameter);
        return SESSION_IDS.contains(name)
                || name.startsWith("aspsessionid")
                || (PERHAPS_SESSION_IDS.contains(name) && looksLikeId(parameter.substring(name.length())));
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
    }

    /** Letters and digits in a mix, and many of them. */
    private static boolean looksLikeId(String valueBehindEquals) {
        int digits = 0;
        int letters = 0;
        for (int i = 1; i < valueBehindEquals.length(); i++) {
            char c = valueBehindEquals.charAt(i);
            if (Ascii.isDigit(c)) {
                digits++;
            } else if (Ascii.isAlpha(c)) {
                letters++;
            } else if (c != '-' && c != '_') {
                return false;
            }
        }
        return digits > 1 && letters > 1 && digits + letters >= LEAST_ID_CHARS;
    }
}
