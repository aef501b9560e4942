package io.aigateway.fakeupstream.formats;

/** One API of a provider, from the side that answers. */
public interface Api {
    /** How it is called in statistics. */
    String name();

    /** Whether it is what a path, decoded and without query, asks for. */
    boolean isAt(String path);

    /** What it answers when all is well. */
    Answer answer(Asked asked);

    /** How it tells what is wrong. */
    ErrorShape errors();

    /** One event of its streams with this data, which may be nonsense. */
    default String event(String data) {
        return "data: " + data + "\n\n";
    }

    /** The body of a response with this status. Google's streaming methods answer with an array of one error. */
    default String refusal(Asked asked, int status, long retryAfterSeconds) {
        String document = errors().document(status, retryAfterSeconds);
        boolean inArray = errors() == ErrorShape.GOOGLE && asked.path().contains(":stream");
        return inArray ? "[" + document + "]" : document;
    }

    /** The event that reports an error of this status in the middle of a stream. */
    default String errorEvent(int status, long retryAfterSeconds) {
        return event(errors().document(status, retryAfterSeconds));
    }

    /** Whether a model answers there: only then names of models and faults for all mean something. */
    default boolean isForModels() {
        return true;
    }
}
