package io.aigateway.redact;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A form of tokens: a prefix, and so many characters of an alphabet. Sources: the token references of the issuers named beside each.
 *
 * @param prefix   how they begin
 * @param alphabet what follows
 * @param min      how many characters follow at least
 */
record TokenShape(String prefix, Alphabet alphabet, int min) {
    /** Longer tokens are cut: none of these is. */
    private static final int MAX = 2048;

    /** What tokens are made of. */
    enum Alphabet {
        UPPER,
        ALPHANUMERIC,
        URL_SAFE,
        DOTTED;

        boolean has(char c) {
            return switch (this) {
                case UPPER -> Letters.isUpper(c) || Letters.isDigit(c);
                case ALPHANUMERIC -> Letters.isAlphanumeric(c);
                case URL_SAFE -> Letters.isUrlSafe(c);
                case DOTTED -> Letters.isUrlSafe(c) || c == '.';
            };
        }
    }

    /** By their first character, the longest prefix first. */
    private static final Map<Character, List<TokenShape>> ALL = Stream.of(
                    // GitLab: personal, deploy, runner, trigger, feed, agent, SCIM, CI job, incoming mail, OAuth,
                    // feature flags
                    of(
                            Alphabet.DOTTED,
                            20,
                            "glpat-",
                            "gldt-",
                            "glrt-",
                            "glrtr-",
                            "glptt-",
                            "glft-",
                            "glagent-",
                            "glsoat-",
                            "glcbt-"),
                    of(Alphabet.DOTTED, 20, "glimt-", "gloas-", "glffct-", "glwt-", "GR1348941"),
                    // GitHub
                    of(Alphabet.ALPHANUMERIC, 30, "ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
                    of(Alphabet.URL_SAFE, 22, "github_pat_"),
                    // AWS access keys
                    of(Alphabet.UPPER, 16, "AKIA", "ASIA", "ABIA", "ACCA"),
                    // Google: API keys, OAuth
                    of(Alphabet.URL_SAFE, 35, "AIza"),
                    of(Alphabet.DOTTED, 20, "ya29.", "GOCSPX-"),
                    // Anthropic, OpenAI and those who followed
                    of(Alphabet.URL_SAFE, 20, "sk-ant-", "sk-proj-", "sk-svcacct-", "sk-or-", "sk-"),
                    of(Alphabet.ALPHANUMERIC, 30, "hf_", "fw_", "gsk_"),
                    // Slack, Stripe, SendGrid, npm, PyPI, Docker, Vault, DigitalOcean, Grafana, Shopify, Atlassian
                    of(Alphabet.URL_SAFE, 10, "xoxb-", "xoxp-", "xoxa-", "xoxs-", "xoxr-", "xapp-"),
                    of(Alphabet.ALPHANUMERIC, 16, "sk_live_", "rk_live_", "sk_test_", "rk_test_"),
                    of(Alphabet.DOTTED, 40, "SG."),
                    of(Alphabet.ALPHANUMERIC, 36, "npm_"),
                    of(Alphabet.URL_SAFE, 50, "pypi-AgE"),
                    of(Alphabet.URL_SAFE, 20, "dckr_pat_", "hvs.", "hvb.", "ATATT3"),
                    of(Alphabet.ALPHANUMERIC, 40, "dop_v1_", "doo_v1_"),
                    of(Alphabet.URL_SAFE, 30, "glsa_", "glc_", "shpat_", "shpss_"))
            .flatMap(List::stream)
            .sorted((one, other) -> other.prefix().length() - one.prefix().length())
            .collect(Collectors.groupingBy(shape -> shape.prefix().charAt(0)));

    private static List<TokenShape> of(Alphabet alphabet, int min, String... prefixes) {
        return Stream.of(prefixes)
                .map(prefix -> new TokenShape(prefix, alphabet, min))
                .toList();
    }

    /** The end of a token that begins here; -1 when none does. */
    static int endOfAny(String text, int start) {
        for (TokenShape shape : ALL.getOrDefault(text.charAt(start), List.of())) {
            int end = text.startsWith(shape.prefix, start) ? shape.end(text, start + shape.prefix.length()) : -1;
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    private int end(String text, int from) {
        int limit = Math.min(text.length(), from + MAX);
        int end = from;
        while (end < limit && alphabet.has(text.charAt(end))) {
            end++;
        }
        // The full stop of a sentence is no part of a token.
        while (end > from && text.charAt(end - 1) == '.') {
            end--;
        }
        return end - from >= min ? end : -1;
    }
}
