package io.llmclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LlmExceptionTest {

    private static LlmException failure() {
        return LlmException.builder(FailureKind.OVERLOADED)
                .message("too much")
                .provider("openai", "gpt")
                .status(529)
                .retryAfter(Duration.ofSeconds(3))
                .route(Route.none())
                .build();
    }

    private static Object copy(Object original) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @Test
    void a_failure_that_travels_keeps_what_it_says_and_loses_its_route() throws Exception {
        LlmException copy = (LlmException) copy(failure());
        assertThat(copy).hasMessage("too much");
        assertThat(copy.kind()).isEqualTo(FailureKind.OVERLOADED);
        assertThat(copy.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(copy.route().attempts()).isEmpty();
    }

    @Test
    void a_broken_stream_that_travels_has_an_empty_partial_answer() throws Exception {
        ChatResponse partial = ChatResponse.builder().text("half an").build();
        StreamInterruptedException copy =
                (StreamInterruptedException) copy(new StreamInterruptedException(failure(), partial, Route.none()));
        assertThat(copy.partial().text()).isEmpty();
    }
}
