package io.aigateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page that is made from what it describes, between {@code <!-- name: begin -->} and {@code <!-- name: end -->}. With
 * {@code -Dupdate.docs=true} it is written, otherwise compared.
 */
public final class GeneratedPart {
    private GeneratedPart() {}

    /** Writes or compares it. */
    public static void isTrue(Path page, String name, String text) {
        try {
            String before = Files.readString(page);
            String begin = "<!-- " + name + ": begin -->\n";
            int start = before.indexOf(begin);
            int end = before.indexOf("<!-- " + name + ": end -->");
            assertThat(start).as("marks of " + name + " in " + page).isBetween(0, end);
            String after = before.substring(0, start + begin.length()) + "\n" + text + "\n" + before.substring(end);
            if (Boolean.getBoolean("update.docs")) {
                Files.writeString(page, after);
            }
            assertThat(Files.readString(page)).isEqualTo(after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
