package io.llmclient.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** What a good engineer writes by hand: OkHttp, and a Jackson tree of each answer or event. The yardstick. */
class RawClient implements Subject {

    private static final MediaType JSON = MediaType.get("application/json");

    final ObjectMapper mapper = JsonMapper.builder().build();
    private final OkHttpClient client = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(256, 5, TimeUnit.MINUTES))
            .connectTimeout(5, TimeUnit.SECONDS)
            .readTimeout(60, TimeUnit.SECONDS)
            .writeTimeout(60, TimeUnit.SECONDS)
            .build();
    private final Dialect dialect;
    private final String base;

    RawClient(Dialect dialect, String base) {
        this.dialect = dialect;
        this.base = base;
    }

    @Override
    public int call() throws IOException {
        try (Response response = send(false)) {
            return text(response).length();
        }
    }

    @Override
    public int stream() throws IOException {
        try (Response response = send(true)) {
            return pieces(response.body().source());
        }
    }

    String text(Response response) throws IOException {
        return dialect.text(mapper.readTree(response.body().byteStream()));
    }

    int pieces(BufferedSource lines) throws IOException {
        int chars = 0;
        for (String line; (line = lines.readUtf8Line()) != null; ) {
            if (!line.startsWith("data: ") || line.equals("data: [DONE]")) {
                continue;
            }
            JsonNode event = mapper.readTree(line.substring(6));
            String piece = dialect.delta(event);
            if (piece != null) {
                chars += piece.length();
            }
        }
        return chars;
    }

    private Response send(boolean streaming) throws IOException {
        byte[] body = mapper.writeValueAsBytes(dialect.request(mapper, streaming));
        Request.Builder request =
                new Request.Builder().url(base + dialect.path(streaming)).post(RequestBody.create(body, JSON));
        dialect.authorize(request);
        Response response = client.newCall(request.build()).execute();
        if (!response.isSuccessful()) {
            try (response) {
                throw new IOException(
                        "HTTP " + response.code() + ": " + response.body().string());
            }
        }
        return response;
    }
}
