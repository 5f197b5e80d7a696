package io.llmclient.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Asks a server as a client of its dialect would, with nothing in between. */
final class Wire {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static final String OPENAI = "{\"model\":\"gpt-test\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    static final String OPENAI_STREAM =
            "{\"model\":\"gpt-test\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    static final String ANTHROPIC =
            "{\"model\":\"claude-test\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    static final String ANTHROPIC_STREAM =
            "{\"model\":\"claude-test\",\"max_tokens\":100,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    static final String GEMINI = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";

    static final String CONVERSE = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}";
    static final String CLAUDE_ON_BEDROCK =
            "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    /** Cohere and Ollama take the same of this little. */
    static final String PLAIN =
            "{\"model\":\"test\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private Wire() {}

    static HttpResponse<String> whole(ProviderServer server) {
        return switch (server.provider()) {
            case "openai", "mistral" -> openAi(server, OPENAI);
            case "anthropic" -> anthropic(server, ANTHROPIC);
            case "cohere", "ollama" -> plain(server, PLAIN.formatted(false));
            case "openai-responses" -> responses(server, PLAIN.formatted(false).replace("messages", "input"));
            case "bedrock" -> bedrock(server, "converse", CONVERSE);
            case "bedrock-anthropic" -> bedrock(server, "invoke", CLAUDE_ON_BEDROCK);
            default -> gemini(server, "generateContent", GEMINI);
        };
    }

    static HttpResponse<String> stream(ProviderServer server) {
        return switch (server.provider()) {
            case "openai" -> openAi(server, OPENAI_STREAM);
            case "mistral" -> openAi(server, PLAIN.formatted(true));
            case "anthropic" -> anthropic(server, ANTHROPIC_STREAM);
            case "cohere", "ollama" -> plain(server, PLAIN.formatted(true));
            case "openai-responses" -> responses(server, PLAIN.formatted(true).replace("messages", "input"));
            case "bedrock" -> bedrock(server, "converse-stream", CONVERSE);
            case "bedrock-anthropic" -> bedrock(server, "invoke-with-response-stream", CLAUDE_ON_BEDROCK);
            default -> gemini(server, "streamGenerateContent?alt=sse", GEMINI);
        };
    }

    static HttpResponse<String> openAi(ProviderServer server, String body) {
        return post(server.url() + "/chat/completions", body, "authorization", "Bearer sk-test");
    }

    static HttpResponse<String> responses(ProviderServer server, String body) {
        return post(server.url() + "/responses", body, "authorization", "Bearer sk-test");
    }

    static HttpResponse<String> anthropic(ProviderServer server, String body) {
        return post(server.url() + "/v1/messages", body, "x-api-key", "sk-test", "anthropic-version", "2023-06-01");
    }

    static HttpResponse<String> gemini(ProviderServer server, String method, String body) {
        return gemini(server, "gemini-test", method, body);
    }

    static HttpResponse<String> gemini(ProviderServer server, String model, String method, String body) {
        return post(server.url() + "/v1beta/models/" + model + ":" + method, body, "x-goog-api-key", "key-test");
    }

    static HttpResponse<String> bedrock(ProviderServer server, String action, String body) {
        return post(server.url() + "/model/anthropic.claude-test/" + action, body, "authorization", "Bearer key-test");
    }

    static HttpResponse<String> plain(ProviderServer server, String body) {
        String path = server.provider().equals("cohere") ? "/v2/chat" : "/api/chat";
        return post(server.url() + path, body, "authorization", "Bearer key-test");
    }

    static HttpResponse<String> post(String url, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** What follows {@code data: } in each event, or stands alone in its line. */
    static List<String> data(HttpResponse<String> response) {
        return response.body()
                .lines()
                .filter(line -> line.startsWith("data: ") || line.startsWith("{"))
                .map(line -> line.startsWith("{") ? line : line.substring(6))
                .toList();
    }
}
