package io.llmclient.providers;

import io.llmclient.core.http.Auth;
import io.llmclient.core.http.Dialect;
import io.llmclient.core.http.HttpProvider;
import io.llmclient.providers.internal.OptionalLibrary;
import io.llmclient.providers.internal.google.GoogleTokens;
import java.util.Map;

/**
 * Where Google Cloud's Vertex AI is, and who asks it.
 *
 * @param location {@code global}, a multi-region {@code us} or {@code eu}, or a region such as {@code europe-west4}
 */
record Vertex(String project, String location, Auth auth) {

    Vertex {
        if (!project.matches("[a-z0-9.:-]+")) {
            throw new IllegalArgumentException("no project id: \"" + project + "\"");
        }
        if (!location.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("no location: \"" + location + "\"");
        }
    }

    /** With Application Default Credentials. */
    static Vertex of(String project, String location) {
        OptionalLibrary.GOOGLE.require();
        return new Vertex(project, location, Auth.signed(GoogleTokens.ofApplicationDefault()));
    }

    static Vertex from(Map<String, String> environment, String provider) {
        String way = provider + ".onVertex(project, location)";
        return of(
                Environment.value(environment, way, "GOOGLE_CLOUD_PROJECT"),
                Environment.value(environment, way, "GOOGLE_CLOUD_LOCATION"));
    }

    /** The models of a publisher. */
    HttpProvider provider(String name, Dialect dialect, String publisher) {
        String baseUrl = "https://" + host() + "/v1beta1/projects/" + project + "/locations/" + location
                + "/publishers/" + publisher;
        return HttpProvider.of(name, dialect, baseUrl, auth);
    }

    private String host() {
        return switch (location) {
            case "global" -> "aiplatform.googleapis.com";
            case "us", "eu" -> "aiplatform." + location + ".rep.googleapis.com";
            default -> location + "-aiplatform.googleapis.com";
        };
    }
}
