package io.camkit.codec.javacv;

import java.util.List;
import java.util.TreeSet;

/** JavaCPP's system properties in a JVM and in its children: where it unpacks native libraries, and what else somebody told it. */
final class JavaCppSettings {
    private static final String COMMON = "org.bytedeco.javacpp.";

    /** What JavaCPP would do about memory that its finalizers give back: in a child all is freed by hand, and the parent watches the whole. */
    private static final List<String> OF_CHILDREN = List.of("nopointergc=true", "maxbytes=0", "maxphysicalbytes=0");

    private JavaCppSettings() {}

    /** Those of this JVM as arguments for a child, each as {@code name=value} without the common beginning. */
    static List<String> arguments() {
        return new TreeSet<>(System.getProperties().stringPropertyNames())
                .stream()
                        .filter(name -> name.startsWith(COMMON))
                        .map(name -> name.substring(COMMON.length()) + "=" + System.getProperty(name))
                        .toList();
    }

    /**
     * Sets them in a child, before the first use of JavaCPP.
     *
     * @param args what {@code main} was given: those of {@link #arguments} behind the first one
     */
    static void apply(String[] args) {
        for (int i = 1; i < args.length; i++) {
            set(args[i]);
        }
        OF_CHILDREN.forEach(JavaCppSettings::set);
    }

    private static void set(String setting) {
        int equals = setting.indexOf('=');
        if (equals > 0) {
            System.setProperty(COMMON + setting.substring(0, equals), setting.substring(equals + 1));
        }
    }
}
