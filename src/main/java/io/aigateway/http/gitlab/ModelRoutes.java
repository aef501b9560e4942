package io.aigateway.http.gitlab;

import io.aigateway.http.Flags;
import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.aigateway.model.api.ModelDefinitions;
import io.aigateway.model.api.ModelDefinitions.Definition;
import io.aigateway.model.api.ModelDefinitions.Deprecation;
import io.aigateway.model.api.ModelDefinitions.Feature;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which models there are to choose from. Needs no token. Source: contract section 6.4. */
public final class ModelRoutes implements Routes {
    /** Callers that announce it get a name for "any of the defaults" where a feature has several. */
    static final String MULTI_DEFAULT_FLAG = "ai_gateway_multi_default_models";

    static final String DEFAULT_PREFIX = "__default__";

    private final Supplier<ModelDefinitions> definitions;
    private final Supplier<Map<String, List<String>>> disallowedFlags;

    public ModelRoutes(Supplier<ModelDefinitions> definitions, Supplier<Map<String, List<String>>> disallowedFlags) {
        this.definitions = definitions;
        this.disallowedFlags = disallowedFlags;
    }

    @Override
    public void mountOn(Router router) {
        router.get("/v1/models/definitions").handler(this::answer);
    }

    private Future<Void> answer(RoutingContext ctx) {
        boolean multi = Flags.announced(ctx, disallowedFlags.get()).contains(MULTI_DEFAULT_FLAG);
        var models = new ArrayList<Map<String, @Nullable Object>>();
        ModelDefinitions known = definitions.get();
        known.models().forEach(model -> models.add(model(model)));
        var features = new ArrayList<Map<String, @Nullable Object>>();
        for (Feature feature : known.features()) {
            boolean several = multi && feature.defaults().size() > 1;
            if (several) {
                models.add(anyDefault(feature));
            }
            features.add(feature(known, feature, several));
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("models", models);
        body.put("unit_primitives", features);
        return Replies.json(ctx, body);
    }

    private static Map<String, @Nullable Object> model(Definition model) {
        String provider = model.provider();
        return written(
                provider == null ? model.name() : model.name() + " - " + provider,
                model.identifier(),
                provider,
                model.deprecation() == null ? null : deprecation(model.deprecation()),
                model.description(),
                model.costIndicator());
    }

    private static Map<String, @Nullable Object> anyDefault(Feature feature) {
        return written("Default model", DEFAULT_PREFIX + feature.name(), null, null, null, null);
    }

    private static Map<String, @Nullable Object> written(
            String name,
            String identifier,
            @Nullable String provider,
            @Nullable Object deprecation,
            @Nullable String description,
            @Nullable String cost) {
        var written = new LinkedHashMap<String, @Nullable Object>();
        written.put("name", name);
        written.put("identifier", identifier);
        written.put("provider", provider);
        written.put("deprecation", deprecation);
        written.put("description", description);
        written.put("cost_indicator", cost);
        return written;
    }

    private static Map<String, @Nullable Object> feature(ModelDefinitions known, Feature feature, boolean several) {
        String any = DEFAULT_PREFIX + feature.name();
        var selectable = new ArrayList<String>();
        if (several) {
            selectable.add(any);
        }
        selectable.addAll(feature.selectable());
        var written = new LinkedHashMap<String, @Nullable Object>();
        written.put("feature_setting", feature.name());
        written.put("default_model", several ? any : feature.defaults().get(0));
        written.put("default_models", feature.defaults());
        written.put("models_for_tags", feature.tags());
        written.put("models_for_size_preference", feature.tags());
        written.put("selectable_models", selectable);
        written.put("beta_models", feature.beta());
        written.put("deprecated_models", deprecated(known, feature));
        written.put("dev", null);
        written.put("unit_primitives", feature.unitPrimitives());
        return written;
    }

    private static List<Map<String, String>> deprecated(ModelDefinitions known, Feature feature) {
        var written = new ArrayList<Map<String, String>>();
        for (Definition model : known.models()) {
            if (model.deprecation() != null && feature.deprecated().contains(model.identifier())) {
                var entry = new LinkedHashMap<String, String>();
                entry.put("identifier", model.identifier());
                entry.putAll(deprecation(model.deprecation()));
                written.add(entry);
            }
        }
        return written;
    }

    private static Map<String, String> deprecation(Deprecation deprecation) {
        var written = new LinkedHashMap<String, String>();
        written.put("deprecation_date", deprecation.date());
        written.put("removal_version", deprecation.removalVersion());
        return written;
    }
}
