package io.camkit.codec.javacv;

import java.util.Locale;

/**
 * What this machine is called in the names of native artifacts: {@code linux-arm64}.
 *
 * @param name as in JavaCPP's classifiers
 * @param libraryPattern how a native library of one name is called as a file
 */
record Platform(String name, String libraryPattern) {
    /** The one that this JVM runs on. JavaCPP knows as well, but may be missing. */
    static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Platform of(String os, String processor) {
        String system = os.toLowerCase(Locale.ROOT);
        String family = system.startsWith("mac") ? "macosx" : system.startsWith("windows") ? "windows" : "linux";
        String bits = switch (processor.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x86-64" -> "x86_64";
            case "aarch64", "arm64" -> "arm64";
            case "i386", "i486", "i586", "i686", "x86" -> "x86";
            case "arm" -> "armhf";
            default -> processor;
        };
        String pattern = switch (family) {
            case "macosx" -> "lib%s.dylib";
            case "windows" -> "%s.dll";
            default -> "lib%s.so";
        };
        return new Platform(family + "-" + bits, pattern);
    }

    String library(String base) {
        return String.format(libraryPattern, base);
    }
}
