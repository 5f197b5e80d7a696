package io.llmclient.providers.recordings;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Replays recorded real traffic: a server on loopback answers as the provider did, and the real client reads it; what
 * the client sends is compared with what was sent then. Whoever has recordings puts them beside the checkout, in
 * {@code ../shared/recordings}, or names their directory in the system property {@code llmclient.recordings}; without
 * them the test is skipped.
 *
 * <p>A recording agrees when its response is read as {@code expected} says ({@link ResponseComparison}) and, where the
 * request can be compared, the same JSON is sent ({@link RequestComparison}). Differences on purpose are listed in
 * {@code explained.txt}. The report of a run is in {@code target/recordings.txt}.
 */
class RecordingsTest {

    private static final Path REPORT = Path.of("target", "recordings.txt");

    private final Report report = new Report(Explanations.read());

    @Test
    void every_recorded_request_and_response_is_spoken_as_it_was() throws IOException {
        Optional<Path> directory = Recordings.directory();
        assumeTrue(
                directory.isPresent(),
                "no recordings: neither does the system property " + Recordings.PROPERTY
                        + " name a directory, nor is there a shared/recordings beside the checkout");

        try (Replay replay = new Replay()) {
            for (Recording recording : Recordings.in(directory.get())) {
                Optional<Api> api = Api.of(recording);
                if (EmbeddingComparison.covers(recording)) {
                    report.add(recording, new EmbeddingComparison(replay).of(recording));
                } else if (api.isPresent()) {
                    report.add(recording, new Comparison(replay, api.get()).of(recording));
                } else {
                    report.notSpoken(recording);
                }
            }
        }

        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, report.toString());
        System.out.println(report.line());
        if (!report.wrong().isEmpty()) {
            fail("differences that explained.txt does not explain, or explanations that nothing needs:\n\n"
                    + String.join("\n", report.wrong()));
        }
    }
}
