package fr.toise.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ModelsTableTest {

    @Test
    void putsModelsUnderEachOther() throws Exception {
        // Given
        var models = new ObjectMapper().readTree("""
                        [ {"version": "b2", "trainedAt": "2026-01-02T10:00:05.123Z", "state": "REFUSED",
                           "measures": {"mdape": 0.1031, "pe10": 0.482, "coverage": 0.801},
                           "decision": {"promoted": false, "reasons": ["10.31 % is not below 9.90 %", "and so on"]}},
                          {"version": "a1", "trainedAt": "2026-01-01T10:00:00Z", "state": "CHAMPION", "madeUp": true,
                           "measures": {"mdape": 0.099}} ]
                        """);

        // When
        var table = ModelsTable.of(models);

        // Then
        assertThat(table).isEqualTo("""
                        VERSION             TRAINED            STATE     MdAPE    PE10    COVERAGE  WHY
                        b2                  2026-01-02T10:00Z  REFUSED   10.31 %  48.2 %  80.1 %    10.31 % is not below 9.90 %; and so on
                        a1 (made-up sales)  2026-01-01T10:00Z  CHAMPION  9.90 %""");
    }
}
