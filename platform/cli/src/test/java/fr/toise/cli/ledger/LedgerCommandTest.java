package fr.toise.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.cli.CommandLineRun;
import fr.toise.cli.FakeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerCommandTest {

    private static final String PATH = "/api/v1/ledger";

    private final FakeService train = new FakeService();

    @AfterEach
    void stop() {
        train.close();
    }

    @Test
    void showsMonthsUnderAndModelsBesideEachOther() {
        // Given
        train.answering(PATH, 200, """
                [{"version": "c3", "live": true, "promotedAt": "2026-10-09T08:00:00Z", "holdOut": {"mdape": 0.097}, "entries": []},
                 {"version": "b2", "live": false, "promotedAt": "2026-04-09T08:00:00Z", "holdOut": {"mdape": 0.0995},
                  "entries": [{"dataset": "geo-dvf", "datasetVersion": "d3",
                    "measures": {"rows": 4980, "mdape": 0.1012, "pe10": 0.5, "coverage": 0.79},
                    "months": [{"month": "2023-05", "measures": {"rows": 2400, "mdape": 0.1}},
                               {"month": "2023-06", "measures": {"rows": 2580, "mdape": 0.1025}}]}]},
                 {"version": "a1", "live": false, "promotedAt": "2025-10-09T08:00:00Z", "holdOut": null,
                  "entries": [{"dataset": "geo-dvf", "datasetVersion": "d3", "measures": {"rows": 7000, "mdape": 0.11, "pe10": 0.46},
                    "months": [{"month": "2022-12", "measures": {"rows": 2020, "mdape": 0.12}},
                               {"month": "2023-05", "measures": {"rows": 2400, "mdape": 0.115}}]}]}]
                """);

        // When
        var run = ledger();

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                MODEL        LIVE SINCE         HOLD-OUT  LATER SALES    MdAPE    PE10  COVERAGE  SCORED ON
                c3     live  2026-10-09T08:00Z    9.70 %                                          no later sales yet
                b2           2026-04-09T08:00Z    9.95 %        4,980  10.12 %  50.0 %    79.0 %  geo-dvf/d3
                a1           2025-10-09T08:00Z                  7,000  11.00 %  46.0 %            geo-dvf/d3

                MONTH         b2  SALES       a1  SALES
                2022-12                  12.00 %  2,020
                2023-05  10.00 %  2,400  11.50 %  2,400
                2023-06  10.25 %  2,580
                """);
    }

    @Test
    void saysThatThereIsNothingYet() {
        // Given
        train.answering(PATH, 200, "[]");

        // When
        var run = ledger();

        // Then
        assertThat(run.out()).contains("No model has been live yet.");
    }

    private CommandLineRun ledger() {
        return CommandLineRun.of("ledger", "--port", String.valueOf(train.port() - 3));
    }
}
