package io.camkit.server.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.spi.SourceContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForwardingContextTest {
    @Test
    void everythingThatASourceAsksOrSaysReachesTheCore() throws Exception {
        List<Method> reached = new ArrayList<>();
        SourceContext core = (SourceContext) Proxy.newProxyInstance(
                SourceContext.class.getClassLoader(), new Class<?>[] {SourceContext.class}, (self, method, said) -> {
                    reached.add(method);
                    return null;
                });
        SourceContext between = new ForwardingContext(core) {};
        List<Method> all = Stream.of(SourceContext.class.getMethods())
                .filter(method -> !method.isSynthetic())
                .toList();

        for (Method method : all) {
            method.invoke(between, new Object[method.getParameterCount()]);
        }

        assertEquals(all, reached);
    }
}
