package io.aigateway.kernel;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made when it is first asked for, so that the start does not take the time for it. Safe for use by many threads:
 * it is made once. When making it fails, whoever asks next tries again.
 */
public final class Later<T> implements Supplier<T> {
    private final Object lock = new Object();
    private @Nullable Supplier<T> maker;
    private volatile @Nullable T made;

    private Later(@Nullable Supplier<T> maker, @Nullable T made) {
        this.maker = maker;
        this.made = made;
    }

    /** Made by {@code maker}, which is let go of then. */
    public static <T> Later<T> of(Supplier<T> maker) {
        return new Later<>(maker, null);
    }

    /** Here already. */
    public static <T> Later<T> now(T made) {
        return new Later<>(null, made);
    }

    @Override
    public T get() {
        T known = made;
        return known == null ? make() : known;
    }

    private T make() {
        synchronized (lock) {
            T known = made;
            if (known == null && maker != null) {
                known = maker.get();
                made = known;
                maker = null;
            }
            if (known == null) {
                throw new IllegalStateException("nothing was made");
            }
            return known;
        }
    }
}
