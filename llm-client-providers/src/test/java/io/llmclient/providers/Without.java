package io.llmclient.providers;

import java.net.URL;
import java.net.URLClassLoader;

/** The providers as they are in an application that has not added an optional library. */
final class Without {

    private Without() {}

    /** @param packages how the names of the library's classes begin */
    static URLClassLoader library(String packages) {
        URL providers = Gemini.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader others = new ClassLoader(Without.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith(packages) || name.startsWith("io.llmclient.providers.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        return new URLClassLoader(new URL[] {providers}, others);
    }
}
