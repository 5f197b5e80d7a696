package io.llmclient.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A bar chart of each measure that compares clients. */
final class Charts {

    private static final int ROW = 26;
    private static final int LABELS = 290;
    private static final int BARS = 360;

    private Charts() {}

    static void write(List<Row> rows, Path directory) throws IOException {
        Map<String, List<Row>> measures =
                rows.stream().collect(Collectors.groupingBy(Row::measure, LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Row>> measure : measures.entrySet()) {
            boolean compares =
                    measure.getValue().stream().anyMatch(row -> row.client().startsWith("raw"));
            if (compares) {
                String file = measure.getKey()
                        .toLowerCase(Locale.ROOT)
                        .replace("µ", "u")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
                Files.writeString(directory.resolve(file + ".svg"), svg(measure.getKey(), measure.getValue()));
            }
        }
    }

    private static String svg(String title, List<Row> rows) {
        double longest = rows.stream().mapToDouble(Row::value).max().orElse(1);
        int height = ROW * (rows.size() + 2);
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 %d" font-family="sans-serif" font-size="13">
                <rect width="760" height="%d" fill="#fff"/>
                <text x="10" y="24" font-size="15" font-weight="bold">%s (median)</text>
                """.formatted(height, height, title));
        int y = ROW * 2;
        for (Row row : rows) {
            double width = longest <= 0 ? 0 : Math.max(1, row.value() / longest * BARS);
            svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                    .formatted(LABELS - 8, y + 12, row.client()));
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\" fill=\"%s\"/>%n",
                    LABELS,
                    y,
                    width,
                    row.client().startsWith("llm-client") ? "#1b6ca8" : "#b8c4ce"));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
                    LABELS + width + 6,
                    y + 12,
                    Row.number(row.value())));
            y += ROW;
        }
        return svg.append("</svg>\n").toString();
    }
}
