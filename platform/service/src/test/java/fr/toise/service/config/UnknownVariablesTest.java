package fr.toise.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UnknownVariablesTest {

    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"toise\\.([a-z]+)");

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
    void theGroupsOfAllServicesAreKnownToEach() throws IOException {
        // Given
        var prefixes = new TreeSet<String>();
        try (var files = Files.walk(Path.of("../.."))) {
            for (var file : files.filter(path -> path.toString().endsWith("Config.java"))
                    .toList()) {
                MAPPING.matcher(Files.readString(file)).results().forEach(found -> prefixes.add(found.group(1)));
            }
        }

        // Then
        assertThat(prefixes).contains("buckets", "ingestion", "clean", "training", "serving");
        assertThat(prefixes).allSatisfy(prefix -> assertThat(UnknownVariables.GROUPS_OF_OTHERS)
                .contains(prefix.toUpperCase(Locale.ROOT)));
    }

    @Test
    void aVariableOfAnotherServiceIsNoneOfOurBusiness() {
        assertThat(UnknownVariables.among(Map.of("TOISE_INGESTION_XYZ", "1", "PATH", "/bin"), SETTINGS))
                .isEmpty();
    }
}
