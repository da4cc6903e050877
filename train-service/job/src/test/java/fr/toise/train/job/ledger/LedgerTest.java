package fr.toise.train.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.toise.contracts.job.ScoringArguments;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.model.LedgerEntry.Month;
import fr.toise.train.job.Training;
import fr.toise.train.job.measuring.Estimates;
import fr.toise.train.job.measuring.Evaluation;
import fr.toise.train.job.network.Checkpoints;
import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.Question;
import fr.toise.valuation.bundle.Valuer;
import fr.toise.valuation.sales.Sale;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final List<Sale> SALES =
            MadeUpTown.sales(4_000, LocalDate.of(2021, 1, 1), LocalDate.of(2022, 12, 31), 11);

    @Test
    void scoresOnlyWhatTheModelCouldNotKnow(@TempDir Path folder) throws Exception {
        // Given a model of the sales up to September
        var known = SALES.stream()
                .filter(sale -> sale.saleDate().isBefore(LocalDate.of(2022, 10, 1)))
                .toList();
        Training.run(arguments(), known, null, folder, Checkpoints.NONE, said -> {});
        var valuer = Valuer.open(folder);
        // When
        var entry = Ledger.entry(
                new ScoringArguments("town-flats", "town", "d2", "s3://clean/town/d2/", List.of()), valuer, SALES);

        // Then
        assertThat(entry.version()).isEqualTo("v1");
        assertThat(entry.datasetVersion()).isEqualTo("d2");
        assertThat(entry.knownThrough()).isEqualTo(known.get(known.size() - 1).saleDate());
        assertThat(entry.months()).extracting(Month::month).containsExactly("2022-10", "2022-11", "2022-12");
        assertThat(entry.measures().rows()).isEqualTo(SALES.size() - known.size());
        assertThat(entry.measures().mdape()).isBetween(0.03, 0.2).isCloseTo(mdapeAsServed(valuer), within(1e-9));
        assertThat(entry.measures().coverage()).isBetween(0.6, 0.95);
    }

    private static double mdapeAsServed(Valuer valuer) {
        var later = SALES.stream()
                .filter(sale -> sale.saleDate().isAfter(valuer.description().learnedThrough()))
                .toList();
        var served = valuer.values(later.stream()
                .map(sale -> new Question(sale.flat(), sale.saleDate()))
                .toList());
        return Evaluation.measure(later, Estimates.of("model", served), 1).mdape();
    }

    @Test
    void hasNoMeasuresWhereThereIsNothingNew(@TempDir Path folder) throws Exception {
        // Given
        Training.run(arguments(), SALES, null, folder, Checkpoints.NONE, said -> {});
        var valuer = Valuer.open(folder);
        // When
        var entry = Ledger.entry(
                new ScoringArguments("town-flats", "town", "d1", "s3://clean/town/d1/", List.of()), valuer, SALES);

        // Then
        assertThat(entry.measures()).isNull();
        assertThat(entry.months()).isEmpty();
    }

    @Test
    void hasNoMeasuresWhereItHasNoAnswers(@TempDir Path folder) throws Exception {
        // Given new sales of another département
        Training.run(arguments(), SALES, null, folder, Checkpoints.NONE, said -> {});
        var elsewhere = MadeUpTown.sales(400, LocalDate.of(2023, 1, 1), LocalDate.of(2023, 2, 28), 12).stream()
                .map(LedgerTest::inLyon)
                .toList();
        var valuer = Valuer.open(folder);
        // When
        var entry = Ledger.entry(
                new ScoringArguments("town-flats", "town", "d3", "s3://clean/town/d3/", List.of()), valuer, elsewhere);

        // Then
        assertThat(entry.measures()).isNull();
        assertThat(entry.months()).isEmpty();
    }

    private static Sale inLyon(Sale sale) {
        return MadeUpTown.with(sale, Map.of("department", "69", "commune", "69381"));
    }

    private static TrainingArguments arguments() {
        return new TrainingArguments(
                "town-flats",
                "v1",
                "town",
                "d1",
                true,
                "s3://clean/town/d1/",
                "s3://model/town-flats/v1/",
                "s3://model/town-flats/checkpoints/v1/",
                List.of(),
                null,
                null,
                null,
                new TrainingSettings(0.15, 2, 32, 2, 2, 8, 128, 0.004, 0.01, 0, 90, 900, List.of(), 1));
    }
}
