package io.aigateway.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One look through one text, from its beginning to its end. At each character only that is tried which can begin there, and no try
 * looks further than a bound, or is made again for the part that it has seen: the time is linear, whatever the text.
 */
final class Scan {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final int MAX_LABEL = 64;
    private static final int MAX_USER_INFO = 512;
    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 255;
    private static final int MIN_JWT_PART = 10;

    private final String text;
    private final Set<Kind> wanted;
    private final List<Finding> findings = new ArrayList<>();

    /** Everything before is done: no finding may begin there. */
    private int done;

    /** No web token begins before: the part that it would need was seen not to be there. */
    private int noJwtBefore;

    private Scan(String text, Set<Kind> wanted) {
        this.text = text;
        this.wanted = wanted;
    }

    /** What a text holds, in order, nothing twice. */
    static List<Finding> of(String text, Set<Kind> wanted) {
        var scan = new Scan(text, wanted);
        for (int i = 0; i < text.length(); i = Math.max(i + 1, scan.done)) {
            Finding found = scan.at(i);
            if (found != null && found.start() >= scan.done && found.end() > found.start()) {
                scan.findings.add(found);
                scan.done = found.end();
            }
        }
        return scan.findings;
    }

    private @Nullable Finding at(int i) {
        char c = text.charAt(i);
        if (c == '@') {
            return wanted.contains(Kind.EMAIL) ? email(i) : null;
        } else if (c == ':') {
            return wanted.contains(Kind.URL_PASSWORD) ? urlPassword(i) : null;
        } else if (c == '-') {
            return wanted.contains(Kind.PRIVATE_KEY) ? privateKey(i) : null;
        } else if (c == '+') {
            return wanted.contains(Kind.PHONE) && Letters.isStart(text, i)
                    ? finding(i, Numbers.endOfPhone(text, i), Kind.PHONE)
                    : null;
        } else if (!Letters.isAlphanumeric(c) || !Letters.isStart(text, i)) {
            return null;
        }
        return Letters.isDigit(c) ? number(i) : word(i);
    }

    private @Nullable Finding number(int i) {
        return wanted.contains(Kind.CARD) ? finding(i, Numbers.endOfCard(text, i), Kind.CARD) : null;
    }

    private @Nullable Finding word(int i) {
        if (wanted.contains(Kind.TOKEN)) {
            int end = text.startsWith("eyJ", i) ? endOfJwt(i) : TokenShape.endOfAny(text, i);
            if (end >= 0) {
                return new Finding(i, end, Kind.TOKEN);
            }
        }
        if (wanted.contains(Kind.IBAN)) {
            int end = Numbers.endOfIban(text, i);
            if (end >= 0) {
                return new Finding(i, end, Kind.IBAN);
            }
        }
        return wanted.contains(Kind.ASSIGNMENT) ? assignment(i) : null;
    }

    private @Nullable Finding assignment(int i) {
        int end = i;
        while (end < text.length() && Letters.isUrlSafe(text.charAt(end)) && end - i <= MAX_LABEL) {
            end++;
        }
        Finding value = Assignments.isSecret(text, i, end) ? Assignments.valueAfter(text, end) : null;
        if (value == null || !wanted.contains(Kind.TOKEN)) {
            return value;
        }
        // What is known better is called by its name.
        int token = TokenShape.endOfAny(text, value.start());
        return token == value.end() ? new Finding(value.start(), token, Kind.TOKEN) : value;
    }

    /** Three parts in Base64, of which the first begins as every JSON object does. */
    private int endOfJwt(int start) {
        if (start < noJwtBefore) {
            return -1;
        }
        int first = endOfUrlSafe(start);
        if (!isDot(first)) {
            noJwtBefore = first;
            return -1;
        }
        int second = endOfUrlSafe(first + 1);
        if (!isDot(second) || second - first <= MIN_JWT_PART || first - start < MIN_JWT_PART) {
            noJwtBefore = second;
            return -1;
        }
        return endOfUrlSafe(second + 1);
    }

