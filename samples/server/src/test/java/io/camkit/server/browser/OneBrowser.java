package io.camkit.server.browser;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the same browser to every test that asks for one, because starting it takes seconds; each finds an empty page, by
 * day, on a desk. It ends with the last test.
 */
final class OneBrowser implements ParameterResolver {
    private static final Namespace BROWSERS = Namespace.create(OneBrowser.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Browser browser = context.getRoot()
                .getStore(BROWSERS)
                .getOrComputeIfAbsent(Browser.class, key -> Browser.start(), Browser.class);
        browser.reset();
        return browser;
    }
}
