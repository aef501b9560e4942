package io.aigateway.registry;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the files of the registry; collected, so that all of it is told at once. */
final class Problems {
    /** More would not be read; they are only counted. */
    private static final int MAX_TOLD = 200;

    private final List<String> told = new ArrayList<>();
    private int count;

    /** Notes a problem at a line of a file, counted from 1. */
    void add(String file, int line, String what) {
        if (count++ < MAX_TOLD) {
            told.add(file + ":" + line + ": " + what);
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** All of them, a line each. */
    String text() {
        return String.join("\n  ", told) + (count > MAX_TOLD ? "\n  and " + (count - MAX_TOLD) + " more" : "");
    }
}
