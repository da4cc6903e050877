package fr.toise.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningTest {

    private static final Map<String, String> IN_A_CLUSTER =
            Map.of("TOISE_LOCAL_STACK_BIND", "0.0.0.0", "TOISE_LOCAL_STACK_HOST", "local-stack");

    @TempDir
    Path folder;

    @Test
    void nothingListensBeyondThisMachineUnlessItIsToldTo() {
        assertThat(Listening.of(Map.of())).isEqualTo(new Listening("127.0.0.1", "127.0.0.1"));
        assertThat(Listening.of(IN_A_CLUSTER)).isEqualTo(new Listening("0.0.0.0", "local-stack"));
    }

    @Test
    void whatOthersReachHasAName() {
        assertThatThrownBy(() -> Listening.of(Map.of("TOISE_LOCAL_STACK_BIND", "0.0.0.0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TOISE_LOCAL_STACK_HOST");
    }

    @Test
    void aServerThatOthersReachTakesNoCredentialsButThoseItWasGiven() {
        var beyond = Listening.of(IN_A_CLUSTER);

        assertThatThrownBy(() -> S3Credentials.of(IN_A_CLUSTER, beyond, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TOISE_LOCAL_STACK_SECRET_KEY");
        assertThat(S3Credentials.of(
                        Map.of("TOISE_LOCAL_STACK_ACCESS_KEY", "a", "TOISE_LOCAL_STACK_SECRET_KEY", "b"),
                        beyond,
                        folder))
                .isEqualTo(new S3Credentials("a", "b"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void onThisMachineTheDataFolderKeepsThem() {
        var made = S3Credentials.of(Map.of(), Listening.HERE, folder);

        assertThat(S3Credentials.of(folder)).isEqualTo(made);
        assertThat(Files.exists(folder.resolve("credentials.properties"))).isTrue();
    }
}
