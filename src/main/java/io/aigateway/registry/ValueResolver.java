package io.aigateway.registry;

import com.hubspot.jinjava.el.TypeConvertingMapELResolver;
import com.hubspot.jinjava.el.ext.JinjavaBeanELResolver;
import com.hubspot.jinjava.el.ext.JinjavaListELResolver;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.util.ForLoop;
import java.beans.FeatureDescriptor;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import jinjava.javax.el.PropertyNotFoundException;
import jinjava.javax.el.PropertyNotWritableException;
import org.jspecify.annotations.Nullable;

/**
 * What a template may look into: entries of maps, items of lists, and the counters of a loop. Nothing else has properties, nothing
 * has methods, and nothing can be changed; so no expression reaches a class, a file or the process.
 */
final class ValueResolver extends ELResolver {
    private final ELResolver maps = new TypeConvertingMapELResolver(true);
    private final ELResolver lists = new JinjavaListELResolver(true);
    private final ELResolver beans = new JinjavaBeanELResolver(true);

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, Object property) {
        if (base instanceof Map<?, ?>) {
            return maps.getValue(context, base, property);
        } else if (base instanceof List<?>) {
            return lists.getValue(context, base, property);
        } else if (base instanceof ForLoop) {
            return beans.getValue(context, base, property);
        }
        throw new PropertyNotFoundException("no such property: " + property);
    }

    /** Tests such as {@code is defined} are methods of the engine's own; there are no others. */
    @Override
    public @Nullable Object invoke(
            ELContext context,
            @Nullable Object base,
            Object method,
            Class<?> @Nullable [] types,
            Object @Nullable [] parameters) {
        if (base instanceof ExpTest) {
            return beans.invoke(context, base, method, types, parameters);
        }
        throw new PropertyNotFoundException("no such method: " + method);
    }

    @Override
    public @Nullable Class<?> getType(ELContext context, @Nullable Object base, Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, @Nullable Object base, Object property, Object value) {
        throw new PropertyNotWritableException("values cannot be changed: " + property);
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, Object property) {
        return true;
    }

    @Override
    public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
        return Collections.emptyIterator();
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
        return String.class;
    }
}
