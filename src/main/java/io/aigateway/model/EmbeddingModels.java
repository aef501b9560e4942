package io.aigateway.model;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.CatalogueFile.ContentType;
import io.aigateway.model.api.ModelChoice;
import io.aigateway.model.api.Target;
import io.aigateway.settings.ModelSettings;
import java.util.Objects;

/** Chooses the model that makes vectors: a choice that names none is an error here, never the default. Source: contract section 5. */
public final class EmbeddingModels {
    /** The family of every model that makes vectors. */
    static final String FAMILY = "embedding";

    private static final String GITLAB = "gitlab";
    private static final String ANY = "any";

    private final Catalogue catalogue;
    private final Models models;
    private final SelfHostedModels selfHosted;

    public EmbeddingModels(Catalogue catalogue, Models models, ModelSettings settings) {
        this.catalogue = catalogue;
        this.models = models;
        this.selfHosted = new SelfHostedModels(catalogue, settings.extraHeaders());
    }

    /** Whether vectors come from the mock. */
    public boolean areMocked() {
        return models.areMocked();
    }

    /**
     * The model that a caller names.
     *
     * @throws FailureException with {@link Kind#INVALID} when there is none, and with {@link Kind#SWITCHED_OFF} when it names an
     *     endpoint or a key and that is not permitted
     */
    public Model named(ModelChoice choice) {
        Model model = created(choice);
        models.requirePermission(choice);
        return model;
    }

    /**
     * What makes vectors of a type of content, such as {@code issue}.
     *
     * @throws FailureException with {@link Kind#INVALID} when nothing does
     */
    public ContentModels forContent(String contentType) {
        ContentType known = catalogue.contentType(contentType);
        ContentType type = known == null ? catalogue.contentType(ANY) : known;
        if (type == null) {
            throw Failure.invalid("No model embeds this content type").asException();
        }
        return new ContentModels(
                type.models().stream()
                        .map(identifier -> Objects.requireNonNull(catalogue.find(identifier)))
                        .toList(),
                type.unitPrimitive());
    }

    /** How much may be asked at once there. */
    public EmbeddingLimit limitOf(Target target) {
        return catalogue.embeddingLimit(target);
    }

    private Model created(ModelChoice choice) {
        String name = choice.provider().equals(GITLAB) ? choice.identifier() : choice.name();
        Model model = catalogue.find(name);
        if (model == null || !model.families().contains(FAMILY)) {
            throw uncreated("Invalid model identifier: " + name);
        }
        try {
            return model.isSelfHosted() ? selfHosted.at(model, choice) : model;
        } catch (FailureException e) {
            throw uncreated(e.failure().detail());
        }
    }

    private static RuntimeException uncreated(String cause) {
        return Failure.invalid("Error creating the model_metadata: " + cause).asException();
    }
}
