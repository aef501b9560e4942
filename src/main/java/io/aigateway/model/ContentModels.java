package io.aigateway.model;

import java.util.List;

/**
 * What makes vectors of one type of content.
 *
 * @param models        the first one that reads the longest text to its end is asked, else the last; at least one
 * @param unitPrimitive what a caller needs
 */
public record ContentModels(List<Model> models, String unitPrimitive) {
    public ContentModels {
        models = List.copyOf(models);
    }
}
