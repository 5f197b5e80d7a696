package io.llmclient.providers.recordings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One recorded HTTP exchange with what a correct client sends and reads. The README of the data describes the fields.
 */
public record Recording(String id, Tree json) {

    static Recording read(Path file) {
        try {
            Tree json = Tree.lenient(Files.readString(file));
            String id = json.text("id");
            return new Recording(id == null ? file.getFileName().toString() : id, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String api() {
        return String.valueOf(json.text("api"));
    }

    /** Who was asked, such as {@code groq}: also the name under which the test declares the provider. */
    String provider() {
        return String.valueOf(json.text("provider"));
    }

    /** The model that was asked for; any name where nobody recorded it. */
    public String model() {
        String asked = canonicalRequest().text("model");
        String answered = expected().text("model");
        return asked != null ? asked : answered != null && !answered.isBlank() ? answered : "some-model";
    }

    /** The model that was asked for where it is the second part of the path. */
    String modelInPath() {
        return URLDecoder.decode(
                String.valueOf(json.get("request").text("path")).split("/", -1)[2], StandardCharsets.UTF_8);
    }

    public boolean stream() {
        return json.get("stream").isTrue();
    }

    public int status() {
        return json.get("response", "status").number().intValue();
    }

    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        json.get("response", "headers")
                .fields()
                .forEach((name, value) -> headers.put(name, String.valueOf(value.text())));
        return headers;
    }

    /** Whether the response is in binary frames. */
    boolean isBinary() {
        return json.get("response").has("bodyBase64");
    }

    public byte[] body() {
        String binary = json.get("response").text("bodyBase64");
        if (binary != null) {
            return Base64.getDecoder().decode(binary);
        }
        String text = json.get("response").text("bodyText");
        return (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
    }

    Tree expected() {
        return json.get("expected");
    }

    Tree canonicalRequest() {
        return json.get("canonicalRequest");
    }

    /** The body that the recorded client sent. */
    Tree requestBody() {
        return json.get("request", "body");
    }

    /** Whether the canonical request says everything that the recorded body says. */
    boolean saysWholeRequest() {
        boolean marked = json.get("roundTrippable").isTrue()
                || json.get("roundTrippableWithExtra").isTrue();
        return marked && canonicalRequest().isObject() && requestBody().isObject();
    }

    boolean hasFeature(String feature) {
        return json.get("features").texts().contains(feature);
    }
}
