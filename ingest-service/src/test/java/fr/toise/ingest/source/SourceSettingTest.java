package fr.toise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceSettingTest {

    @Test
    void tellsNamesUrlsAndFoldersApart() {
        // Then
        assertThat(SourceSetting.parse("auto")).isEqualTo(new SourceSetting.Auto());
        assertThat(SourceSetting.parse("Official")).isEqualTo(new SourceSetting.Official());
        assertThat(SourceSetting.parse(" sample ")).isEqualTo(new SourceSetting.Sample());
        assertThat(SourceSetting.parse("http://127.0.0.1:8000/csv"))
                .isEqualTo(new SourceSetting.Website(URI.create("http://127.0.0.1:8000/csv/")));
        assertThat(SourceSetting.parse("/data/csv")).isEqualTo(new SourceSetting.Folder(Path.of("/data/csv")));
        assertThat(SourceSetting.parse("file:///data/csv/")).isEqualTo(new SourceSetting.Folder(Path.of("/data/csv")));
    }

    @Test
    void refusesOtherKindsOfUrl() {
        // Then
        assertThatThrownBy(() -> SourceSetting.parse("ftp://example.org/csv"))
                .hasMessageContaining("ftp://example.org/csv")
                .hasMessageContaining("expected auto, official, sample");
        assertThatThrownBy(() -> SourceSetting.parse(" ")).hasMessageContaining("toise.ingestion.source is empty");
    }

    @Test
    void readsOneYearAndSeveral() {
        // Then
        assertThat(Wanted.Years.parse("2023")).isEqualTo(new Wanted.Years(2023, 2023));
        assertThat(Wanted.Years.parse("2018-2025")).isEqualTo(new Wanted.Years(2018, 2025));
        assertThat(Wanted.Years.parse("2018-").contains(2017)).isFalse();
        assertThat(Wanted.Years.parse("2018-").contains(2042)).isTrue();
        assertThat(Wanted.Years.parse("2018-")).hasToString("2018 and later");
        assertThatThrownBy(() -> Wanted.Years.parse("18-25")).hasMessageContaining("'18-25'");
        assertThatThrownBy(() -> Wanted.Years.parse("2025-2018")).hasMessageContaining("the earlier one first");
    }

    @Test
    void refusesADepartmentThatIsNone() {
        // Then
        assertThatThrownBy(() -> new Wanted(Wanted.Years.parse("2023"), Set.of("../75")))
                .hasMessageContaining("'../75'");
    }
}
