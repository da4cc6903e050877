package fr.toise.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnknownVariablesTest {

    private static final Set<String> SETTINGS = Set.of("toise.training.epochs", "toise.training.look-every");

    @Test
    void aVariableThatNamesNoSettingOfItsGroupIsUnknown() {
        assertThat(UnknownVariables.among(Map.of("TOISE_TRAINING_EPOCS", "5"), SETTINGS))
                .containsExactly("TOISE_TRAINING_EPOCS");
    }

    @Test
    void aVariableThatNamesASettingIsKnown() {
        assertThat(UnknownVariables.among(
                        Map.of("TOISE_TRAINING_EPOCHS", "5", "TOISE_TRAINING_LOOK_EVERY", "5s"), SETTINGS))
                .isEmpty();
    }

    @Test
    void aVariableOfNoServiceIsUnknown() {
        assertThat(UnknownVariables.among(Map.of("TOISE_TRANING_EPOCHS", "5"), SETTINGS))
                .containsExactly("TOISE_TRANING_EPOCHS");
    }

    @Test
    void oneEntryOfAListIsKnown() {
        assertThat(UnknownVariables.among(
                        Map.of("TOISE_INGESTION_DEPARTMENTS_0_", "75"), Set.of("toise.ingestion.departments")))
                .isEmpty();
    }

    @Test
    void aVariableOfAnotherServiceIsNoneOfOurBusiness() {
        assertThat(UnknownVariables.among(Map.of("TOISE_INGESTION_XYZ", "1", "PATH", "/bin"), SETTINGS))
                .isEmpty();
    }
}
