package io.llmclient.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The clients by their names in the table. */
final class Subjects {

    static final String RAW = "raw OkHttp + Jackson tree";
    static final String RAW_ANTHROPIC = "raw (Anthropic)";
    static final String RAW_GEMINI = "raw (Gemini)";
    static final String LEAN = "raw OkHttp + streaming parser";
    static final String DECORATED = "raw + Resilience4j decorators";
    static final String OURS = "llm-client";
    static final String OURS_ANTHROPIC = "llm-client (Anthropic)";
    static final String OURS_GEMINI = "llm-client (Gemini)";
    static final String OPENAI_SDK = "openai-java";
    static final String ANTHROPIC_SDK = "anthropic-java";
    static final String LANGCHAIN4J = "LangChain4j";
    static final String OURS_AFTER_503 = "llm-client, first answers 503";
    static final String OURS_AFTER_REFUSAL = "llm-client, first refuses the connection";
    static final String RAW_AFTER_503 = "raw, first answers 503";

    private Subjects() {}

    /**
     * Makes one.
     *
     * @param kind which of the server's answers it is to get: the first segment of the path
     */
    static Subject of(String name, String origin, String kind) {
        String base = origin + "/" + kind;
        return switch (name) {
            case RAW -> new RawClient(Dialect.OPENAI, base);
            case RAW_ANTHROPIC -> new RawClient(Dialect.ANTHROPIC, base);
            case RAW_GEMINI -> new RawClient(Dialect.GEMINI, base);
            case LEAN -> new LeanClient(base);
            case DECORATED -> new DecoratedClient(new RawClient(Dialect.OPENAI, base));
            case OURS -> OurClient.of(Dialect.OPENAI, base);
            case OURS_ANTHROPIC -> OurClient.of(Dialect.ANTHROPIC, base);
            case OURS_GEMINI -> OurClient.of(Dialect.GEMINI, base);
            case OPENAI_SDK -> new OpenAiSdk(base);
            case ANTHROPIC_SDK -> new AnthropicSdk(base);
            case LANGCHAIN4J -> new LangChain4jClient(base);
            case OURS_AFTER_503 -> OurClient.failingOver(origin + "/503", base);
            case OURS_AFTER_REFUSAL -> OurClient.failingOver("http://127.0.0.1:" + closedPort(), base);
            case RAW_AFTER_503 -> oneAfterTheOther(of(RAW, origin, "503"), of(RAW, origin, kind));
            default -> throw new IllegalArgumentException("no client " + name);
        };
    }

    private static Subject oneAfterTheOther(Subject first, Subject second) {
        return () -> {
            try {
                return first.call();
            } catch (IOException e) {
                return second.call();
            }
        };
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
