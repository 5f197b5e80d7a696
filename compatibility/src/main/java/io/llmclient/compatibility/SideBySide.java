package io.llmclient.compatibility;

import java.nio.file.Path;
import okhttp3.OkHttpClient;

/** Does everything of {@link Act} in one JVM. Prints which OkHttp it did it with, and a line for each. */
final class SideBySide {

    private SideBySide() {}

    public static void main(String[] args) throws Exception {
        System.out.println(Path.of(OkHttpClient.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getFileName());
        for (Act act : Act.all()) {
            System.out.println(act.name() + ": " + outcome(act));
        }
        System.exit(0); // threads of the SDKs linger
    }

    private static String outcome(Act act) {
        try {
            return act.call().get();
        } catch (RuntimeException | LinkageError failure) {
            failure.printStackTrace();
            return failure.toString();
        }
    }
}
