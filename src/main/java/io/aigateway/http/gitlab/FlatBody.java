package io.aigateway.http.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.codesuggestions.api.CompletionAsked;
import io.aigateway.codesuggestions.api.CurrentFile;
import io.aigateway.codesuggestions.api.GenerationAsked;
import io.aigateway.codesuggestions.api.ModelWish;
import io.aigateway.codesuggestions.api.Protocol;
import io.aigateway.http.Transcript;
import io.aigateway.http.body.Fields;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import io.aigateway.model.api.ModelChoice;
import io.aigateway.telemetry.api.CountsReported.Count;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The body of {@code /v2/code/completions} and {@code /v2/code/generations}. Source: contract sections 1.2 and 1.3. */
final class FlatBody {
    static final String AMAZON_Q = "amazon_q";

    private static final List<String> PROVIDERS =
            List.of("anthropic", "vertex-ai", "litellm", "codestral", "fireworks_ai", AMAZON_Q, "gitlab");
    private static final List<String> ROLES = List.of("system", "user", "assistant");
    private static final List<Integer> VERSIONS = List.of(1, 2, 3);

    private static final int MAX_NAME = 255;
    private static final int MAX_MODEL_NAME = 50;
    private static final int MAX_CONTENT = 100_000;
    private static final int MAX_PROMPT = 400_000;
    private static final int MAX_CONTEXT_ITEMS = 100;
    private static final int MAX_CONTEXT_NAME = 1024;
    private static final int MAX_CONTEXT_CONTENT = 500_000;
    private static final int MAX_TELEMETRY = 10;
    private static final int MAX_URL = 2000;

    private final Fields fields;
    private final int version;

    private FlatBody(Fields fields, int version) {
        this.fields = fields;
        this.version = version;
    }

    /** Finds out which of the three forms a body has. */
    static FlatBody of(JsonNode json) {
        Fields body = Fields.of(json);
        body.check();
        JsonNode version = body.raw("prompt_version");
        if (version.isMissingNode()) {
            body.rejectAll(
                    "union_tag_not_found",
                    "Unable to extract tag using discriminator 'prompt_version'",
                    Map.of("discriminator", "'prompt_version'"));
        } else if (!version.isInt() || !VERSIONS.contains(version.intValue())) {
            body.rejectAll(
                    "union_tag_invalid",
                    "Input tag '" + version.asText()
                            + "' found using 'prompt_version' does not match any of the expected" + " tags: 1, 2, 3",
                    Map.of("discriminator", "'prompt_version'", "tag", version.asText(), "expected_tags", "1, 2, 3"));
        }
        body.check();
        return new FlatBody(body.tagged(version.intValue()), version.intValue());
    }

    boolean stream() {
        return fields.flag("stream");
    }

    boolean isForAmazonQ() {
        return AMAZON_Q.equals(fields.raw("model_provider").textValue());
    }

    CompletionAsked completion(boolean promptCache) {
        CurrentFile file = file();
        List<String> context = context();
        ModelWish model = model();
        readTheRest();
        List<ChatMessage> prompt = version == 3 && fields.isSet("prompt") ? messages() : List.of();
        if (version == 2) {
            fields.textOrEmpty("prompt", MAX_PROMPT);
        }
        fields.check();
        boolean contextIsWelcome = !model.choice().provider().equals("anthropic");
        return new CompletionAsked(file, contextIsWelcome ? context : List.of(), model, prompt, promptCache);
    }

    GenerationAsked generation(boolean promptCache) {
        CurrentFile file = file();
        ModelWish model = model();
        context();
        readTheRest();
        List<ChatMessage> prompt = switch (version) {
            case 2 -> Transcript.read(fields.text("prompt", MAX_PROMPT));
            case 3 -> messages();
            default -> List.of();
        };
        String promptId = fields.textOrEmpty("prompt_id", MAX_NAME);
        fields.check();
        return new GenerationAsked(file, model, promptId, "", prompt, GenerationAsked.Material.NONE, promptCache);
    }

    private CurrentFile file() {
        Fields file = fields.object("current_file");
        return new CurrentFile(
                file.trimmed("file_name", MAX_NAME),
                file.textOrEmpty("language_identifier", MAX_NAME),
                file.text("content_above_cursor", MAX_CONTENT),
                file.text("content_below_cursor", MAX_CONTENT));
    }

    private List<String> context() {
        return fields.list("context", MAX_CONTEXT_ITEMS, item -> {
            item.text("type", MAX_CONTEXT_NAME);
            item.text("name", MAX_CONTEXT_NAME);
            return item.text("content", MAX_CONTEXT_CONTENT);
        });
    }

    private ModelWish model() {
        var choice = new ModelChoice(
                fields.oneOf("model_provider", PROVIDERS),
                fields.textOrEmpty("model_name", MAX_MODEL_NAME).strip(),
                fields.textOrEmpty("model_identifier", MAX_PROMPT),
                "",
                fields.textOrEmpty("model_endpoint", MAX_URL),
                new Secret(fields.textOrEmpty("model_api_key", MAX_URL)));
        return new ModelWish(Protocol.FLAT, choice, fields.has("model_name"));
    }

    /** Members that are checked and do not decide what is suggested. */
    private void readTheRest() {
        fields.textOrEmpty("project_path", MAX_NAME);
        fields.wholeOr("project_id", 0);
        fields.wholeOr("choices_count", 0);
        fields.flag("stream");
        telemetry();
    }

    /** What the editor counted since its last report. */
    List<Count> telemetry() {
        return fields.list(
                "telemetry",
                MAX_TELEMETRY,
                item -> new Count(
                        item.textOrEmpty("model_engine", MAX_MODEL_NAME),
                        item.textOrEmpty("model_name", MAX_MODEL_NAME),
                        item.textOrEmpty("lang", MAX_MODEL_NAME),
                        item.whole("requests"),
                        item.whole("accepts"),
                        item.whole("errors")));
    }

    private List<ChatMessage> messages() {
        return fields.list("prompt", 0, MAX_CONTEXT_ITEMS, item -> {
            String role = item.requiredOneOf("role", ROLES);
            String content = item.text("content", MAX_PROMPT);
            return new ChatMessage(role.isEmpty() ? Role.USER : Role.valueOf(role.toUpperCase(Locale.ROOT)), content);
        });
    }
}
