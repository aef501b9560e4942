package io.aigateway.provider.openai;

import static io.aigateway.provider.Questions.target;
import static io.aigateway.provider.Questions.withHeader;
import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Target;
import io.aigateway.provider.UpstreamCall;
import io.aigateway.settings.ProviderSettings;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAiEmbedTest {
    private static final Target LOCAL = target("nomic", "", "http://llm.test:8000/v1", "", "");

    private final OpenAiProvider openai = OpenAiProvider.openai(api("https://api.openai.com/v1"));
    private final OpenAiProvider mistral = OpenAiProvider.mistral(api("https://api.mistral.ai/v1"));
    private final OpenAiProvider selfhosted = OpenAiProvider.selfhosted();

    private static ProviderSettings.Api api(String url) {
        return new ProviderSettings.Api(URI.create(url), new Secret("sk"));
    }

    private static UpstreamCall call(OpenAiProvider provider, Target target, int dimensions) {
        return provider.callToEmbed(new EmbedAsked(target, List.of("first text", "second"), dimensions, 1000))
                .result();
    }

    @Test
    void asksForVectors() {
        UpstreamCall call = call(openai, target("text-embedding-3-small"), 0);

        assertThat(call.uri()).hasToString("https://api.openai.com/v1/embeddings");
        assertThat(call.headers())
                .containsEntry("authorization", "Bearer sk")
                .containsEntry("accept", "application/json");
        assertThat(call.body())
                .hasToString("{\"model\":\"text-embedding-3-small\",\"input\":[\"first text\",\"second\"]}");
    }

    @Test
    void asksForASizeInTheServersWords() {
        assertThat(call(openai, target("m"), 256).body().toString()).endsWith(",\"dimensions\":256}");
        assertThat(call(selfhosted, LOCAL, 256).body().toString()).endsWith(",\"dimensions\":256}");
        assertThat(call(mistral, target("m"), 256).body().toString()).endsWith(",\"output_dimension\":256}");
    }

    @Test
    void asksAServerOfTheCaller() {
        UpstreamCall call = call(selfhosted, withHeader(LOCAL, "X-Team", "a"), 0);

        assertThat(call.uri()).hasToString("http://llm.test:8000/v1/embeddings");
        assertThat(call.headers())
                .containsEntry("authorization", "Bearer dummy_key")
                .containsEntry("x-team", "a");
    }

    @Test
    void cannotAskWithoutAnEndpoint() {
        var asked = new EmbedAsked(target("m"), List.of("x"), 0, 1000);

        assertThat(FailureException.failureIn(selfhosted.callToEmbed(asked).cause())
                        .kind())
                .isEqualTo(Kind.INVALID);
    }
}
