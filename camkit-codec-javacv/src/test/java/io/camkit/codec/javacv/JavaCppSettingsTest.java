package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JavaCppSettingsTest {
    private static final String PROPERTY = "org.bytedeco.javacpp.ofthistest";

    @AfterEach
    void clear() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void aChildUnpacksLibrariesWhereItsParentDoes() {
        System.setProperty(PROPERTY, "/a folder/cache=1");

        assertTrue(JavaCppSettings.arguments().contains("ofthistest=/a folder/cache=1"));
    }
}
