package io.llmclient.providers;

/** Where Google Cloud's Vertex AI serves the models of a publisher. */
final class Vertex {

    private Vertex() {}

    /**
     * What precedes {@code /models}.
     *
     * @param location {@code global}, a multi-region {@code us} or {@code eu}, or a region such as {@code europe-west4}
     */
    static String baseUrl(String project, String location, String publisher) {
        if (!project.matches("[a-z0-9.:-]+")) {
            throw new IllegalArgumentException("no project id: \"" + project + "\"");
        }
        if (!location.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("no location: \"" + location + "\"");
        }
        return "https://" + host(location) + "/v1beta1/projects/" + project + "/locations/" + location + "/publishers/"
                + publisher;
    }

    private static String host(String location) {
        return switch (location) {
            case "global" -> "aiplatform.googleapis.com";
            case "us", "eu" -> "aiplatform." + location + ".rep.googleapis.com";
            default -> location + "-aiplatform.googleapis.com";
        };
    }
}
