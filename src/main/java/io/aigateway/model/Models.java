package io.aigateway.model;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.Failure.Problem;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelChoice;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import io.aigateway.model.api.Target;
import io.aigateway.settings.ModelSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the model of a request. */
public final class Models {
    private static final Logger log = LoggerFactory.getLogger(Models.class);
    private static final String AMAZON_Q = "amazon_q";
    private static final String MOCK = "mock";
    private static final String MULTI_DEFAULT = "ai_gateway_multi_default_models";
    private static final String FEATURE = "feature:";
    private static final String DISABLED = "specifying custom models endpoint is disabled: ";

    private final Catalogue catalogue;
    private final ModelSettings settings;
    private final SelfHostedModels selfHosted;

    public Models(Catalogue catalogue, ModelSettings settings) {
        this.catalogue = catalogue;
        this.settings = settings;
        this.selfHosted = new SelfHostedModels(catalogue, settings.extraHeaders());
    }

    /** Whether answers come from the mock. */
    public boolean areMocked() {
        return settings.mock();
    }

    /** Whether self-hosted models are called without streaming. */
    public boolean streams(Model model) {
        return !(model.isSelfHosted() && settings.streamingDisabled());
    }

    /** Region of this deployment. */
    public String location() {
        return settings.location();
    }

    /** Where a model is asked: where it is, or at the mock when that is switched on. */
    public List<TargetGroup> groupsOf(Model model) {
        return settings.mock()
                ? List.of(TargetGroup.of(Target.of(MOCK, model.target().model())))
                : model.groups();
    }

    /** A question to a model. */
    public Question question(Model model, ModelInput input, Parameters parameters, boolean promptCache, Origin origin) {
        return new Question(
                model.identifier(), groupsOf(model), model.hedged(), input, parameters, promptCache, origin);
    }

    /**
     * Where a model is that a provider proxy offers.
     *
     * @param proxy name of the proxy as in its path, e.g. {@code vertex-ai}
     * @param model the provider's own name of the model
     * @return null when the proxy does not offer it
     */
    public @Nullable Target proxied(String proxy, String model) {
        return catalogue.proxied(proxy, model);
    }

    /** The default model of a feature. */
    public Model defaultOf(String featureSetting) {
        Model model = catalogue.defaultOf(featureSetting);
        if (model == null) {
            throw Failure.of(Kind.UNRESOLVED, "Invalid feature setting: " + featureSetting)
                    .asException();
        }
        return model;
    }

    /** The same; where a feature has several defaults and the caller knows of that, any of them. */
    public Model defaultOf(String featureSetting, Set<String> featureFlags) {
        Model any = featureFlags.contains(MULTI_DEFAULT) ? catalogue.anyDefaultOf(featureSetting) : null;
        return any == null ? defaultOf(featureSetting) : any;
    }

    /**
     * The model that {@code model_metadata} names; null when it cannot be turned into one, which means the default.
     *
     * @throws io.aigateway.kernel.FailureException when it names an endpoint or a key and that is not permitted
     */
    public @Nullable Model chosenBy(ModelChoice choice) {
        if (choice.equals(ModelChoice.NONE)) {
            return null;
        }
        Model model = find(choice);
        if (model == null) {
            log.warn("model choice ignored [provider: {}, name: {}]", choice.provider(), choice.name());
        }
        return model;
    }

    private @Nullable Model find(ModelChoice choice) {
        return switch (choice.provider()) {
            case "gitlab" ->
                choice.identifier().isEmpty()
                        ? catalogue.defaultOf(choice.featureSetting())
                        : catalogue.find(choice.identifier());
            case "fireworks_ai", "mistral" -> catalogue.find(choice.name());
            case AMAZON_Q -> throw notOffered();
            default -> selfHosted(choice);
        };
    }

    private @Nullable Model selfHosted(ModelChoice choice) {
        Model family = catalogue.find(choice.name());
        if (family == null || !family.isSelfHosted()) {
            return null;
        }
        requirePermission(choice);
        return selfHosted.at(family, choice);
    }

    /**
     * The model that provider and name of the older protocols choose.
     *
     * @param routes     by provider; {@code none} is for no provider
     * @param useCase    for the message when the name is refused, e.g. {@code code completions}
     * @param nameGiven  whether the request has a name at all, be it null: only then it is checked
     * @throws io.aigateway.kernel.FailureException when the choice is refused
     */
    public Model routed(Map<String, Route> routes, ModelChoice choice, String useCase, boolean nameGiven) {
        if (choice.provider().equals(AMAZON_Q)) {
            throw notOffered();
        }
        Route route = routes.get(choice.provider().isEmpty() ? "none" : choice.provider());
        if (route == null) {
            throw refused(choice, useCase);
        }
        boolean checked = nameGiven && !choice.provider().isEmpty();
        String identifier = checked ? route.named(choice.name(), isInAsia()) : route.unnamed(isInAsia());
        if (identifier == null) {
            throw refused(choice, useCase);
        }
        Model model = identifier.startsWith(FEATURE)
                ? defaultOf(identifier.substring(FEATURE.length()))
                : catalogue.find(identifier);
        if (model == null) {
            throw refused(choice, useCase);
        }
        requirePermission(choice);
        return route.selfHosted() ? selfHosted.at(model, choice) : model;
    }

    private boolean isInAsia() {
        return settings.location().startsWith("asia-");
    }

    /** Refuses an endpoint or a key of a caller where callers may not name them. */
    void requirePermission(ModelChoice choice) {
        if (settings.customEnabled()) {
            return;
        }
        if (!choice.endpoint().isEmpty()) {
            throw Failure.of(Kind.SWITCHED_OFF, DISABLED + "api_base is not allowed")
                    .asException();
        }
        if (!choice.apiKey().reveal().isEmpty()) {
            throw Failure.of(Kind.SWITCHED_OFF, DISABLED + "api_key is not allowed")
                    .asException();
        }
    }

    private static RuntimeException notOffered() {
        return Failure.of(Kind.UNSERVED, "Amazon Q is not offered by this gateway")
                .asException();
    }

    private static RuntimeException refused(ModelChoice choice, String useCase) {
        String message = "Value error, model " + choice.name() + " is not supported by use case " + useCase
                + " and provider " + choice.provider();
        return Failure.invalid(message, new Problem("value_error", List.of("body", "model_name"), message))
                .asException();
    }
}
