package io.quarkus.runner;

import fr.toise.cli.up.PretendService;

/** Named as the main class that Quarkus generates. */
public final class GeneratedMain {

    private GeneratedMain() {}

    public static void main(String[] arguments) throws Exception {
        PretendService.main(arguments);
    }
}