    private boolean isDot(int index) {
        return index < text.length() && text.charAt(index) == '.';
    }

    private int endOfUrlSafe(int from) {
        int end = from;
        while (end < text.length() && Letters.isUrlSafe(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** {@code scheme://user:password@host}: the password only, the rest says what is spoken of. */
    private @Nullable Finding urlPassword(int i) {
        if (!text.startsWith("://", i)) {
            return null;
        }
        int limit = Math.min(text.length(), i + 3 + MAX_USER_INFO);
        int colon = -1;
        for (int at = i + 3; at < limit; at++) {
            char c = text.charAt(at);
            if (c == '@') {
                return colon < 0 ? null : finding(colon + 1, at, Kind.URL_PASSWORD);
            } else if (c == ':' && colon < 0) {
                colon = at;
            } else if (c <= ' ' || c == '/' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || c == '{') {
                return null;
            }
        }
        return null;
    }

    /** From its first line to its last; where the text was cut, what there is of it. */
    private @Nullable Finding privateKey(int i) {
        boolean begins = text.startsWith(BEGIN, i);
        if (!begins && !text.startsWith(END, i)) {
            return null;
        }
        int label = i + (begins ? BEGIN.length() : END.length());
        int dashes = indexOfDashes(label);
        if (dashes < 0 || !text.substring(label, dashes).contains(PRIVATE)) {
            return null;
        }
        int end = dashes + 5;
        if (!begins) {
            int start = i;
            while (start > done && Letters.isBase64Block(text.charAt(start - 1))) {
                start--;
            }
            return new Finding(start, end, Kind.PRIVATE_KEY);
        }
        while (end < text.length() && (Letters.isBase64Block(text.charAt(end)) || isHeader(end))) {
            end++;
        }
        int close = text.startsWith(END, end) ? indexOfDashes(end + END.length()) : -1;
        return new Finding(i, close < 0 ? end : close + 5, Kind.PRIVATE_KEY);
    }

    /** Where a label ends; -1 when it does not within its bound. */
    private int indexOfDashes(int from) {
        int limit = Math.min(text.length(), from + MAX_LABEL);
        int found = text.substring(Math.min(from, limit), limit).indexOf("-----");
        return found < 0 ? -1 : from + found;
    }

    /** Encrypted keys of the older form have lines such as {@code DEK-Info: AES-128-CBC,…}; five hyphens are no header. */
    private boolean isHeader(int index) {
        char c = text.charAt(index);
        return c == ':' || c == ',' || (c == '-' && !text.startsWith("-----", index));
    }

    private @Nullable Finding email(int at) {
        int start = at;
        while (start > done && at - start <= MAX_LOCAL && isLocal(text.charAt(start - 1))) {
            start--;
        }
        int limit = Math.min(text.length(), at + 1 + MAX_DOMAIN);
        int end = at + 1;
        int dot = -1;
        while (end < limit && (Letters.isAlphanumeric(text.charAt(end)) || text.charAt(end) == '-' || isDot(end))) {
            if (isDot(end)) {
                if (end + 1 >= limit || !Letters.isAlphanumeric(text.charAt(end + 1))) {
                    break;
                }
                dot = end;
            }
            end++;
        }
        boolean named = at > start && at - start <= MAX_LOCAL && dot > at + 1;
        // git@host is everybody's name there.
        return named && isTopLevel(dot + 1, end) && !text.substring(start, at).equals("git")
                ? new Finding(start, end, Kind.EMAIL)
                : null;
    }

    private boolean isTopLevel(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Letters.isAlphanumeric(text.charAt(i)) || Letters.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return to - from >= 2;
    }

    private static boolean isLocal(char c) {
        return Letters.isUrlSafe(c) || c == '.' || c == '+' || c == '%';
    }

    private static @Nullable Finding finding(int start, int end, Kind kind) {
        return end < 0 ? null : new Finding(start, end, kind);
    }
}
