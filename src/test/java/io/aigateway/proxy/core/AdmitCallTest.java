package io.aigateway.proxy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.Target;
import io.aigateway.proxy.api.AdmissionAsked;
import io.aigateway.proxy.api.BodyFacts;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmitCallTest {
    private static final Set<String> OFFERED = Set.of("claude", "gpt", "gemini", "claude@2025", "..");
    private static final String PLACE = "/v1/projects/any/locations/any/publishers/google/models/";

    private final AdmitCall calls =
            new AdmitCall((proxy, model) -> OFFERED.contains(model) ? Target.of(proxy, model) : null);

    private ProxiedCall admit(String proxy, String target, BodyFacts body) {
        return calls.admit(new AdmissionAsked(proxy, target, body));
    }

    private Failure refusal(String proxy, String target, BodyFacts body) {
        return catchThrowableOfType(FailureException.class, () -> admit(proxy, target, body))
                .failure();
    }

    private static BodyFacts about(String model) {
        return new BodyFacts(true, model);
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic, /v1/messages",
        "anthropic, /v1/messages?beta=true",
        "anthropic, /v1/messages/count_tokens?beta=true",
        "openai, /v1/chat/completions",
        "openai, /v1/embeddings",
        "openai, /v1/models",
        "openai, /v1/responses",
    })
    void admitsWhatIsOnTheList(String proxy, String path) {
        ProxiedCall call = admit(proxy, path, about("gpt"));

        assertThat(call.path()).isEqualTo(path);
        assertThat(call.model()).isEqualTo("gpt");
    }

    @Test
    void checksInTheOrderOfTheContract() {
        assertThat(refusal("anthropic", "/v1/complete", BodyFacts.NO_JSON))
                .isEqualTo(Failure.of(Failure.Kind.NOT_FOUND, "Not found"));
        assertThat(refusal("anthropic", "/v1/messages", BodyFacts.NO_JSON)).isEqualTo(Failure.invalid("Invalid JSON"));
        assertThat(refusal("anthropic", "/v1/messages", about(null)))
                .isEqualTo(Failure.invalid("Failed to extract model name"));
        assertThat(refusal("anthropic", "/v1/messages", about(""))).isEqualTo(Failure.invalid("Unsupported model"));
        assertThat(refusal("vertex-ai", PLACE + "gemini:predict", BodyFacts.NO_JSON))
                .isEqualTo(Failure.invalid("Invalid JSON"));
        assertThat(refusal("other", "/v1/messages", about("gpt")).kind()).isEqualTo(Failure.Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "gemini:predict, gemini:predict",
        "gemini:generateContent, gemini:generateContent",
        "gemini:streamGenerateContent?alt=sse, gemini:streamGenerateContent?alt=sse",
        "gemini:serverStreamingPredict?alt=sse, gemini:serverStreamingPredict?alt=sse",
        "claude@2025:streamRawPredict, claude@2025:streamRawPredict",
        "claude%402025%3AstreamRawPredict, claude@2025:streamRawPredict",
        "claude%402025%3astreamRawPredict, claude@2025:streamRawPredict",
    })
    void takesTheModelOfVertexFromThePath(String end, String sent) {
        ProxiedCall call = admit("vertex-ai", PLACE + end, about(null));

        assertThat(call.path()).isEqualTo("/publishers/google/models/" + sent);
        assertThat(call.model()).isEqualTo(sent.substring(0, sent.indexOf(':')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/some/thing", "//", "/v1/projects/x"})
    void toleratesSegmentsBeforeTheVersion(String before) {
        assertThat(admit("vertex-ai", before + PLACE + "gemini:predict", about(null))
                        .path())
                .isEqualTo("/publishers/google/models/gemini:predict");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gemini",
                "gemini:",
                "gemini:rawPredict",
                "gemini:Predict",
                "gemini:predict/",
                "gemini:predict?",
                "gemini:predict?alt=json",
                "gemini:predict?alt=sse&alt=sse",
                "gemini:predict&alt=sse",
                "gemini:predict#x",
                "gemini:predict%3Falt=sse",
                "gemini:predict:generateContent",
                "gemini%2Fx:predict",
                "gemini/../gemini:predict",
                "a/b:predict",
                ":predict",
                "ge mini:predict",
                "g\u00e9mini:predict",
                "gemini:predict\u0000",
            })
    void findsNoOtherFormOfAPath(String end) {
        assertThat(refusal("vertex-ai", PLACE + end, about("gemini")).kind()).isEqualTo(Failure.Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/projects/p/locations/l/publishers/mistralai/models/gemini:predict",
                "/v1/projects/p/locations/l/publishers/google%2Fx/models/gemini:predict",
                "/v1/projects/../locations/l/publishers/google/models/gemini:predict",
                "/v1/projects/p/locations/l/endpoints/1:predict",
                "/v1beta1/projects/p/locations/l/publishers/google/models/gemini:predict",
                "/v1/projects//locations/l/publishers/google/models/gemini:predict",
                "/../v1/projects/p/locations/l/publishers/google/models/gemini:predict",
                "/x?y=/v1/projects/p/locations/l/publishers/google/models/gemini:predict",
                "http://x/v1/projects/p/locations/l/publishers/google/models/gemini:predict",
            })
    void findsNoOtherPlace(String target) {
        assertThat(refusal("vertex-ai", target, about("gemini")).kind()).isEqualTo(Failure.Kind.NOT_FOUND);
    }

    @Test
    void takesNoLongerForATargetThatIsMadeToTakeLong() {
        String evil = "/a".repeat(100_000) + "/v1/projects/" + "p".repeat(100_000);

        long start = System.nanoTime();
        assertThat(refusal("vertex-ai", evil, about("gemini")).kind()).isEqualTo(Failure.Kind.NOT_FOUND);
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }
}
