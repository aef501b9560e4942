package io.aigateway.codesuggestions.core;

import java.util.List;

/**
 * The control tokens of a model, as text. Where a caller's own code holds such a text, a zero-width non-joiner after its first
 * character keeps the server from reading it as control token. All work is linear in the length of the text.
 */
final class Markers {
    private static final String BREAK = "\u200C";

    private final List<String> markers;
    private final List<String> broken;
    private final String firstCharacters;

    /** Knows these texts; empty ones are ignored. */
    Markers(List<String> markers) {
        this.markers =
                markers.stream().filter(marker -> !marker.isEmpty()).distinct().toList();
        this.broken = this.markers.stream().map(Markers::breakUp).toList();
        var first = new StringBuilder();
        this.markers.forEach(marker -> first.append(marker.charAt(0)));
        this.firstCharacters = first.toString();
    }

    private static String breakUp(String marker) {
        int first = Character.charCount(marker.codePointAt(0));
        return marker.substring(0, first) + BREAK + marker.substring(first);
    }

    /** The same text without any control token; to a reader it looks the same. */
    String neutralise(String text) {
        StringBuilder out = null;
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isAt(text, i)) {
                out = out == null ? new StringBuilder(text.length() + 16) : out;
                int first = i + Character.charCount(text.codePointAt(i));
                out.append(text, copied, first).append(BREAK);
                copied = first;
            }
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /** Whether a control token begins here. */
    boolean isAt(String text, int at) {
        if (firstCharacters.indexOf(text.charAt(at)) < 0) {
            return false;
        }
        for (String marker : markers) {
            if (text.startsWith(marker, at)) {
                return true;
            }
        }
        return false;
    }

    /** The index of the neutralised control token that begins here, or -1. */
    int brokenAt(String text, int at) {
        if (firstCharacters.indexOf(text.charAt(at)) >= 0) {
            for (int i = 0; i < broken.size(); i++) {
                if (text.startsWith(broken.get(i), at)) {
                    return i;
                }
            }
        }
        return -1;
    }

    String marker(int index) {
        return markers.get(index);
    }

    int brokenLength(int index) {
        return broken.get(index).length();
    }

    /** Whether the text ends, from here on, with the start of a control token, neutralised or not. */
    boolean mayBeginAt(String text, int at) {
        if (firstCharacters.indexOf(text.charAt(at)) < 0) {
            return false;
        }
        int rest = text.length() - at;
        for (int i = 0; i < markers.size(); i++) {
            if (markers.get(i).regionMatches(0, text, at, rest) || broken.get(i).regionMatches(0, text, at, rest)) {
                return true;
            }
        }
        return false;
    }
}
