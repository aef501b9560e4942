package io.aigateway.wire;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with files of the installation; collected, so that all of it is told at once. */
public final class FileProblems {
    /** More would not be read; they are only counted. */
    private static final int MAX_TOLD = 200;

    private final List<String> told = new ArrayList<>();
    private int count;

    /** Notes a problem at a line of a file, counted from 1. */
    public void add(String file, int line, String what) {
        if (count++ < MAX_TOLD) {
            told.add(file + ":" + line + ": " + what);
        }
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** All of them, a line each. */
    public String text() {
        return String.join("\n  ", told) + (count > MAX_TOLD ? "\n  and " + (count - MAX_TOLD) + " more" : "");
    }
}
