package io.aigateway.model.api;

/**
 * What a text means to a model, as a point in a space.
 *
 * @param values its coordinates; whoever holds it leaves them as they are
 */
@SuppressWarnings(
        "ArrayRecordComponent") // never compared; a list of a thousand boxed numbers would be six times as large
public record Vector(double[] values) {
    /** How many coordinates. */
    public int size() {
        return values.length;
    }

    /** Its size only. */
    @Override
    public String toString() {
        return "Vector[" + values.length + "]";
    }
}
