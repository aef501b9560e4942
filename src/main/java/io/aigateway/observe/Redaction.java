package io.aigateway.observe;

import java.util.regex.Pattern;

/** Takes credentials out of what is logged, by the names they go by. Source: contract section 10.3. */
public final class Redaction {
    /** Stands for a credential. */
    public static final String STARS = "**********";

    private static final String NAMES =
            "(?:x-)?(?:(?:model_)?api[_-]?key|key|(?:[a-z]+[_-])*token|(?:[a-z]+[_-])*secret"
                    + "|password|passwd|authorization|credentials?|private[_-]?key|signature|sig|service_account_json_key)";
    private static final Pattern NAME = Pattern.compile(NAMES, Pattern.CASE_INSENSITIVE);
    /** Names of credentials are short; longer ones are not looked at. */
    private static final int MAX_NAME = 60;

    private Redaction() {}

    /** Whether a member or header of this name holds a credential. */
    public static boolean isSecret(String name) {
        return name.length() <= MAX_NAME && NAME.matcher(name).matches();
    }

    /** A URL or path without the credentials in its query. */
    public static String url(String url) {
        int query = url.indexOf('?');
        if (query < 0) {
            return url;
        }
        var kept = new StringBuilder(url.length()).append(url, 0, query);
        int start = query;
        while (start < url.length()) {
            int end = url.indexOf('&', start + 1);
            append(kept, url.substring(start, end < 0 ? url.length() : end));
            start = end < 0 ? url.length() : end;
        }
        return kept.toString();
    }

    /** One parameter, with the mark before it. */
    private static void append(StringBuilder kept, String parameter) {
        int equals = parameter.indexOf('=');
        if (equals > 0 && isSecret(parameter.substring(1, equals))) {
            kept.append(parameter, 0, equals + 1).append(STARS);
        } else {
            kept.append(parameter);
        }
    }
}
