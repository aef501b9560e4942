package io.aigateway.codesuggestions.api;

import io.aigateway.bus.Address;
import io.aigateway.bus.StreamAddress;

/** Where code suggestions are asked for. */
public final class CodeSuggestionAddresses {
    /** Code that belongs at the cursor. */
    public static final Address<CompletionAsked, SuggestionGiven> COMPLETE =
            new Address<>("codesuggestions.complete.v1", CompletionAsked.class, SuggestionGiven.class);

    /** The same, as it is made. */
    public static final StreamAddress<CompletionAsked, SuggestionEvent, SuggestionEnded> COMPLETE_STREAM =
            new StreamAddress<>(
                    "codesuggestions.complete-stream.v1",
                    CompletionAsked.class,
                    SuggestionEvent.class,
                    SuggestionEnded.class);

    /** Code from an instruction. */
    public static final Address<GenerationAsked, SuggestionGiven> GENERATE =
            new Address<>("codesuggestions.generate.v1", GenerationAsked.class, SuggestionGiven.class);

    /** The same, as it is made. */
    public static final StreamAddress<GenerationAsked, SuggestionEvent, SuggestionEnded> GENERATE_STREAM =
            new StreamAddress<>(
                    "codesuggestions.generate-stream.v1",
                    GenerationAsked.class,
                    SuggestionEvent.class,
                    SuggestionEnded.class);

    private CodeSuggestionAddresses() {}
}
