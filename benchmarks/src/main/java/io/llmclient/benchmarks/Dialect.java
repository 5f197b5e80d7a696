package io.llmclient.benchmarks;

import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The wire languages, as far as a hand-written client has to know them. */
enum Dialect {
    OPENAI("gpt-4o-mini") {
        @Override
        String path(boolean streaming) {
            return "/v1/chat/completions";
        }

        @Override
        void authorize(Request.Builder request) {
            request.header("Authorization", "Bearer " + Ask.KEY);
        }

        @Override
        ObjectNode request(ObjectMapper mapper, boolean streaming) {
            ObjectNode root = mapper.createObjectNode().put("model", model);
            root.putArray("messages")
                    .add(mapper.createObjectNode().put("role", "system").put("content", Ask.SYSTEM))
                    .add(mapper.createObjectNode().put("role", "user").put("content", Ask.USER));
            root.put("max_completion_tokens", Ask.MAX_TOKENS);
            if (streaming) {
                root.put("stream", true).putObject("stream_options").put("include_usage", true);
            }
            return root;
        }

        @Override
        String text(JsonNode answer) {
            return answer.path("choices")
                    .path(0)
                    .path("message")
                    .path("content")
                    .asString();
        }

        @Override
        @Nullable
        String delta(JsonNode event) {
            return event.path("choices")
                    .path(0)
                    .path("delta")
                    .path("content")
                    .asStringOpt()
                    .orElse(null);
        }
    },

    ANTHROPIC("claude-sonnet-4-5") {
        @Override
        String path(boolean streaming) {
            return "/v1/messages";
        }

        @Override
        void authorize(Request.Builder request) {
            request.header("x-api-key", Ask.KEY).header("anthropic-version", "2023-06-01");
        }

        @Override
        ObjectNode request(ObjectMapper mapper, boolean streaming) {
            ObjectNode root = mapper.createObjectNode().put("model", model).put("max_tokens", Ask.MAX_TOKENS);
            root.put("system", Ask.SYSTEM);
            root.putArray("messages")
                    .add(mapper.createObjectNode().put("role", "user").put("content", Ask.USER));
            return streaming ? root.put("stream", true) : root;
        }

        @Override
        String text(JsonNode answer) {
            return answer.path("content").path(0).path("text").asString();
        }

        @Override
        @Nullable
        String delta(JsonNode event) {
            return event.path("type").asString().equals("content_block_delta")
                    ? event.path("delta").path("text").asString()
                    : null;
        }
    },

    GEMINI("gemini-2.5-flash") {
        @Override
        String path(boolean streaming) {
            return "/v1beta/models/" + model + (streaming ? ":streamGenerateContent?alt=sse" : ":generateContent");
        }

        @Override
        void authorize(Request.Builder request) {
            request.header("x-goog-api-key", Ask.KEY);
        }

        @Override
        ObjectNode request(ObjectMapper mapper, boolean streaming) {
            ObjectNode root = mapper.createObjectNode();
            root.putObject("systemInstruction").putArray("parts").addObject().put("text", Ask.SYSTEM);
            root.putArray("contents")
                    .addObject()
                    .put("role", "user")
                    .putArray("parts")
                    .addObject()
                    .put("text", Ask.USER);
            root.putObject("generationConfig").put("maxOutputTokens", Ask.MAX_TOKENS);
            return root;
        }

        @Override
        String text(JsonNode answer) {
            return answer.path("candidates")
                    .path(0)
                    .path("content")
                    .path("parts")
                    .path(0)
                    .path("text")
                    .asString();
        }

        @Override
        String delta(JsonNode event) {
            return text(event);
        }
    };

    final String model;

    Dialect(String model) {
        this.model = model;
    }

    abstract String path(boolean streaming);

    abstract void authorize(Request.Builder request);

    abstract ObjectNode request(ObjectMapper mapper, boolean streaming);

    abstract String text(JsonNode answer);

    abstract @Nullable String delta(JsonNode event);
}
