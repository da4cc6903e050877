package fr.toise.cli.images;

import fr.toise.cli.services.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Hands everything over to the script that does it, which tells of its options itself. */
@Command(
        name = "images",
        description = "Builds the container images with docker, podman or buildah, whichever is found.")
public final class ImagesCommand implements Callable<Integer> {

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        var script = Path.of(System.getProperty("toise.home", "."), "k8s", "images.sh");
        if (!Files.isExecutable(script)) {
            throw new CommandFailure("There is no " + script + ": images are built from a copy of the project");
        }
        var command = new ArrayList<String>();
        command.add(script.toString());
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to start " + script, e);
        }
    }
}
