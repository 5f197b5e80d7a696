package io.llmclient.benchmarks;

import java.io.IOException;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The raw client without trees: a streaming parser for each answer or event, which stops at the text. */
final class LeanClient extends RawClient {

    private static final byte[] PREFIX = {'d', 'a', 't', 'a', ':', ' '};

    LeanClient(String base) {
        super(Dialect.OPENAI, base);
    }

    @Override
    String text(Response response) throws IOException {
        try (JsonParser parser = mapper.createParser(response.body().byteStream())) {
            String text = content(parser);
            if (text == null) {
                throw new IOException("no text");
            }
            return text;
        }
    }

    @Override
    int pieces(BufferedSource source) throws IOException {
        int chars = 0;
        for (long end; (end = source.indexOf((byte) '\n')) >= 0; ) {
            if (end == 0 || !source.rangeEquals(0, DATA)) {
                source.skip(end + 1);
                continue;
            }
            source.skip(PREFIX.length);
            byte[] event = source.readByteArray(end - PREFIX.length);
            source.skip(1);
            if (event[0] != '{') {
                continue;
            }
            try (JsonParser parser = mapper.createParser(event)) {
                String piece = content(parser);
                if (piece != null) {
                    chars += piece.length();
                }
            }
        }
        return chars;
    }

    private static final okio.ByteString DATA = okio.ByteString.of(PREFIX);

    private static @Nullable String content(JsonParser parser) {
        for (JsonToken token; (token = parser.nextToken()) != null; ) {
            if (token == JsonToken.PROPERTY_NAME
                    && "content".equals(parser.currentName())
                    && parser.nextToken() == JsonToken.VALUE_STRING) {
                return parser.getString();
            }
        }
        return null;
    }
}
