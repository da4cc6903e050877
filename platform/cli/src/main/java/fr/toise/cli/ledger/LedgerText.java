package fr.toise.cli.ledger;

import static fr.toise.cli.text.Figures.minute;
import static fr.toise.cli.text.Figures.number;
import static fr.toise.cli.text.Figures.percent;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Months under each other, models beside each other; of each model its newest score. */
final class LedgerText {

    private LedgerText() {}

    static String of(JsonNode pages) {
        if (pages.isEmpty()) {
            return "No model has been live yet.";
        }
        return models(pages) + "\n\n" + months(pages);
    }

    private static String models(JsonNode pages) {
        var table = new TextTable(
                List.of("MODEL", "", "LIVE SINCE", "HOLD-OUT", "LATER SALES", "MdAPE", "PE10", "COVERAGE", "SCORED ON"),
                Set.of(3, 4, 5, 6, 7));
        pages.forEach(page -> {
            var newest = page.path("entries").path(0);
            var measures = newest.path("measures");
            table.add(List.of(
                    page.path("version").asText(),
                    page.path("live").asBoolean() ? "live" : "",
                    minute(page.path("promotedAt")),
                    percent(page.at("/holdOut/mdape"), 2),
                    number(measures.path("rows"), 0),
                    percent(measures.path("mdape"), 2),
                    percent(measures.path("pe10"), 1),
                    percent(measures.path("coverage"), 1),
                    newest.isObject()
                            ? newest.path("dataset").asText() + "/"
                                    + newest.path("datasetVersion").asText()
                            : "no later sales yet"));
        });
        return table.toString();
    }

    private static String months(JsonNode pages) {
        var scored = pages.valueStream()
                .filter(page -> !page.at("/entries/0/months").isEmpty())
                .toList();
        if (scored.isEmpty()) {
            return "Nothing has been scored yet: that needs sales from after those that a model learned from.";
        }
        var headings = new ArrayList<String>();
        headings.add("MONTH");
        var numbers = new TreeSet<Integer>();
        for (var page : scored) {
            numbers.add(headings.size());
            headings.add(page.path("version").asText());
            numbers.add(headings.size());
            headings.add("SALES");
        }
        var table = new TextTable(headings, numbers);
        for (var month : allMonths(scored)) {
            var row = new ArrayList<String>();
            row.add(month);
            for (var page : scored) {
                var measures = measures(page, month);
                row.add(percent(measures.path("mdape"), 2));
                row.add(number(measures.path("rows"), 0));
            }
            table.add(row);
        }
        return table.toString();
    }

    private static TreeSet<String> allMonths(List<JsonNode> pages) {
        var months = new TreeSet<String>();
        pages.forEach(page -> page.at("/entries/0/months")
                .forEach(month -> months.add(month.path("month").asText())));
        return months;
    }

    private static JsonNode measures(JsonNode page, String month) {
        for (var scored : page.at("/entries/0/months")) {
            if (scored.path("month").asText().equals(month)) {
                return scored.path("measures");
            }
        }
        return page.path("none");
    }
}
