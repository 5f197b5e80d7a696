package io.llmclient.benchmarks;

import java.util.List;

/** The table as Markdown. */
final class Report {

    private final Effort effort;
    private final List<Row> rows;

    Report(Effort effort, List<Row> rows) {
        this.effort = effort;
        this.rows = rows;
    }

    String markdown(long seconds) {
        StringBuilder text = new StringBuilder();
        text.append("JDK ")
                .append(Runtime.version())
                .append(", ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(" cores, ")
                .append(System.getProperty("os.name"))
                .append(' ')
                .append(System.getProperty("os.arch"))
                .append("; ")
                .append(effort.name())
                .append(" run of ")
                .append(seconds)
                .append(" s: ")
                .append(effort.forks())
                .append(effort.forks() == 1 ? " JVM" : " JVMs")
                .append(" a client, ")
                .append(effort.rounds())
                .append(" rounds each. Figures are the median (min–max) of the rounds; × raw is the median of the"
                        + " rounds' own ratios; bytes are those allocated, with × raw. An event is ")
                .append(Wire.eventSize(Dialect.OPENAI))
                .append(" bytes of OpenAI, ")
                .append(Wire.eventSize(Dialect.ANTHROPIC))
                .append(" of Anthropic, ")
                .append(Wire.eventSize(Dialect.GEMINI))
                .append(" of Gemini.\n\n")
                .append("| measure | client | figure | × raw | bytes | goal | met |\n")
                .append("|---|---|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(row.markdown()).append('\n'));
        return text.toString();
    }
}
