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
        for (Act act : Act.values()) {
            System.out.println(act + ": " + outcome(act));
        }
        System.exit(0); // threads of the SDKs linger
    }

    private static String outcome(Act act) {
        try {
            return act.answer();
        } catch (RuntimeException
                | LinkageError failure) { // errors of linking are what two versions of one library give
            failure.printStackTrace();
            return failure.toString();
        }
    }
}
