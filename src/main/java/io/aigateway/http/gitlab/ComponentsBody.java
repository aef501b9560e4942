package io.aigateway.http.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.codesuggestions.api.CompletionAsked;
import io.aigateway.codesuggestions.api.CurrentFile;
import io.aigateway.codesuggestions.api.GenerationAsked;
import io.aigateway.codesuggestions.api.ModelWish;
import io.aigateway.codesuggestions.api.Protocol;
import io.aigateway.http.body.Fields;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ModelChoice;
import java.util.List;

/** The body of {@code /v3/code/completions} and {@code /v4/code/suggestions}. Source: contract section 1.4. */
final class ComponentsBody {
    static final String COMPLETION = "code_editor_completion";
    static final String GENERATION = "code_editor_generation";

    private static final String CONTEXT = "code_context";
    private static final List<String> TYPES = List.of(COMPLETION, GENERATION, CONTEXT);
    private static final List<String> PROVIDERS = List.of("vertex-ai", "anthropic", FlatBody.AMAZON_Q);

    private static final int MAX_COMPONENTS = 100;
    private static final int MAX_NAME = 255;
    private static final int MAX_CONTEXT_NAME = 1024;
    private static final int MAX_CONTENT = 100_000;
    private static final int MAX_PROMPT = 400_000;
    private static final int MAX_ROLE_ARN = 2048;

    private final List<Component> components;
    private final ModelChoice metadata;

    private ComponentsBody(List<Component> components, ModelChoice metadata) {
        this.components = components;
        this.metadata = metadata;
    }

    /** One component: its type, and its payload under that type's rules. */
    private record Component(
            String type, Fields payload, JsonNode raw, CurrentFile file, String provider, boolean stream) {}

    static ComponentsBody of(JsonNode json) {
        Fields body = Fields.of(json);
        List<Component> components = body.list("prompt_components", 1, MAX_COMPONENTS, ComponentsBody::component);
        if (!components.isEmpty() && components.get(0).type().equals(CONTEXT)) {
            body.reject(
                    "prompt_components",
                    "value_error",
                    "Value error, the first component should be " + COMPLETION + " or " + GENERATION);
        }
        body.check();
        return new ComponentsBody(components, ModelMetadata.in(json));
    }

    /** What decides: the first component. */
    String type() {
        return components.get(0).type();
    }

    boolean stream() {
        return components.get(0).stream();
    }

    boolean isForAmazonQ() {
        return components.get(0).provider().equals(FlatBody.AMAZON_Q)
                || metadata.provider().equals(FlatBody.AMAZON_Q);
    }

    CompletionAsked completion(boolean withContext, boolean promptCache) {
        List<String> context = withContext
                ? components.stream()
                        .filter(component -> component.type().equals(CONTEXT))
                        .map(component -> component.raw().path("content").asText())
                        .toList()
                : List.of();
        return new CompletionAsked(components.get(0).file(), context, wish(), List.of(), promptCache);
    }

    GenerationAsked generation(boolean promptCache) {
        Component first = components.get(0);
        return new GenerationAsked(
                first.file(),
                wish(),
                first.raw().path("prompt_id").asText(""),
                first.raw().path("prompt_version").asText(""),
                List.of(),
                Enhancer.read(first.raw().path("prompt_enhancer")),
                promptCache);
    }

    private ModelWish wish() {
        ModelChoice choice = metadata.equals(ModelChoice.NONE)
                ? new ModelChoice(components.get(0).provider(), "", "", "", "", new Secret(""))
                : metadata;
        return new ModelWish(Protocol.COMPONENTS, choice, false);
    }

    private static Component component(Fields item) {
        String type = item.requiredTag("type", TYPES);
        Fields tagged = item.tagged(type);
        if (item.isSet("metadata")) {
            Fields metadata = tagged.object("metadata");
            metadata.text("source", MAX_NAME);
            metadata.text("version", MAX_NAME);
        }
        if (type.isEmpty()) {
            return new Component(type, tagged, item.raw("payload"), new CurrentFile("", "", "", ""), "", false);
        }
        Fields payload = tagged.object("payload");
        return type.equals(CONTEXT) ? contextItem(payload, item) : codeItem(type, payload, item);
    }

    private static Component contextItem(Fields payload, Fields item) {
        payload.text("type", MAX_CONTEXT_NAME);
        payload.text("name", MAX_CONTEXT_NAME);
        payload.text("content", MAX_CONTENT);
        return new Component(CONTEXT, payload, item.raw("payload"), new CurrentFile("", "", "", ""), "", false);
    }

    private static Component codeItem(String type, Fields payload, Fields item) {
        var file = new CurrentFile(
                payload.trimmed("file_name", MAX_NAME),
                payload.textOrEmpty("language_identifier", MAX_NAME),
                payload.text("content_above_cursor", MAX_CONTENT),
                payload.text("content_below_cursor", MAX_CONTENT));
        String provider = payload.oneOf("model_provider", PROVIDERS);
        payload.textOrEmpty("model_name", MAX_NAME);
        payload.textOrEmpty("role_arn", MAX_ROLE_ARN);
        if (type.equals(COMPLETION)) {
            payload.wholeOr("choices_count", 0);
        } else {
            payload.textOrEmpty("prompt", MAX_PROMPT);
            payload.textOrEmpty("prompt_id", MAX_NAME);
            payload.textOrEmpty("prompt_version", MAX_NAME);
            payload.objectOrEmpty("prompt_enhancer");
        }
        return new Component(type, payload, item.raw("payload"), file, provider, payload.flag("stream"));
    }
}
