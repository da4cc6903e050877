package fr.toise.train.job.network;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** All that a training has to remember between two epochs. A state of other settings or other rows counts as none. */
final class TrainingState {

    private final Checkpoints checkpoints;
    private final String name;
    private final String fingerprint;
    private final Model model;
    private final Optional<Saved> saved;

    /** @param arrays parameters, then the optimizer's moments */
    private record Saved(int epochs, NDList arrays) {}

    TrainingState(Checkpoints checkpoints, String name, String fingerprint, Model model) throws IOException {
        this.checkpoints = checkpoints;
        this.name = name;
        this.fingerprint = fingerprint;
        this.model = model;
        this.saved = read();
    }

    private Optional<Saved> read() throws IOException {
        var found = checkpoints.open(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (var in = new DataInputStream(found.get())) {
            if (!in.readUTF().equals(fingerprint)) {
                return Optional.empty();
            }
            return Optional.of(new Saved(in.readInt(), NDList.decode(model.getNDManager(), in)));
        }
    }

    /** Epochs done before. */
    int epochs() {
        return saved.map(Saved::epochs).orElse(0);
    }

    /** Puts parameters and moments back; to be called once the parameters have been initialized. */
    void restore(ResumableAdamW optimizer) {
        saved.ifPresent(state -> {
            var parameters = parameters();
            for (int i = 0; i < parameters.size(); i++) {
                try (var restored = state.arrays().get(i)) {
                    restored.copyTo(parameters.get(i).getArray());
                }
            }
            optimizer.restore(parameters, state.arrays().subNDList(parameters.size()));
        });
    }

    void save(int epochs, ResumableAdamW optimizer) throws IOException {
        var file = Files.createTempFile("toise-checkpoint-", ".ndlist");
        try (NDManager scope = model.getNDManager().newSubManager()) {
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
                out.writeUTF(fingerprint);
                out.writeInt(epochs);
                var arrays = new NDList();
                parameters()
                        .forEach(parameter -> arrays.add(parameter.getArray().stopGradient()));
                arrays.attach(scope);
                arrays.addAll(optimizer.moments(parameters()));
                arrays.encode(out);
            }
            checkpoints.put(name, file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private List<Parameter> parameters() {
        return model.getBlock().getParameters().values();
    }
}
