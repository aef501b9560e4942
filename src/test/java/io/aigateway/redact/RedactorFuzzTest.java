package io.aigateway.redact;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;

/** What is hidden comes back as it was, however the answer is cut; and what was hidden is not found again. */
public class RedactorFuzzTest {
    private static final Redactor REDACTOR = new Redactor(EnumSet.allOf(Kind.class), Redactor.Answers.RESTORE);

    @FuzzTest(maxDuration = "5m")
    public void restores(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        if (text.contains(Redaction.MARK)) {
            return; // Who writes stand-ins gets what they stand for.
        }
        Redaction redaction = REDACTOR.begin();
        String hidden = redaction.hide(text);
        if (!redaction.answer(hidden).equals(text)) {
            throw new AssertionError("another text came back");
        }
        Restorer restorer = redaction.restorer();
        var said = new StringBuilder();
        for (int i = 0; i < hidden.length(); i += 3) {
            said.append(restorer.feed(hidden.substring(i, Math.min(hidden.length(), i + 3))));
        }
        if (!said.append(restorer.rest()).toString().equals(text)) {
            throw new AssertionError("another text came back in pieces");
        }
    }
}
