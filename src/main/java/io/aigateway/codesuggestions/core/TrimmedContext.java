package io.aigateway.codesuggestions.core;

/**
 * What a model gets to read of a file and of the code around it, cut to its budget.
 *
 * @param prefix            code of other files, if any fits, a line break, and the text before the cursor
 * @param suffix            the text after the cursor; empty when there is none
 * @param contextTokensSent tokens of the code of other files, as it was sent
 * @param contextTokensUsed tokens of the part of it that the prefix holds
 */
public record TrimmedContext(String prefix, String suffix, int contextTokensSent, int contextTokensUsed) {
    /** Lengths only: a record prints everything by default, and this is somebody's code. */
    @Override
    public String toString() {
        return "TrimmedContext[prefix: " + prefix.length() + ", suffix: " + suffix.length() + ", contextTokensSent: "
                + contextTokensSent + ", contextTokensUsed: " + contextTokensUsed + "]";
    }
}
