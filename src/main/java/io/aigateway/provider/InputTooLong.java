package io.aigateway.provider;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a provider says that texts to embed are too long together. GitLab looks for this wording and then asks for half as many, so it is
 * built anew, from nothing but the numbers. Source: client reference section 7.9.
 */
final class InputTooLong {
    private static final Pattern WORDING = Pattern.compile(
            "input token count is (\\d{1,9}) but the model supports up to (\\d{1,9})", Pattern.CASE_INSENSITIVE);

    private InputTooLong() {}

    /** What stands behind the text for callers; empty where the provider names no numbers. */
    static String numbersIn(ErrorBody error) {
        Matcher wording = WORDING.matcher(error.error().path("message").asText(""));
        return wording.find()
                ? ": the input token count is " + wording.group(1) + " but the model supports up to " + wording.group(2)
                : "";
    }
}
