package fr.toise.cli.up;

import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.LiveModel;
import fr.toise.cli.services.Ports;
import fr.toise.cli.services.Services;
import fr.toise.cli.up.PipelineState.Outcome;
import fr.toise.cli.up.PipelineState.Rest;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** One {@code ./toise up}, from the first process that is started to the last that is stopped. */
final class Up {

    private static final Duration DRAW_EVERY = Duration.ofMillis(250);
    /** A service is idle for a moment between a failed attempt and the next. */
    private static final int ROUNDS_AT_REST = 4;
    /** To load a model takes a second or two; it may be refused. */
    private static final Duration KEPT_MODEL = Duration.ofSeconds(8);
    /** Longer than the schedules by which a service looks again when an event was lost. */
    private static final Duration STALLED = Duration.ofMinutes(15);

    private final UpOptions options;
    private final Programs programs;
    private final Screen screen;
    private final Services services;
    private final LocalSystem system;
    private final Timeline timeline = new Timeline(Instant.now());

    private volatile boolean stopping;
    private volatile Poller poller;
    private String announced;
    private String told;
    private String troubleTold;

    Up(UpOptions options, Path home, PrintWriter out) {
        this.options = options;
        programs = new Programs(home, options);
        screen = Screen.on(out);
        services = new Services(options.ports());
        system = new LocalSystem(options.data());
    }

    /** @return the exit code */
    int run() throws InterruptedException {
        options.data().create();
        var lock = options.data().lock();
        var leftovers = LocalSystem.stopLeftovers(options.data());
        if (!leftovers.isEmpty()) {
            screen.say("Stopped what an earlier run left behind: " + String.join(", ", leftovers));
        }
        options.data().removeHalfUnpacked();
        FreePorts.check(programs.all());
        var hook = new Thread(this::stopOnSignal, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            start();
            try (var feed = new EventFeed(programs.bootstrapServers(), timeline::hear)) {
                return follow();
            }
        } catch (CommandFailure | UncheckedIOException e) {
            awaitEndIfStopping();
            throw e;
        } finally {
            stop();
        }
    }

    private void start() throws InterruptedException {
        screen.say("Starting on " + options.data().path() + "; logs are in "
                + options.data().logs());
        boolean kept = options.data().holdsLiveModel();
        var kafka = system.start(programs.kafka());
        var s3 = system.start(programs.s3());
        system.awaitReady(kafka);
        system.awaitReady(s3);
        Topics.create(programs.bootstrapServers());
        system.start(programs.predict());
        poller = new Poller(new Round(services));
        if (kept) {
            awaitKeptModel();
        }
        system.start(programs.ingest());
        system.start(programs.clean());
        system.start(programs.train());
    }

    /** Five JVMs that start at once are in each other's way, and the one with a model to serve is waited for. */
    private void awaitKeptModel() throws InterruptedException {
        var deadline = Instant.now().plus(KEPT_MODEL);
        while (poller.latest().state().model() == null && Instant.now().isBefore(deadline)) {
            failIfOneDied();
            Thread.sleep(DRAW_EVERY.toMillis());
        }
        announceUnlessOnce(poller.latest().state().model());
    }

    private int follow() throws InterruptedException {
        var rest = new RestWatch(ROUNDS_AT_REST);
        var stall = new StallWatch(STALLED);
        while (true) {
            awaitEndIfStopping();
            failIfOneDied();
            tellTrouble();
            var now = Instant.now();
            var polled = poller.latest();
            var model = polled.state().model();
            timeline.see(polled.state(), now);
            screen.show(timeline, now);
            var outcome = rest.outcome(polled);
            announceUnlessOnce(model);
            if (!options.once()) {
                outcome.ifPresent(found -> rest(found, model));
            } else if (outcome.isPresent()) {
                return conclude(outcome.get(), model);
            } else {
                failIfStalled(stall, now);
            }
            Thread.sleep(DRAW_EVERY.toMillis());
        }
    }

    private void failIfOneDied() {
        system.dead().ifPresent(dead -> {
            throw new CommandFailure(dead.obituary());
        });
    }

    private void failIfStalled(StallWatch stall, Instant now) {
        if (stall.stalled(timeline.steps(now), now)) {
            throw new CommandFailure("Nothing has moved for " + STALLED.toMinutes() + " minutes; see "
                    + options.data().logs());
        }
    }

    /** The first model comes with an estimate, later ones with a line. */
    private void announceUnlessOnce(LiveModel model) {
        if (options.once() || model == null || model.version().equals(announced)) {
            return;
        }
        boolean first = announced == null;
        announced = model.version();
        screen.say(live(model));
        if (first) {
            screen.say(ExampleEstimate.of(model, services).text());
            screen.say("Page      " + page() + "\nStop with Ctrl-C.");
        }
    }

    private static String live(LiveModel model) {
        return "\nModel " + model.name() + " " + model.version() + " is live"
                + (model.dataThrough().isEmpty() ? "" : ", with sales up to " + model.dataThrough())
                + (model.madeUp() ? "; its sales are MADE UP." : ".");
    }

    private String page() {
        return Ports.url(options.ports().predict()) + "/";
    }

    private void rest(Outcome outcome, LiveModel model) {
        tell(outcome, model);
        if (model != null) {
            programs.learnClasses();
        }
    }

    /** What did not go as hoped, once. */
    private void tell(Outcome outcome, LiveModel model) {
        if (outcome.rest() != Rest.SERVED && !outcome.reason().equals(told)) {
            screen.say(words(outcome, model));
        }
        told = outcome.reason();
    }

    /** What is shown stays as it was while the services can't be asked. */
    private void tellTrouble() {
        var trouble = poller.trouble().map(RuntimeException::toString).orElse(null);
        if (trouble != null && !trouble.equals(troubleTold)) {
            screen.say("\nThe services' answers can't be read, so what is shown may be old: " + trouble + "; see "
                    + options.data().logs());
        }
        troubleTold = trouble;
    }

    private static String words(Outcome outcome, LiveModel model) {
        return "\n" + outcome.reason()
                + (model == null
                        ? "\nNo model is live."
                        : "\nModel " + model.version() + ", which was live before, stays live.");
    }

    private int conclude(Outcome outcome, LiveModel model) {
        if (outcome.rest() != Rest.SERVED) {
            screen.say(words(outcome, model));
        }
        if (model == null) {
            return 1;
        }
        var estimate = ExampleEstimate.of(model, services);
        screen.say(live(model));
        screen.say(estimate.text());
        screen.say("Page      " + page() + " while ./toise up runs");
        return estimate.given() && outcome.rest() != Rest.FAILED ? 0 : 1;
    }

    private void stop() {
        if (poller != null) {
            poller.close();
        }
        programs.close();
        system.stop(screen::say);
    }

    private void stopOnSignal() {
        stopping = true;
        stop();
    }

    /** When a signal has come, the hook stops everything and ends this process: there is nothing left to be done here. */
    private void awaitEndIfStopping() throws InterruptedException {
        if (stopping) {
            Thread.currentThread().join();
        }
    }
}
