package fr.toise.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** Rows under each other, each column as wide as its longest cell. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();
    private final Set<Integer> numbers;

    /** @param numbers the columns whose cells are set to the right, from 0 */
    public TextTable(List<String> headings, Set<Integer> numbers) {
        this.numbers = numbers;
        rows.add(headings);
    }

    public void add(List<String> row) {
        rows.add(row);
    }

    /** Without a line break at the end. */
    @Override
    public String toString() {
        var text = new StringJoiner("\n");
        rows.forEach(row -> text.add(line(row)));
        return text.toString();
    }

    private String line(List<String> row) {
        var line = new StringJoiner("  ");
        for (int column = 0; column < row.size(); column++) {
            var padding = " ".repeat(width(column) - row.get(column).length());
            line.add(numbers.contains(column) ? padding + row.get(column) : row.get(column) + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
